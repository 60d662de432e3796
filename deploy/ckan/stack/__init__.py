"""A real CKAN on 127.0.0.1 for development and tests: one module for each thing that has to run."""

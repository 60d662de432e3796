"""The command line: the other edge, same core as Dagster."""

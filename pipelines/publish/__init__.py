"""Plan and apply: a package to the folder and to CKAN, whole or not at all."""

"""A judged table to the files of a package, and the static catalog site."""

"""A judged table to the files of a package, and the static catalog site."""

from pipelines.export.package import build_package

__all__ = ["build_package"]

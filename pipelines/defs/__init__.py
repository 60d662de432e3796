"""The edge to Dagster: the only place that knows it."""

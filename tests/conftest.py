"""Settings of all tests: Hypothesis explores anew on every machine but CI, where a run must be repeatable."""

import os

from hypothesis import settings

settings.register_profile("explore", deadline=None)
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable" if os.environ.get("CI") else "explore")

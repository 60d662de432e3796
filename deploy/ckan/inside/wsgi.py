"""The application that gunicorn serves (runs in CKAN's environment; CKAN_INI names the settings)."""

import os

from ckan.cli import CKANConfigLoader
from ckan.config.middleware import make_app

application = make_app(CKANConfigLoader(os.environ["CKAN_INI"]).get_config())

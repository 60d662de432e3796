"""The plugin: it offers one action, with the permission of datastore_create."""

from typing import Any

from ckan import plugins
from ckan.plugins import toolkit

from ckanext_hiraku.replace import replace


def _may_replace(context: Any, words: dict[str, Any]) -> dict[str, Any]:
    """Who may write the resource may replace its table."""
    toolkit.check_access("datastore_create", context, {"resource_id": words.get("resource_id")})
    return {"success": True}


class HirakuPlugin(plugins.SingletonPlugin):
    """`hiraku` in ckan.plugins, after `datastore`."""

    plugins.implements(plugins.IActions)
    plugins.implements(plugins.IAuthFunctions)

    def get_actions(self) -> dict[str, Any]:
        """The action's name in the API."""
        return {"hiraku_datastore_replace": replace}

    def get_auth_functions(self) -> dict[str, Any]:
        """Its permission."""
        return {"hiraku_datastore_replace": _may_replace}

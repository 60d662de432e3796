"""One action of a plan, done or failed alone: what goes wrong is its result and stops no other dataset."""

from collections.abc import Callable

from pipelines.model.errors import HirakuError
from pipelines.model.package import Action, Package


def attempt(
    action: Action, *, publish: Callable[[Package], None], withdraw: Callable[[str], None]
) -> HirakuError | None:
    """Do what the action says with the target's own two ways of writing.

    Args:
        action: create and update publish its package, withdraw takes its slug back, leave does nothing.
        publish: writes a package to the target; raises HirakuError.
        withdraw: takes a slug back from the target; raises HirakuError.

    Returns:
        The error that stopped it, None when it was done.
    """
    try:
        if action.name == "withdraw":
            withdraw(action.slug)
        elif action.name != "leave" and action.package is not None:
            publish(action.package)
    except HirakuError as error:
        return error
    return None

"""The error tree: what stops a piece of work, as a code with parameters; the words live in report.

* HirakuError
    * DeclarationError   catalog.toml, a declaration or a schema cannot be used
    * UnreadableFile     the bytes of a raw file cannot become a table
    * GateClosed         publishing was asked for data that may not go out
    * TargetError        a place to publish to did not do what it was asked
        * TargetUnreachable   nobody answered (tried again with back-off)
        * TargetRefused       it answered no (never tried again)
"""

from pipelines.model.finding import Line


class HirakuError(Exception):
    """Something that a person has to act on.

    Args:
        code: kebab-case ASCII; the messages catalogue (report/messages/) turns it into Japanese.
        file: name of the file at fault as the person knows it (relative to the workspace), or "".
        line: physical line in that file, or None.
        **params: parameters of the message.
    """

    def __init__(self, code: str, *, file: str = "", line: Line | None = None, **params: object) -> None:
        self.code = code
        self.file = file
        self.line = line
        self.params = params
        where = f"{file}:{line}" if line is not None else file
        super().__init__(f"{code} {where} {params}".strip())


class DeclarationError(HirakuError):
    """catalog.toml, a dataset's declaration or a schema cannot be used as written."""


class UnreadableFile(HirakuError):
    """The bytes of a raw file cannot become a table (undecodable, empty, HTML, PDF, over a limit)."""


class GateClosed(HirakuError):
    """Publishing was asked for a table without a clean report of exactly that table."""


class TargetError(HirakuError):
    """A publishing target did not do what it was asked."""


class TargetUnreachable(TargetError):
    """No answer within the bounded retries: network down, CKAN down, time-out."""


class TargetRefused(TargetError):
    """The target answered no: wrong token, invalid metadata, no permission on disk."""

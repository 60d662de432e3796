"""Calls to a CKAN with a time-out, bounded retries and the project's own errors; nothing here knows datasets."""

import ast
import json
import time
from collections.abc import Callable, Mapping
from typing import IO, Any
from urllib.parse import urlsplit

import ckanapi
import requests

from pipelines.model.errors import HirakuError, TargetRefused, TargetUnreachable

CONNECT_SECONDS, READ_SECONDS, WRITE_SECONDS, UPLOAD_SECONDS = 10, 30, 60, 300
"""Time-outs: ckanapi's own are not these, and a call without one can hang a run for ever."""

PAUSES = (0.5, 2.0, 5.0)
"""Seconds before the second, third and fourth try; only transport errors and a busy server are tried again."""

READS = frozenset(
    {
        "status_show",
        "user_show",
        "package_show",
        "package_search",
        "organization_show",
        "group_show",
        "resource_view_list",
    }
)
"""The only actions of ours that write nothing."""

_BUSY = (429, 502, 503, 504)
_TOKEN_LIMIT = 1000
_EXCERPT = 200


class NotThere(TargetRefused):
    """What was asked for does not exist in CKAN."""


class _Again(Exception):
    """The call may succeed a moment later.

    Args:
        code: message code when it does not.
        tries: how often it may be tried in all; a call that took its whole time-out is not repeated for an hour.
    """

    def __init__(self, code: str, tries: int = len(PAUSES) + 1) -> None:
        super().__init__(code)
        self.code = code
        self.tries = tries


class CkanClient:
    """One CKAN, one token.

    A time-out or a broken connection does not say whether CKAN did what it was asked; whoever writes looks afterwards
    (ckan_dataset.py), and what cannot be done twice is called with `once`.

    Args:
        url: its address.
        token: API token; appears in no message.
        pauses: seconds between tries.
        sleep: how to wait (tests do not).

    Raises:
        TargetRefused: ckan-not-a-ckan when the address is none.
    """

    def __init__(
        self,
        url: str,
        token: str,
        *,
        pauses: tuple[float, ...] = PAUSES,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.url = url.rstrip("/")
        self._pauses = pauses
        self._sleep = sleep
        self._lost = False
        host = _host(url)
        if not host:
            raise TargetRefused("ckan-not-a-ckan", file=self.url)
        session = requests.Session()
        # a ward's proxy is for the Internet; a CKAN on this machine is asked directly
        session.trust_env = host not in ("127.0.0.1", "localhost", "::1")
        # netrc must not put another name over the token
        session.auth = _keep_headers
        self._usable = token.isascii() and token.isprintable() and 0 < len(token.strip()) < _TOKEN_LIMIT
        self._api = ckanapi.RemoteCKAN(self.url, apikey=token.strip(), user_agent="hiraku", session=session)

    def call(self, action: str, /, *, once: bool = False, **words: Any) -> Any:
        """Call an action with JSON.

        Args:
            action: its name.
            once: never try again: doing it twice would do harm.
            **words: its data.

        Raises:
            TargetUnreachable: ckan-unreachable, ckan-timeout, ckan-search-down after all tries.
            TargetRefused: ckan-wrong-token, ckan-not-allowed, ckan-refused, ckan-not-a-ckan, ckan-failed.
            NotThere: what it was about does not exist.
        """
        return self._try(lambda: self._send(action, words, None), action, once=once)

    def upload(self, action: str, words: Mapping[str, Any], files: Mapping[str, Callable[[], IO[bytes]]]) -> Any:
        """Call an action with files beside it; raises as `call`.

        Beside a file every word travels as form text, so lists and dicts go as JSON (publishing.md, section 1).

        Args:
            action: its name.
            words: its data.
            files: form key -> opener of a file object that has a name; opened anew for every try.
        """
        flat = {k: v if isinstance(v, str) else json.dumps(v, ensure_ascii=False) for k, v in words.items()}
        return self._try(lambda: self._send(action, flat, {k: opener() for k, opener in files.items()}), action)

    def find(self, action: str, name: str) -> dict[str, Any] | None:
        """What `…_show` says of an id or name, or None when there is nothing."""
        try:
            found: dict[str, Any] = self.call(action, id=name)
        except NotThere:
            return None
        return found

    def _send(self, action: str, words: Mapping[str, Any], files: Mapping[str, IO[bytes]] | None) -> Any:
        if not self._usable:
            raise TargetRefused("ckan-wrong-token", file=self.url)
        limit = READ_SECONDS if action in READS else UPLOAD_SECONDS if files else WRITE_SECONDS
        timeout = {"timeout": (CONNECT_SECONDS, limit)}
        try:
            return self._api.call_action(action, dict(words), files=files, requests_kwargs=timeout)
        except requests.ReadTimeout as error:
            raise _Again("ckan-timeout", tries=2) from error
        except (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError) as error:
            raise _Again("ckan-unreachable") from error
        except (requests.RequestException, UnicodeError, ckanapi.ServerIncompatibleError) as error:
            raise TargetRefused("ckan-not-a-ckan", file=self.url) from error
        except (ckanapi.SearchIndexError, ckanapi.SearchError) as error:
            raise _Again("ckan-search-down") from error
        except ckanapi.CKANAPIError as error:
            raise self._judge(error, action) from error

    def _judge(self, error: "ckanapi.CKANAPIError", action: str) -> Exception:
        """What an answer means that is no success."""
        if isinstance(error, ckanapi.NotFound):
            return NotThere("ckan-refused", file=self.url, action=action, detail=f"{action}: ありません")
        if isinstance(error, ckanapi.NotAuthorized):
            return TargetRefused("ckan-not-allowed", file=self.url, action=action)
        if isinstance(error, ckanapi.ValidationError):
            return TargetRefused("ckan-refused", file=self.url, action=action, detail=_flat(error.error_dict))
        status, body = _status(str(error))
        if status in _BUSY:
            return _Again("ckan-unreachable")
        if status >= 500:
            searching = "Solr" in body or "Search" in body
            return _Again("ckan-search-down") if searching else TargetRefused("ckan-failed", file=self.url)
        if status == 413:
            return TargetRefused("ckan-refused", file=self.url, action=action, detail="ファイルが大きすぎます")
        return TargetRefused("ckan-not-a-ckan", file=self.url)

    def _try(self, send: Callable[[], Any], action: str, *, once: bool = False) -> Any:
        """Send until it is done, refused, or tried often enough; after a failed call the next ones wait no more."""
        pauses = () if once or self._lost else self._pauses
        tried = 0
        while True:
            try:
                answer = send()
            except _Again as again:
                tried += 1
                if tried > len(pauses) or tried >= again.tries:
                    self._lost = True
                    raise TargetUnreachable(again.code, file=self.url, action=action) from again
                self._sleep(pauses[tried - 1])
            else:
                self._lost = False
                return answer


def unsure(error: HirakuError) -> bool:
    """Whether CKAN may have done what it was asked although it did not say so, or refused a repetition of it."""
    return error.code in ("ckan-unreachable", "ckan-timeout", "ckan-search-down", "ckan-failed", "ckan-refused")


def _host(url: str) -> str:
    """The host of a web address, "" for anything else."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return (parts.hostname or "") if parts.scheme in ("http", "https") else ""


def _keep_headers(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _status(text: str) -> tuple[int, str]:
    """HTTP status and body out of ckanapi's error text, the repr of [url, status, body]."""
    try:
        _, status, body = ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError):
        return 0, text
    return int(status), str(body)


def _flat(error: object) -> str:
    """CKAN's error dict as one line for a person."""
    if isinstance(error, Mapping):
        parts = [f"{key}: {_flat(value)}" for key, value in error.items() if key != "__type" and value]
        return "、".join(parts)[:_EXCERPT]
    if isinstance(error, list):
        return "、".join(_flat(item) for item in error if item)
    return str(error)

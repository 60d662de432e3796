"""Calls to a CKAN with a time-out, bounded retries and the project's own errors; nothing here knows datasets."""

import json
import time
from collections.abc import Callable, Mapping
from typing import IO, Any
from urllib.parse import urlsplit

import ckanapi
import requests

from pipelines.model.errors import TargetError, TargetRefused, TargetUnreachable

READ_SECONDS, WRITE_SECONDS, CONNECT_SECONDS = 30, 300, 10
"""Time-outs: ckanapi has none of its own, and a call without one can hang a run for ever."""

PAUSES = (0.5, 2.0, 5.0)
"""Seconds before the second, third and fourth try; only transport errors and a busy server are tried again."""

READS = ("package_show", "package_search", "organization_show", "group_show", "resource_view_list", "status_show")
_BUSY = (502, 503, 504)


class _Again(Exception):
    """The call may succeed a moment later; carries what to tell when it does not."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class CkanClient:
    """One CKAN, one token.

    Args:
        url: its address.
        token: API token; appears in no message.
        pauses: seconds between tries.
        sleep: how to wait (tests do not).
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
        session = requests.Session()
        # a ward's proxy is for the Internet; a CKAN on this machine is asked directly
        session.trust_env = urlsplit(url).hostname not in ("127.0.0.1", "localhost", "::1")
        self._api = ckanapi.RemoteCKAN(self.url, apikey=token, user_agent="hiraku", session=session)

    def call(self, action: str, /, **words: Any) -> Any:
        """Call an action with JSON.

        Raises:
            TargetUnreachable: ckan-unreachable after all tries.
            TargetRefused: ckan-wrong-token, ckan-refused.
            KeyError: NotFound, for callers that ask whether something is there.
        """
        return self._try(action, lambda: self._send(action, words, None))

    def upload(self, action: str, words: Mapping[str, Any], files: Mapping[str, Callable[[], IO[bytes]]]) -> Any:
        """Call an action with files beside it.

        Beside a file every word travels as form text, so lists and dicts go as JSON (publishing.md, section 1).

        Args:
            action: its name.
            words: its data.
            files: form key -> opener of a file object that has a name; opened anew for every try.
        """
        flat = {k: v if isinstance(v, str) else json.dumps(v, ensure_ascii=False) for k, v in words.items()}

        def send() -> Any:
            opened = {key: opener() for key, opener in files.items()}
            return self._send(action, flat, opened)

        return self._try(action, send)

    def find(self, action: str, name: str) -> dict[str, Any] | None:
        """What `…_show` says of an id or name, or None when there is nothing."""
        try:
            found: dict[str, Any] = self.call(action, id=name)
        except KeyError:
            return None
        return found

    def _send(self, action: str, words: Mapping[str, Any], files: Mapping[str, IO[bytes]] | None) -> Any:
        limit = READ_SECONDS if action in READS else WRITE_SECONDS
        timeout = {"timeout": (CONNECT_SECONDS, limit)}
        try:
            return self._api.call_action(action, dict(words), files=files, requests_kwargs=timeout)
        except (requests.ConnectionError, requests.Timeout) as error:
            raise _Again(type(error).__name__) from error
        except ckanapi.SearchIndexError as error:
            raise _Again("SearchIndexError") from error
        except ckanapi.NotFound as error:
            raise KeyError(action) from error
        except ckanapi.NotAuthorized as error:
            raise TargetRefused("ckan-wrong-token", file=self.url, action=action) from error
        except ckanapi.ValidationError as error:
            detail = json.dumps(error.error_dict, ensure_ascii=False)
            raise TargetRefused("ckan-refused", file=self.url, action=action, detail=detail) from error
        except ckanapi.CKANAPIError as error:  # the base of all the above: stands last
            raise self._judge(error) from error

    def _judge(self, error: "ckanapi.CKANAPIError") -> Exception:
        """An answer that is no CKAN answer: a busy server, or something else that lives at that address."""
        text = str(error)
        if any(f"{code}" in text[:40] for code in _BUSY) or "Search" in text:
            return _Again(text[:200])
        return TargetRefused("ckan-not-a-ckan", file=self.url, detail=text[:200])

    def _try(self, action: str, send: Callable[[], Any]) -> Any:
        for pause in (*self._pauses, None):
            try:
                return send()
            except _Again as again:
                if pause is None:
                    raise TargetUnreachable(
                        "ckan-unreachable", file=self.url, action=action, detail=again.detail
                    ) from again
                self._sleep(pause)
        raise TargetError("ckan-unreachable", file=self.url, action=action)  # not reached: the last pause is None

"""Nothing that is logged while a message is delivered leaves: logs of libraries hold addresses.

An address of a chat room is a password to it. Apprise logs parts of addresses and whole payloads,
urllib3 logs every path it posts to. What they say is only read here, for the number in it.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_heard: ContextVar[list[str] | None] = ContextVar("heard", default=None)


class _Swallow(logging.Filter):
    """Keeps back what is logged in a delivery; of Apprise's own logger everything, always."""

    def __init__(self, *, always: bool) -> None:
        super().__init__()
        self._always = always

    def filter(self, record: logging.LogRecord) -> bool:
        heard = _heard.get()
        if heard is not None:
            try:
                heard.append(record.getMessage())
            except (TypeError, ValueError):  # a message of a library that does not fit its values
                return False
        return heard is None and not self._always


@contextmanager
def listening() -> Iterator[list[str]]:
    """What is logged in this context, by whatever library, is heard here and nowhere else."""
    heard: list[str] = []
    token = _heard.set(heard)
    try:
        yield heard
    finally:
        _heard.reset(token)


@contextmanager
def in_silence() -> Iterator[None]:
    """No record of a delivery reaches a handler of this process, and no warning names a host.

    The filters stay: a call that was given up may still be speaking when all others are done.
    """
    apprise = logging.getLogger("apprise")
    apprise.setLevel(logging.DEBUG)  # the number of a refused mail is in what it says quietly
    _filter(apprise, always=True)
    for handler in (*logging.getLogger().handlers, logging.lastResort):
        if handler is not None:
            _filter(handler, always=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _filter(where: logging.Filterer, *, always: bool) -> None:
    if not any(isinstance(one, _Swallow) for one in where.filters):
        where.addFilter(_Swallow(always=always))

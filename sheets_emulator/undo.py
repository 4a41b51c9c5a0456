"""What has to be put back when a batch is refused half-way: each change leaves its opposite here.

Everything that can change in a spreadsheet changes through one of the four verbs of `Log`, and what
they put in place (rows, formats, properties) is never changed afterwards, only replaced. So a
batch costs what it touches, and not a copy of the spreadsheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


class Log:
    """The changes since the last commit, newest last.

    Attributes:
        changes: counts every change ever made; a computed value is good for one count.

    """

    def __init__(self) -> None:
        self.changes = 0
        self._undo: list[Callable[[], object]] = []
        self._open = False

    def set(self, target: Any, name: str, value: Any) -> None:
        """Give the attribute `name` of `target` another value."""
        before = getattr(target, name)
        self._record(lambda: setattr(target, name, before))
        setattr(target, name, value)

    def put(self, mapping: dict[Any, Any], key: Any, value: Any) -> None:
        """Put `value` under `key`."""
        if key in mapping:
            before = mapping[key]
            self._record(lambda: mapping.__setitem__(key, before))
        else:
            self._record(lambda: mapping.__delitem__(key))
        mapping[key] = value

    def drop(self, mapping: dict[Any, Any], key: Any) -> None:
        """Take `key` out; nothing when it is not there."""
        if key in mapping:
            before = mapping.pop(key)
            self._record(lambda: mapping.__setitem__(key, before))

    def splice(self, items: list[Any], start: int, stop: int, new: list[Any]) -> None:
        """Put `new` in the place of `items[start:stop]`."""
        before = items[start:stop]
        end = start + len(new)
        self._record(lambda: items.__setitem__(slice(start, end), before))
        items[start:stop] = new

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """Within this block, an exception of whatever kind takes back every change made in it."""
        if self._open:  # the outer block answers for all
            yield
            return
        self._open = True
        try:
            yield
        except BaseException:
            self.changes += 1
            while self._undo:
                self._undo.pop()()
            raise
        finally:
            self._undo.clear()
            self._open = False

    def _record(self, opposite: Callable[[], object]) -> None:
        self.changes += 1
        if self._open:
            self._undo.append(opposite)

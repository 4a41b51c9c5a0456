"""A press at work, told line by line to whoever asked for it; it can be stopped while it reads."""

from __future__ import annotations

from collections.abc import Callable, Collection

from addin.hosts.watched import WatchedWorkbooks, Watcher
from addin.ports import Workbooks


class Telling:
    """Says how far a press is; ``writes`` says, once, that it is not to be stopped any more."""

    def __init__(
        self, tell: Callable[[float, str], None], writes: Callable[[], None] = lambda: None
    ) -> None:
        self._tell = tell
        self._writes = writes
        self._has_said = False

    def progress(self, done: float, said: str) -> None:
        """How far it is, from 0 to 1, and what it does."""
        self._tell(done, said)

    def writing(self, name: str) -> None:
        """From here on it goes through to the end."""
        if not self._has_said:
            self._has_said = True
            self._writes()
        self._tell(0.0, f"Writing {name}")


class WatchedSent(WatchedWorkbooks):
    """As they were sent; ``without_content`` are files whose bytes a job missed."""

    def __init__(self, workbooks: Workbooks, watch: Watcher, sent: Collection[str]) -> None:
        super().__init__(workbooks, watch)
        self._sent = sent
        self.without_content: set[str] = set()

    def content(self, name: str) -> bytes:
        """As ``ports.Workbooks``; a workbook that was sent as its cells has none."""
        found = self._workbooks.content(name)
        if not found and name in self._sent:
            self.without_content.add(name)
        return found

"""What the service has read of a studio's nights, kept for as long as it holds.

Hundreds of productions with their findings take seconds to read, and hold until the next night. The
memory's mark says at each request whether they still do.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager
from typing import Any, Final, TypeVar

from addin.ports.nights import Nights

T = TypeVar("T")
_MOST: Final = 64
"""Answers that are kept; of those asked for longest ago, the next is forgotten."""


class Remembered:
    """Answers of a studio's memory; ``nights`` opens it, ``key`` names the studio in it."""

    def __init__(self, key: str, nights: Callable[[], AbstractContextManager[Nights]]) -> None:
        self._key = key
        self._nights = nights
        self._kept: OrderedDict[Hashable, tuple[str, Any]] = OrderedDict()  # with their mark
        self._reading: defaultdict[Hashable, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def asked(self, what: Hashable, ask: Callable[[Nights], T]) -> T:
        """What the memory answers; what it answered before, where nothing moved since.

        ``what`` tells questions apart. Two who ask the same at once wait for one answer, and the
        server is not held meanwhile.

        Raises:
            HistoryUnusable: it cannot be read.
        """
        async with self._reading[what]:
            mark = await asyncio.to_thread(self._marked)
            before, answer = self._kept.get(what, ("", None))
            if before != mark:  # what is newer than its mark is only read once more
                answer = await asyncio.to_thread(self._read, ask)
                self._kept[what] = (mark, answer)
            self._kept.move_to_end(what)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
            found: T = answer
            return found

    def _marked(self) -> str:
        with self._nights() as nights:
            return nights.mark(self._key)

    def _read(self, ask: Callable[[Nights], T]) -> T:
        with self._nights() as nights:
            return ask(nights)

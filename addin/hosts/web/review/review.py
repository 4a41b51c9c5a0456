"""The review service as one value: what it shows, who is signed in, what works behind it."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from addin.domain.night import ProductionNight
from addin.hosts.web.presses import Presses, TooManyPresses
from addin.hosts.web.review.forms import Sizes
from addin.hosts.web.review.refused import Refused
from addin.hosts.web.review.remembered import Remembered
from addin.hosts.web.review.sessions import Sessions
from addin.hosts.web.review.studio import Shown, Studio, shown
from addin.hosts.web.review.throttle import Throttle
from addin.ports.nights import AuditEntry, Nights
from addin.ports.people import Person
from addin.ports.sessions import KeptSession

T = TypeVar("T")
_UPLOADS: Final = 2  # at once: each is held in memory
_TOLD: Final = 2000
_PAUSE: Final = 60.0  # seconds, after sessions could not be kept
_EACH: Final = 2  # processes for one person, who would else keep all others waiting


@dataclass(slots=True)
class Review:
    """A studio as it is served.

    ``root`` is the path of its pages, ``origins`` where its own forms come from. ``wall`` is the
    time as a coordinator's clock shows it.
    """

    studio: Studio
    presses: Presses
    origins: frozenset[str]
    root: str = "/review"
    is_https: bool = False
    sizes: Sizes = field(default_factory=Sizes)
    wall: Callable[[], dt.datetime] = field(
        default=lambda: dt.datetime.now().replace(microsecond=0)  # noqa: DTZ005 - the person's
    )
    utc: Callable[[], dt.datetime] = field(default=lambda: dt.datetime.now(dt.UTC))
    clock: Callable[[], float] = time.monotonic
    sessions: Sessions = field(init=False)
    throttle: Throttle = field(init=False)
    uploads: asyncio.Semaphore = field(init=False)
    _at_work: Counter[str] = field(init=False, default_factory=Counter)
    remembered: Remembered = field(init=False)
    _keep_after: float = field(init=False, default=0.0)
    _keeping: asyncio.Lock = field(init=False, default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        self.sessions = Sessions(self.studio.people, self.utc)
        self.throttle = Throttle(self.clock)
        self.uploads = asyncio.Semaphore(_UPLOADS)
        self.remembered = Remembered(self.studio.key, self.studio.nights)

    async def restore_sessions(self) -> None:
        """Take up who was signed in when the server stopped.

        Raises:
            HistoryUnusable, PeopleUnusable: it cannot be read; everybody signs in anew.
        """
        opened = self.studio.sessions
        if opened is None:
            return

        def read() -> Sequence[KeptSession]:
            with opened() as memory:
                return memory.all()

        self.sessions.restore(await asyncio.to_thread(read))

    async def keep_sessions(self, *, at_once: bool = False) -> None:
        """Keep who is signed in, where that changed since it last was kept.

        After a failure nobody waits for the next try for a while, but who is to know ``at_once``.

        Raises:
            HistoryUnusable: it cannot be kept; it is tried again.
        """
        opened = self.studio.sessions
        if not at_once and (self._keeping.locked() or self.clock() < self._keep_after):
            return
        async with self._keeping:
            kept, over = self.sessions.to_keep()
            if opened is None or not (kept or over):
                return

            def write() -> None:
                with opened() as memory:
                    memory.keep(kept, over)

            self._keep_after = self.clock() + _PAUSE
            await asyncio.to_thread(write)
            self._keep_after = 0.0
            self.sessions.was_kept(kept, over)

    async def asked(self, ask: Callable[[Nights], T]) -> T:
        """What the studio's memory answers, without holding the server.

        Raises:
            HistoryUnusable: it cannot be read or kept.
        """

        def answer() -> T:
            with self.studio.nights() as nights:
                return ask(nights)

        return await asyncio.to_thread(answer)

    async def shown_to(self, person: Person) -> tuple[Shown, ...]:
        """The productions that a person may see."""
        key = self.studio.key
        overview = await self.remembered.asked("overview", lambda nights: nights.overview(key))
        return shown(self.studio, overview, person)

    async def night_of(self, one: Shown) -> ProductionNight | None:
        """All that the last night says of a production; None until it had one."""
        key, folder = self.studio.key, str(one.folder)
        found = await self.remembered.asked(folder, lambda nights: nights.latest(key, [folder]))
        return next(iter(found), None)

    async def audited(self) -> Sequence[AuditEntry]:
        """What people did here, the newest first."""
        return await self.asked(lambda nights: nights.audited(self.studio.key, _TOLD))

    async def audit(
        self,
        address: str,
        action: str,
        sentence: str,
        person: Person | None = None,
        production: str = "",
    ) -> None:
        """Keep what somebody did or tried."""
        entry = AuditEntry(
            at=self.wall(),
            who=person.name if person else "",
            role=str(person.role) if person else "",
            production=production,
            action=action,
            sentence=sentence,
            address=address,
        )
        await self.asked(lambda nights: nights.audit(self.studio.key, entry))

    async def work(self, kind: str, one: Shown, person: Person, **asked: Any) -> Mapping[str, Any]:
        """What a process of its own reads or decides in a production; always with a sentence.

        Raises:
            Refused: as many as may be are at work, for all or for this person.
        """
        try:
            self.presses.require_room()
        except TooManyPresses:
            raise Refused(
                429, "Others are being served at this moment. Nothing was done. Try again.", 5
            ) from None
        if self._at_work[person.name] >= _EACH:
            raise Refused(
                429, "What you asked for before is still at work. Nothing was done. Try again.", 5
            )
        told = {
            **asked,
            "number": one.number,
            "who": person.name,
            "history": self.studio.history,
            "known_as": one.night.production if one.night else "",
        }
        answer: Mapping[str, Any] = {}
        self._at_work[person.name] += 1
        try:
            async for line in self.presses.lines(kind, json.dumps(told).encode()):
                answer = json.loads(line).get("done", answer)
        finally:
            self._at_work[person.name] -= 1
        return answer

"""The review service without a network: real pages, door and sessions; memory and work are fakes."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import re
from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
from starlette.applications import Starlette

from addin.domain.night import (
    CountedNight,
    Ended,
    Facts,
    Moment,
    Overview,
    PairLine,
    Point,
    ProductionNight,
)
from addin.errors import HistoryBusy
from addin.hosts.web.access import Access, Gate, access
from addin.hosts.web.presses import TooManyPresses
from addin.hosts.web.review.door import Rule, routes_of
from addin.hosts.web.review.review import Review
from addin.hosts.web.review.routes import RULES
from addin.hosts.web.review.serving import review_of
from addin.hosts.web.review.studio import Studio, id_of
from addin.ports.nights import AuditEntry
from addin.ports.people import Person, Role, digest_of
from addin.ports.sessions import KeptSession

BASE = "http://localhost:8765"
AT = dt.datetime(2026, 3, 16, 5, 30)
EDITOR, VIEWER, BANK = "e" * 43, "v" * 43, "b" * 43
TOKENS = {"editor": EDITOR, "viewer": VIEWER, "bank": BANK}
POINT = Point(
    "ab12cd", "COS102", 3, "new", "Cost.xlsx", "Report", "C2", "2510 does not tie.", impact=4500
)


@dataclass
class FakePeople:
    """The ``People`` port in memory."""

    people: list[Person]

    def all(self) -> Sequence[Person]:
        """Everybody."""
        return tuple(self.people)

    def keep(self, person: Person) -> None:
        """Add or replace."""
        self.people = [one for one in self.people if one.name != person.name] + [person]

    def remove(self, name: str) -> bool:
        """Forget."""
        before = len(self.people)
        self.people = [one for one in self.people if one.name != name]
        return len(self.people) < before


@dataclass
class FakeNights:
    """What the service asks of ``Nights``, in memory."""

    kept: list[ProductionNight]
    entries: list[AuditEntry] = field(default_factory=list)
    read: list[str] = field(default_factory=list)

    def latest(
        self, studio: str, folders: Collection[str] | None = None
    ) -> Sequence[ProductionNight]:
        """What a test put there."""
        del studio
        self.read.append("latest")
        return [one for one in self.kept if folders is None or one.folder in folders]

    def counted(self, studio: str, folders: Collection[str]) -> Sequence[CountedNight]:
        """The same, counted."""
        return [one.counted() for one in self.latest(studio, folders)]

    def trends(
        self, studio: str, folders: Sequence[str], most: int = 400
    ) -> Mapping[str, Sequence[Moment]]:
        """None."""
        del studio, folders, most
        return {}

    def overview(self, studio: str) -> Sequence[Overview]:
        """The same in figures."""
        del studio
        self.read.append("overview")
        return [one.overview() for one in self.kept]

    def mark(self, studio: str) -> str:
        """Another for whatever else is there."""
        return f"{studio} {hash(tuple(self.kept))}"

    def trend(self, studio: str, folder: str, most: int = 400) -> Sequence[Moment]:
        """None."""
        del studio, folder, most
        return ()

    def audit(self, studio: str, entry: AuditEntry) -> AuditEntry:
        """Keep."""
        del studio
        self.entries.append(replace(entry, number=len(self.entries) + 1))
        return self.entries[-1]

    def audited(self, studio: str, most: int = 200) -> Sequence[AuditEntry]:
        """The newest first."""
        del studio
        return tuple(reversed(self.entries))[:most]


@dataclass
class FakeSessions:
    """The ``SessionMemory`` port in memory; ``is_away``: it cannot be used."""

    kept: dict[str, KeptSession] = field(default_factory=dict)
    is_away: bool = False
    writes: int = 0

    def all(self) -> Sequence[KeptSession]:
        """Every session."""
        self._require()
        return tuple(self.kept.values())

    def keep(self, sessions: Iterable[KeptSession], over: Iterable[str]) -> None:
        """Keep some, forget others."""
        self._require()
        self.writes += 1
        self.kept |= {one.digest: one for one in sessions}
        for digest in over:
            self.kept.pop(digest, None)

    def _require(self) -> None:
        if self.is_away:
            raise HistoryBusy("the memory", "it is away")


@dataclass
class FakePresses:
    """Processes that do nothing: what they were asked, and what they are to answer."""

    answer: dict[str, Any] = field(
        default_factory=lambda: {"ok": True, "sentence": "Done as asked."}
    )
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    is_full: bool = False

    def require_room(self) -> None:
        """As many as there is room for."""
        if self.is_full:
            raise TooManyPresses

    async def lines(self, kind: str, body: bytes) -> AsyncIterator[bytes]:
        """The answer."""
        self.asked.append((kind, json.loads(body)))
        yield b'{"writes": true}\n'
        yield json.dumps({"done": self.answer}).encode()


@dataclass
class Clock:
    """A time that only goes on when a test says so."""

    now: dt.datetime = dt.datetime(2026, 3, 16, 8, tzinfo=dt.UTC)
    seconds: float = 1000.0

    def wait(self, seconds: float) -> None:
        """Let time go by."""
        self.now += dt.timedelta(seconds=seconds)
        self.seconds += seconds

    def utc(self) -> dt.datetime:
        """The date."""
        return self.now

    def monotonic(self) -> float:
        """Seconds since some time."""
        return self.seconds


@dataclass
class Inside:
    """The service and everything behind it."""

    review: Review
    people: FakePeople
    nights: FakeNights
    presses: FakePresses
    clock: Clock
    show: Path
    bank: Path
    access: Access
    memory: FakeSessions
    rules: tuple[Rule, ...] = RULES
    runner: asyncio.Runner = field(default_factory=asyncio.Runner)

    @contextmanager
    def browser(
        self, who: str = "", *, address: str = "203.0.113.9", base: str = BASE
    ) -> Iterator[Browser]:
        """A browser of somebody's, signed in as one of ``TOKENS``."""
        app = Gate(Starlette(routes=routes_of(self.review, self.rules)), self.access)
        transport = httpx.ASGITransport(app, client=(address, 4000))
        browser = Browser(httpx.AsyncClient(transport=transport, base_url=base), base, self.runner)
        if who:
            assert browser.sign_in(TOKENS[who]).status_code == 303
        yield browser
        self.runner.run(browser.client.aclose())

    def begin_anew(self) -> None:
        """The server stops, and begins with what is kept."""
        self.review = replace(self.review)
        self.runner.run(self.review.restore_sessions())

    def page(self, folder: Path, below: str = "") -> str:
        """The address of a production's page."""
        return f"/p/{id_of(folder)}{below}"


@dataclass
class Browser:
    """Sends forms as the service's own pages do."""

    client: httpx.AsyncClient
    base: str
    runner: asyncio.Runner

    def get(self, path: str = "", **headers: str) -> httpx.Response:
        """A page of the review service."""
        return self.runner.run(self.client.get(f"/review{path}", headers=headers))

    def post(
        self, path: str, told: Mapping[str, Any] | None = None, **asked: Any
    ) -> httpx.Response:
        """Send a form."""
        headers = {"Origin": self.base, "Sec-Fetch-Site": "same-origin", **asked.pop("headers", {})}
        asked |= {"data": told} if told is not None else {}
        return self.runner.run(self.client.post(f"/review{path}", headers=headers, **asked))

    def sign_in(self, token: str, **told: str) -> httpx.Response:
        """Sign in."""
        return self.post("/sign-in", {"token": token, **told})

    @property
    def form(self) -> str:
        """The secret of the session's forms."""
        found = re.search(r'name="form" value="([^"]+)"', self.get("/audit").text)
        assert found
        return found[1]

    def act(self, path: str, told: Mapping[str, Any], **asked: Any) -> httpx.Response:
        """Send a form with the session's secret, and look at the page that tells of it."""
        reply = self.post(path, {"form": self.form, **told}, **asked)
        return self.get(reply.headers["location"].removeprefix("/review"))


def inside(tmp_path: Path, base: str = BASE, proxy: str = "") -> Inside:
    """A studio of two productions: one with a finding, one with a suggestion."""
    show, bank = tmp_path / "Night Shift", tmp_path / "Bank Tie"
    for folder in (show, bank):
        folder.mkdir(parents=True, exist_ok=True)
    clock = Clock()
    people = FakePeople(
        [
            Person("Mara Quell", Role.EDITOR, digest_of(EDITOR), clock.now),
            Person("Vic Odo", Role.VIEWER, digest_of(VIEWER), clock.now),
            Person("Bo Finn", Role.EDITOR, digest_of(BANK), clock.now, ("Bank*",)),
        ]
    )
    pairs = Facts(pairs=(PairLine("Bank and Cash book", 4, 1, 0, 0),))
    nights = FakeNights(
        [
            ProductionNight(0, show.name, str(show), AT, Ended.CHECKED, points=(POINT,)),
            ProductionNight(1, bank.name, str(bank), AT, Ended.CHECKED, facts=pairs),
        ]
    )
    presses = FakePresses()

    @contextmanager
    def opened() -> Iterator[FakeNights]:
        yield nights

    memory = FakeSessions()

    @contextmanager
    def remembered() -> Iterator[FakeSessions]:
        yield memory

    studio = Studio(
        "Harbor Lane",
        (show, bank),
        opened,  # type: ignore[arg-type] # as much of the port as is asked
        people,
        proxy=proxy,
        sessions=remembered,
    )
    let_in = access("k" * 40, base, 8765)
    review = review_of(studio, presses, let_in, base)  # type: ignore[arg-type] # a fake
    review = replace(review, utc=clock.utc, clock=clock.monotonic, wall=lambda: AT.replace(hour=9))
    return Inside(review, people, nights, presses, clock, show, bank, let_in, memory)

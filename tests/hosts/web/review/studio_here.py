"""A studio for a test: two productions on the disk, a night of both, people, and a server."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import httpx

from addin import wiring
from addin.hosts.web.review.studio import Studio, id_of
from addin.nightly.orders import Orders, Task
from addin.nightly.production import work
from addin.ports.nights import AuditEntry, NightPlan
from addin.ports.people import Person, Role, digest_of
from addin.wiring.people import people
from tests.cli.drawn_files import folder_of, saved
from tests.hosts.web.serving_here import Served, running
from tests.jobs.bank_in_memory import books as bank_books

KEY = "Harbor Lane"
AT = dt.datetime(2026, 3, 16, 5, 30)
MORNING = AT.replace(hour=9)
EDITOR = "editor-token-0123456789-0123456789-0123456789"
VIEWER = "viewer-token-0123456789-0123456789-0123456789"
BANK_ONLY = "bank-token-0123456789-0123456789-0123456789xx"
TOKENS = {"editor": EDITOR, "viewer": VIEWER, "bank": BANK_ONLY}


@dataclass
class Here:
    """A studio on the disk."""

    home: Path
    studio: Studio

    @property
    def show(self) -> Path:
        """The production whose cost report does not tie."""
        return self.studio.folders[0]

    @property
    def bank(self) -> Path:
        """The production with a suggestion."""
        return self.studio.folders[1]

    def audited(self) -> tuple[AuditEntry, ...]:
        """The audit trail."""
        with self.studio.nights() as nights:
            return tuple(nights.audited(KEY))

    def night(self, at: dt.datetime = AT) -> None:
        """One night over both."""
        with self.studio.nights() as nights:
            folders = tuple(map(str, self.studio.folders))
            begun = nights.begin(NightPlan(KEY, at, folders, "orders", "1", "here"), fresh=True)
            for position, folder in enumerate(folders):
                nights.record(begun.number, work(Task(position, folder, Orders("n", at))))
            nights.end(begun.number, at, 0)


def studio_in(home: Path) -> Here:
    """The studio, with its people and its first night."""
    home.mkdir(exist_ok=True)
    folders = (folder_of(home / "Night Shift", "500"), saved(home / "Bank Tie", bank_books()))
    listed = people(home)
    now = dt.datetime.now(dt.UTC)
    listed.keep(Person("Mara Quell", Role.EDITOR, digest_of(EDITOR), now))
    listed.keep(Person("Vic Odo", Role.VIEWER, digest_of(VIEWER), now))
    listed.keep(Person("Bo Finn", Role.EDITOR, digest_of(BANK_ONLY), now, ("Bank*",)))
    here = Here(home, Studio(KEY, folders, partial(wiring.nights, home, ""), listed))
    here.night()
    return here


@dataclass
class Visitor:
    """Somebody with a browser: cookies, and forms that are filled in as they were sent."""

    base: str
    client: httpx.Client
    pages: dict[str, str] = field(default_factory=dict)

    def get(self, path: str = "", **headers: str) -> httpx.Response:
        """A page of the review service."""
        return self.client.get(f"{self.base}/review{path}", headers=headers)

    def form(self, path: str = "") -> str:
        """The secret that the forms of a page carry."""
        found = re.search(r'name="form" value="([^"]+)"', self.get(path).text)
        assert found, path
        return found[1]

    def post(self, path: str, told: dict[str, Any] | None = None, **asked: Any) -> httpx.Response:
        """Send a form as the service's own page does."""
        headers = {"Origin": self.base, "Sec-Fetch-Site": "same-origin", **asked.pop("headers", {})}
        return self.client.post(
            f"{self.base}/review{path}", data=told or {}, headers=headers, **asked
        )

    def sign_in(self, token: str, **told: str) -> httpx.Response:
        """Sign in."""
        return self.post("/sign-in", {"token": token, **told})

    def act(self, path: str, told: dict[str, Any], **asked: Any) -> httpx.Response:
        """Send a form with the session's secret, and follow to the page that tells of it."""
        return self.post(path, {"form": self.form(), **told}, follow_redirects=True, **asked)


@contextmanager
def visiting(server: Served, who: str = "") -> Iterator[Visitor]:
    """A browser of somebody's, signed in as one of ``TOKENS``."""
    with httpx.Client(timeout=120, trust_env=False) as client:
        visitor = Visitor(server.base, client)
        if who:
            assert visitor.sign_in(TOKENS[who]).status_code == 303
        yield visitor


@contextmanager
def reviewing(here: Here, **asked: Any) -> Iterator[Served]:
    """A real server for a studio."""
    with running(studio=here.studio, today=MORNING.isoformat(), **asked) as served:
        yield served


def address(folder: Path, below: str = "") -> str:
    """The page of a production."""
    return f"/p/{id_of(folder)}{below}"

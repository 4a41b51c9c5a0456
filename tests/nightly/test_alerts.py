"""Who is told what after a night, and what is remembered of it."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from addin import wiring
from addin.domain.night import Ended, Point, ProductionNight
from addin.errors import HistoryUnusable
from addin.nightly.alerts import alerts_of, due_now, link_to, tried_out
from addin.nightly.manifest import Studio
from addin.ports.notify import Delivery, Message, Parcel, Reached
from addin.settings.studio import AlertSettings, StudioSettings

AT = dt.datetime(2026, 11, 20, 4)


class Postman:
    """A notifier that remembers; ``unreached`` are addresses that nobody answers at."""

    def __init__(self, *unreached: str) -> None:
        self.unreached = set(unreached)
        self.sent: list[tuple[str, str]] = []
        self.messages: list[Message] = []

    def deliver(self, parcels: Sequence[Parcel]) -> tuple[Delivery, ...]:
        """Take them all."""
        return tuple(map(self._one, parcels))

    def _one(self, parcel: Parcel) -> Delivery:
        if parcel.to in self.unreached:
            return Delivery(parcel.to, Reached.UNREACHED, 3)
        self.sent.append((parcel.to, parcel.message.title))
        self.messages.append(parcel.message)
        return Delivery(parcel.to, Reached.DELIVERED, 1)

    def ready(self, to: str) -> Delivery:
        """Always."""
        return Delivery(to, Reached.DELIVERED)


@pytest.fixture
def memory(tmp_path):
    """A studio's memory in a folder."""
    with wiring.nights(tmp_path, "") as found:
        yield found


def studio(*more: AlertSettings, link="") -> Studio:
    """A studio with an alert for two addresses."""
    one = AlertSettings("Accounting", ("ANN", "BEN"))
    return Studio("s", StudioSettings(alerts=(one, *more), link=link), (), None)


def night(*keys: str, ended=Ended.CHECKED, standing="new", **more) -> ProductionNight:
    """A production in which these findings are open."""
    points = tuple(
        Point(key, "PO201", 3, standing, "POs.xlsx", "PO Log", "F2", "message") for key in keys
    )
    return ProductionNight(0, "Show", "/shows/show", AT, ended, points=points, **more)


def test_everybody_is_told_once(memory):
    """The second night finds the same: nobody hears of it."""
    postman = Postman()

    first = alerts_of(studio(), [night("a")], memory, postman, AT)
    second = alerts_of(studio(), [night("a", standing="still open")], memory, postman, AT)

    assert [(one.to, one.is_delivered) for one in first] == [("ANN", True), ("BEN", True)]
    assert [(one.title, one.reached, one.trouble) for one in second] == [("", None, "")] * 2
    assert [to for to, _ in postman.sent] == ["ANN", "BEN"]


def test_who_could_not_be_reached_is_told_by_the_next_night_and_nobody_else(memory):
    """A failed delivery is not remembered as told; a good one is."""
    broken, postman = Postman("BEN"), Postman()

    failed = alerts_of(studio(), [night("a")], memory, broken, AT)
    alerts_of(studio(), [night("a", standing="still open")], memory, postman, AT)

    assert "The alert 'Accounting' could not be delivered" in failed[1].trouble
    assert failed[0].trouble == ""
    assert [to for to, _ in postman.sent] == ["BEN"]


def test_alerts_remember_apart(memory):
    """Two alerts to one address are two conversations."""
    other = AlertSettings("Purchasing", ("ANN",), codes=("PO*",))
    postman = Postman()

    alerts_of(studio(other), [night("a")], memory, postman, AT)

    assert [to for to, _ in postman.sent] == ["ANN", "BEN", "ANN"]


def test_an_address_that_is_named_twice_is_told_once(memory):
    """One person, one message."""
    twice = Studio("s", StudioSettings(alerts=(AlertSettings("A", ("X", "X")),)), (), None)
    postman = Postman()

    alerts_of(twice, [night("a")], memory, postman, AT)

    assert len(postman.sent) == 1


class Forgetful:
    """A memory that cannot be read, or not be written."""

    def __init__(self, memory, *, reads: bool) -> None:
        self._memory, self._reads = memory, reads

    def sent(self, studio: str, alert: str) -> str:
        """What was sent."""
        del studio, alert
        if self._reads:
            return ""
        raise HistoryUnusable("postgresql://bob:hunter2@db/x", "gone")

    def keep_sent(self, studio: str, alert: str, digest: str, at: dt.datetime) -> None:
        """Keep it."""
        del studio, alert, digest, at
        raise HistoryUnusable("postgresql://bob:hunter2@db/x", "full")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._memory, name)


@pytest.mark.parametrize("reads", [True, False])
def test_a_memory_that_fails_is_a_sentence_and_no_secret(memory, reads):
    """The night goes on; the address of the database is not said."""
    told = alerts_of(studio(), [night("a")], Forgetful(memory, reads=reads), Postman(), AT)

    assert all(one.trouble for one in told)
    assert all(one.is_delivered is reads for one in told)
    assert "hunter2" not in repr(told)


def test_links_lead_to_the_page_of_a_production(memory):
    """A page by its name; without pages, what the manifest says."""
    postman = Postman()
    where = studio(link="https://costs.example/nights")

    alerts_of(where, [night("a")], memory, postman, AT, lambda one: f"{one.production} 1.html")

    assert "https://costs.example/nights/Show%201.html" in postman.messages[0].text
    (due, _) = due_now(where, [night("b")], memory)
    assert due.digest is not None
    assert due.digest.text.endswith("https://costs.example/nights")


@pytest.mark.parametrize(
    "base",
    ["ftp://x/", "javascript:alert(1)", "https://u:p@x/", "https://u@x/", "https://x/?t=1", "//x", "https://[x"],
)  # fmt: skip
def test_a_link_that_may_hold_a_secret_or_runs_something_is_left_out(base):
    """Only plain addresses of the web are passed on."""
    assert link_to(base, "p.html") == ""


def test_a_test_message_is_harmless_and_is_not_remembered(memory):
    """It says that it is one."""
    postman = Postman()
    where = studio()

    told = tried_out(where, where.settings.alerts[0], postman)

    assert all(one.is_delivered for one in told)
    assert "Nothing is wrong" in postman.messages[0].text
    assert memory.sent("s", "Accounting → ANN") == ""


PLANTED = "Jane Doe 1,234/day tok-9f8e https://u:pa55@x.example"


def test_nothing_that_is_planted_in_a_night_is_said_or_logged(memory, caplog):
    """Whether it is delivered or not."""
    caplog.set_level(logging.DEBUG)
    planted = replace(
        night("a", failure=PLANTED, error=PLANTED, inputs=PLANTED, worker=PLANTED),
        points=(
            Point("k", "PO201", 3, "new", "b.xlsx", "s", PLANTED, PLANTED, PLANTED, None, PLANTED),
        ),
    )
    for postman in (Postman(), Postman("ANN", "BEN")):
        nights = [replace(planted, ended=ended, folder=f"/{ended}") for ended in Ended]
        told = alerts_of(studio(), nights, memory, postman, AT)
        said = f"{told!r}{postman.messages!r}{caplog.text}"
        for part in ("Jane", "1,234", "9f8e", "pa55"):
            assert part not in said

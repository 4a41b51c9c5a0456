"""Who is told what after a night, and what is remembered of it."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from click.testing import CliRunner

from addin import wiring
from addin.cli.alerts import alerts
from addin.domain.night import Ended, Point, ProductionNight
from addin.errors import HistoryUnusable
from addin.nightly.alerts import alerts_of, due_now, link_to, tried_out
from addin.nightly.manifest import Studio
from addin.ports.nights import NightPlan
from addin.ports.notify import Delivery, Message, Parcel, Reached
from addin.settings.studio import AlertSettings, StudioSettings
from tests.adapters.receivers import web

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


@pytest.fixture
def manifest(tmp_path, monkeypatch):
    """A manifest with two alerts; the address of one is not set."""
    (tmp_path / "show").mkdir()
    path = tmp_path / "studio.toml"
    path.write_text(
        'productions = ["show"]\n[studio]\nname = "North"\n'
        '[[alert]]\nname = "Costs"\nto = ["env:TIEOUT_COSTS"]\n'
        '[[alert]]\nname = "Buying"\nto = ["env:TIEOUT_BUYING"]\ncodes = ["PO*"]\ntell = "worse"\n'
    )
    monkeypatch.delenv("TIEOUT_BUYING", raising=False)
    return path


def run(*words: object):
    """``tieout alerts``, with its status and what it said."""
    return CliRunner().invoke(alerts, [str(word) for word in words], standalone_mode=False)


def test_the_command_shows_what_each_person_would_be_told(manifest, monkeypatch):
    """By name of the variable, which of them are missing, and the message with --show."""
    monkeypatch.setenv("TIEOUT_COSTS", "json://127.0.0.1:1/secret")
    with wiring.nights(manifest.parent, "") as memory:
        plan = NightPlan("North", AT, ("/shows/show",), "o", "1", "in-process")
        number = memory.begin(plan).number
        memory.record(number, night("a"))
        memory.end(number, AT, 1)

    plain, shown = run(manifest), run(manifest, "--show")

    assert plain.return_value == 1
    assert "TIEOUT_COSTS: ready\n    would tell: Tieout, Costs: 1 new" in plain.output
    assert "there is no environment variable TIEOUT_BUYING" in plain.output
    assert "An order is invoiced for more" not in plain.output
    assert "      - New: error PO201 An order is invoiced for more than was ordered" in shown.output
    assert "secret" not in plain.output + shown.output


def test_the_command_sends_a_test_message(manifest, monkeypatch):
    """To the alert that is named, and to no other."""
    with web() as got:
        monkeypatch.setenv("TIEOUT_COSTS", f"json://127.0.0.1:{got.port}")
        result = run(manifest, "--test", "costs")

    assert result.return_value == 0
    assert "TIEOUT_COSTS: delivered" in result.output
    assert "This is a test from Tieout" in got.calls[0][2]


def test_the_command_suggests_the_nearest_name(manifest):
    """A slip is put right by the reader, not guessed."""
    assert "Did you mean 'Costs'?" in str(run(manifest, "--test", "Cost").exception)


def test_looking_at_alerts_before_the_first_night_makes_nothing(manifest, monkeypatch):
    """The addresses are looked at all the same."""
    monkeypatch.setenv("TIEOUT_COSTS", "json://127.0.0.1:1/secret")

    result = run(manifest)

    assert "TIEOUT_COSTS: ready" in result.output
    assert not (manifest.parent / ".tieout").exists()

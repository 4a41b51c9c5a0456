"""``tieout alerts``: who is told what, and a test message."""

from __future__ import annotations

import datetime as dt

import pytest
from click.testing import CliRunner

from addin import wiring
from addin.cli.alerts import alerts
from addin.domain.night import Ended, Point, ProductionNight
from addin.ports.nights import NightPlan
from tests.adapters.receivers import web

AT = dt.datetime(2026, 11, 20, 4)
POINT = Point("a", "PO201", 3, "new", "POs.xlsx", "PO Log", "F2", "message")
NIGHT = ProductionNight(0, "Show", "/shows/show", AT, Ended.CHECKED, points=(POINT,))


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
        memory.record(number, NIGHT)
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

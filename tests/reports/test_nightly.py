"""The morning summary: in the manifest's order, what needs a person in words."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

from rich.console import Console

from addin.domain.night import Ended, Outcome, Point, ProductionNight, Step
from addin.reports.nightly import summary_json, summary_text

POINTS = (
    Point("a", "PO201", 3, "new", "PO.xlsx", "Log", "A4", "Relieved twice."),
    Point("b", "COS101", 2, "still open", "CR.xlsx", "CR", "B4", "Does not foot."),
    Point("c", "COS102", 3, "waived", "CR.xlsx", "CR", "B5", "Waived."),
    Point("d", "COS103", 1, "resolved", "CR.xlsx", "CR", "B6", "Gone."),
)
CHECKED = ProductionNight(
    0,
    "Night Shift",
    "/s/night",
    dt.datetime(2026, 3, 2),
    Ended.CHECKED,
    points=POINTS,
    seconds=1.24,
)
CLEAN = replace(CHECKED, position=1, production="Day Shift", points=())
FAILED = replace(CLEAN, position=2, ended=Ended.FAILED, failure="It is gone.", error="FileMissing")


def shown(productions, left=0) -> list[str]:
    """What a terminal of 120 columns shows."""
    console = Console(width=120, force_terminal=False)
    with console.capture() as capture:
        console.print(summary_text(productions, left))
    return [line.rstrip() for line in capture.get().splitlines()]


def test_each_production_has_a_line_in_the_manifests_order():
    """Counts of what is open, what is new and gone; failures in a sentence behind it."""
    assert shown([CHECKED, CLEAN, FAILED]) == [
        "production   errors  warnings  notes  new  resolved  waived  seconds",
        "Night Shift       1         1           1         1       1      1.2",
        "Day Shift                                                        1.2  tied out",
        "Day Shift                                                        1.2  could not be checked",
        "",
        "Day Shift: It is gone.",
        "3 productions: 1 with open findings; 1 production could not be checked",
    ]


def test_what_did_not_change_has_nothing_new_or_resolved():
    """What is open stays told; what was new in the night before is news no more."""
    same = replace(CHECKED, ended=Ended.UNCHANGED)

    assert shown([same])[1].split() == ["Night", "Shift", "1", "1", "1", "1.2", "unchanged"]
    assert {**json.loads(summary_json([same]))[0]}.items() >= {"new": 0, "resolved": 0}.items()


def test_steps_are_told_where_they_did_something_or_could_not():
    """Nothing to do is not told, nor a check that went well."""
    steps = (
        Step("import", Outcome.NOTHING, "Nothing lies there."),
        Step("validate", Outcome.DONE, "2 open."),
        Step("refresh", Outcome.WOULD, "3 figures to bring up to date."),
        Step("sync", Outcome.FAILED, "Nobody is signed in.", "SignInNeeded"),
    )

    said = shown([replace(CHECKED, steps=steps, ended=Ended.PARTLY)])

    assert said[3:5] == [
        "Night Shift, refresh: 3 figures to bring up to date.",
        "Night Shift, sync: Nobody is signed in.",
    ]
    assert said[5].endswith("1 production could not be done in full")


def test_of_many_productions_what_went_well_is_counted():
    """So that what could not be done is seen."""
    would = Step("refresh", Outcome.WOULD, "3 figures to bring up to date.")
    held = Step("sync", Outcome.HELD, "Not synced tonight.")
    many = [replace(CLEAN, position=n, steps=(would,)) for n in range(30)]
    many[7] = replace(many[7], production="Odd One", steps=(would, held))

    said = shown(many)

    assert "Odd One, sync: Not synced tonight." in said
    assert "refresh: something to do in 30 productions" in said
    assert not any("3 figures" in line for line in said)


def test_what_stopped_and_what_did_not_change_is_in_the_last_line():
    """With what to do about it."""
    last = " ".join(shown([replace(CHECKED, ended=Ended.UNCHANGED)], left=4))

    assert "1 production did not change" in last
    assert "stopped before 4 productions: run it again, and it goes on" in last


def test_a_name_does_nothing_to_the_terminal():
    """Whoever may name a folder may not colour, clear or mark up the summary."""
    name = "[/red]x\x1b[2J[/]"
    said = "\n".join(shown([replace(FAILED, production=name, failure="a\x07b")]))

    assert "\x1b" not in said
    assert "\x07" not in said
    assert said.count("[/red]x [2J[/]") == 2


def test_the_json_says_the_same_and_more():
    """Counts are null where nothing was counted."""
    steps = (Step("sync", Outcome.FAILED, "No.", "SignInNeeded", 2, 0.5, ("PO.xlsx",)),)

    one, two = json.loads(summary_json([replace(CHECKED, steps=steps), FAILED]))

    assert (one["errors"], one["warnings"], one["waived"], one["checked"]) == (1, 1, 1, True)
    assert one["steps"][0] == {
        "name": "sync",
        "outcome": "failed",
        "sentence": "No.",
        "error": "SignInNeeded",
        "tries": 2,
        "touched": ["PO.xlsx"],
        "seconds": 0.5,
    }
    summary_json([replace(FAILED, folder="/s/\udcff")]).encode()
    assert (two["errors"], two["failure"], two["error"]) == (None, "It is gone.", "FileMissing")

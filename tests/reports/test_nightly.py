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


def shown(productions, left=0, width=120) -> list[str]:
    """What a terminal of so many columns shows."""
    console = Console(width=width, force_terminal=False)
    with console.capture() as capture:
        console.print(summary_text(productions, left))
    return [line.rstrip() for line in capture.get().splitlines()]


def test_each_production_has_a_line_in_the_manifests_order():
    """Counts of what is open, what is new and gone; failures in a sentence behind it."""
    assert shown([CHECKED, CLEAN, FAILED]) == [
        "production   errors  warnings  new  resolved  waived  seconds",
        "Night Shift       1         1    1         1       1      1.2",
        "Day Shift                                                 1.2  tied out",
        "Day Shift                                                 1.2  not checked",
        "",
        "Day Shift: It is gone.",
        "3 productions: 1 with open findings; 1 production could not be checked",
    ]


def test_what_did_not_change_has_nothing_new_or_resolved():
    """What is open stays told; what was new in the night before is news no more."""
    same = replace(CHECKED, ended=Ended.UNCHANGED)

    assert shown([same])[1].split() == ["Night", "Shift", "1", "1", "1", "1.2", "unchanged"]
    assert {**json.loads(summary_json([same]))[0]}.items() >= {"new": 0, "resolved": 0}.items()


def test_steps_are_told_where_they_could_not_or_may_not_do_something():
    """What could not be done first; nothing to do is not told, nor a check that went well."""
    steps = (
        Step("import", Outcome.NOTHING, "Nothing lies there."),
        Step("validate", Outcome.DONE, "2 open."),
        Step("refresh", Outcome.WOULD, "3 figures to bring up to date."),
        Step("sync", Outcome.FAILED, "Nobody is signed in.", "SignInNeeded"),
    )

    said = shown([replace(CHECKED, steps=steps, ended=Ended.PARTLY)])

    assert said[3:5] == [
        "Night Shift, sync: Nobody is signed in.",
        "Night Shift, refresh: 3 figures to bring up to date.",
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
    assert "To be done: refresh in 30" in said
    assert not any("3 figures" in line for line in said)


def test_a_night_in_which_all_went_well_is_short():
    """What was written is counted, by the words of the manifest; what they looked at and left as it was is no news."""
    steps = (
        Step("import", Outcome.DONE, "May.csv: 3 movements.", touched=("PO.xlsx",)),
        Step("validate", Outcome.DONE, "0 errors.", touched=("PO.xlsx",)),
        Step("reconcile", Outcome.DONE, "1 statement, all proved; 0 lines to look at."),
    )
    clean = replace(CLEAN, steps=steps)

    assert shown([clean, clean])[3:] == [
        "",
        "Written: imports in 2, findings in 2",
        "2 productions: 0 with open findings",
    ]


def test_of_many_productions_those_that_need_nobody_are_counted():
    """The eye finds the one that does."""
    noted = replace(CLEAN, points=(replace(POINTS[3], standing="new"),))
    many = [replace(CLEAN, position=n) for n in range(28)] + [noted, CHECKED]

    assert shown(many) == [
        "production   errors  warnings  new  resolved  waived  seconds",
        "Night Shift       1         1    1         1       1      1.2",
        "29 other productions: 28 tied out, 1 with notes",
        "",
        "30 productions: 2 with open findings",
    ]


def test_in_a_narrow_window_names_are_cut_and_nothing_else():
    """Each production keeps its one line, and how it ended is read in full."""
    name = "A film whose working title nobody could agree upon"
    said = shown([CHECKED, replace(CLEAN, production=name, ended=Ended.PARTLY)], width=80)

    assert said[2].startswith("A film whose")
    assert "…" in said[2]
    assert said[2].endswith("not all done")
    assert said[3] == ""


def test_a_long_sentence_is_cut():
    """All of it is on the production's page."""
    step = Step("import", Outcome.HELD, "word " * 300)
    said = " ".join(shown([replace(CHECKED, steps=(step,), ended=Ended.PARTLY)]))

    assert "word …" in said
    assert said.count("word") < 100


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

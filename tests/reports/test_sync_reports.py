"""A sync shown two ways: terminal and JSON."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

from rich.console import Console

from addin.errors import SharingRefused
from addin.ports.sheets_account import Spent
from addin.ports.sync_store import KeptConflict
from addin.reports.sync import conflicts_as_text, sync_as_text, sync_lines
from addin.reports.sync_as_json import conflicts_as_json, syncs_as_json
from addin.sync.run import Synced
from addin.sync.told import failure_told, log_told, spent_told, sync_told
from tests.sync.drawn import bound, planned, table

BINDING = bound()
BASE = table(p=("Grip truck", 500, "x"), q=("Lights", 1), r=("Tape", 3), s=("Rope", 4))
PLAN = planned(
    BASE,
    table(p=("Grip truck", 650, "x"), q=("Lights", "1"), r=("Tape", 3), new=("Dolly", 9)),
    table(p=("Grip truck", 700, "x"), q=("Lights", 1), r=("Gaffer tape", 3), s=("Rope", 4)),
)
DONE = Synced("Both sides agree.", PLAN, PLAN.conflicts, run=7)


def drawn(rendered) -> str:
    """What the terminal shows, a hundred letters wide."""
    console = Console(width=100, record=True, file=None, quiet=False, color_system=None)
    with console.capture() as capture:
        console.print(rendered)
    return "\n".join(line.rstrip() for line in capture.get().splitlines())


def test_the_terminal_shows_each_side():
    """Rows by what becomes of them, cells before and after, the conflict with all three values."""
    shown = drawn(sync_as_text(sync_told(DONE, BINDING), every=True))

    assert (
        shown
        == """\
PO log: Both sides agree.

Google Sheet  1 row added, 1 row changed, 1 row deleted, 5 cells written
  ~  Lights  b 1 → '1'
  -  Rope    2 cells emptied
  +  Dolly   a Dolly; b 9

Workbook  2 rows changed, 2 cells written
  ~  Grip truck   b 650 → 700
  ~  Gaffer tape  a Tape → Gaffer tape

1 conflict, 1 to be answered
  Grip truck, b: both changed it; was 500, workbook 650, sheet 700. Both show 700."""
    )


def test_what_stops_it_stands_first():
    """A dry run says why it could not be carried out, before what it would do."""
    dry = Synced("Would be done.", PLAN, stops=("Everything changed.",), dry=True)
    lines = drawn(sync_as_text(sync_told(dry, BINDING))).splitlines()

    assert lines[1] == "✗ It would stop: Everything changed."
    assert "would take" in lines[-1]


def test_nothing_to_show():
    """A run that found nothing new is one line."""
    told = sync_told(Synced("Nothing has changed since the last sync."), BINDING)

    assert drawn(sync_as_text(told)) == "PO log: Nothing has changed since the last sync."
    assert drawn(conflicts_as_text(())) == "No conflict is open."


def test_long_lists_are_cut_short_unless_asked_for():
    """Eight rows and a count; all of them with --all."""
    many = {f"r{i}": table(p=(i,))["p"] for i in range(12)}
    told = sync_told(Synced("", planned({}, many, {}), dry=True), BINDING)

    assert "… and 4 more (--all lists them)" in drawn(sync_as_text(told))
    assert drawn(sync_as_text(told, every=True)).count("+ ") == 12


def test_a_run_says_what_it_did_in_a_line():
    """The rows are those of its dry run; --all lists them again."""
    assert drawn(sync_as_text(sync_told(replace(DONE, conflicts=()), BINDING))).startswith(
        "PO log: Both sides agree.\n\n1 conflict"
    )


def test_one_that_could_not_be_synced_is_among_the_others():
    """By the name of what stood in its way, with the sentence that people are shown."""
    failed = failure_told(SharingRefused("POs", "it is in the bin"), BINDING)
    (document,) = json.loads(syncs_as_json([failed]))["syncs"]

    assert (document["ok"], document["error"]) == (False, "SharingRefused")
    assert "it is in the bin" in document["sentence"]


def test_what_google_was_asked_is_told_by_kind_and_second():
    """Calls, bytes, and where the seconds went; in a line only what a person waits for."""
    spent = Spent(5, 6, 900, 4000, 0.25, 1.5, 12.0, 0.5, (("files", 3), ("values", 2)))
    document = json.loads(syncs_as_json([], spent_told(spent)))["google"]

    assert (document["calls"], document["tries"]) == (5, 6)
    assert document["kinds"] == {"files": 3, "values": 2}
    assert document["seconds"] == {
        "google": 1.5, "here": 0.25, "waiting_for_quota": 12.0, "between_tries": 0.5,
    }  # fmt: skip
    assert spent.short == "5 calls to Google in 14.2 s, 12 s of it waiting for quota"
    assert json.loads(syncs_as_json([]))["google"] is None


def test_plain_lines_say_what_the_terminal_says():
    """For the pane; no line is broken, however long."""
    dry = Synced("Would be done.", PLAN, PLAN.conflicts, dry=True)
    lines = sync_lines(sync_told(dry, BINDING))

    assert lines[0] == "PO log: Would be done."
    assert "  Grip truck, b: both changed it; was 500, workbook 650, sheet 700. Both show 700." in lines  # fmt: skip


def test_json_leaves_nothing_out_and_keeps_types():
    """Every row, cell and conflict; the text 1 is a text, the number a number."""
    (document,) = json.loads(syncs_as_json([sync_told(DONE, BINDING)]))["syncs"]

    assert document["sheet"]["rows"][0] == {
        "row": "q",
        "called": "Lights",
        "what": "changed",
        "cells": [{"column": "b", "before": 1.0, "after": "1"}],
    }
    assert [(one["base"], one["workbook"], one["sheet"]) for one in document["conflicts"]] == [
        (500.0, 650.0, 700.0)
    ]
    assert document["planned_calls"] == {"batches": 1, "reads": 3, "writes": 1}
    assert document["run"] == 7


def test_the_log_keeps_what_was_answered():
    """Number, day, row by its first cell, and how it was settled."""
    at = dt.datetime(2026, 3, 2, 9, 30)
    kept = [KeptConflict(4, 7, at, one, "took the workbook's") for one in PLAN.conflicts]
    (line,) = json.loads(conflicts_as_json(log_told(kept, BINDING, PLAN.base)))["conflicts"]

    assert (line["number"], line["called"], line["column"]) == (4, "Grip truck", "b")
    assert (line["at"], line["settled"]) == ("2026-03-02T09:30:00", "took the workbook's")

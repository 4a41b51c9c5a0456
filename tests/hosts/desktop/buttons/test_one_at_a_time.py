"""One press at a time; it shows how far it is, and Esc stops it until it writes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from addin import wiring
from addin.hosts.desktop import buttons, watching
from addin.hosts.desktop.buttons import State, pressed_in_excel
from addin.macros.catalogue import BY_NAME


def test_a_second_press_is_told_who_is_at_work(show):
    """The lock is the production's: any program on any computer that reaches the folder."""
    at = dt.datetime(2026, 3, 12, 12, 5)
    with wiring.pressing(show.root, "Sam", "Close Week", at):
        (said,) = show.click("validate")

    assert said.startswith("Sam's Close Week, pressed at 12:05 on 2026-03-12, is still at work")
    assert "Nothing was done" in said
    assert show.seen() == show.before
    assert show.click("validate")[0].startswith("show: ")


def test_a_press_within_a_press_is_told_too(show, monkeypatch):
    """Excel may send a second call while Python waits for the first Excel."""
    inner = []
    arguments = ("validate", str(show.root / "PO Log.xlsx"), "POs", "H3")

    def nested(desk, answers):
        inner.append(pressed_in_excel(arguments))
        return BY_NAME["show_finding"].job(desk, answers)

    outer = replace(BY_NAME["show_finding"], job=nested)
    monkeypatch.setattr(buttons, "BY_NAME", {**BY_NAME, "show_finding": outer})
    show.click("show_finding")

    assert inner[0].state is State.REFUSED
    assert "Next Finding" in inner[0].text


@contextmanager
def stopping(after: int) -> Iterator[Callable[[Any], Callable[[], bool]]]:
    """Esc at the n-th look at the keyboard."""
    looks = 0

    def pressed() -> bool:
        nonlocal looks
        looks += 1
        return looks > after + 1  # the first look forgets what was pressed before

    yield lambda _app: pressed


@pytest.mark.parametrize("after", [0, 1, 2])
def test_esc_while_it_reads_stops_a_press_with_nothing_written(show, after):
    """The sentence says so; the status bar is Excel's again by VBA."""
    arguments = ("validate", str(show.root / "PO Log.xlsx"), "POs", "H3")
    with stopping(after) as keys:
        told = pressed_in_excel(arguments, keys)

    assert (told.state, told.text) == (State.REFUSED, "Stopped. Nothing was written.")
    assert show.seen() == show.before
    assert show.entries() == []


def test_esc_after_the_first_writing_is_too_late(show, monkeypatch):
    """It goes through to the end: never half a production."""
    told = []
    progress = watching.Watch.progress

    def noted(self, done, said):
        told.append((said, self._writes))
        progress(self, done, said)

    monkeypatch.setattr(watching.Watch, "progress", noted)
    arguments = ("validate", str(show.root / "PO Log.xlsx"), "POs", "H3")
    writes = lambda _app: lambda: any(is_writing for _, is_writing in told)  # noqa: E731 - one line

    assert pressed_in_excel(arguments, writes).state is State.DONE
    assert show.seen() != show.before
    assert told[0] == ("Reading the workbooks", False)
    assert any(said.startswith("Writing ") for said, _ in told)


def test_the_status_bar_shows_how_far_it_is(show, monkeypatch):
    """What is read, what is written, and that Esc stops it; Excel's own text comes back."""
    bars = []
    progress = watching.Watch.progress

    def noted(self, done, said):
        progress(self, done, said)
        bars.append(str(show.app.status_bar))

    monkeypatch.setattr(watching.Watch, "progress", noted)
    show.office.screen.status_bar = "somebody's text"
    show.click("validate")

    assert bars[0] == "Tieout: Validate - Reading the workbooks (Esc stops)"
    assert "Tieout: Validate - Reading PO Log.xlsx (Esc stops)" in bars
    assert any(re.fullmatch(r"Tieout: Validate - Writing .*\.xlsx", bar) for bar in bars)
    assert show.office.screen.status_bar == "somebody's text"

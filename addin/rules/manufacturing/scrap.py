"""MFG105: more is scrapped than allowed, or good and scrap are not what was made.

Why it matters: scrap beyond the standard is a cost that no order carries; a count that does not add
up hides it.

Example: 1,000 made, 35 rejected, 2 % allowed; or 1,000 made, 950 good, 40 rejected.

What to do: look for the cause on the line, or correct the count.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from addin.findings import Finding, Severity
from addin.rules.rule import Workpapers
from addin.rules.trackers import Tracker, lists_of
from addin.rules.work_lists import OUTPUT, shown

CODE = "MFG105"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield up to two findings per line of output."""
    for tracker in lists_of(papers, OUTPUT):
        for row in tracker.rows:
            made, scrap = tracker.number(row, "made"), tracker.number(row, "scrap")
            if made is None or scrap is None or made <= 0:
                continue
            yield from _count(tracker, row, made, scrap)
            yield from _rate(tracker, row, made, scrap)


def _count(tracker: Tracker, row: int, made: Decimal, scrap: Decimal) -> Iterator[Finding]:
    good = tracker.number(row, "good")
    if good is None or good + scrap == made:
        return
    what = tracker.text(row, "what")
    yield Finding(
        CODE,
        Severity.ERROR,
        f"{what}: {shown(good)} good and {shown(scrap)} scrapped are {shown(good + scrap)}, not the"
        f" {shown(made)} made.",
        tracker.places(row, "made", "good", "scrap"),
        numbers=(("made", made), ("good and scrap", good + scrap)),
        advice="Correct the count.",
        subject=f"count of {what}",
    )


def _rate(tracker: Tracker, row: int, made: Decimal, scrap: Decimal) -> Iterator[Finding]:
    stated = tracker.number(row, "allowed")
    if stated is None:
        return
    allowed = stated / 100 if _is_per_hundred(tracker) else stated
    if scrap <= made * allowed:
        return
    what = tracker.text(row, "what")
    yield Finding(
        CODE,
        Severity.WARNING,
        f"{what}: {shown(scrap)} of {shown(made)} scrapped, {scrap / made:.1%}; {allowed:.1%} is"
        " allowed.",
        tracker.places(row, "scrap", "made", "allowed"),
        numbers=(("scrapped", scrap), ("allowed", round(made * allowed, 2))),
        advice="Look for the cause, or correct what is allowed.",
        subject=f"scrap of {what}",
    )


def _is_per_hundred(tracker: Tracker) -> bool:
    """Whether the column counts per hundred: some of it is above 1."""
    stated = [tracker.number(row, "allowed") for row in tracker.rows]
    return any(number is not None and number > 1 for number in stated)

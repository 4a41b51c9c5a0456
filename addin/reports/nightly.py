"""The morning summary: one line per production, then what a person should know of its steps."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Group
from rich.table import Table as Grid
from rich.text import Text

from addin.domain.night import Ended, Outcome, ProductionNight, Step
from addin.reports.check import plural

_COUNTED = frozenset({Ended.CHECKED, Ended.PARTLY, Ended.UNCHANGED})
_STYLES = {
    Outcome.FAILED: "red",
    Outcome.HELD: "yellow",
    Outcome.WOULD: "yellow",
    Outcome.DONE: "dim",
}
_LISTED = frozenset({Outcome.FAILED, Outcome.HELD})
_COUNTS = {Outcome.WOULD: "something to do", Outcome.DONE: "done"}
_FEW = 20
"""Productions of which every step is told."""
_SAID = {
    Ended.FAILED: ("could not be checked", "red"),
    Ended.PARTLY: ("not all could be done", "red"),
    Ended.BUSY: ("somebody was at work in it", "red"),
}
_VALIDATE = "validate"


def summary_text(productions: Sequence[ProductionNight], left: int = 0) -> Group:
    """Every production in a table, in the manifest's order, then its steps, failures, the count.

    ``left`` counts those that the night did not come to.
    """
    grid = Grid(box=None, pad_edge=False)
    for heading in ("production", "errors", "warnings", "notes", "new", "resolved", "waived"):
        grid.add_column(heading, justify="left" if heading == "production" else "right")
    grid.add_column("seconds", justify="right")
    grid.add_column("")
    for one in productions:
        grid.add_row(Text(_plain(one.production)), *_counts(one), f"{one.seconds:.1f}", _said(one))
    reasons = [
        Text(_plain(f"{one.production}: {one.failure}"), style="red")
        for one in productions
        if one.failure
    ]
    return Group(
        grid, Text(""), *_steps(productions), *reasons, Text(_line(productions, left), style="bold")
    )


def _line(productions: Sequence[ProductionNight], left: int) -> str:
    """All in one line."""
    dirty = sum(1 for one in productions if one.ended in _COUNTED and one.open)
    parts = [f"{plural(len(productions), 'production')}: {dirty:,} with open findings"]
    endings = (
        (Ended.FAILED, "could not be checked"),
        (Ended.PARTLY, "could not be done in full"),
        (Ended.BUSY, "had somebody at work in them"),
        (Ended.UNCHANGED, "did not change"),
    )
    for ended, words in endings:
        if count := sum(1 for one in productions if one.ended is ended):
            parts.append(f"{plural(count, 'production')} {words}")
    if left:
        parts.append(f"stopped before {plural(left, 'production')}: run it again, and it goes on")
    return "; ".join(parts)


def _steps(productions: Sequence[ProductionNight]) -> Iterator[Text]:
    """What steps did, would do, could not do; a check that went well is in the table.

    Of many productions what went well is counted: what could not be done must not be lost in it.
    """
    counted: Counter[tuple[str, Outcome]] = Counter()
    for one in productions:
        for step in one.steps:
            if not step.sentence or (step.outcome, step.name) == (Outcome.DONE, _VALIDATE):
                continue
            if step.outcome in _LISTED or (step.outcome in _STYLES and len(productions) <= _FEW):
                words = f"{one.production}, {step.name}: {step.sentence}"
                yield Text(_plain(words), style=_STYLES[step.outcome])
            elif step.outcome in _STYLES:
                counted[step.name, step.outcome] += 1
    for (name, outcome), count in counted.items():
        words = f"{_plain(name)}: {_COUNTS[outcome]} in {plural(count, 'production')}"
        yield Text(words, style=_STYLES[outcome])


def _counts(one: ProductionNight) -> tuple[str, ...]:
    if one.ended not in _COUNTED:
        return ("",) * 6
    counts = [one.count(severity) for severity in (3, 2, 1)]
    counts += [one.standing(standing) for standing in ("new", "resolved", "waived")]
    return tuple(str(count) if count else "" for count in counts)


def _said(one: ProductionNight) -> Text:
    if one.ended in _SAID:
        words, style = _SAID[one.ended]
        return Text(words, style=style)
    tied = "" if one.open else "tied out"
    if one.ended is Ended.UNCHANGED:
        return Text(", ".join(filter(None, [tied, "unchanged"])), style="dim")
    return Text(tied, style="green")


def _plain(text: str) -> str:
    """A text without what moves the cursor or changes colours, wherever a name comes from."""
    return "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text)


def summary_json(productions: Sequence[ProductionNight]) -> str:
    """The same for other programs."""
    text = json.dumps([_document(one) for one in productions], indent=2, ensure_ascii=False) + "\n"
    # a folder may be called by bytes that are no letters of any alphabet
    return text.encode("utf-8", "backslashreplace").decode()


def _document(one: ProductionNight) -> dict[str, object]:
    counted = one.ended in _COUNTED
    counts = {
        "errors": one.count(3),
        "warnings": one.count(2),
        "notes": one.count(1),
        "new": one.standing("new"),
        "resolved": one.standing("resolved"),
        "waived": one.standing("waived"),
    }
    return {
        "production": one.production,
        "folder": one.folder,
        "checked": counted,
        "ended": str(one.ended),
        "failure": one.failure or None,
        "error": one.error or None,
        **(counts if counted else dict.fromkeys(counts)),
        "steps": [_step(step) for step in one.steps],
        "tries": one.tries,
        "peak_mb": round(one.peak / 1_048_576) if one.peak else None,
        "seconds": round(one.seconds, 2),
    }


def _step(step: Step) -> dict[str, object]:
    return {
        "name": step.name,
        "outcome": str(step.outcome),
        "sentence": step.sentence or None,
        "error": step.error or None,
        "tries": step.tries,
        "touched": list(step.touched),
        "seconds": round(step.seconds, 2),
    }

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
_STYLES = {Outcome.FAILED: "red", Outcome.HELD: "yellow", Outcome.WOULD: "yellow"}
_LISTED = frozenset({Outcome.FAILED, Outcome.HELD})
_FEW = 20
"""Productions of which all are listed, and all that could be done."""
_SAID = {
    Ended.FAILED: ("not checked", "red"),
    Ended.PARTLY: ("not all done", "red"),
    Ended.BUSY: ("busy", "red"),
}
_ALWAYS = frozenset({"errors", "warnings"})
"""Columns that are there also where nothing stands in them."""
_COLUMNS = ("errors", "warnings", "notes", "new", "resolved", "waived")
_LONG = 480
"""The most letters of a sentence; all of it is on the pages."""
_WRITES = {
    "import": "imports",
    "recalculate": "numbers",
    "validate": "findings",
    "reconcile": "reconciliation",
    "refresh": "cost report",
    "publish": "pages",
}
"""A step → what it writes, by the word that gives leave for it in the manifest."""


def summary_text(productions: Sequence[ProductionNight], left: int = 0) -> Group:
    """The productions in a table, in the manifest's order; what a person should know; the count.

    Where nothing needs a person there is little to read: what went well is at most counted, and of
    many productions those are left out of which only notes are open, or nothing. ``left`` counts
    those that the night did not come to.
    """
    shown = [one for one in productions if len(productions) <= _FEW or _needs_a_look(one)]
    reasons = [
        Text(_short(f"{one.production}: {one.failure}"), style="red")
        for one in productions
        if one.failure
    ]
    lines = [*reasons, *_steps(productions)]
    return Group(
        *([_grid(shown)] if shown else []),
        *_rest(productions, len(productions) - len(shown)),
        Text(""),
        *lines,
        Text(_line(productions, left), style="bold"),
    )


def _grid(shown: Sequence[ProductionNight]) -> Grid:
    """A line for each of them; columns in which nothing stands are left out."""
    counts = [_counts(one) for one in shown]
    used = [name for name in _COLUMNS if name in _ALWAYS or any(row.get(name) for row in counts)]
    grid = Grid(box=None, pad_edge=False)
    grid.add_column("production")
    for heading in (*used, "seconds"):
        grid.add_column(heading, justify="right", no_wrap=True)
    grid.add_column("", no_wrap=True)
    for one, row in zip(shown, counts, strict=True):
        told = (str(row.get(name) or "") for name in used)
        name = Text(_plain(one.production), no_wrap=True, overflow="ellipsis")
        grid.add_row(name, *told, f"{one.seconds:.1f}", _said(one))
    return grid


def _needs_a_look(one: ProductionNight) -> bool:
    """It was not checked in full, or more than notes is open in it."""
    return one.ended in _SAID or one.worst > 1


def _rest(productions: Sequence[ProductionNight], count: int) -> Iterator[Text]:
    """Those that are not listed, in a line."""
    if not count:
        return
    noted = sum(1 for one in productions if not _needs_a_look(one) and one.open)
    others = plural(count, "other production" if count < len(productions) else "production")
    said = f"{others}: {count - noted:,} tied out" + (f", {noted:,} with notes" if noted else "")
    yield Text(said, style="dim")


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
    """What steps could not do, then what they would do; of what they did, where they wrote.

    What a check found is in the table; that it wrote its sheets is told. Of many productions what
    could be done is counted too: what could not must not be lost in it.
    """
    counted: Counter[tuple[str, Outcome]] = Counter()
    later: list[Text] = []
    for one in productions:
        for step in one.steps:
            if step.outcome is Outcome.DONE and step.touched:
                counted[step.name, step.outcome] += 1
            if not step.sentence or step.outcome not in _STYLES:
                continue
            words = _short(f"{one.production}, {step.name}: {step.sentence}")
            if step.outcome in _LISTED:
                yield Text(words, style=_STYLES[step.outcome])
            elif len(productions) <= _FEW:
                later.append(Text(words, style=_STYLES[step.outcome]))
            else:
                counted[step.name, step.outcome] += 1
    yield from later
    yield from _counted(counted)


def _counted(counts: Counter[tuple[str, Outcome]]) -> Iterator[Text]:
    """One line for each outcome: in how many productions each step had it."""
    for outcome, words in ((Outcome.WOULD, "To be done"), (Outcome.DONE, "Written")):
        said = [
            f"{_plain(name if of is not Outcome.DONE else _WRITES.get(name, name))} in {count:,}"
            for (name, of), count in counts.items()
            if of is outcome
        ]
        if said:
            yield Text(f"{words}: {', '.join(said)}", style=_STYLES.get(outcome, "dim"))


def _counts(one: ProductionNight) -> dict[str, int]:
    if one.ended not in _COUNTED:
        return {}
    counts = [one.count(severity) for severity in (3, 2, 1)]
    counts += [one.standing(standing) for standing in ("new", "resolved", "waived")]
    return dict(zip(_COLUMNS, counts, strict=True))


def _said(one: ProductionNight) -> Text:
    if one.ended in _SAID:
        words, style = _SAID[one.ended]
        return Text(words, style=style)
    tied = "" if one.open else "tied out"
    if one.ended is Ended.UNCHANGED:
        return Text(", ".join(filter(None, [tied, "unchanged"])), style="dim")
    return Text(tied, style="green")


def _short(text: str) -> str:
    """No more than a few lines of it, to the end of a word."""
    plain = _plain(text)
    return plain if len(plain) <= _LONG else f"{plain[:_LONG].rsplit(' ', 1)[0]} …"


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

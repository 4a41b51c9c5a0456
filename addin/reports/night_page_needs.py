"""What of a production needs a person first, and since when it is so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from addin.domain.night import NO_FACTS, Ended, Moment, Outcome, Point, ProductionNight
from addin.reports.charts.days import date
from addin.reports.charts.scale import full, short
from addin.reports.charts.tying import pair_names
from addin.reports.check import plural

KINDS: Final = {3: "error", 2: "warning", 1: "note", 0: "good"}
"""What a severity is called, in words and in the style."""
_NAMED: Final = 5
"""New errors that are named one by one."""


@dataclass(frozen=True, slots=True)
class Need:
    """One thing for a person: how bad, what it is, what is known of it, where on the page."""

    kind: str
    head: str
    words: str
    anchor: str = ""


def as_of_tonight(one: ProductionNight) -> ProductionNight:
    """A night in which nothing changed says what the last one said: nothing in it is new again."""
    if one.ended is not Ended.UNCHANGED:
        return one
    points = tuple(
        replace(point, standing="still open") if point.standing == "new" else point
        for point in one.points
        if point.standing != "resolved"
    )
    return replace(one, points=points)


def is_known(one: ProductionNight) -> bool:
    """Whether it was checked, this night or before: only then no finding means that it ties out."""
    if one.ended is Ended.UNCHANGED:
        return bool(one.points) or one.facts != NO_FACTS
    return one.ended in {Ended.CHECKED, Ended.PARTLY}


def needs(one: ProductionNight) -> tuple[Need, ...]:
    """The worst first: what could not be done, errors, what does not prove, waits, is asked."""
    return (*_undone(one), *_errors(one), *_unproved(one), *_held_back(one), *_asked(one))


def _undone(one: ProductionNight) -> Iterator[Need]:
    if one.ended is Ended.FAILED:
        yield Need("error", "It could not be checked.", one.failure or one.error)
    elif one.ended is Ended.BUSY:
        said = one.failure or "Somebody was at work in it until the end of the night."
        yield Need("warning", "It was not checked.", said)
    for step in one.steps:
        if step.outcome is Outcome.FAILED:
            yield Need("error", f"{named(step.name)} could not be done.", step.sentence, "steps")


def _held_back(one: ProductionNight) -> Iterator[Need]:
    """What waits for a person; where nothing was checked, all else waits for that alone."""
    for step in one.steps:
        if step.outcome is Outcome.HELD and one.ended is not Ended.FAILED:
            yield Need("warning", f"{named(step.name)} was held back.", step.sentence, "steps")


def _errors(one: ProductionNight) -> Iterator[Need]:
    new = [point for point in one.points if point.severity == 3 and point.standing == "new"]
    for point in sorted(new, key=lambda each: -(each.impact or 0))[:_NAMED]:
        yield Need("error", f"New error {point.code}:", point.message, "findings")
    if len(new) > _NAMED:
        yield Need("error", f"{plural(len(new) - _NAMED, 'more new error')}.", "", "findings")
    old = sum(point.severity == 3 and point.standing == "still open" for point in one.points)
    if old:
        yield Need("warning", f"{plural(old, 'error')} still open.", "", "findings")


def _unproved(one: ProductionNight) -> Iterator[Need]:
    pairs = one.facts.pairs
    for name, pair in zip(pair_names(pairs), pairs, strict=True):
        if pair.difference:
            amount = f"{full(pair.difference, one.facts.currency)} {one.facts.currency}".strip()
            yield Need("error", f"{name} does not prove:", f"{amount} is unexplained.", "tying")


def _asked(one: ProductionNight) -> Iterator[Need]:
    suggested = sum(pair.suggested for pair in one.facts.pairs)
    if suggested:
        said = f"{plural(suggested, 'suggested match')}."
        yield Need("note", said.replace("matchs", "matches"), "Accept or reject them.", "tying")


def named(step: str) -> str:
    """A step's name as the beginning of a sentence."""
    words = step.replace("_", " ")
    return words[:1].upper() + words[1:]


def since(trend: Sequence[Moment]) -> str:
    """Since which night it is over budget, late, not checked or clean, as far as is known."""
    found = (
        _since("not checked", trend, lambda night: not _was_checked(night)),
        _since("clean", trend, _is_clean),
        _since("with errors", trend, _has_errors),
        _since("over budget", trend, _is_over),
        _since("late", trend, lambda night: None if night.slip is None else night.slip > 0),
    )
    words = "; ".join(filter(None, found))
    return f"{words[0].upper()}{words[1:]}." if words else ""


def _since(words: str, trend: Sequence[Moment], holds: Callable[[Moment], bool | None]) -> str:
    """The first night of the run that ends with the last one; what is not known breaks no run."""
    answers = [(night, answer) for night in trend if (answer := holds(night)) is not None]
    run: list[Moment] = []
    for night, answer in reversed(answers):
        if not answer:
            break
        run.append(night)
    if not run:
        return ""
    if len(run) == len(answers):
        return f"{words} in every night that is kept" if len(run) > 1 else ""
    return f"{words} since {date(run[-1].at.date())} ({plural(len(run), 'night')})"


def _was_checked(night: Moment) -> bool:
    return night.ended not in {Ended.FAILED, Ended.BUSY}


def _is_clean(night: Moment) -> bool | None:
    if not _was_checked(night):
        return None
    return not (night.errors or night.warnings or night.notes)


def _has_errors(night: Moment) -> bool | None:
    return night.errors > 0 if _was_checked(night) else None


def _is_over(night: Moment) -> bool | None:
    if night.total is None or night.total.under is None:
        return None
    return night.total.under < 0


def age(point: Point, today: dt.date) -> str:
    """``new``, ``since 25 Feb 2026 (12 days)``, or nothing where nobody knows."""
    if point.standing == "new":
        return "new"
    if point.since is None:
        return ""
    days = (today - point.since).days
    if days <= 0:
        return "since tonight"
    return f"since {date(point.since)} ({plural(days, 'day')})"


def verdict(one: ProductionNight) -> tuple[str, str]:
    """How bad, and the night in one sentence."""
    if one.ended is Ended.FAILED:
        return "error", "It could not be checked."
    if one.ended is Ended.BUSY:
        return "warning", "It was not checked: somebody was at work in it."
    if not is_known(one):
        return "note", "Nothing changed, and no earlier night of it is kept."
    counts = [
        plural(count, noun)
        for count, noun in zip(map(one.count, (3, 2, 1)), ("error", "warning", "note"), strict=True)
        if count
    ]
    words = f"{_listed(counts)} open." if counts else "Everything ties out."
    if one.ended is Ended.UNCHANGED:
        words = f"Nothing changed since its last night. {words}"
    undone = sum(step.outcome is Outcome.FAILED for step in one.steps)
    is_partly = bool(undone) or one.ended is Ended.PARTLY
    if undone:
        words += f" {plural(undone, 'step')} could not be done."
    elif is_partly:
        words += _held(one) or " Not every step could be done."
    return KINDS[max(min(one.worst, 3), 2 if is_partly else 0)], words


def _held(one: ProductionNight) -> str:
    """The steps that were held back, in a sentence; empty if none was."""
    names = [named(step.name) for step in one.steps if step.outcome is Outcome.HELD]
    if not names:
        return ""
    names[1:] = [name[:1].lower() + name[1:] for name in names[1:]]
    return f" {_listed(names)} {'was' if len(names) == 1 else 'were'} held back."


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) < 2 else f"{', '.join(words[:-1])} and {words[-1]}"


def money_words(under: int | None, currency: str) -> str:
    """``128k over budget``; empty where nothing is known."""
    if under is None:
        return ""
    if not under:
        return "on budget"
    return f"{short(abs(under), currency)} {'over' if under < 0 else 'under'} budget"


__all__ = [
    "KINDS",
    "Need",
    "age",
    "as_of_tonight",
    "is_known",
    "money_words",
    "named",
    "needs",
    "since",
    "verdict",
]

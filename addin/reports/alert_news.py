"""What is news of one production to somebody who was told before how it stood."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from addin.domain.money import Money
from addin.domain.night import Ended, Point, ProductionNight
from addin.reports.alert_rule import Rule, chooses, takes_all
from addin.reports.alert_told import NOTHING_TOLD, Told, ToldFinding
from addin.reports.alert_words import (
    cell_of,
    is_about_people,
    pair_of,
    place_of,
    plain,
    reason_of,
    same_statements,
    statement_of,
    title_of,
    trouble_of,
)
from addin.tables.of_people import OF_PEOPLE

_Group = tuple[int, str, str, str, bool]
"""Severity, the worst first; code, title, place; whether people's pay is in it."""

_CELLS: Final = 3
_CURRENCY_LETTERS: Final = 3


@dataclass(frozen=True, slots=True)
class NewsGroup:
    """Findings of one rule in one place. ``cells`` are the first of them, if they may be told.

    ``is_theirs``: they are about what people work and are paid; there is no place then.
    """

    severity: int
    code: str
    title: str
    place: str
    count: int
    cells: tuple[str, ...] = ()
    is_theirs: bool = False


@dataclass(frozen=True, slots=True)
class News:
    """One production: what is new to the reader, still open, gone; and what could not be done.

    ``trouble`` says why it was not done wholly, ``is_trouble_new`` whether the reader knows.
    ``recovered``: it was told that there was trouble, and it is over. ``unproved`` are statements
    that do not tie. ``after`` is what the reader knows once this is told.
    """

    production: str
    folder: str
    new: tuple[NewsGroup, ...] = ()
    open: tuple[NewsGroup, ...] = ()
    resolved: tuple[NewsGroup, ...] = ()
    waived: tuple[NewsGroup, ...] = ()
    trouble: str = ""
    is_trouble_new: bool = False
    recovered: bool = False
    unproved: tuple[str, ...] = ()
    newly_unproved: tuple[str, ...] = ()
    newly_proved: int = 0
    money: str = ""
    link: str = ""
    after: Told = field(default=NOTHING_TOLD, repr=False)

    @property
    def is_worse(self) -> bool:
        """Whether something came up that the reader does not know."""
        return bool(self.new or self.is_trouble_new or self.newly_unproved)

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from what the reader knows."""
        gone = self.resolved or self.waived or self.newly_proved or self.recovered
        return bool(self.is_worse or gone)

    @property
    def is_clean(self) -> bool:
        """Whether nothing asks for a look."""
        return not (self.new or self.open or self.trouble or self.unproved)

    @property
    def worst(self) -> int:
        """The highest severity that is open, 4 where it could not be checked."""
        if self.trouble:
            return 4
        return max((group.severity for group in (*self.new, *self.open)), default=0)


def count(groups: Iterable[NewsGroup]) -> int:
    """How many findings."""
    return sum(group.count for group in groups)


def news_of(
    rule: Rule, night: ProductionNight, told: Told | None, link: str, *, is_first: bool
) -> News:
    """What is to be told of a production; ``told`` is None if nothing ever was.

    ``is_first``: the reader gets the alert for the first time, so that what was found in earlier
    nights is not called new.
    """
    before = told or NOTHING_TOLD
    is_known = _is_checked(night)
    chosen = tuple(_chosen(rule, night)) if is_known else ()
    is_new = {
        point.key: point.key not in before.findings
        and not (is_first and point.standing == "still open")
        for point in chosen
    }
    gone = _gone(rule, night, before) if is_known else {}
    known_then = _as_known_now(night, before)
    alias = same_statements(night.facts.pairs)
    unproved = frozenset(alias.get(one, one) for one in before.unproved)
    statements = _unproved(rule, night) if is_known else unproved
    shown = {pair: pair_of(pair) or "a statement" for pair in statements}
    trouble = trouble_of(night)
    return News(
        production=plain(night.production) or "(a production without a name)",
        folder=night.folder,
        new=_grouped(point for point in chosen if is_new[point.key]),
        open=_grouped(point for point in chosen if not is_new[point.key])
        if is_known
        else _grouped_told(known_then.values()),
        resolved=_grouped_told(
            one for key, one in known_then.items() if gone.get(key) == "resolved"
        ),
        waived=_grouped_told(one for key, one in known_then.items() if gone.get(key) == "waived"),
        trouble=reason_of(night),
        is_trouble_new=bool(trouble) and trouble != before.trouble,
        recovered=bool(before.trouble) and not trouble,
        unproved=tuple(sorted(shown.values())),
        newly_unproved=tuple(sorted(shown[pair] for pair in statements - unproved)),
        newly_proved=len(unproved - statements) if takes_all(rule) else 0,
        money=_money(night) if rule.money else "",
        link=link,
        after=Told(
            {
                point.key: ToldFinding(
                    point.code,
                    point.severity,
                    point.workbook,
                    point.sheet,
                    point.role if point.role in OF_PEOPLE else "",
                )
                for point in chosen
            }
            if is_known
            else before.findings,
            trouble,
            statements,
        ),
    )


def _as_known_now(night: ProductionNight, before: Told) -> dict[str, ToldFinding]:
    """What was told, by what is known now of its tables: one may have turned out to be people's."""
    roles = {point.key: point.role for point in night.points if point.role in OF_PEOPLE}
    return {
        key: replace(one, role=roles.get(key, one.role)) for key, one in before.findings.items()
    }


def _is_checked(night: ProductionNight) -> bool:
    """Whether what the night found is all that there is to find."""
    if night.ended is Ended.UNCHANGED:
        return bool(night.points or night.facts.pairs)
    return night.ended in {Ended.CHECKED, Ended.PARTLY}


def _chosen(rule: Rule, night: ProductionNight) -> Iterator[Point]:
    for point in night.open:
        if chooses(rule, point.code, point.severity, point.workbook, point.sheet):
            yield point


def _gone(rule: Rule, night: ProductionNight, before: Told) -> dict[str, str]:
    """What was told and is no longer open: key → resolved or waived.

    What the alert would no longer choose is forgotten without a word.
    """
    now = {point.key: point for point in night.points}
    found = {}
    for key, one in before.findings.items():
        point = now.get(key)
        if point is not None and point.is_open:
            continue
        if chooses(rule, one.code, one.severity, one.workbook, one.sheet):
            found[key] = "waived" if point and point.standing == "waived" else "resolved"
    return found


def _unproved(rule: Rule, night: ProductionNight) -> frozenset[str]:
    if not takes_all(rule):
        return frozenset()
    return frozenset(statement_of(pair) for pair in night.facts.pairs if pair.difference)


def _grouped(points: Iterable[Point]) -> tuple[NewsGroup, ...]:
    cells: dict[_Group, list[str]] = defaultdict(list)
    for point in sorted(points, key=_order):
        where = (point.code, point.workbook, point.sheet)
        cell = cell_of(*where, point.cell, point.role)
        cells[_group(point.severity, *where, point.role)].append(cell)
    return tuple(
        NewsGroup(-severity, code, title, place, len(those), _first(those), is_theirs)
        for (severity, code, title, place, is_theirs), those in sorted(cells.items())
    )


def _group(severity: int, code: str, workbook: str, sheet: str, role: str) -> _Group:
    where = (code, workbook, sheet, role)
    return -severity, *title_of(code), place_of(*where), is_about_people(*where)


def _first(cells: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, cells)))[:_CELLS]


def _grouped_told(findings: Iterable[ToldFinding]) -> tuple[NewsGroup, ...]:
    groups = Counter(
        _group(one.severity, one.code, one.workbook, one.sheet, one.role) for one in findings
    )
    return tuple(
        NewsGroup(-severity, code, title, place, many, is_theirs=is_theirs)
        for (severity, code, title, place, is_theirs), many in sorted(groups.items())
    )


def _order(point: Point) -> tuple[str, str, int, int, str, str]:
    """As a person reads a sheet: down, then across."""
    cell = point.cell.replace("$", "")
    letters = cell.rstrip("0123456789")
    digits = cell[len(letters) :]
    row = int(digits) if digits.isdecimal() and len(digits) <= 7 else 0
    return point.workbook, point.sheet, row, len(letters), letters, point.key


def _money(night: ProductionNight) -> str:
    """The production's estimated final cost and variance: its total, never an account's."""
    total, currency = night.facts.total, night.facts.currency
    if total is None or total.efc is None:
        return ""
    if not (len(currency) == _CURRENCY_LETTERS and currency.isascii() and currency.isalpha()):
        return ""
    said = f"EFC {Money(total.efc, currency.upper())}"
    if total.under is None:
        return said
    side = "over" if total.under < 0 else "under"
    return f"{said}, {Money(abs(total.under), currency.upper())} {side} budget"

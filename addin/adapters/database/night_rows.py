"""A production's night as rows, and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, select

from addin.adapters.database import studio_schema as schema
from addin.adapters.database.night_json import (
    facts_in_short,
    facts_of,
    facts_told,
    steps_of,
    steps_told,
)
from addin.adapters.database.night_lists import Item, KeptList, kept_list
from addin.domain.night import (
    NO_FACTS,
    AccountLine,
    CountedNight,
    Ended,
    Moment,
    Overview,
    PairLine,
    Point,
    ProductionNight,
)

POINTS: Final = kept_list(schema.points)
ACCOUNTS: Final = kept_list(schema.accounts)
PAIRS: Final = kept_list(schema.pairs)
AMOUNTS: Final = ("budget", "to_date", "commitments", "etc", "efc", "under")
_IN_MONEY: Final = frozenset({*AMOUNTS, "impact", "difference"})
_LARGEST: Final = 2**63 - 1
_TOTAL: Final = ("has_total", "account", "description", "is_total", *AMOUNTS)
_FIGURES: Final = tuple(
    "at ended errors warnings notes new resolved seconds currency suggested".split()
)
MOMENT: Final[tuple[Any, ...]] = tuple(
    schema.records.c[name] for name in ("night", *_FIGURES, "unmatched", "slip", *_TOTAL)
)
"""What of a record ``moment_of`` is given."""
OVERVIEW: Final[tuple[Any, ...]] = tuple(
    schema.records.c[name] for name in ("position", "name", "failure", *_FIGURES, *_TOTAL)
)
_AT_ONCE: Final = 400
"""Records named in one statement; databases end a list at about a thousand."""


def items_of(one: ProductionNight) -> tuple[Sequence[Item], Sequence[Item], Sequence[Item]]:
    """The lists of a production's night: findings, accounts, statements."""
    return (
        _items(POINTS, one.points, "key"),
        _items(ACCOUNTS, one.facts.accounts, "account"),
        _items(PAIRS, one.facts.pairs, "pair"),
    )


def has_lists(one: ProductionNight) -> bool:
    """Whether anything of it is kept as it changes."""
    return bool(one.points or one.facts.accounts or one.facts.pairs)


def columns_of(one: ProductionNight) -> dict[str, Any]:
    """All of a production's night that no list holds."""
    facts = one.facts
    total = facts.total or AccountLine("", "")
    return {
        "position": one.position,
        "name": one.production,
        "at": one.at,
        "ended": str(one.ended),
        "failure": one.failure,
        "error": one.error,
        "steps": steps_told(one.steps),
        "facts": facts_told(facts),
        "inputs": one.inputs,
        "version": one.version,
        "tries": one.tries,
        "seconds": one.seconds,
        "peak": one.peak,
        "worker": one.worker,
        "errors": one.count(3),
        "warnings": one.count(2),
        "notes": one.count(1),
        "new": one.standing("new"),
        "resolved": one.standing("resolved"),
        "currency": facts.currency,
        "suggested": sum(pair.suggested for pair in facts.pairs),
        "unmatched": sum(pair.left_over + pair.right_over for pair in facts.pairs),
        "slip": facts.schedule.slip if facts.schedule else None,
        "has_total": facts.total is not None,
        "account": total.account,
        "description": total.description,
        "is_total": total.is_total,
        **{name: amount(getattr(total, name)) for name in AMOUNTS},
    }


def carried(row: Row[Any]) -> dict[str, Any]:
    """What an unchanged night shows in trends: what the one that it points at showed."""
    names = ("errors", "warnings", "notes", "currency", "suggested", "unmatched", "slip")
    return {name: getattr(row, name) for name in (*names, *_TOTAL)}


def is_unchanged(one: ProductionNight) -> bool:
    """Whether it says nothing of its own, because nothing changed."""
    return one.ended is Ended.UNCHANGED and not has_lists(one) and one.facts == NO_FACTS


def overviews_of(connection: Connection, numbers: Iterable[int]) -> Sequence[Overview]:
    """The figures of some records; no list is read."""
    found: list[Overview] = []
    wanted = sorted(set(numbers))
    here = schema.records.c.production == schema.productions.c.id
    columns: tuple[Any, ...] = (*OVERVIEW, schema.productions.c.folder)
    chosen: Select[Any] = select(*columns).join(schema.productions, here)
    for first in range(0, len(wanted), _AT_ONCE):
        some = schema.records.c.id.in_(wanted[first : first + _AT_ONCE])
        found += [_overview_of(row) for row in connection.execute(chosen.where(some))]
    return found


_COUNTED: Final = "id position name at ended failure error steps facts inputs version".split()
_COUNTS: Final = "tries seconds peak worker errors warnings notes new resolved same_as".split()


def counted_of(connection: Connection, numbers: Iterable[int]) -> Sequence[CountedNight]:
    """The productions' nights of some records; of their lists only the statements are read."""
    found: list[CountedNight] = []
    wanted = sorted(set(numbers))
    here = schema.records.c.production == schema.productions.c.id
    names = dict.fromkeys((*_COUNTED, *_COUNTS, *_TOTAL))
    columns: list[Any] = [schema.records.c[name] for name in names]
    chosen: Select[Any] = select(*columns, schema.productions.c.folder)
    chosen = chosen.join(schema.productions, here)
    for first in range(0, len(wanted), _AT_ONCE):
        some = schema.records.c.id.in_(wanted[first : first + _AT_ONCE])
        pairs = PAIRS.of(connection, some)
        rows = connection.execute(chosen.where(some))
        found += [_counted(row, pairs.get(row.id, ())) for row in rows]
    return found


def _counted(row: Row[Any], pairs: Sequence[Item]) -> CountedNight:
    facts = NO_FACTS
    if not row.same_as:
        facts = replace(
            facts_in_short(row.facts),
            total=total_of(row),
            pairs=tuple(PairLine(key, *said) for key, said in pairs),
        )
    return CountedNight(
        position=row.position,
        production=row.name,
        folder=row.folder,
        at=row.at,
        ended=Ended(row.ended),
        failure=row.failure,
        error=row.error,
        steps=steps_of(row.steps),
        facts=facts,
        inputs=row.inputs,
        version=row.version,
        tries=row.tries,
        seconds=row.seconds,
        peak=row.peak,
        worker=row.worker,
        counts=(row.errors, row.warnings, row.notes),
        moved=(row.new, row.resolved),
    )


def nights_of(connection: Connection, numbers: Iterable[int]) -> dict[int, ProductionNight]:
    """The productions' nights of some records, by the record's number."""
    found: dict[int, ProductionNight] = {}
    wanted = sorted(set(numbers))
    for first in range(0, len(wanted), _AT_ONCE):
        some = schema.records.c.id.in_(wanted[first : first + _AT_ONCE])
        found.update(_nights(connection, some))
    return found


def _nights(connection: Connection, wanted: ColumnElement[bool]) -> dict[int, ProductionNight]:
    points = POINTS.of(connection, wanted)
    accounts = ACCOUNTS.of(connection, wanted)
    pairs = PAIRS.of(connection, wanted)
    here = schema.records.c.production == schema.productions.c.id
    chosen = select(schema.records, schema.productions.c.folder).join(schema.productions, here)
    found = {}
    for row in connection.execute(chosen.where(wanted)):
        facts = replace(
            facts_of(row.facts),
            total=total_of(row),
            accounts=tuple(AccountLine(key, *said) for key, said in accounts.get(row.id, ())),
            pairs=tuple(PairLine(key, *said) for key, said in pairs.get(row.id, ())),
        )
        # an unchanged one shows a total in trends, and says none
        facts = NO_FACTS if row.same_as else facts
        found[row.id] = ProductionNight(
            position=row.position,
            production=row.name,
            folder=row.folder,
            at=row.at,
            ended=Ended(row.ended),
            failure=row.failure,
            error=row.error,
            steps=steps_of(row.steps),
            points=tuple(Point(key, *said) for key, said in points.get(row.id, ())),
            facts=facts,
            inputs=row.inputs,
            version=row.version,
            tries=row.tries,
            seconds=row.seconds,
            peak=row.peak,
            worker=row.worker,
        )
    return found


def total_of(row: Row[Any]) -> AccountLine | None:
    """The total of a record's cost report."""
    return _total(*(getattr(row, name) for name in _TOTAL))


def _total(
    has_total: object, account: str, description: str, is_total: object, *amounts: int | None
) -> AccountLine | None:
    if not has_total:
        return None
    budget, to_date, commitments, etc, efc, under = amounts
    return AccountLine(
        account, description, budget, to_date, commitments, etc, efc, under, bool(is_total)
    )


def moment_of(row: Sequence[Any]) -> Moment:
    """A record as a trend shows it: what ``MOMENT`` names, in that order.

    By place: a trend of all productions is a hundred thousand of these.
    """
    (
        night, at, ended, errors, warnings, notes, new, resolved, seconds, currency, suggested,
        unmatched, slip, *total,
    ) = row  # fmt: skip
    return Moment(
        night, at, ended, errors, warnings, notes, new, resolved, seconds, currency,
        _total(*total), suggested, unmatched, slip,
    )  # fmt: skip


def _overview_of(row: Row[Any]) -> Overview:
    return Overview(
        position=row.position,
        production=row.name,
        folder=row.folder,
        at=row.at,
        ended=Ended(row.ended),
        failure=row.failure,
        errors=row.errors,
        warnings=row.warnings,
        notes=row.notes,
        new=row.new,
        resolved=row.resolved,
        suggested=row.suggested,
        currency=row.currency,
        total=total_of(row),
        seconds=row.seconds,
    )


def amount(value: int | None) -> int | None:
    """An amount as a database takes it: one beyond 92 quadrillion is none, and not known."""
    return None if value is None or abs(value) > _LARGEST else value


def _items(kind: KeptList, things: Sequence[object], key: str) -> Sequence[Item]:
    """Things as the items of a list; what is said of each in the order of its columns."""
    fields = attrgetter(*kind.fields)
    in_money = [place for place, name in enumerate(kind.fields) if name in _IN_MONEY]
    found = []
    for name, said in zip(map(attrgetter(key), things), map(fields, things), strict=True):
        amounts = [said[place] for place in in_money]
        if any(value is not None and abs(value) > _LARGEST for value in amounts):
            known = list(said)
            for place in in_money:
                known[place] = amount(said[place])
            said = tuple(known)  # noqa: PLW2901 - once in years
        found.append((name, said))
    return found

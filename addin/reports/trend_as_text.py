"""A trend for the terminal: how cost report and findings moved from night to night."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rich.console import Group
from rich.table import Table as Grid
from rich.text import Text

from addin.domain.money import Money
from addin.domain.night import AccountLine, Ended, Moment
from addin.reports.history_as_text import plain

_BARS: Final = "▁▂▃▄▅▆▇█"
_PLAIN_BARS: Final = "_.-=^"
_WIDEST: Final = 60
_BESIDE: Final = 14
"""Nights that are drawn where all productions stand in one table."""
Told = Mapping[str, object]


def spark(values: Sequence[int | None], *, plain_letters: bool = False) -> str:
    """A row of bars, the smallest value lowest; a blank where there is none.

    >>> spark([1, 2, None, 3]), spark([5, 5]), spark([])
    ('▁▅ █', '▄▄', '')
    """
    bars = _PLAIN_BARS if plain_letters else _BARS
    shown = values[-_WIDEST:]
    known = [value for value in shown if value is not None]
    if not known:
        return ""
    least, span = min(known), max(known) - min(known)
    middle = (len(bars) - 1) // 2

    def bar(value: int | None) -> str:
        if value is None:
            return " "
        return (
            bars[(value - least) * (len(bars) - 1) * 2 // span + 1 >> 1] if span else bars[middle]
        )

    return "".join(map(bar, shown))


def of_one_currency(moments: Sequence[Moment]) -> tuple[Sequence[Moment], str]:
    """The latest moments that are in one currency, and a sentence about those before.

    A cost report that changed its currency has no trend across the change.
    """
    said = [one for one in moments if one.total is not None]
    if not said:
        return moments, ""
    currency = said[-1].currency
    others = [one for one in said if one.currency != currency]
    if not others:
        return moments, ""
    last = others[-1]
    after = [one for one in moments if one.at > last.at]
    return after, (
        f"Until {last.at:%Y-%m-%d} the cost report was in {last.currency or 'no currency'}, since "
        f"then in {currency or 'no currency'}: what was before is not compared."
    )


def trend_as_text(name: str, moments: Sequence[Moment], *, plain_letters: bool = False) -> Group:
    """One production: cost report and open findings, day by day, oldest first."""
    shown, sentence = of_one_currency(moments)
    grid = _grid("day", "budget", "EFC", "variance", "change of EFC", "open", "new", "resolved")
    before: int | None = None
    for one in shown:
        total = one.total or AccountLine("", "")
        moved = total.efc - before if total.efc is not None and before is not None else None
        before = total.efc if total.efc is not None else before
        grid.add_row(
            f"{one.at:%Y-%m-%d}",
            *(_amount(value, one.currency) for value in (total.budget, total.efc, total.under)),
            _amount(moved, one.currency, signed=True),
            *(("", "", "") if is_blind(one) else _found(one)),
        )
    currency = shown[-1].currency if shown else ""
    efc = spark(
        [one.total.efc if one.total else None for one in shown], plain_letters=plain_letters
    )
    found = spark([_open(one) for one in shown], plain_letters=plain_letters)
    lines = [f"EFC   {efc}  {currency}".rstrip(), f"open  {found}"]
    told = [Text(line) for line in lines if not line.startswith("EFC") or efc]
    if sentence:
        told.append(Text(plain(sentence), "yellow"))
    return Group(Text(plain(name), "bold"), grid, Text(""), *told)


def accounts_as_text(
    name: str,
    account: str,
    lines: Sequence[tuple[dt.datetime, AccountLine]],
    currencies: Mapping[dt.datetime, str],
    *,
    plain_letters: bool = False,
) -> Group:
    """One account of a cost report: a line for each night in which it said something else."""
    grid = _grid("from", "budget", "to date", "commitments", "ETC", "EFC", "variance", "currency")
    for at, line in lines:
        currency = currencies.get(at, "")
        amounts = (line.budget, line.to_date, line.commitments, line.etc, line.efc, line.under)
        grid.add_row(
            f"{at:%Y-%m-%d}", *(_amount(value, currency) for value in amounts), plain(currency)
        )
    told = [Text(plain(f"{name}, account {account}: {lines[-1][1].description}"), "bold")]
    if len({currencies.get(at, "") for at, _ in lines}) == 1:
        bars = spark([line.efc for _, line in lines], plain_letters=plain_letters)
        return Group(*told, grid, Text(""), Text(f"EFC   {bars}"))
    return Group(*told, grid)


def studio_as_text(
    studio: str, trends: Mapping[str, Sequence[Moment]], *, plain_letters: bool = False
) -> Group:
    """Each production in a line; totals for each currency by itself.

    Columns in which nothing stands are left out, and of many nights the last are drawn.
    """
    rows: list[tuple[str, ...]] = []
    for name, moments in trends.items():
        shown, _ = of_one_currency(moments)
        last = next((one for one in reversed(shown) if one.total), None)
        total = (last.total if last else None) or AccountLine("", "")
        currency = last.currency if last else ""
        found = [_open(one) for one in moments]
        last_found = next((count for count in reversed(found) if count is not None), None)
        efc = [one.total.efc if one.total else None for one in shown[-_BESIDE:]]
        rows.append(
            (
                plain(name),
                *(_amount(value, currency) for value in (total.budget, total.efc, total.under)),
                plain(currency),
                spark(efc, plain_letters=plain_letters),
                "" if last_found is None else f"{last_found:,}",
                spark(found[-_BESIDE:], plain_letters=plain_letters),
            )
        )
    headings = ("production", "budget", "EFC", "variance", "currency", "EFC by night")
    grid = _filled((*headings, "open", "open by night"), rows)
    return Group(grid, Text(""), *(Text(plain(line), "bold") for line in _sums(studio, trends)))


def _filled(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Grid:
    """A table without its empty columns; where it is too wide, names are cut and nothing else."""
    used = [at for at, _ in enumerate(headings) if not at or any(row[at] for row in rows)]
    grid = _grid(*(headings[at] for at in used))
    grid.columns[0].no_wrap = False  # the one that may become narrower
    for row in rows:
        name = Text(row[0], no_wrap=True, overflow="ellipsis")
        grid.add_row(name, *(row[at] for at in used[1:]))
    return grid


def trend_rows(name: str, moments: Sequence[Moment]) -> Iterator[Told]:
    """The same as rows; amounts in whole units of their currency."""
    for one in moments:
        total = one.total or AccountLine("", "")
        yield {
            "production": name,
            "night": one.night,
            "at": one.at,
            "ended": one.ended,
            "currency": one.currency,
            **_amounts(total, one.currency),
            "errors": one.errors,
            "warnings": one.warnings,
            "notes": one.notes,
            "new": one.new,
            "resolved": one.resolved,
            "suggested": one.suggested,
            "unmatched": one.unmatched,
            "slip": one.slip,
        }


def account_rows(
    name: str,
    lines: Sequence[tuple[dt.datetime, AccountLine]],
    currencies: Mapping[dt.datetime, str],
) -> Iterator[Told]:
    """An account as rows."""
    for at, line in lines:
        currency = currencies.get(at, "")
        yield {
            "production": name,
            "from": at,
            "account": line.account,
            "description": line.description,
            "currency": currency,
            **_amounts(line, currency),
        }


def is_blind(one: Moment) -> bool:
    """Whether nothing was looked at that night: no findings then is no good news."""
    return one.ended in {Ended.FAILED, Ended.BUSY}


def _open(one: Moment) -> int | None:
    """How many findings were open; None where nothing was looked at."""
    return None if is_blind(one) else one.errors + one.warnings + one.notes


def _found(one: Moment) -> tuple[str, str, str]:
    return f"{_open(one):,}", f"{one.new:,}", f"{one.resolved:,}"


def _sums(studio: str, trends: Mapping[str, Sequence[Moment]]) -> Iterator[str]:
    """The latest totals, currency by currency: two are never added."""
    sums: dict[str, list[int]] = {}
    for moments in trends.values():
        last = next((one for one in reversed(moments) if one.total), None)
        total = last.total if last else None
        if last and total and total.efc is not None and total.budget is not None:
            known = sums.setdefault(last.currency, [0, 0, 0, 0])
            under = total.budget - total.efc if total.under is None else total.under
            for place, value in enumerate((1, total.budget, total.efc, under)):
                known[place] += value
    for currency, (count, budget, efc, under) in sorted(sums.items()):
        yield (
            f"{studio}, {count:,} with a cost report in {currency or 'no currency'}: budget "
            f"{_amount(budget, currency)}, EFC {_amount(efc, currency)}, variance "
            f"{_amount(under, currency)}"
        )


def _amounts(line: AccountLine, currency: str) -> Told:
    named = {
        "budget": line.budget,
        "to date": line.to_date,
        "commitments": line.commitments,
        "ETC": line.etc,
        "EFC": line.efc,
        "variance": line.under,
    }
    return {
        name: None if value is None else Money(value, currency).amount
        for name, value in named.items()
    }


def _amount(minor: int | None, currency: str, *, signed: bool = False) -> str:
    if minor is None:
        return ""
    return f"{Money(minor, currency).amount:{'+' if signed else ''},}"


def _grid(*headings: str) -> Grid:
    grid = Grid(box=None, pad_edge=False)
    left = {"day", "from", "production", "currency"}
    for heading in headings:
        is_left = heading in left or heading.endswith("by night")
        grid.add_column(heading, justify="left" if is_left else "right", no_wrap=True)
    return grid

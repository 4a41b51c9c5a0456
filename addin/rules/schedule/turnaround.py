"""SCH504: somebody is called before their rest is over.

Why it matters: a forced call is paid by the agreement, and people who drive home after sixteen
hours have accidents.

Example: Ida Berg is released at 22:30 and called at 08:00, 9.5 hours later; her agreement asks for
12.

What to do: move the call, or have the forced call approved. Whose rest counts is said by
`agreement` and `cast_agreement` in production.toml; without one nothing is checked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from addin.domain.clock import hours
from addin.domain.issued_call_sheet import IssuedCallSheet
from addin.domain.money import Money
from addin.domain.rest import NoRate, forced_call, shortfall
from addin.domain.rule_table import Rule, RuleNotFound, RulesDisagree, RuleTable
from addin.domain.source import Place
from addin.findings import Finding, Number, Severity
from addin.rules.boards import day_text
from addin.rules.issued import (
    DOLLARS,
    LONGEST_REST,
    Released,
    call_sheets_by_day,
    on_day,
    released,
    reports_by_day,
    rules_for,
    wrap_of,
)
from addin.rules.rule import Workpapers
from addin.rules.wording import name_key

CODE = "SCH504"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per person: release of the last report before a call sheet, and its call.

    Without people on the report the unit's wrap stands against the general call.
    """
    if not (papers.options.agreement or papers.options.cast_agreement):
        return
    reports, sheets = reports_by_day(papers), call_sheets_by_day(papers)
    days = sorted({*reports, *sheets})
    for before, day in pairwise(days):
        if before in reports and day in sheets:
            people = list(released(reports[before]))
            wrap = wrap_of(reports[before])
            for one in people or ([wrap] if wrap else []):
                yield from _short(papers, one, sheets[day], day)


def _short(
    papers: Workpapers, one: Released, sheet: IssuedCallSheet, day: dt.date
) -> Iterator[Finding]:
    call = _call_of(one, sheet, day)
    table = rules_for(papers, day, cast=one.is_cast)
    if call is None or table is None:
        return
    try:
        rule = table.rule("rest_hours")
    except (RuleNotFound, RulesDisagree):
        return
    rest = call[0] - one.at
    if rest > LONGEST_REST:
        return
    short = shortfall(max(hours(rest), hours(dt.timedelta(0))), rule.value)
    if short > 0:
        yield _finding(one, call, rule, table, float(short))


def _call_of(
    one: Released, sheet: IssuedCallSheet, day: dt.date
) -> tuple[dt.datetime, Place] | None:
    if one.key and one.is_cast:
        for part in sheet.cast:
            if part.number == one.key and part.call is not None:
                return on_day(day, part.call), part.source.at("pick_up", "make_up", "on_set")
        return None
    if one.key:
        for person in sheet.crew:
            if name_key(person.person) == one.key and person.call is not None:
                return on_day(day, person.call), person.source.at("call")
        return None
    general = sheet.general
    return (on_day(day, general), sheet.source.at("date")) if general is not None else None


def _finding(
    one: Released,
    call: tuple[dt.datetime, Place],
    rule: Rule,
    table: RuleTable,
    short: float,
) -> Finding:
    rest = float(hours(call[0] - one.at))
    impact = _penalty(short, table)
    money = f" The forced call costs {impact.text()}." if impact else ""
    numbers: tuple[tuple[str, Number], ...] = (
        ("hours of rest", Decimal(f"{rest:.2f}")),
        ("asked for", rule.value),
        ("rule", f"{rule.agreement}: {rule.parameter} ({rule.source})"),
    )
    return Finding(
        CODE,
        Severity.WARNING,
        f"{one.name} was released at {one.at:%H:%M} on {day_text(one.day)} and is called at"
        f" {call[0]:%H:%M} on {day_text(call[0].date())}: {rest:.4g} hours of rest;"
        f" {rule.agreement} asks for {rule.value:f}.{money}",
        (call[1], one.place),
        numbers=numbers,
        advice="Move the call, or have the forced call approved.",
        subject=f"rest of {one.key or 'the unit'} before {call[0].date()}",
        impact=impact,
    )


def _penalty(short: float, table: RuleTable) -> Money | None:
    """What the agreement asks for it, where that needs nobody's pay."""
    try:
        amount = forced_call(Decimal(str(short)), table)
    except (NoRate, RuleNotFound, RulesDisagree):
        return None
    return Money(amount.minor, DOLLARS) if amount else None

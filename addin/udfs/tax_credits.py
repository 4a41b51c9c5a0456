"""TAX_: tax-credit tags on cost lines, what of them qualifies, and the credit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from addin.domain.account_codes import cleaned
from addin.domain.money import Money, total, zero
from addin.domain.tax_credits import (
    TagKind,
    credit_of,
    expected_tags,
    fault,
    qualified_spend,
    tags_in,
)
from addin.udfs.cell_error import CellError
from addin.udfs.columns import in_place
from addin.udfs.kinds import Column, Spill, Table
from addin.udfs.read_once import read_once
from addin.udfs.registry import function
from addin.udfs.tax_rules_argument import (
    SHOWS,
    credits_from,
    lines_from,
    rules_in_force,
    tag_rules_from,
)

CATEGORY = "Tax credits"
NO_TAG = "no tag"


@function(CATEGORY)
def tax_tag_ok(tags: str, rules: Table, on_date: dt.date) -> bool:
    """Whether a cost line is tagged as it should be: known tags, exactly one of them a base tag.

    Args:
        tags: the line's tags, blanks or commas between them: QW, or QW VU.
        rules: the table of tags with its heading row: tag, counts, kind (base or uplift), rate,
            effective_from, effective_to, source; the first two are needed.
        on_date: the day whose rules count, such as that of the credit letter.

    Example:
        =TAX_TAG_OK("QW VU", {"tag","counts","kind";"QW","yes","base";"VU","yes","uplift"},
            DATE(2026,3,14)) gives TRUE
        =TAX_TAG_OK("QW NQ", {"tag","counts";"QW","yes";"NQ","no"}, DATE(2026,3,14)) gives FALSE

    Source:
        California Film Commission, tax credit programme: tagging tips.
    """
    return not fault(tags_in(tags), _kinds(rules, on_date))


@function(CATEGORY)
def tax_by_tag(tags: Column[str], amounts: Column[Money]) -> Spill:
    """Totals by tag, as the lines are tagged; together they are the total of all lines.

    Lines with several tags stand under all of them together (QW VU); lines without one under no
    tag. #N/A: no line has an amount.

    Args:
        tags: the lines' tags, a column.
        amounts: what each line costs, beside them; refunds and credits are negative.

    Example:
        =TAX_BY_TAG({"QW";"qe";"QW VU";"";"QW"}, {100;50;30;20;-10})
            gives {"QW",90;"QE",50;"QW VU",30;"no tag",20}
    """
    found: dict[str, list[Money]] = {}
    for line in lines_from(tags, amounts):
        found.setdefault(" ".join(line.tags) or NO_TAG, []).append(line.amount)
    return [[tag, total(each)] for tag, each in found.items()]


@function(CATEGORY)
def tax_untagged(
    tags: Column[str],
    amounts: Column[Money],
    rules: Table = (),
    on_date: dt.date | None = None,
) -> Spill:
    """Cost lines whose tags are missing or wrong: cell, tags, amount, why.

    Cells count from 1 at the top of the range; lines without an amount, or of 0, are passed over.
    #N/A: all lines are tagged.

    Args:
        tags: the lines' tags, a column.
        amounts: what each line costs, beside them.
        rules: the table of tags with its heading row: tag, counts, kind (base or uplift). Left
            out: only lines without any tag are found.
        on_date: the day whose rules count; empty: those of any day.

    Example:
        =TAX_UNTAGGED({"QW";"";"QW QE";"XY"}, {100;50;30;20},
            {"tag","counts";"QW","yes";"QE","yes"}) gives {2,"",50,"no tag";3,"QW QE",30,"two base
            tags: QW, QE";4,"XY",20,"unknown tag: XY"}
        =TAX_UNTAGGED({"QW";"QE"}, {100;50}) gives #N/A
    """
    kinds = _kinds(rules, on_date) if rules else None
    rows: list[list[int | str | Money]] = []
    for at, (tag, amount) in enumerate(in_place(tags=tags, amounts=amounts), 1):
        if not amount:
            continue
        own = tags_in(tag or "")
        known = dict.fromkeys(own[:1], TagKind.BASE) if kinds is None else kinds
        why = fault(own[:1] if kinds is None else own, known)
        if why:
            rows.append([at, " ".join(own), amount, why])
    if not rows:
        raise CellError("#N/A", "every line is tagged")
    return rows


@function(CATEGORY)
def tax_mismatched(
    references: Column[str],
    tags: Column[str],
    other_references: Column[str],
    other_tags: Column[str],
) -> Spill:
    """Cost lines tagged otherwise than their budget line or order: cell, reference, tags, expected.

    Cells count from 1 at the top of the range. References that the other list does not have, and
    lines without one, are passed over; where the other list has several tags for one, any of them
    is well. #N/A: no tags differ.

    Args:
        references: what ties a line to the other list: its account, or PO number. A column.
        tags: the lines' tags beside them; blanks or commas between them, in any order.
        other_references: the same references in the budget or PO log, a column.
        other_tags: the tags there, beside them.

    Example:
        =TAX_MISMATCHED({"1042";"1043";"1044"}, {"QW";"QE";""}, {"1042";"1043";"1044"},
            {"QW";"QW";"QE VU"}) gives {2,"1043","QE","QW";3,"1044","","QE VU"}
        =TAX_MISMATCHED({"1042"}, {"vu qw"}, {"1042"}, {"QW VU"}) gives #N/A

    Source:
        California Film Commission, tax credit programme: tagging tips.
    """
    there = in_place(other_references=other_references, other_tags=other_tags)
    expected = expected_tags((cleaned(key), tags_in(tag or "")) for key, tag in there if key)
    rows: list[list[int | str]] = []
    for at, (key, tag) in enumerate(in_place(references=references, tags=tags), 1):
        wanted = expected.get(cleaned(key), ()) if key else ()
        own = tags_in(tag or "")
        if wanted and frozenset(own) not in wanted:
            said = " or ".join(" ".join(sorted(way)) or NO_TAG for way in wanted)
            rows.append([at, key, " ".join(own), said])
    if not rows:
        raise CellError("#N/A", "no tags differ")
    return rows


@function(CATEGORY, SHOWS)
def tax_qualified(
    rules: Table,
    on_date: dt.date,
    tags: Column[str],
    amounts: Column[Money],
    dates: Column[dt.date] = (),
    first_day: dt.date | None = None,
    last_day: dt.date | None = None,
) -> Money:
    """The spending that qualifies for a credit: lines whose tag counts, less refunds.

    Lines without a tag do not qualify: TAX_UNTAGGED lists them. #N/A: a tag that rules do not have;
    #VALUE!: two base tags on a line, or a date is missing where a first or last day is given.

    Args:
        rules: the table of tags with its heading row: tag, counts (yes, no), kind (base, uplift),
            share, spend_cap, effective_from, effective_to, source; the first two are needed.
        on_date: the day whose rules count, such as that of the credit letter.
        tags: the lines' tags, a column.
        amounts: what each line costs, beside them; refunds and credits are negative.
        dates: when each was spent, beside them; needed with first_day or last_day.
        first_day: spending before it does not qualify; empty: no limit.
        last_day: spending after it does not qualify; empty: no limit.

    Example:
        =TAX_QUALIFIED({"tag","counts";"QW","yes";"QE","yes";"NQ","no"}, DATE(2026,3,14),
            {"QW";"QE";"NQ";"QE"}, {1000;500;300;-100}) gives 1400
        =TAX_QUALIFIED({"tag","counts";"QE","yes"}, DATE(2026,3,14), {"QE";"QE"}, {500;200},
            {"2026-01-15";"2026-03-01"}, DATE(2026,2,1)) gives 200

    Source:
        California Film Commission, tax credit programme: qualified expenditures.
    """
    return qualified_spend(
        credits_from(rules, on_date, tags, amounts, dates, (first_day, last_day))
    )


@function(CATEGORY, SHOWS)
def tax_credit(
    rules: Table,
    on_date: dt.date,
    tags: Column[str],
    amounts: Column[Money],
    cap: Money | None = None,
    dates: Column[dt.date] = (),
    first_day: dt.date | None = None,
    last_day: dt.date | None = None,
) -> Money:
    """The tax credit on tagged spending: each tag's rate on what qualifies under it, up to a cap.

    An uplift tag adds its own rate where its line's base tag counts. Never below 0. #N/A: a tag
    that rules do not have, or that counts and has no rate.

    Args:
        rules: the table of tags with its heading row: tag, counts (yes, no), rate (20%), kind
            (base, uplift), share, spend_cap, credit_cap, effective_from, effective_to, source.
        on_date: the day whose rules count, such as that of the credit letter.
        tags: the lines' tags, a column.
        amounts: what each line costs, beside them; refunds and credits are negative.
        cap: the most the whole credit may be; empty: no cap.
        dates: when each was spent, beside the tags; needed with first_day or last_day.
        first_day: spending before it does not qualify; empty: no limit.
        last_day: spending after it does not qualify; empty: no limit.

    Example:
        =TAX_CREDIT({"tag","counts","rate","kind";"QW","yes",0.2,"base";"QE","yes",0.2,"base";
            "VU","yes",0.05,"uplift";"NQ","no","","base"}, DATE(2026,3,14),
            {"QW";"QE VU";"NQ"}, {1000;600;300}) gives 350
        =TAX_CREDIT({"tag","counts","rate";"QW","yes",0.2}, DATE(2026,3,14), {"QW"}, {1000}, 150)
            gives 150

    Source:
        California Film Commission, tax credit programme: base credit and uplifts.
    """
    if cap is not None and cap < zero():
        raise CellError("#NUM!", f"cap is {cap}, below zero")
    return credit_of(credits_from(rules, on_date, tags, amounts, dates, (first_day, last_day)), cap)


@function(CATEGORY, SHOWS)
def tax_credit_by_tag(
    rules: Table,
    on_date: dt.date,
    tags: Column[str],
    amounts: Column[Money],
    dates: Column[dt.date] = (),
    first_day: dt.date | None = None,
    last_day: dt.date | None = None,
) -> Spill:
    """The tax credit by tag: tag, qualified spending, rate, credit, source of the rule.

    The credits sum to TAX_CREDIT without its cap. An uplift's spending also stands under its base
    tag. Credit is empty where the rules say no rate. #N/A: no tag counts.

    Args:
        rules: the table of tags with its heading row: tag, counts (yes, no), rate (20%), kind
            (base, uplift), share, spend_cap, credit_cap, effective_from, effective_to, source.
        on_date: the day whose rules count, such as that of the credit letter.
        tags: the lines' tags, a column.
        amounts: what each line costs, beside them; refunds and credits are negative.
        dates: when each was spent, beside the tags; needed with first_day or last_day.
        first_day: spending before it does not qualify; empty: no limit.
        last_day: spending after it does not qualify; empty: no limit.

    Example:
        =TAX_CREDIT_BY_TAG({"tag","counts","rate","kind","source";"QW","yes",0.2,"base","letter";
            "VU","yes",0.05,"uplift","letter"}, DATE(2026,3,14), {"QW";"QW VU"}, {1000;600})
            gives {"QW",1600,0.2,320,"letter";"VU",600,0.05,30,"letter"}
    """
    found = credits_from(rules, on_date, tags, amounts, dates, (first_day, last_day))
    if not found:
        raise CellError("#N/A", "no tag of rules counts")
    return [
        [each.rule.name, each.spend, each.rule.rate, each.credit, each.rule.source]
        for each in found
    ]


@read_once
def _kinds(rules: Table, on_date: dt.date | None) -> Mapping[str, TagKind]:
    """Tag → base or uplift, of the rules of a day or of any."""
    found = tag_rules_from(rules) if on_date is None else rules_in_force(rules, on_date)
    return {rule.name: rule.kind for rule in found}

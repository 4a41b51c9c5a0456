"""Tax credits: one base tag per line, refunds reduce, caps hold, every line counts once."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.money import Money, total
from addin.domain.tax_credits import (
    BadTags,
    NoDate,
    NoRate,
    Spending,
    TaggedLine,
    TagKind,
    TagRule,
    UnknownTag,
    credit_of,
    credits_by_tag,
    fault,
    qualified_spend,
    tags_in,
)

QW = TagRule("QW", counts=True, rate=Decimal("0.2"))
QE = TagRule("QE", counts=True, rate=Decimal("0.2"))
NQ = TagRule("NQ", counts=False)
VU = TagRule("VU", counts=True, kind=TagKind.UPLIFT, rate=Decimal("0.05"))
RULES = (QW, QE, NQ, VU)
tagged = st.sampled_from([("QW",), ("QE",), ("NQ",), ("QW", "VU"), ("VU", "QE"), ("NQ", "VU"), ()])
lines = st.lists(
    st.builds(TaggedLine, tagged, st.integers(-(10**8), 10**9).map(Money)), max_size=12
)


@settings(deadline=None)
@given(lines)
def test_each_qualifying_line_counts_once_and_its_uplift_beside_it(spent):
    """What qualifies is the sum of lines whose base tag counts; an uplift adds no spending."""
    found = credits_by_tag(RULES, spent)

    counting = [line.amount for line in spent if {"QW", "QE"} & set(line.tags)]
    lifted = [line.amount for line in spent if {"QW", "QE"} & set(line.tags) and "VU" in line.tags]
    assert qualified_spend(found) == total(counting)
    assert {each.rule.name: each.spend for each in found}["VU"] == total(lifted)


@settings(deadline=None)
@given(lines, st.integers(0, 10**9).map(Money))
def test_a_credit_is_never_negative_and_never_above_its_cap(spent, cap):
    """Refunds beyond the spending leave no debt; the cap is the most there is."""
    found = credits_by_tag(RULES, spent)

    assert Money(0) <= credit_of(found, cap) <= cap
    assert credit_of(found) >= credit_of(found, cap)


@settings(deadline=None)
@given(lines, st.integers(1, 10**8))
def test_a_refund_of_a_line_takes_it_off(spent, minor):
    """A line and its refund under the same tag leave everything as it was."""
    pair = [TaggedLine(("QW",), Money(minor)), TaggedLine(("QW",), Money(-minor))]

    assert credits_by_tag(RULES, [*spent, *pair]) == credits_by_tag(RULES, spent)


def test_by_hand():
    """1,000 of wages with effects at 20 % and 5 %, 500 of spending at 20 %, 300 that do not count."""
    spent = [
        TaggedLine(("QW", "VU"), Money(100000)),
        TaggedLine(("QE",), Money(60000)),
        TaggedLine(("QE",), Money(-10000)),
        TaggedLine(("NQ",), Money(30000)),
        TaggedLine((), Money(7000)),
    ]

    found = credits_by_tag(RULES, spent)

    assert qualified_spend(found) == Money(150000)
    assert credit_of(found) == Money(20000 + 10000 + 5000)


def test_caps_and_shares_of_a_tag():
    """Half of the amount counts, no more than 400.00 of it, and no more than 70.00 of credit."""
    rule = TagRule(
        "QE",
        counts=True,
        rate=Decimal("0.2"),
        share=Decimal("0.5"),
        most_spend=Money(40000),
        most_credit=Money(7000),
    )

    (little,) = credits_by_tag([rule], [TaggedLine(("QE",), Money(60000))])
    (much,) = credits_by_tag([rule], [TaggedLine(("QE",), Money(600000))])

    assert (little.spend, little.credit) == (Money(30000), Money(6000))
    assert (much.spend, much.credit) == (Money(40000), Money(7000))


def test_spending_outside_the_days_does_not_qualify():
    """Both days are included; a line that cannot count needs no date."""
    days = Spending(dt.date(2026, 2, 1), dt.date(2026, 3, 1))
    spent = [
        TaggedLine(("QE",), Money(1), dt.date(2026, 1, 31)),
        TaggedLine(("QE",), Money(2), dt.date(2026, 2, 1)),
        TaggedLine(("QE",), Money(4), dt.date(2026, 3, 1)),
        TaggedLine(("QE",), Money(8), dt.date(2026, 3, 2)),
        TaggedLine(("NQ",), Money(16)),
    ]

    assert qualified_spend(credits_by_tag(RULES, spent, days)) == Money(6)
    with pytest.raises(NoDate, match="cell 9 has no date"):
        credits_by_tag(RULES, [TaggedLine(("QE",), Money(1), None, "cell 9")], days)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("QW", ""),
        ("vu qw", ""),
        ("", "no tag"),
        ("QW/QE", "two base tags: QW, QE"),
        ("VU", "no base tag beside VU"),
        ("QW XY", "unknown tag: XY"),
    ],
)
def test_a_line_has_exactly_one_base_tag(text, said):
    """Anything else is said in words."""
    kinds = {rule.name: rule.kind for rule in RULES}

    assert fault(tags_in(text), kinds) == said


def test_wrong_tags_stop_the_sum():
    """A line that may count or not gives no number; the message says where it stands."""
    with pytest.raises(BadTags, match="cell 3: two base tags"):
        credits_by_tag(RULES, [TaggedLine(("QW", "QE"), Money(1), None, "cell 3")])
    with pytest.raises(UnknownTag, match="unknown tag: XY"):
        credits_by_tag(RULES, [TaggedLine(("XY",), Money(1))])


def test_a_tag_without_a_rate_earns_nothing_silently():
    """What qualifies is known without rates; the credit is not."""
    found = credits_by_tag([TagRule("QW", counts=True)], [TaggedLine(("QW",), Money(100))])

    assert qualified_spend(found) == Money(100)
    with pytest.raises(NoRate, match="QW"):
        credit_of(found)
    assert credit_of(credits_by_tag([TagRule("QW", counts=True)], [])) == Money(0)

"""Tax credits: tagged spending, what of it qualifies, and the credit that it earns.

A cost line carries one base tag (qualified wages, qualified spending, not qualified, out of state)
and may carry uplift tags beside it (visual effects, music). What each tag is worth is a rule with
dates and a source; refunds and credits are negative and reduce what qualifies.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from addin.domain.effective_dates import ALWAYS, Effective
from addin.domain.money import Money, total, zero

_BETWEEN_TAGS: Final = re.compile(r"[\s,;/+&|]+")


class TagKind(StrEnum):
    """What a tag is beside others on a line."""

    BASE = "base"  # exactly one on each cost line
    UPLIFT = "uplift"  # further to a base tag that qualifies


@dataclass(frozen=True, slots=True)
class TagRule:
    """What one tag is worth.

    ``rate`` is the credit on each unit of money that qualifies, 0.2 for 20 %; None: not said.
    ``share`` of the tagged amount qualifies, all of it unless said. ``most_spend`` caps what
    qualifies under the tag, ``most_credit`` the credit it earns.
    """

    name: str
    counts: bool
    kind: TagKind = TagKind.BASE
    rate: Decimal | None = None
    share: Decimal = Decimal(1)
    most_spend: Money | None = None
    most_credit: Money | None = None
    effective: Effective = ALWAYS
    source: str = ""


@dataclass(frozen=True, slots=True)
class TaggedLine:
    """One cost line: ``place`` says where it stands, for messages."""

    tags: tuple[str, ...]
    amount: Money
    date: dt.date | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Spending:
    """When spending has to fall to qualify, both days inclusive; None: no limit."""

    first: dt.date | None = None
    last: dt.date | None = None

    def covers(self, line: TaggedLine) -> bool:
        """Whether a line's date lies within.

        Raises:
            NoDate: it has none, and there is a limit.
        """
        if self.first is None and self.last is None:
            return True
        if line.date is None:
            raise NoDate(f"{line.place or 'a line'} has no date, and only dated spending qualifies")
        return Effective(self.first, self.last).on(line.date)


class NoDate(ValueError):
    """A line without a date, where qualifying depends on it."""


class UnknownTag(LookupError):
    """A line carries a tag that the rules do not have."""


class BadTags(ValueError):
    """A line's tags contradict one another: two base tags, or an uplift without one."""


class NoRate(LookupError):
    """A tag counts, and the rules say no rate for it."""


@dataclass(frozen=True, slots=True)
class TagCredit:
    """What qualifies under one tag, and the credit that earns; ``credit`` None: no rate is said."""

    rule: TagRule
    spend: Money
    credit: Money | None


def tags_in(text: str) -> tuple[str, ...]:
    """The tags in a cell, in capitals, each once: blanks, commas, slashes or plus between them.

    >>> tags_in("qw, VU"), tags_in(" QE+QE "), tags_in("")
    (('QW', 'VU'), ('QE',), ())
    """
    return tuple(dict.fromkeys(tag for tag in _BETWEEN_TAGS.split(text.upper()) if tag))


def fault(tags: Sequence[str], kinds: Mapping[str, TagKind]) -> str:
    """What is wrong with a line's tags; the empty text if nothing is.

    >>> kinds = {"QW": TagKind.BASE, "QE": TagKind.BASE, "VU": TagKind.UPLIFT}
    >>> fault(("QW", "VU"), kinds), fault(("QW", "QE"), kinds), fault(("VU",), kinds)
    ('', 'two base tags: QW, QE', 'no base tag beside VU')
    """
    if not tags:
        return "no tag"
    unknown = [tag for tag in tags if tag not in kinds]
    if unknown:
        return f"unknown tag: {', '.join(unknown)}"
    base = [tag for tag in tags if kinds[tag] is TagKind.BASE]
    if not base:
        return f"no base tag beside {', '.join(tags)}"
    return "" if len(base) == 1 else f"two base tags: {', '.join(base)}"


def expected_tags(
    references: Iterable[tuple[str, Sequence[str]]],
) -> dict[str, tuple[frozenset[str], ...]]:
    """Reference → the tags its lines have elsewhere (budget, purchase order), each way once."""
    found: dict[str, dict[frozenset[str], None]] = {}
    for reference, tags in references:
        found.setdefault(reference, {})[frozenset(tags)] = None
    return {reference: tuple(ways) for reference, ways in found.items()}


def credits_by_tag(
    rules: Iterable[TagRule], lines: Iterable[TaggedLine], spending: Spending | None = None
) -> tuple[TagCredit, ...]:
    """What each tag that counts comes to, in the order of the rules.

    Lines without a tag qualify for nothing. An uplift counts where its line's base tag does.

    Raises:
        UnknownTag, BadTags: a line's tags are no good; the text says where.
        NoDate: a line that would count has no date, and dates matter.
    """
    by_tag = {rule.name.upper(): rule for rule in rules}
    kinds = {tag: rule.kind for tag, rule in by_tag.items()}
    when = spending or Spending()
    tagged: dict[str, list[Money]] = {tag: [] for tag, rule in by_tag.items() if rule.counts}
    for line in lines:
        if not line.tags:
            continue
        _check(line, kinds)
        base = next(tag for tag in line.tags if kinds[tag] is TagKind.BASE)
        if base in tagged and when.covers(line):
            for tag in line.tags:
                if tag in tagged:
                    tagged[tag].append(line.amount)
    return tuple(_credit(by_tag[tag], amounts) for tag, amounts in tagged.items())


def qualified_spend(found: Iterable[TagCredit]) -> Money:
    """All that qualifies, each line once: what stands under the base tags."""
    return total(each.spend for each in found if each.rule.kind is TagKind.BASE)


def credit_of(found: Iterable[TagCredit], most: Money | None = None) -> Money:
    """The credit of all tags together: never below 0, never above ``most``.

    Raises:
        NoRate: a tag with spending counts, and its rate is not said.
    """
    earned: list[Money] = []
    for each in found:
        if each.credit is not None:
            earned.append(each.credit)
        elif each.spend:
            raise NoRate(f"the tag {each.rule.name} counts, but has no rate")
    whole = total(earned)
    capped = whole if most is None else min(whole, most)
    return max(capped, zero(capped.currency))


def _check(line: TaggedLine, kinds: Mapping[str, TagKind]) -> None:
    said = fault(line.tags, kinds)
    if said:
        where = f"{line.place}: " if line.place else ""
        kind = UnknownTag if said.startswith("unknown") else BadTags
        raise kind(where + said)


def _credit(rule: TagRule, amounts: Iterable[Money]) -> TagCredit:
    spend = total(amounts).times(rule.share)
    if rule.most_spend is not None:
        spend = min(spend, rule.most_spend)
    if rule.rate is None:
        return TagCredit(rule, spend, None)
    credit = spend.times(rule.rate)
    if rule.most_credit is not None:
        credit = min(credit, rule.most_credit)
    return TagCredit(rule, spend, credit)

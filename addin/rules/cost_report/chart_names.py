"""COS115: the chart has one name under two codes, a misspelt name, or one code twice.

Why it matters: costs of one kind are then coded to either, and no report shows them together.

Example: "Operating Supplies" is both 5 and 10, and 8 is called "Major Repais".

What to do: close one of the two, or tell them apart by name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from addin.domain.account_codes import near
from addin.domain.accounts import Account, AccountKind
from addin.domain.production import by_list
from addin.findings import Finding, Severity
from addin.rules.cells_involved import drawn_together
from addin.rules.rule import Workpapers
from addin.rules.wording import name_key

CODE = "COS115"
UNIQUE = 0.9
"""Charts that use a name again under each heading (Rentals, Purchases) do so on purpose."""
_LONG: Final = 6
"""Shorter words are one letter from too many others."""


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield codes used twice, names used twice, then misspelt words, chart by chart."""
    chart = papers.production.chart
    for accounts in by_list(chart.accounts) if chart else ():
        yield from _codes(accounts)
        yield from _names(accounts)
        yield from _spelling(accounts)


def _codes(accounts: Sequence[Account]) -> Iterator[Finding]:
    by_code: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        by_code[account.code.strip()].append(account)
    twice = {code: same for code, same in by_code.items() if len(same) > 1}
    if len(twice) * 4 > len(by_code):
        return  # the column is no code of its own: a category, a series
    for code, same in twice.items():
        names = " and ".join(dict.fromkeys(f"'{account.name}'" for account in same))
        yield Finding(
            CODE,
            Severity.WARNING,
            f"Account {code} is in the chart {len(same)} times: {names}.",
            drawn_together(account.source.at("account") for account in same),
            advice="Give each account its own code, or take the second row out.",
            subject=f"code {code}",
        )


def _names(accounts: Sequence[Account]) -> Iterator[Finding]:
    by_name: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        if account.name and account.kind is not AccountKind.HEADER:
            by_name[name_key(account.name)].append(account)
    if not by_name or sum(len(same) == 1 for same in by_name.values()) < UNIQUE * len(by_name):
        return
    for same in by_name.values():
        codes = list(dict.fromkeys(account.code for account in same))
        if len(codes) > 1:
            yield Finding(
                CODE,
                Severity.WARNING,
                f"'{same[0].name}' is both {' and '.join(codes)} in the chart.",
                drawn_together(account.source.at("account_name") for account in same),
                numbers=tuple((f"code {i}", code) for i, code in enumerate(codes, 1)),
                advice="Close one of the two, or tell them apart by name.",
                subject=f"name {same[0].name}",
            )


def _spelling(accounts: Sequence[Account]) -> Iterator[Finding]:
    """Words used once that are one slip from a word of another account."""
    count: Counter[str] = Counter()
    where: dict[str, Account] = {}
    for account in accounts:
        for word in set(name_key(account.name).split()):
            count[word] += 1
            where.setdefault(word, account)
    long_words = [word for word in count if len(word) >= _LONG and word.isalpha()]
    by_start: dict[str, list[str]] = defaultdict(list)
    for word in long_words:
        by_start[word[:2]].append(word)
    told: set[str] = set()
    for word in long_words:
        for other in by_start[word[:2]]:
            if other == word or word in told or not _is_slip(word, other, count):
                continue
            told.update((word, other))
            yield _misspelt(where[word], word, where[other], other)


def _is_slip(word: str, other: str, count: Counter[str]) -> bool:
    """``word`` may be ``other`` with one letter lost, doubled or swapped; no plural, no ending."""
    if count[word] > 1 or not near(word, other):
        return False
    if word.startswith(other) or other.startswith(word):
        return False  # a plural, or another form of the word
    if {word[-2:], other[-2:]} == {"es", "rs"} and word.rstrip("ers") == other.rstrip("ers"):
        return False  # drives and drivers, writes and writers
    if len(word) == len(other):
        return sorted(word) == sorted(other)  # another letter makes another word
    return len(word) < len(other) or count[other] > 1


def _misspelt(account: Account, word: str, other: Account, right: str) -> Finding:
    return Finding(
        CODE,
        Severity.NOTE,
        f"'{account.name}' ({account.code}) may be misspelt: '{word}' is one slip from '{right}' in"
        f" '{other.name}' ({other.code}).",
        (account.source.at("account_name"), other.source.at("account_name")),
        numbers=(("word", word), ("known word", right)),
        advice="Correct the spelling.",
        subject=f"spelling of {account.code} {account.name}",
    )

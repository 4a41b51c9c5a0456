"""The chart of accounts: what may take a cost, levels, roll-up, above and below the line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from addin.domain.account_codes import ANY_MASK, Mask, cleaned, learned, near, slips
from addin.domain.money import Money
from addin.domain.source import NOWHERE, Source


class AccountKind(StrEnum):
    """What an account is for."""

    COST = "cost"
    HEADER = "header"  # a heading or category: takes no postings
    BALANCE_SHEET = "balance sheet"  # bank, floats, payables: never on a cost report
    INCOME = "income"
    CLOSED = "closed"


_LONGEST: Final = 100
"""A longer text is no account code."""
_HIERARCHICAL: Final = 4
"""Shorter codes are often line numbers: of a bid form's lines, 114 is not part of 110."""
_KINDS_SAID: Final = (
    (
        AccountKind.CLOSED,
        re.compile(r"closed|inactive|disabled|blocked|do not use|obsolete", re.IGNORECASE),
    ),
    (
        AccountKind.HEADER,
        re.compile(r"head|categor|title|group|section|summary|roll.?up|parent", re.IGNORECASE),
    ),
    (
        AccountKind.BALANCE_SHEET,
        re.compile(
            r"asset|liabilit|equity|balance|bank|cash|receivable|payable|capital|b/?s\b",
            re.IGNORECASE,
        ),
    ),
    (AccountKind.INCOME, re.compile(r"income|revenue|sales|funding|turnover", re.IGNORECASE)),
)


def kind_said(text: str) -> AccountKind:
    """What an account of this type is for; a cost account unless the text says otherwise.

    >>> kind_said("Current liability").value, kind_said("Expense").value
    ('balance sheet', 'cost')
    """
    return next((kind for kind, said in _KINDS_SAID if said.search(text)), AccountKind.COST)


@dataclass(frozen=True, slots=True)
class Account:
    """One account of the chart. ``code`` is text as the chart writes it.

    ``section`` is the heading it stands under (above the line, production, post, other);
    ``parent`` the code it rolls up into, where the chart says so.
    """

    code: str
    name: str = ""
    kind: AccountKind = AccountKind.COST
    level: int = 0
    source: Source = NOWHERE
    section: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class ChartOfAccounts:
    """The accounts that exist, found by code under the project's mask.

    >>> chart = ChartOfAccounts((Account("0100", "Bank", AccountKind.BALANCE_SHEET),
    ...     Account("2200", "Art department"), Account("2210", "Set design")), Mask("0000"))
    >>> chart.find("100").name, chart.parent("2210").code, [a.code for a in chart.near("2220")]
    ('Bank', '2200', ['2200', '2210'])
    """

    accounts: tuple[Account, ...]
    mask: Mask = ANY_MASK
    _by_code: Mapping[str, Account] = field(init=False, repr=False, compare=False)
    _lineages: dict[str, tuple[Account, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )  # by code as it was asked for: a ledger asks for the same few thousands of times
    _names_parents: bool = field(init=False, repr=False, compare=False)
    _alike: dict[str, list[str]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )  # by likeness; made when first asked for

    def __post_init__(self) -> None:
        by_code: dict[str, Account] = {}
        for account in self.accounts:  # the first of two with one code counts; a rule reports both
            by_code.setdefault(self.mask.normal(account.code), account)
        object.__setattr__(self, "_by_code", by_code)
        object.__setattr__(self, "_names_parents", any(each.parent for each in self.accounts))

    def __bool__(self) -> bool:
        return bool(self.accounts)

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and self.find(code) is not None

    def find(self, code: str) -> Account | None:
        """The account a code means, None if the chart has none."""
        return self._by_code.get(self.mask.normal(code))

    def near(self, code: str) -> tuple[Account, ...]:
        """Accounts one slip of a finger from a code that is not in the chart, by code.

        A character wrong, missing or too many, or two neighbours swapped. Swapped ones come first:
        they are the usual slip.
        """
        wanted = self.mask.normal(code)
        found = [key for key in self._likely(wanted) if near(key, wanted)]
        found.sort(key=lambda key: (sorted(key) != sorted(wanted), key))
        return tuple(self._by_code[key] for key in found)

    def _likely(self, code: str) -> Iterable[str]:
        """Codes of the chart among which are all that are one slip away."""
        if len(code) > _LONGEST:
            return self._by_code
        if not self._alike:
            for key in self._by_code:
                for left in _likenesses(key) if len(key) <= _LONGEST + 1 else ():
                    self._alike.setdefault(left, []).append(key)
        return {key for left in _likenesses(code) for key in self._alike.get(left, ())}

    def meant(self, code: str, most: int) -> tuple[tuple[int, Account], ...]:
        """Accounts up to ``most`` slips of a finger from a code, with how many; the nearest first.

        Among equals swapped ones come first: they are the usual slip.
        """
        wanted = self.mask.normal(code)
        if len(wanted) > _LONGEST:
            return ()
        found = [(slips(key, wanted, most), key, own) for key, own in self._by_code.items()]
        found = [each for each in found if each[0] <= most]
        found.sort(key=lambda each: (each[0], sorted(each[1]) != sorted(wanted), each[1]))
        return tuple((count, account) for count, _, account in found)

    def takes_cost(self, code: str) -> bool:
        """A cost may be coded to it: it exists, is open, and is no heading or balance sheet."""
        account = self.find(code)
        return account is not None and account.kind is AccountKind.COST

    def parent(self, code: str) -> Account | None:
        """The account that a code rolls up into; None at the top.

        What the chart says; else the code without its last part (``1100-01`` → ``1100``); else with
        its last digit that is not zero set to zero (``2210`` → ``2200`` → ``2000``), as far as such
        an account exists on a higher level. A round code such as ``2000`` gathers the others of its
        thousand only when it is a heading: in many charts it is an account like them. So does one
        of three digits or fewer, which may be a line number. In a chart that names parents, an
        account without one stands at the top.
        """
        own = self.find(code)
        if own is not None and (own.parent or self._names_parents):
            return self.find(own.parent) if own.parent else None
        for wider in wider_codes(self.mask.normal(code)):
            account = self._by_code.get(wider)
            if account is not None and account is not own and _may_gather(account, own):
                return account
        return None

    def children(self, code: str) -> tuple[Account, ...]:
        """The accounts that roll up straight into a code, in chart order."""
        own = self.find(code)
        if own is None:
            return ()
        return tuple(account for account in self.accounts if self.parent(account.code) is own)

    def lineage(self, code: str) -> tuple[Account, ...]:
        """The account itself, if the chart has it, then each one above it."""
        known = self._lineages.get(code)
        return self._climbed(code) if known is None else known

    def _climbed(self, code: str) -> tuple[Account, ...]:
        found: list[Account] = []
        account = self.find(code) or self.parent(code)
        while account is not None and account not in found:  # a chart may point in a circle
            above = self._lineages.get(account.code)
            if above is not None:
                found += [each for each in above if each not in found]
                break
            found.append(account)
            account = self.parent(account.code)
        else:
            if account is None:
                for i, each in enumerate(found):
                    self._lineages[each.code] = tuple(found[i:])
        self._lineages[code] = tuple(found)
        return self._lineages[code]

    def roll_up(self, amounts: Iterable[tuple[str, Money]]) -> dict[str, Money]:
        """Amounts by account, each also added to every account above it; by code as in the chart.

        An amount on a code that is neither in the chart nor below one that is, is left out:
        ``find`` and ``parent`` say which those are.
        """
        sums: dict[str, Money] = {}
        for code, amount in amounts:
            for account in self.lineage(code):
                before = sums.get(account.code)
                sums[account.code] = amount if before is None else before + amount
        return sums

    def section(self, code: str) -> str:
        """The section an account stands in, as it or the nearest above says, or its top heading."""
        lineage = self.lineage(code)
        named = next((account.section for account in lineage if account.section), "")
        top = lineage[-1].name if lineage and lineage[-1].kind is AccountKind.HEADER else ""
        return named or top

    def is_above_the_line(self, code: str) -> bool | None:
        """Story, producers, directors, cast; None when the chart does not tell."""
        for account in self.lineage(code):
            for text in (account.section, account.name):
                words = text.casefold()
                if "above the line" in words or "above-the-line" in words or words == "atl":
                    return True
            if account.section:
                return False
        return None


def _likenesses(code: str) -> set[str]:
    """A code, and the code without one of its characters: codes one slip apart share one."""
    return {code, *(code[:at] + code[at + 1 :] for at in range(len(code)))}


def _may_gather(wider: Account, own: Account | None) -> bool:
    if own is not None and wider.level and own.level and wider.level >= own.level:
        return False
    if own is not None and len(wider.code) == len(own.code) < _HIERARCHICAL:
        return wider.kind is AccountKind.HEADER
    return wider.kind is AccountKind.HEADER or len(wider.code.rstrip("0")) > 1


def wider_codes(code: str) -> Iterable[str]:
    """The codes that a code may roll up into, nearest first.

    >>> list(wider_codes("2210-05"))
    ['2210', '2200', '2000']
    """
    code = cleaned(code)
    if len(code) > _LONGEST:
        return
    for i in range(len(code) - 1, 0, -1):
        if not code[i].isalnum():
            code = code[:i].rstrip(" -./_")
            yield code
            break
    while code.isdecimal() and code.rstrip("0")[1:]:
        last = len(code.rstrip("0")) - 1
        code = code[:last] + "0" * (len(code) - last)
        yield code


def chart_of(rows: Iterable[Mapping[str, str]], mask: Mask | None = None) -> ChartOfAccounts:
    """A chart from rows with ``code``, ``name``, ``kind``, ``level``, ``section``, ``parent``.

    All but ``code`` may be missing or empty; a row without a code is passed over. With no mask
    given, the codes of the chart itself say what it is.

    Raises:
        ValueError: a kind or level that is none.
    """
    accounts = tuple(
        Account(
            row["code"].strip(),
            (row.get("name") or "").strip(),
            AccountKind((row.get("kind") or AccountKind.COST).strip().lower()),
            int(row.get("level") or 0),
            section=(row.get("section") or "").strip(),
            parent=(row.get("parent") or "").strip(),
        )
        for row in rows
        if row["code"].strip()
    )
    codes = (account.code for account in accounts)
    return ChartOfAccounts(accounts, learned(codes) if mask is None else mask)

"""Where a budget shows its fringes: on accounts of their own, at one of four levels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from addin.domain.accounts import AccountKind, ChartOfAccounts
from addin.domain.money import Money, total


class Posting(StrEnum):
    """Where a budget shows its fringes: without knowing it, its columns do not tie."""

    ACCOUNT = "account"  # on a line of their own in each account: 2210-99
    CATEGORY = "category"  # in each category: 2200-99
    LEVEL = "production level"  # one account per level: 1900, 4900, 5900
    BUDGET = "budget"  # one account for all


class NoFringeAccount(LookupError):
    """The budget names no account for the fringes of a section, or of the whole."""


def post_fringes(
    fringes: Iterable[tuple[str, Money]],
    posting: Posting,
    chart: ChartOfAccounts,
    *,
    accounts: Mapping[str, str] | None = None,
    suffix: str = "-99",
) -> dict[str, Money]:
    """Fringes by the account they are shown on, in the order in which those first appear.

    Args:
        fringes: the account of each labour line, and its fringes.
        posting: the level at which the budget posts them.
        chart: says what a category is, and which section an account stands in.
        accounts: section → fringe account, for production levels; ``""`` → the account for the
            whole budget.
        suffix: what makes a pseudo-account of an account or category, see ``fringe_account``.

    Raises:
        NoFringeAccount: none for a section, or for the budget.
    """
    places = {_key(section): account for section, account in (accounts or {}).items()}
    posted: dict[str, str] = {}
    found: dict[str, list[Money]] = {}
    for code, amount in fringes:
        if code not in posted:
            posted[code] = _posted_to(code, posting, chart, places, suffix)
        found.setdefault(posted[code], []).append(amount)
    return {code: total(amounts) for code, amounts in found.items()}


def fringe_account(code: str, suffix: str) -> str:
    """The pseudo-account for the fringes of an account or category.

    A suffix that begins with a sign is put behind the code, in place of a detail of the same length
    if it has one; a suffix of letters and digits takes the place of the code's last ones.

    >>> [fringe_account(code, "-99") for code in ("2200", "2210-05", "01-2200")]
    ['2200-99', '2210-99', '01-2200-99']
    >>> fringe_account("2200", "99")
    '2299'
    """
    if suffix[:1].isalnum():
        return code[: -len(suffix)] + suffix
    account, sign, detail = code.rpartition(suffix[:1] or "-")
    return (account if sign and len(detail) == len(suffix) - 1 else code) + suffix


def _posted_to(
    code: str, posting: Posting, chart: ChartOfAccounts, places: Mapping[str, str], suffix: str
) -> str:
    if posting is Posting.BUDGET:
        return _place("", places)
    if posting is Posting.LEVEL:
        return _place(chart.section(code), places)
    own = chart.mask.normal(code)
    if posting is Posting.CATEGORY:
        costs = [each for each in chart.lineage(code) if each.kind is AccountKind.COST]
        own = costs[-1].code if costs else own
    return fringe_account(own, suffix)


def _place(section: str, places: Mapping[str, str]) -> str:
    found = places.get(_key(section))
    if found is None:
        what = f"the section {section}" if section else "the budget, or for a line without section"
        raise NoFringeAccount(f"no account is named for the fringes of {what}")
    return found


def _key(section: str) -> str:
    return " ".join(section.casefold().split())

"""Amounts by code: what was posted or ordered, added up by account, set, episode, any coding."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from addin.domain.accounts import wider_codes
from addin.domain.money import CurrencyMismatch, Money

Code = Callable[[str], str]
"""Writes a code as the project does: ``Mask.normal``, or ``str.strip`` without a mask."""


def by_code(
    amounts: Iterable[tuple[str, Money | None]], code: Code = str.strip
) -> dict[str, Money]:
    """The sum of each code, in order of appearance; what has no amount counts nowhere.

    Raises:
        CurrencyMismatch: one code in two currencies.

    >>> {code: str(sum_) for code, sum_ in by_code([("1 ", Money(100)), ("1", Money(50))]).items()}
    {'1': '1.50'}
    """
    normal: dict[str, str] = {}
    currencies: dict[str, str] = {}
    sums: dict[str, int] = {}  # minor units: a ledger has tens of thousands of lines
    for written, amount in amounts:
        if amount is None:
            continue
        key = normal.get(written)
        if key is None:
            key = normal[written] = code(written)
        if key not in sums:
            sums[key], currencies[key] = amount.minor, amount.currency
        elif currencies[key] == amount.currency:
            sums[key] += amount.minor
        else:
            raise CurrencyMismatch(currencies[key], amount.currency)
    return {key: Money(minor, currencies[key]) for key, minor in sums.items()}


def gathered(sums: Mapping[str, Money], kept: Collection[str]) -> dict[str, Money]:
    """Sums by code as a list keeps them that has wider codes: details added up into those.

    Only where most of the codes are not in the list: it is then kept by wider accounts. A code
    that has no wider one there keeps its own sum.

    >>> detailed = {"2210-01": Money(100), "2210-02": Money(200), "9999-01": Money(1)}
    >>> {code: str(sum_) for code, sum_ in gathered(detailed, {"2210", "2300"}).items()}
    {'2210': '3.00', '9999-01': '0.01'}
    """
    at = kept_under(sums, kept)
    found: dict[str, Money] = {}
    for code, amount in sums.items():
        place = at[code]
        found[place] = found[place] + amount if place in found else amount
    return found


def kept_under(codes: Collection[str], kept: Collection[str]) -> dict[str, str]:
    """Where a list that is kept by the codes of ``kept`` has each code; see ``gathered``."""
    is_wider = sum(code in kept for code in codes) * 2 < len(codes)
    if not is_wider:
        return {code: code for code in codes}
    return {
        code: code
        if code in kept
        else next((wider for wider in wider_codes(code) if wider in kept), code)
        for code in codes
    }


def below(code: str, top: str) -> bool:
    """A code is the one wanted, or rolls up into it by the way both are written.

    >>> below("2210-05", "2200"), below("2210", "2000"), below("2310", "2200")
    (True, True, False)
    """
    return code == top or top in wider_codes(code)

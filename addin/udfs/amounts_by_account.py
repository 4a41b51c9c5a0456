"""Two columns of a sheet, accounts beside amounts, as totals by account."""

from __future__ import annotations

from collections.abc import Mapping

from addin.domain.account_codes import ANY_MASK, Mask, learned
from addin.domain.money import Money
from addin.udfs.columns import side_by_side
from addin.udfs.kinds import Column
from addin.udfs.read_once import read_once


@read_once
def mask_of(*columns: Column[str]) -> Mask:
    """How the codes of these columns are written, so that one code is one account in all of them.

    Headings and patterns do not count. Without a typical shape, codes are only cleaned.
    """
    codes = [code for column in columns for code in column if code and code.isascii()]
    return learned(code for code in codes if any(map(str.isdigit, code)))


@read_once
def totals_of(
    accounts: Column[str], amounts: Column[Money], mask: Mask = ANY_MASK
) -> Mapping[str, Money]:
    """Totals by account, in the order the accounts first appear; lines without an amount are none.

    An amount without an account is kept under the empty code, so that no sum loses it.

    Raises:
        CellError: one column ends early while the other goes on.
    """
    normal: dict[str | None, str] = {None: ""}
    minor: dict[str, int] = {}
    for account, amount in side_by_side(accounts=accounts, amounts=amounts):
        if amount is None:
            continue
        code = normal.get(account)
        if code is None:
            code = normal[account] = mask.normal(account or "")
        minor[code] = minor.get(code, 0) + amount.minor
    return {code: Money(sum_of_lines) for code, sum_of_lines in minor.items()}

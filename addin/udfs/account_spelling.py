"""ACCT_: how account codes are written, and what a misspelt one means."""

from __future__ import annotations

import re
from typing import Final

from addin.domain.account_codes import Mask, cleaned, learned
from addin.udfs.accounts import CATEGORY, UNKNOWN
from addin.udfs.cell_error import CellError
from addin.udfs.chart_argument import chart_from, is_heading
from addin.udfs.kinds import Column, Spill, Table
from addin.udfs.registry import function

ONE_SLIP = 1
_MASK: Final = re.compile(r"(?:[0A]|[^\w])*[0A](?:[0A]|[^\w])*")


@function(CATEGORY)
def acct_normal(account: str, mask: str) -> str:
    """An account code as the project writes it: zeros, dashes and blanks as in the mask.

    Details may be missing. #VALUE!: the code does not fit the mask.

    Args:
        account: the code as it came.
        mask: 0 for a digit, A for a letter, the rest as it stands: 0000-00.

    Example:
        =ACCT_NORMAL("1100-1", "0000-00") gives "1100-01"
        =ACCT_NORMAL(110001, "0000-00") gives "1100-01"
        =ACCT_NORMAL(100, "0000") gives "0100"
        =ACCT_NORMAL("Art", "0000") gives #VALUE!
    """
    pattern = cleaned(mask)
    if not _MASK.fullmatch(pattern):
        raise CellError("#VALUE!", f"mask “{mask}” is not written with 0 and A, as 0000-00 is")
    if not account:
        return ""
    found = Mask(pattern).normal(account)
    if not Mask(pattern).fits(found):
        raise CellError("#VALUE!", f"account {account} does not fit the mask {pattern}")
    return found


@function(CATEGORY)
def acct_mask(accounts: Column[str]) -> str:
    """The mask most codes of a list follow: 0 for a digit, A for a letter, the rest as it stands.

    #N/A: they have no typical shape, or two of them would become one under it.

    Args:
        accounts: the codes, a column; a chart without its headings tells best.

    Example:
        =ACCT_MASK({"1100-01";"1100-02";"2210-01"}) gives "0000-00"
        =ACCT_MASK({"1100";"A1";"7"}) gives #N/A
    """
    mask = learned(code for code in accounts if code)
    if not mask.pattern:
        raise CellError("#N/A", "accounts have no typical shape")
    return mask.pattern


@function(CATEGORY)
def acct_nearest(account: str, chart: Table, slips: int = ONE_SLIP) -> str:
    """The account of the chart that a code means, if only one is a slip of the finger away.

    A code that the chart has is itself. #N/A: none is near; #VALUE!: several are equally near:
    ACCT_SUGGEST lists them.

    Args:
        account: the code as it was typed.
        chart: the chart of accounts with its heading row, or its codes alone.
        slips: how many slips are allowed: a character wrong, missing or too many, or two swapped.
            Left out: 1.

    Example:
        =ACCT_NEAREST("2120", {"1200";"2210";"3300"}) gives "2210"
        =ACCT_NEAREST("2211", {"2210";"2212"}) gives #VALUE!
        =ACCT_NEAREST("9999", {"2210";"2212"}) gives #N/A
    """
    known = chart_from(chart)
    own = known.find(account)
    if own is not None:
        return own.code
    near = known.meant(account, _few(slips))
    if not near:
        raise CellError("#N/A", f"the chart has nothing near {account}")
    best = [each.code for count, each in near if count == near[0][0]]
    if len(best) > 1:
        raise CellError("#VALUE!", f"{account} may be {' or '.join(best)}")
    return best[0]


@function(CATEGORY)
def acct_suggest(account: str, chart: Table, slips: int = ONE_SLIP) -> Spill:
    """The accounts of the chart that a code may mean, the nearest first: account, name, slips.

    #N/A: none is near.

    Args:
        account: the code as it was typed.
        chart: the chart of accounts with its heading row, or codes beside names.
        slips: how many slips are allowed: a character wrong, missing or too many, or two swapped.
            Left out: 1.

    Example:
        =ACCT_SUGGEST("2211", {"2210","Set design";"2212","Art";"2300","Build"})
            gives {"2210","Set design",1;"2212","Art",1}
        =ACCT_SUGGEST("2120", {"2210","Set design";"1200","Producers"}, 2)
            gives {"2210","Set design",1;"1200","Producers",2}
    """
    known = chart_from(chart)
    near = known.meant(account, _few(slips))
    if not near:
        raise CellError("#N/A", f"the chart has nothing near {account}")
    return [[each.code, each.name, count] for count, each in near]


@function(CATEGORY)
def acct_problems(accounts: Column[str], chart: Table) -> Spill:
    """The cells of a column to which no cost may be coded: cell, account, status, likely meant.

    Cells count from 1 at the top of the range; empty ones are passed over. Likely meant is empty
    unless one account alone is a slip of the finger away. #N/A: all are well.

    Args:
        accounts: the codes, a column.
        chart: the chart of accounts with its heading row, or its codes alone.

    Example:
        =ACCT_PROBLEMS({"2210";"2120";"";"2000"},
            {"account","kind";"2000","header";"2210","cost";"3300","cost"})
            gives {2,"2120","unknown","2210";4,"2000","header",""}
    """
    known = chart_from(chart)
    rows: list[list[int | str]] = []
    likely: dict[str, str] = {}
    for at, code in enumerate(accounts, 1):
        if not code or known.takes_cost(code):
            continue
        own = known.find(code)
        if at == 1 and own is None and is_heading(code):
            continue
        if own is None and code not in likely:
            near = known.near(code)
            likely[code] = near[0].code if len(near) == 1 else ""
        status = UNKNOWN if own is None else str(own.kind)
        rows.append([at, code, status, likely.get(code, "")])
    if not rows:
        raise CellError("#N/A", "every account takes costs")
    return rows


def _few(slips: int) -> int:
    """Beyond three slips, any code of four digits is near any other."""
    if not 1 <= slips <= 3:
        raise CellError("#NUM!", f"slips is {slips}: 1, 2 or 3")
    return slips

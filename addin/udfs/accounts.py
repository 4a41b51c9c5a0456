"""ACCT_: what the chart says of an account: valid, name, parent, level, section."""

from __future__ import annotations

from typing import Final

from addin.domain.accounts import Account, ChartOfAccounts
from addin.udfs.cell_error import CellError
from addin.udfs.chart_argument import chart_from
from addin.udfs.kinds import Table
from addin.udfs.registry import function

CATEGORY = "Accounts"
UNKNOWN: Final = "unknown"


@function(CATEGORY)
def acct_ok(account: str, chart: Table) -> bool:
    """Whether a cost may be coded to an account: it is in the chart, open, and takes postings.

    FALSE for headings, closed, balance-sheet and income accounts; ACCT_STATUS says which.

    Args:
        account: the code; a dash left out or a zero that Excel dropped does not matter.
        chart: the chart of accounts with its heading row (account, name, kind, level, section,
            parent; the first is needed), or its codes alone.

    Example:
        =ACCT_OK("1100-01", {"1100-01";"1100-02"}) gives TRUE
        =ACCT_OK(2000, {"account","kind";2000,"header";2200,"cost"}) gives FALSE
        =ACCT_OK(9999, {"account","kind";2000,"header";2200,"cost"}) gives FALSE
    """
    return bool(account) and chart_from(chart).takes_cost(account)


@function(CATEGORY)
def acct_status(account: str, chart: Table) -> str:
    """What the chart says of an account: cost, header, closed, balance sheet, income or unknown.

    Args:
        account: the code; a dash left out or a zero that Excel dropped does not matter.
        chart: the chart of accounts with its heading row; kind says header, closed, bank …

    Example:
        =ACCT_STATUS(2200, {"account","kind";2000,"header";2200,"cost";2300,"closed"}) gives "cost"
        =ACCT_STATUS(2300, {"account","kind";2000,"header";2300,"closed"}) gives "closed"
        =ACCT_STATUS(9999, {"account","kind";2000,"header"}) gives "unknown"
    """
    found = chart_from(chart).find(account)
    return UNKNOWN if found is None else found.kind


@function(CATEGORY)
def acct_name(account: str, chart: Table) -> str:
    """An account's name in the chart.

    #N/A: the chart does not have it.

    Args:
        account: the code; a dash left out or a zero that Excel dropped does not matter.
        chart: the chart of accounts with its heading row, or codes beside names.

    Example:
        =ACCT_NAME(2200, {2200,"Art department";2300,"Set construction"}) gives "Art department"
        =ACCT_NAME(100, {"0100","Bank";"2200","Art department"}) gives "Bank"
        =ACCT_NAME(9999, {2200,"Art department"}) gives #N/A
    """
    return _found(account, chart_from(chart)).name


@function(CATEGORY)
def acct_parent(account: str, chart: Table) -> str:
    """The account that an account rolls up into; empty at the top.

    What the chart's parent column says; else by the code: 1100-01 into 1100, 2210 into 2200, where
    the chart has those. #N/A: the chart has neither the account nor one above it.

    Args:
        account: the code; a dash left out or a zero that Excel dropped does not matter.
        chart: the chart of accounts with its heading row, or its codes alone.

    Example:
        =ACCT_PARENT(2210, {"2200";"2210";"2300"}) gives "2200"
        =ACCT_PARENT("2200", {"account","parent";"B","";"2200","B"}) gives "B"
        =ACCT_PARENT(2200, {"2200";"2210"}) gives ""
    """
    known = chart_from(chart)
    parent = known.parent(account)
    if parent is None:
        _found(account, known)
        return ""
    return parent.code


@function(CATEGORY)
def acct_level(account: str, chart: Table) -> int:
    """An account's level in the chart: 1 at the top.

    The chart's own level, if it has that column; else how many accounts stand above it, plus one.
    #N/A: the chart does not have it.

    Args:
        account: the code; a dash left out or a zero that Excel dropped does not matter.
        chart: the chart of accounts with its heading row, or its codes alone.

    Example:
        =ACCT_LEVEL("2210-01", {"2200";"2210";"2210-01"}) gives 3
        =ACCT_LEVEL(2200, {"account","level";2000,1;2200,2}) gives 2
    """
    known = chart_from(chart)
    found = _found(account, known)
    return found.level or len(known.lineage(account))


@function(CATEGORY)
def acct_section(account: str, chart: Table) -> str:
    """The section an account stands in: above the line, production, post, other, as the chart says.

    #N/A: the chart does not have the account, or says nothing of its section.

    Args:
        account: the code; a dash left out or a zero that Excel dropped does not matter.
        chart: the chart of accounts with its heading row; section, or the headings above, say it.

    Example:
        =ACCT_SECTION(1200, {"account","section";1200,"Above the line";5100,"Post"})
            gives "Above the line"
        =ACCT_SECTION(1200, {"account";1200;5100}) gives #N/A
    """
    known = chart_from(chart)
    _found(account, known)
    section = known.section(account)
    if not section:
        raise CellError("#N/A", f"the chart does not say in which section {account} stands")
    return section


@function(CATEGORY)
def acct_above_line(account: str, chart: Table) -> bool:
    """Whether an account is above the line: story, producers, directors, cast.

    #N/A: the chart does not have the account, or its sections do not tell.

    Args:
        account: the code; a dash left out or a zero that Excel dropped does not matter.
        chart: the chart of accounts with its heading row; a section or heading that says above the
            line counts, other sections are below.

    Example:
        =ACCT_ABOVE_LINE(1200, {"account","section";1200,"Above the line";5100,"Post"}) gives TRUE
        =ACCT_ABOVE_LINE(5100, {"account","section";1200,"Above the line";5100,"Post"}) gives FALSE
    """
    known = chart_from(chart)
    _found(account, known)
    above = known.is_above_the_line(account)
    if above is None:
        raise CellError("#N/A", f"the chart does not say whether {account} is above the line")
    return above


def _found(account: str, chart: ChartOfAccounts) -> Account:
    found = chart.find(account)
    if found is None:
        raise CellError("#N/A", f"the chart has no account {account}")
    return found

"""FRINGE_: where a budget shows its fringes."""

from __future__ import annotations

from addin.domain.accounts import ChartOfAccounts
from addin.domain.fringe_posting import NoFringeAccount, Posting, post_fringes
from addin.domain.money import Money
from addin.udfs.amounts_by_account import mask_of, totals_of
from addin.udfs.cell_error import CellError
from addin.udfs.chart_argument import chart_from
from addin.udfs.columns import side_by_side
from addin.udfs.fringes import CATEGORY
from addin.udfs.kinds import Column, Spill, Table
from addin.udfs.registry import function


@function(CATEGORY, {NoFringeAccount: "#N/A"})
def fringe_posted(
    level: Posting,
    accounts: Column[str],
    fringes: Column[Money],
    chart: Table = (),
    suffix: str = "-99",
    fringe_accounts: Column[str] = (),
    sections: Column[str] = (),
) -> Spill:
    """Fringes by the account on which the budget shows them: account, amount.

    A budget posts its fringes by account, category, production level, or once for all: unless the
    level is known, the cost report's budget column does not tie. The sum never changes. #N/A: no
    account is named for a section or the budget.

    Args:
        level: account, category, production level or budget.
        accounts: the labour lines' accounts, a column.
        fringes: each line's fringes beside them.
        chart: the chart of accounts with its heading row; needed for category and production level.
        suffix: makes the fringe account of an account or category: -99 gives 2200-99, 99 gives
            2299. Left out: -99.
        fringe_accounts: the account for each section, or the only one for the budget.
        sections: the chart's sections beside them, for production levels.

    Example:
        =FRINGE_POSTED("account", {"2210";"2220";"2210"}, {100;50;20})
            gives {"2210-99",120;"2220-99",50}
        =FRINGE_POSTED("category", {"2210";"2220"}, {100;50}, {"2200";"2210";"2220"}, "99")
            gives {"2299",150}
        =FRINGE_POSTED("production level", {"1400";"2210"}, {7;100},
            {"account","section";"1400","ATL";"2210","BTL"}, "", {"1900";"4900"}, {"ATL";"BTL"})
            gives {"1900",7;"4900",100}
        =FRINGE_POSTED("budget", {"1400";"2210"}, {7;100}, "", "", "9900") gives {"9900",107}
    """
    if level in {Posting.CATEGORY, Posting.LEVEL} and not chart:
        raise CellError("#VALUE!", f"chart is empty: without it there is no {level}")
    known = chart_from(chart) if chart else ChartOfAccounts((), mask_of(accounts))
    sums = totals_of(accounts, fringes, known.mask)
    places = _places(level, fringe_accounts, sections)
    found = post_fringes(sums.items(), level, known, accounts=places, suffix=suffix)
    return [[code, amount] for code, amount in found.items()]


def _places(level: Posting, fringe_accounts: Column[str], sections: Column[str]) -> dict[str, str]:
    """Section → fringe account; the empty section stands for the whole budget."""
    if level is not Posting.LEVEL:
        named = [account for account in fringe_accounts if account]
        if len(named) > 1 and level is Posting.BUDGET:
            raise CellError("#VALUE!", f"fringe_accounts has {len(named)} accounts, not one")
        return dict.fromkeys([""], named[0]) if named else {}
    rows = side_by_side(sections=sections, fringe_accounts=fringe_accounts)
    return {section or "": account for section, account in rows if account}

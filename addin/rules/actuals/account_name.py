"""ACT115: a posting's account name is not the name that its code has in the chart.

Why it matters: somebody meant the name and typed the code of another account, or list and chart
are of different versions. The cost is reported under the code, whatever the name says.

Example: 177.50 for "Fuel expense" on 5300, which the chart calls "Insurance expense".

What to do: recode it to the account of that name, or bring list and chart to one version.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from addin.domain.accounts import Account, ChartOfAccounts
from addin.domain.actuals import Posting
from addin.findings import Finding, Severity
from addin.rules.cells_involved import amount_cell, drawn_together, named
from addin.rules.rule import Workpapers
from addin.rules.wording import name_key

CODE = "ACT115"
_GENERAL: Final = frozenset(
    "expense expenses cost costs account accounts acct fee fees charges and of for misc other"
    " general total".split()
)
_ALIKE: Final = {
    "wages": "payroll",
    "wage": "payroll",
    "salaries": "payroll",
    "salary": "payroll",
    "liabilities": "payable",
    "liability": "payable",
    "payables": "payable",
    "owing": "payable",
    "receivables": "receivable",
    "revenue": "sales",
    "income": "sales",
    "fuel": "gas",
    "telephone": "phone",
    "auto": "vehicle",
    "car": "vehicle",
    "bank": "cash",
}
_STEM = 4
"""Words that begin with the same letters are taken for one: Sales, Sale; Depreciation, Deprec."""


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per code and name of each list, in reading order."""
    chart = papers.production.chart
    if not chart:
        return
    groups: dict[tuple[str, str, str, str], list[Posting]] = defaultdict(list)
    for posting in papers.production.postings:
        if posting.account and posting.account_name:
            key = (*posting.source.table, posting.account, name_key(posting.account_name))
            groups[key].append(posting)
    for (_, _, code, _), postings in groups.items():
        account = chart.find(code)
        if account is not None and account.name and _clash(postings[0].account_name, account.name):
            yield _finding(postings, account, chart)


def _clash(ours: str, theirs: str) -> bool:
    """The two names share no word that says anything, nor one the other's initials."""
    left, right = _words(ours), _words(theirs)
    if not left or not right or _initials(ours) & right or _initials(theirs) & left:
        return False
    return not {word[:_STEM] for word in left} & {word[:_STEM] for word in right}


def _words(name: str) -> set[str]:
    words = {_ALIKE.get(word, word) for word in name_key(name).split()}
    return words - _GENERAL or words


def _initials(name: str) -> set[str]:
    """AR for Accounts Receivable, COGS for Cost of Goods Sold."""
    words = name_key(name).split()
    return {"".join(word[0] for word in words), "".join(w[0] for w in words if len(w) > 2)}


def _finding(postings: list[Posting], account: Account, chart: ChartOfAccounts) -> Finding:
    first = postings[0]
    wanted = name_key(first.account_name)
    right = next((a for a in chart.accounts if name_key(a.name) == wanted), None)
    meant = f" The chart has '{right.name}' under {right.code}." if right else ""
    cells = [posting.source.at("account_name") for posting in postings]
    amounts = [posting.amount for posting in postings if posting.amount]
    same = len({amount.currency for amount in amounts}) == 1
    at_stake = sum((a for a in amounts[1:]), amounts[0]) if same else None
    return Finding(
        CODE,
        Severity.WARNING,
        f"Account {account.code} is '{account.name}' in the chart, but '{first.account_name}' in"
        f" {named(cells)} of sheet '{first.source.sheet}'.{meant}",
        drawn_together(
            [
                *cells,
                *(posting.source.at("account") for posting in postings),
                *map(amount_cell, postings),
                account.source.at("account_name"),
            ]
        ),
        numbers=(
            ("name in the chart", account.name),
            ("name in the list", first.account_name),
            *((("amount", at_stake),) if at_stake else ()),
        ),
        advice="Recode to the account of that name, or bring list and chart to one version.",
        subject=f"account {account.code} {wanted}",
        impact=abs(at_stake) if at_stake else None,
    )

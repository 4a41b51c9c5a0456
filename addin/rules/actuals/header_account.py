"""ACT104: a cost is posted to a heading or to a closed account.

Why it matters: a heading's own postings are in no account below it, so its total is no longer the
sum of its accounts; a closed account is one that somebody has signed off.

Example: 350.00 on 2500, which heads 2501 to 2599.

What to do: recode the posting to the account that the cost belongs to, or reopen the account.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from addin.domain.accounts import AccountKind
from addin.domain.actuals import Posting
from addin.domain.money import total
from addin.findings import Finding, Severity
from addin.rules.cells_involved import amount_cell, drawn_together, named
from addin.rules.rule import Workpapers

CODE = "ACT104"
_WHAT = {
    AccountKind.HEADER: "is a heading, which takes no postings",
    AccountKind.CLOSED: "is closed",
}


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per such account of each list, in reading order."""
    chart = papers.production.chart
    if not chart:
        return
    coded: dict[tuple[str, str, str], list[Posting]] = defaultdict(list)
    for posting in papers.production.postings:
        if posting.account and posting.amount:
            coded[(*posting.source.table, posting.account)].append(posting)
    for (_, _, code), postings in coded.items():
        account = chart.find(code)
        if account is None or account.kind not in _WHAT:
            continue
        amounts = [posting.amount for posting in postings if posting.amount]
        at_stake = total(amounts) if len({a.currency for a in amounts}) == 1 else None
        cells = [posting.source.at("account") for posting in postings]
        name = f" {account.name}" if account.name else ""
        below = chart.children(code)
        meant = f" Accounts below it: {', '.join(a.code for a in below[:5])}." if below else ""
        of = f" {at_stake} is" if at_stake else " It is"
        yield Finding(
            CODE,
            Severity.ERROR,
            f"Account {code}{name} {_WHAT[account.kind]}.{of} posted to it in {named(cells)}."
            f"{meant}",
            drawn_together([*cells, *map(amount_cell, postings), account.source.at("account")]),
            numbers=(("lines", len(postings)), *((("amount", at_stake),) if at_stake else ())),
            advice="Recode the posting to the account the cost belongs to, or reopen the account.",
            subject=f"account {code}",
            impact=abs(at_stake) if at_stake else None,
        )

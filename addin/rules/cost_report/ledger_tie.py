"""COS102: cost to date of an account is not what the ledger, or the trial balance, says.

Why it matters: cost to date is the one column that is fact. When it departs from the ledger, the
report is stale, a cell was typed over, or a posting is on an account that the report lacks.

Example: 2510 shows 14,310.00, the ledger's nine postings make 14,130.00.

What to do: refresh the report from the ledger up to its cut-off.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from addin.domain.actuals import Posting
from addin.domain.money import Money
from addin.domain.production import by_list
from addin.domain.source import Place
from addin.findings import Finding, Severity
from addin.rules.cells_involved import amount_cell, drawn_together
from addin.rules.discrepancy import culprit, slip
from addin.rules.journal import is_balance_sheet_name
from addin.rules.report import Codes, Report, Tie, best_ties, current, is_certain, sums, ties
from addin.rules.rule import Workpapers

CODE = "COS102"
MOSTLY = 0.5
"""With fewer accounts agreeing, the two lists are of different dates or shows: said once."""
MOST_CELLS = 60


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per account that differs, report by report."""
    production = papers.production
    codes = Codes(production.chart)
    lists = list(by_list(production.postings))
    if len(lists) > 1:  # a ledger in several sheets, or a ledger with journals beside it
        lists.insert(0, production.postings)
    postings = [_counted(papers, lines, codes) for lines in lists if lines]
    for lines in current(production):
        found = best_ties(
            ties(lines, "actual_to_date", sums((p.account, p.amount) for p in counted), codes)
            for counted in postings
        )
        what = "the ledger"
        if not found:
            balances = sums(
                (line.account, line.balance)
                for line in production.trial_balance
                if codes.takes_cost(line.account)
            )
            found = ties(lines, "actual_to_date", balances, codes) if balances else ()
            what = "the trial balance"
        yield from _apart(papers, lines, found, what, codes)


def _counted(papers: Workpapers, lines: Sequence[Posting], codes: Codes) -> list[Posting]:
    """Postings up to the cut-off, on accounts that take cost as far as anybody says."""
    cutoff = papers.production.cutoff
    takes_cost: dict[tuple[str, str], bool] = {}
    kept = []
    for posting in lines:
        if not posting.amount or (cutoff and posting.date and posting.date > cutoff):
            continue
        key = (posting.account, posting.account_name)
        if key not in takes_cost:
            takes_cost[key] = _takes_cost(codes, *key)
        if takes_cost[key]:
            kept.append(posting)
    return kept


def _takes_cost(codes: Codes, account: str, name: str) -> bool:
    if codes.chart is None:
        return not is_balance_sheet_name(name)
    return codes.chart.takes_cost(account) or codes.chart.find(account) is None


def _apart(
    papers: Workpapers, lines: Report, found: Sequence[Tie], what: str, codes: Codes
) -> Iterator[Finding]:
    apart = [tie for tie in found if abs(tie.difference.minor) > papers.options.tolerance_minor]
    agreeing = len(found) - len(apart)
    if not apart:
        return
    if agreeing < MOSTLY * len(found):
        if agreeing or len(found) > 3:
            yield _stale(lines, found, apart, what)
        return
    postings = _by_account(papers, {tie.account for tie in apart}, codes)
    for tie in apart:
        yield from _finding(papers, tie, postings.get(tie.account, []), what)


def _by_account(papers: Workpapers, wanted: set[str], codes: Codes) -> Mapping[str, list[Posting]]:
    found: dict[str, list[Posting]] = defaultdict(list)
    normal: dict[str, str] = {}
    for posting in papers.production.postings:
        code = normal.get(posting.account)
        if code is None:
            code = normal[posting.account] = codes.normal(posting.account)
        if code in wanted and posting.amount:
            found[code].append(posting)
    return found


def _finding(
    papers: Workpapers, tie: Tie, postings: Sequence[Posting], what: str
) -> Iterator[Finding]:
    there = [amount_cell(posting) for posting in postings] or [_list_of(papers, what)]
    here = [tie.line.source.at("actual_to_date")] if tie.line else []
    if here and not is_certain(papers, here, tie.difference):
        return
    items = [
        (f"{amount_cell(p).cell} ({p.vendor or p.description})", p.amount)
        for p in postings
        if p.amount
    ]
    cause = (
        _late(papers, tie, postings)
        or slip(tie.stated, tie.expected)
        or culprit(tie.difference, items)
    )
    name = tie.line.description if tie.line else ""
    cutoff = papers.production.cutoff
    counted = sum(not (cutoff and p.date and p.date > cutoff) for p in postings)
    is_sum = counted and what == "the ledger"
    plural = "postings make" if counted > 1 else "posting makes"
    count = f"'s {counted} {plural}" if is_sum else " has"
    stated = f"shows a cost to date of {tie.stated}" if tie.line else "is not on the cost report"
    yield Finding(
        CODE,
        Severity.ERROR,
        f"{f'{tie.account} {name}'.strip()} {stated}, but {what}{count} {tie.expected}:"
        f" {tie.difference} apart.{' ' if cause else ''}{cause}",
        drawn_together([*here, *there])[:MOST_CELLS],
        numbers=(
            ("cost report", tie.stated),
            (what.removeprefix("the "), tie.expected),
            ("difference", tie.difference),
        ),
        advice="Refresh the cost report from the ledger up to its cut-off."
        if tie.line
        else "Give the account a row on the cost report, or recode its postings.",
        subject=f"cost to date of {tie.account}",
        impact=abs(tie.difference),
    )


def _late(papers: Workpapers, tie: Tie, postings: Sequence[Posting]) -> str:
    """Postings dated after the cut-off that the report has counted."""
    cutoff = papers.production.cutoff
    late = [p for p in postings if cutoff and p.date and p.date > cutoff and p.amount]
    if late and sum(p.amount.minor for p in late if p.amount) == tie.difference.minor:
        cells = ", ".join(amount_cell(p).cell for p in late[:4])
        return f"The report counts what is dated after the cut-off ({cells})."
    return ""


def _list_of(papers: Workpapers, what: str) -> Place:
    production = papers.production
    records = production.postings if what == "the ledger" else production.trial_balance
    source = records[0].source
    return Place(source.workbook, source.sheet)


def _stale(lines: Report, found: Sequence[Tie], apart: Sequence[Tie], what: str) -> Finding:
    cells = [tie.line.source.at("actual_to_date") for tie in apart if tie.line]
    currency = found[0].stated.currency
    stated = Money(sum(tie.stated.minor for tie in found), currency)
    expected = Money(sum(tie.expected.minor for tie in found), currency)
    source = lines[0].source
    return Finding(
        CODE,
        Severity.WARNING,
        f"Cost to date of {len(apart)} of {len(found)} accounts in sheet '{source.sheet}' is not"
        f" what {what} has ({stated} against {expected}): they are of different dates, or of"
        " different shows.",
        drawn_together(cells or [Place(source.workbook, source.sheet)])[:MOST_CELLS],
        numbers=(
            ("cost report", stated),
            (what.removeprefix("the "), expected),
            ("difference", stated - expected),
            ("accounts that differ", len(apart)),
        ),
        advice="Set the cut-off date, and refresh the cost report from the ledger up to it.",
        subject=f"cost to date of {source.sheet}",
        impact=abs(stated - expected),
    )

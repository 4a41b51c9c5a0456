"""COS110: cost came in, and the estimate to complete stayed as it was.

Why it matters: with the ETC held, EFC = total cost + ETC, so new cost raises the forecast until
somebody takes the ETC down. An ETC that never moves counts the cost twice.

Example: 6,200.00 came in on 3320 this week, and its ETC is still 20,000.00.

What to do: estimate again what is still to come on the account.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.domain.cost_report import CostReportLine
from addin.domain.forecast import is_stale_forecast
from addin.domain.money import Money
from addin.domain.production import ForecastMode
from addin.findings import Finding, Severity
from addin.rules.report import named_row, reports, successive
from addin.rules.rule import Workpapers

CODE = "COS110"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per account, from one report to the next."""
    if papers.production.forecast_mode is not ForecastMode.ETC_HELD:
        return
    for before, now in successive(reports(papers.production)):
        old = {line.account.strip(): line for line in before if not line.is_total and line.account}
        for line in now:
            last = old.get(line.account.strip())
            if last is None or line.is_total or not is_stale_forecast(line, last):
                continue
            if line.total_cost is not None and last.total_cost is not None:
                yield _finding(line, last, line.total_cost - last.total_cost)


def _finding(line: CostReportLine, last: CostReportLine, came_in: Money) -> Finding:
    return Finding(
        CODE,
        Severity.WARNING,
        f"{named_row(line)}: {came_in} came in since the last report, and the ETC is still"
        f" {line.etc}.",
        (line.source.at("etc"), line.source.at("total_cost"), last.source.at("etc")),
        numbers=(("came in", came_in), *((("ETC", line.etc),) if line.etc else ())),
        advice="Estimate again what is still to come on the account.",
        subject=f"ETC of {named_row(line)}",
        impact=min(came_in, line.etc) if line.etc else came_in,
    )

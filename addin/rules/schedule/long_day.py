"""SCH303: a day shoots more pages than the production allows itself.

Why it matters: what does not fit is dropped, moved or paid as overtime; it shows in the hot costs
the day after, when nothing can be done about it.

Example: 7 3/8 pages on day 12 with `pages_a_day = "5"` in production.toml.

What to do: move strips to a lighter day, or raise the limit in the settings.
"""

from __future__ import annotations

from collections.abc import Iterator

from addin.domain.eighths import eighths_text
from addin.findings import Finding, Severity
from addin.rules.boards import cells, current, day_text
from addin.rules.rule import Workpapers

CODE = "SCH303"


def check(papers: Workpapers) -> Iterator[Finding]:
    """Yield one finding per day; nothing without a limit in the settings."""
    most = papers.options.most_eighths
    for board in current(papers) if most else ():
        for day, lines in board.days.items():
            total = sum(line.eighths or 0 for line in lines)
            if total > most:
                yield Finding(
                    CODE,
                    Severity.WARNING,
                    f"{day_text(day)} shoots {eighths_text(total)} pages in {len(lines)} strips;"
                    f" the limit is {eighths_text(most)}.",
                    cells(lines, "pages"),
                    numbers=(("pages", eighths_text(total)), ("limit", eighths_text(most))),
                    advice="Move strips to a lighter day, or raise pages_a_day in production.toml.",
                    subject=f"pages on {day}",
                )

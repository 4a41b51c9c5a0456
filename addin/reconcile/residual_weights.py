"""What each agreement of two rows weighs, for what the strict strategies could not reach.

A weight is a hundred times the binary logarithm of how much more often rows that belong together
agree so than rows that do not. Made by ``python -m benchmarks.matching_weights`` from made-up
ledgers of several kinds; never learnt from a user's workbook, so that one answer stays one answer.
"""

from __future__ import annotations

from typing import Final

AMOUNT: Final = (231, 395, -125, 211, -157, -46)
"""Equal; a few minor units apart; a few percent; one slip of the finger; nearly; more apart."""

DAYS: Final = (125, -19, -53)
"""Inside the window; a week around it; further."""

NAME: Final = (11, -30, -187, -721)
"""The same or nearly; alike; a little alike; not alike."""

LEAST: Final = 140
"""Two rows that weigh less together are not suggested: most such would be wrong."""

"""How the lists tie: of each pair, the share that is matched, suggested and left over."""

from __future__ import annotations

from collections.abc import Sequence

from addin.domain.night import PairLine
from addin.reports.charts.drawing import Chart, Figures, Role
from addin.reports.charts.key import Sample
from addin.reports.charts.rows import Part, Row, Rows, both
from addin.reports.charts.scale import full
from addin.reports.check import plural, sheets_only

_WHOLE = 10_000


def pair_names(pairs: Sequence[PairLine]) -> tuple[str, ...]:
    """The lists without their workbooks, unless two pairs would then have one name."""
    shorter = [sheets_only(pair.pair) for pair in pairs]
    return tuple(
        name if shorter.count(name) == 1 else pair.pair
        for name, pair in zip(shorter, pairs, strict=True)
    )


def tying(pairs: Sequence[PairLine], currency: str) -> Chart | None:
    """A bar for each pair of lists, in their order; None where nothing was compared."""
    if not pairs:
        return None
    whole = sum(map(_lines, pairs))
    matched = sum(pair.matched for pair in pairs)
    chart = Rows(
        "How the lists tie",
        f"{matched:,} of {whole:,} lines in {plural(len(pairs), 'pair')} of lists are matched, "
        f"{sum(pair.suggested for pair in pairs):,} are suggested and wait for a person, "
        f"{sum(pair.left_over + pair.right_over for pair in pairs):,} have no partner.",
        tuple(map(_row, pair_names(pairs), pairs)),
        (
            Sample(Role.GOOD, "matched"),
            Sample(Role.ASK, "suggested"),
            Sample(Role.BAD, "no partner"),
        ),
        whole=_WHOLE,
    )
    wide, narrow = both(chart)
    heads = ("Lists", "Matched", "Suggested", "Left alone", "Right alone", "Not explained")
    rows = tuple(
        (
            pair.pair,
            f"{pair.matched:,}",
            f"{pair.suggested:,}",
            f"{pair.left_over:,}",
            f"{pair.right_over:,}",
            full(pair.difference, currency),
        )
        for pair in pairs
    )
    return Chart("tying", wide, narrow, Figures(heads, rows))


def _lines(pair: PairLine) -> int:
    return pair.matched + pair.suggested + pair.left_over + pair.right_over


def _row(name: str, pair: PairLine) -> Row:
    alone = pair.left_over + pair.right_over
    whole = _lines(pair)
    says = f"{pair.matched * 100 // whole} % of {whole:,}" if whole else "no lines"
    parts, reached = [], 0
    for role, count, words in (
        (Role.GOOD, pair.matched, "matched"),
        (Role.ASK, pair.suggested, "suggested"),
        (Role.BAD, alone, "without a partner"),
    ):
        until = reached + count
        if count:
            begin, end = reached * _WHOLE // whole, until * _WHOLE // whole
            parts.append(Part(role, begin, end, f"{pair.pair}: {count:,} {words}"))
        reached = until
    return Row(name, tuple(parts), says)

"""Which PO log a row's order stands in, and the rows whose order is in none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from addin.domain.account_codes import near
from addin.domain.vendors import name_key
from addin.reconcile.outcome import Leftover, Reason, Row


def references_of(rows: Iterable[Row]) -> frozenset[str]:
    """The order numbers that rows name."""
    return frozenset(row.reference for row in rows if row.reference)


def closest_log(rows: Sequence[Row], logs: Iterable[tuple[Row, ...]]) -> tuple[Row, ...]:
    """The log that most of the rows' references are in.

    Of equals the one that has accounts, as a PO log does and a list of items does not; then the
    one that has fewest others.
    """
    wanted = references_of(rows)

    def closeness(log: tuple[Row, ...]) -> tuple[int, bool, float]:
        shared = len(wanted & references_of(log))
        coded = any(row.account for row in log)
        return shared, coded, shared / max(1, len(references_of(log)))

    found = max(logs, key=closeness, default=())
    return found if closeness(found)[0] else ()


def strays_of(
    rows: Iterable[Row], log: Sequence[Row], logs: Iterable[Sequence[Row]]
) -> tuple[Row, ...]:
    """Rows that no order has taken, without those whose order stands in another log only."""
    elsewhere = frozenset(row.reference for other in logs for row in other) - references_of(log)
    return tuple(row for row in rows if row.reference not in elsewhere)


def unknown_orders(strays: Sequence[Row], log: Sequence[Row]) -> Iterator[Leftover]:
    """Rows that name an order no log has; with the order of that vendor one slip away, if any.

    A row that names an order of the log was taken off it by a person.
    """
    of_vendor: dict[str, list[Row]] = {}
    by_number: dict[str, list[Row]] = {}
    for row in log:
        of_vendor.setdefault(name_key(row.name), []).append(row)
        by_number.setdefault(row.reference, []).append(row)
    for stray in strays:
        if stray.reference in by_number:
            near_to = tuple(by_number[stray.reference])
            yield Leftover(stray, because=f"not taken for {near_to[0].label}", near=near_to)
            continue
        close = [
            row
            for row in of_vendor.get(name_key(stray.name), ())
            if stray.name and near(row.reference, stray.reference)
        ]
        meant = {row.reference for row in close}
        if len(meant) == 1:
            why = f"{close[0].label} of the same vendor is one slip away"
            yield Leftover(stray, because=why, near=tuple(close), reason=Reason.NO_ORDER)
        else:
            yield Leftover(stray, reason=Reason.NO_ORDER)

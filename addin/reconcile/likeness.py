"""How alike the names of many pairs of rows are."""

from __future__ import annotations

from collections.abc import Sequence

from addin.reconcile.columns import MANY
from addin.reconcile.names import Alikeness


def likenesses(left: Sequence[int], right: Sequence[int], alike: Alikeness) -> Sequence[int]:
    """How alike each two names are, by their numbers, as ``alike`` says of one pair."""
    if len(left) <= MANY:
        return list(map(alike, left, right))
    from addin.reconcile import alike_of_arrays  # noqa: PLC0415 - numpy only for long lists

    return alike_of_arrays.likenesses(left, right, alike)

"""Which names of one long list may be which of another: shared pieces counted by a sparse product.

The same answer as ``links`` gives in plain Python.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix

from addin.reconcile.alike_of_arrays import scores
from addin.reconcile.names import pieces

if TYPE_CHECKING:
    from addin.reconcile.names import Alikeness

_AT_ONCE = 4_000
"""Names whose products are held in memory together."""


def similar(
    left: Sequence[int], right: Sequence[int], alike: Alikeness, least: int
) -> Iterable[tuple[int, int, int]]:
    """Names that share half of the shorter one's pieces and are alike, and how alike."""
    columns: dict[str, int] = {}
    here = _counted([alike.names[name] for name in left], columns)
    there = _counted([alike.names[name] for name in right], columns)
    here.resize((here.shape[0], len(columns)))
    there.resize((there.shape[0], len(columns)))
    size_here, size_there = np.diff(here.indptr), np.diff(there.indptr)
    other = there.T.tocsr()
    left_names, right_names = np.asarray(left, np.int64), np.asarray(right, np.int64)
    for start in range(0, len(left), _AT_ONCE):
        product = (here[start : start + _AT_ONCE] @ other).tocsr()
        row = np.repeat(np.arange(product.shape[0]), np.diff(product.indptr)) + start
        half = np.minimum(size_here[row], size_there[product.indices])
        keep = product.data * 2 >= half
        a, b = left_names[row[keep]], right_names[product.indices[keep]]
        score = scores(a, b, alike.names, alike, least)
        good = score >= least
        yield from zip(a[good].tolist(), b[good].tolist(), score[good].tolist(), strict=True)


def _counted(names: Sequence[str], columns: dict[str, int]) -> csr_matrix:
    """One row a name, one column a piece; a 1 where the name has it."""
    ends, found = [0], []
    for name in names:
        found += [columns.setdefault(piece, len(columns)) for piece in pieces(name)]
        ends.append(len(found))
    ones = np.ones(len(found), np.int16)
    return csr_matrix((ones, found, ends), shape=(len(names), max(len(columns), 1)))

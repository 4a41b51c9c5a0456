"""Weights of ``addin.reconcile.residual_weights``, from problems with known truth.

    python -m benchmarks.matching_weights

Prints the module's figures. The rows are those that the other strategies leave, of every set of
parameters in ``TUNED_ON``.
"""

from __future__ import annotations

from collections import Counter
from math import log2

from addin.reconcile.columns import both_of
from addin.reconcile.match import run
from addin.reconcile.outcome import Tolerance
from addin.reconcile.passes import LEDGERS
from addin.reconcile.strategies import probable
from benchmarks.matching_problem import TUNED_ON, problem

ROWS = 20_000
SEEDS = (21, 22)


def main() -> None:
    """Count the grades of pairs that belong together and of pairs that do not."""
    counts: tuple[Counter[tuple[int, int]], Counter[tuple[int, int]]] = (Counter(), Counter())
    together: list[tuple[bool, probable.Grades]] = []
    for parameters in TUNED_ON.values():
        for seed in SEEDS:
            made = problem(ROWS, seed, parameters)
            steps = [step for step in LEDGERS if step is not probable.pair]
            _, pool = run(both_of(made.ledger, made.statement), steps, Tolerance())
            for i, j, _, grades in probable.graded(pool, Tolerance()):
                is_true = (i, j) in made.truth
                together.append((is_true, grades))
                counts[is_true].update(enumerate(grades))
    weights = [
        [_weight(counts, field, grade) for grade in range(size)]
        for field, size in enumerate((6, 3, 4))
    ]
    print(*weights, sep="\n")
    by_weight: dict[int, list[bool]] = {}
    for is_true, grades in together:
        weight = sum(column[grade] for column, grade in zip(weights, grades, strict=True))
        by_weight.setdefault(weight, []).append(is_true)
    for weight in sorted(by_weight, reverse=True):
        pairs = by_weight[weight]
        print(weight, len(pairs), round(sum(pairs) / len(pairs), 3))


def _weight(
    counts: tuple[Counter[tuple[int, int]], Counter[tuple[int, int]]], field: int, grade: int
) -> int:
    share = [
        (counts[truth][field, grade] + 1)
        / (sum(n for key, n in counts[truth].items() if key[0] == field) + 1)
        for truth in (False, True)
    ]
    return round(100 * log2(share[1] / share[0]))


if __name__ == "__main__":
    main()

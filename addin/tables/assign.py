"""The best way to give each field at most one column, and each column at most one field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_FAR: Final = float("inf")


def assign(scores: Mapping[tuple[str, int], float]) -> dict[str, int]:
    """Field → column with the largest sum of scores; pairs without a positive score stay apart.

    Ties go to the field named first and the column further left, so the result never varies.

    >>> assign({("date", 1): 0.9, ("date", 2): 1.0, ("start", 2): 0.9})
    {'date': 1, 'start': 2}
    """
    wanted = {pair: score for pair, score in scores.items() if score > 0}
    fields = list(dict.fromkeys(field for field, _ in wanted))
    columns = sorted({column for _, column in wanted})
    if not fields:
        return {}
    # every field may also stay without a column: a place of its own behind the real ones
    nudge = 1e-6 / len(columns)
    costs = [
        [-wanted.get((field, column), 0.0) + nudge * place for place, column in enumerate(columns)]
        + [0.0] * len(fields)
        for field in fields
    ]
    chosen = _cheapest(costs)
    return {
        field: columns[place]
        for field, place in zip(fields, chosen, strict=True)
        if place < len(columns) and (field, columns[place]) in wanted
    }


def _cheapest(costs: list[list[float]]) -> list[int]:
    """The column of each row in the cheapest assignment (Kuhn and Munkres, shortest paths)."""
    rows, columns = len(costs), len(costs[0])
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)  # row that holds a column, counted from 1; 0: free
    for row in range(1, rows + 1):
        owner[0] = row
        here = 0
        distance = [_FAR] * (columns + 1)
        came_from = [0] * (columns + 1)
        done = [False] * (columns + 1)
        while owner[here]:
            done[here] = True
            at, step, following = owner[here], _FAR, 0
            for column in range(1, columns + 1):
                if done[column]:
                    continue
                cost = costs[at - 1][column - 1] - row_price[at] - column_price[column]
                if cost < distance[column]:
                    distance[column], came_from[column] = cost, here
                if distance[column] < step:
                    step, following = distance[column], column
            for column in range(columns + 1):
                if done[column]:
                    row_price[owner[column]] += step
                    column_price[column] -= step
                else:
                    distance[column] -= step
            here = following
        while here:
            owner[here] = owner[came_from[here]]
            here = came_from[here]
    result = [0] * rows
    for column in range(1, columns + 1):
        if owner[column]:
            result[owner[column] - 1] = column - 1
    return result

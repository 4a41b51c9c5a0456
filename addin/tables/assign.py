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
    market = _Market(costs)
    for row in range(1, len(costs) + 1):
        market.admit(row)
    result = [0] * len(costs)
    for column, row in enumerate(market.owner):
        if column and row:
            result[row - 1] = column - 1
    return result


class _Market:
    """Rows bid for columns, one row after another; prices keep earlier bids right."""

    def __init__(self, costs: list[list[float]]) -> None:
        self.costs = costs
        self.columns = len(costs[0])
        self.row_price = [0.0] * (len(costs) + 1)
        self.column_price = [0.0] * (self.columns + 1)
        self.owner = [0] * (self.columns + 1)  # the row that holds a column, from 1; 0: free

    def admit(self, row: int) -> None:
        """Give this row a column, moving others along the cheapest path."""
        wish, price = self._wish(row)
        if not self.owner[wish]:  # nobody has to move
            self.row_price[row] = price
            self.owner[wish] = row
            return
        self.owner[0] = row
        here = 0
        distance = [_FAR] * (self.columns + 1)
        came_from = [0] * (self.columns + 1)
        done = [False] * (self.columns + 1)
        while self.owner[here]:
            done[here] = True
            self._look_around(here, distance, came_from, done)
            here, step = self._nearest(distance, done)
            self._raise_prices(step, distance, done)
        while here:
            self.owner[here] = self.owner[came_from[here]]
            here = came_from[here]

    def _wish(self, row: int) -> tuple[int, float]:
        """The column that a row would have if none were taken, and what it costs."""
        costs = [
            cost - price
            for cost, price in zip(self.costs[row - 1], self.column_price[1:], strict=True)
        ]
        cheapest = min(costs)
        return costs.index(cheapest) + 1, cheapest

    def _look_around(
        self, here: int, distance: list[float], came_from: list[int], done: list[bool]
    ) -> None:
        row = self.owner[here]
        costs = self.costs[row - 1]
        for column in range(1, self.columns + 1):
            cost = costs[column - 1] - self.row_price[row] - self.column_price[column]
            if not done[column] and cost < distance[column]:
                distance[column], came_from[column] = cost, here

    def _nearest(self, distance: list[float], done: list[bool]) -> tuple[int, float]:
        open_columns = (column for column in range(1, self.columns + 1) if not done[column])
        best = min(open_columns, key=lambda column: distance[column])
        return best, distance[best]

    def _raise_prices(self, step: float, distance: list[float], done: list[bool]) -> None:
        for column in range(self.columns + 1):
            if done[column]:
                self.row_price[self.owner[column]] += step
                self.column_price[column] -= step
            else:
                distance[column] -= step

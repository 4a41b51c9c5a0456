"""What a table without headings may be: only its values can say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from addin.tables.balance import runs_on
from addin.tables.profile import Profile
from addin.tables.table import Role, Sheet, column_letters

_SURE = 0.65
"""Values alone make a proposal, never a certainty."""


def role_of_values(
    sheet: Sheet, held: Mapping[int, Profile], rows: Sequence[int]
) -> tuple[Role, float, dict[str, int], tuple[str, ...]]:
    """Role, confidence, fields and reasons; unknown unless the values prove something."""
    nameless = "it has no row of headings"
    statement = _statement(sheet, held, rows)
    if statement:
        balance = column_letters(statement["balance"])
        why = f"column {balance} is the running balance of the amounts before it"
        return Role.BANK, _SURE, statement, (nameless, why)
    chart = _chart(held)
    if chart:
        why = f"column {column_letters(chart['account'])} holds codes in ascending order, each once"
        return Role.CHART_OF_ACCOUNTS, _SURE - 0.1, chart, (nameless, why)
    return Role.UNKNOWN, 0.0, {}, (nameless,)


def _statement(sheet: Sheet, held: Mapping[int, Profile], rows: Sequence[int]) -> dict[str, int]:
    """A date, words, one or two columns of amounts, and their running balance behind them."""
    dates = [column for column, its in held.items() if its.dates >= 0.8]
    texts = [column for column, its in held.items() if its.words >= 0.6 and its.dates < 0.2]
    money = [column for column, its in held.items() if its.numbers >= 0.8 and its.percents < 0.5]
    if not dates or not texts or not 2 <= len(money) <= 4:
        return {}
    balance = money[-1]
    for moves in ([money[-2]], money[-3:-1]):
        if runs_on(sheet, balance, moves, rows):
            names = ["amount"] if len(moves) == 1 else ["debit", "credit"]
            wordy = max(texts, key=lambda column: held[column].length)
            found = {"date": dates[0], "description": wordy, "balance": balance}
            return found | dict(zip(names, moves, strict=True))
    return {}


def _chart(held: Mapping[int, Profile]) -> dict[str, int]:
    """A column of codes, each once and in order, a column of names, and nothing else."""
    columns = [column for column, its in held.items() if not its.is_empty]
    if len(columns) != 2:
        return {}
    code, name = held[columns[0]], held[columns[1]]
    ordered = code.accounts >= 0.9 and code.distinct > 0.98 and code.ascending > 0.95
    if ordered and code.count >= 8 and name.words >= 0.9 and code.dates < 0.1:
        return {"account": columns[0], "account_name": columns[1]}
    return {}

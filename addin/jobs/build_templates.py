"""Build the workbooks of the template pack from their contracts: each empty and filled in."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from addin.domain.accounts import ChartOfAccounts, chart_of
from addin.errors import NothingToDo
from addin.jobs.template_examples import empty, example
from addin.tables.blueprint import BookBlueprint, with_values
from addin.tables.contract import Contract, contract_of
from addin.tables.render import rendered

NOUNS: Final = ("budget", "po_log", "ledger", "cost_report")
"""The film pack, in the order a production needs them."""


@dataclass(frozen=True, slots=True)
class Pack:
    """The contracts of a pack, and the chart of accounts its workbooks are made for."""

    contracts: tuple[Contract, ...]
    chart: ChartOfAccounts


def pack_of(texts: Mapping[str, str]) -> Pack:
    """A pack from its files: ``chart.csv`` and ``<noun>/contract.toml`` → their text.

    Raises:
        NothingToDo: a file of the pack is missing or is no contract.
    """
    try:
        chart = chart_of(csv.DictReader(texts["chart.csv"].splitlines()))
        contracts = tuple(
            contract_of(noun, tomllib.loads(texts[f"{noun}/contract.toml"])) for noun in NOUNS
        )
    except KeyError as missing:
        raise NothingToDo(f"The template pack lacks {missing}. Nothing was built.") from None
    except ValueError as error:
        raise NothingToDo(f"The template pack is broken: {error}. Nothing was built.") from None
    return Pack(contracts, chart)


def blueprints(pack: Pack) -> Iterator[tuple[str, BookBlueprint]]:
    """Each workbook's name (``budget/budget.xlsx``, ``budget/example.xlsx``) and its blueprint."""
    budget = pack.contracts[NOUNS.index("budget")]
    for contract in pack.contracts:
        noun = contract.noun
        drawn = rendered(contract, pack.chart, empty(noun, pack.chart))
        yield f"{noun}/{noun}.xlsx", with_values(drawn)
        drawn = rendered(contract, pack.chart, example(noun, pack.chart, budget))
        yield f"{noun}/example.xlsx", with_values(drawn)


def template_files(pack: Pack, build: Callable[[BookBlueprint], bytes]) -> dict[str, bytes]:
    """Each workbook's name and content; ``build`` makes a workbook of a blueprint."""
    return {name: build(blueprint) for name, blueprint in blueprints(pack)}

"""Build the workbooks of the template packs from their contracts: each empty and filled in."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Final

from addin.domain.accounts import ChartOfAccounts, chart_of
from addin.errors import NothingToDo
from addin.jobs.drawn_lines import drawn
from addin.jobs.template_examples import chart_lines, empty, example
from addin.tables.blueprint import BookBlueprint, with_values
from addin.tables.contract import Contract, contract_of
from addin.tables.filling import Filling
from addin.tables.render import rendered

NOUNS: Final = ("budget", "po_log", "ledger", "cost_report")
"""The templates whose examples are the sample film's own weeks; the others bring theirs along."""


@dataclass(frozen=True, slots=True)
class Pack:
    """The contracts of a trade, and the chart of accounts its workbooks are made for.

    ``standing`` is what an empty template holds already and ``examples`` what a filled-in one does,
    by the template's noun, where files beside its contract say so.
    """

    contracts: tuple[Contract, ...]
    chart: ChartOfAccounts
    trade: str = ""
    standing: Mapping[str, Filling] = field(default_factory=dict)
    examples: Mapping[str, Filling] = field(default_factory=dict)

    def contract(self, noun: str) -> Contract:
        """The contract of that noun.

        Raises:
            NothingToDo: the pack has none.
        """
        for contract in self.contracts:
            if contract.noun == noun:
                return contract
        raise NothingToDo(f"The template pack has no '{noun}'. Nothing was built.")


def pack_of(texts: Mapping[str, str]) -> Pack:
    """A pack from its files: path, such as ``<noun>/contract.toml`` → text.

    ``pack.toml`` names the trade and its templates in order; ``chart.csv`` may be missing.

    Raises:
        NothingToDo: a file of the pack is missing or is no contract.
    """
    try:
        told = tomllib.loads(texts["pack.toml"])
        chart = chart_of(csv.DictReader(texts.get("chart.csv", "code,name").splitlines()))
        contracts = tuple(
            contract_of(noun, tomllib.loads(texts[f"{noun}/contract.toml"]))
            for noun in told["templates"]
        )
        standing = dict(_fillings(contracts, chart, texts))
        examples = {
            contract.noun: drawn(
                contract, _read(texts, contract, "example"), standing[contract.noun]
            )
            for contract in contracts
            if contract.noun in standing
        }
    except KeyError as missing:
        raise NothingToDo(f"The template pack lacks {missing}. Nothing was built.") from None
    except ValueError as error:
        raise NothingToDo(f"The template pack is broken: {error}. Nothing was built.") from None
    return Pack(contracts, chart, told["trade"], standing, examples)


def _fillings(
    contracts: Iterable[Contract], chart: ChartOfAccounts, texts: Mapping[str, str]
) -> Iterator[tuple[str, Filling]]:
    """What the empty templates hold, of those that bring an example along."""
    for contract in contracts:
        if contract.noun not in NOUNS:
            base = Filling()
            if any(sheet.name == "Chart" for sheet in contract.sheets):
                base = Filling(lines={"Chart": chart_lines(chart)})
            yield contract.noun, drawn(contract, _read(texts, contract, "standing"), base)


def _read(texts: Mapping[str, str], contract: Contract, name: str) -> Mapping[str, Any]:
    path = f"{contract.noun}/{name}.toml"
    return tomllib.loads(texts.get(path, "") if name == "standing" else texts[path])


def filling(pack: Pack, noun: str, *, filled: bool) -> Filling:
    """What a template holds when it is empty, or filled in as an example."""
    found = (pack.examples if filled else pack.standing).get(noun)
    if found is not None:
        return found
    if not filled:
        return empty(noun, pack.chart)
    return example(noun, pack.chart, pack.contract("budget"))


def chosen(
    packs: Mapping[str, Pack], names: Sequence[str]
) -> tuple[tuple[Pack, tuple[str, ...]], ...]:
    """The templates that somebody names, one by one or by their trade; no name: all of them.

    Args:
        packs: by the name of their trade.
        names: of templates and trades, as they are listed.

    Raises:
        NothingToDo: a name is none of them.
    """
    every = {contract.noun for pack in packs.values() for contract in pack.contracts}
    for name in names:
        if name not in every and name not in packs:
            near = get_close_matches(name, (*every, *packs), 1)
            meant = f" Did you mean '{near[0]}'?" if near else ""
            raise NothingToDo(
                f"There is no template '{name}'.{meant} Nothing was built; "
                "'tieout templates list' shows which there are."
            )
    found = (
        (
            pack,
            tuple(
                contract.noun
                for contract in pack.contracts
                if not names or trade in names or contract.noun in names
            ),
        )
        for trade, pack in packs.items()
    )
    return tuple((pack, nouns) for pack, nouns in found if nouns)


def blueprints(
    pack: Pack, nouns: Iterable[str] | None = None
) -> Iterator[tuple[str, BookBlueprint]]:
    """Each workbook's name (``budget/budget.xlsx``, ``budget/example.xlsx``) and its blueprint.

    ``nouns`` are those that are wanted; None: all.
    """
    wanted = None if nouns is None else set(nouns)
    for contract in pack.contracts:
        noun = contract.noun
        if wanted is None or noun in wanted:
            for name, filled in ((noun, False), ("example", True)):
                told = filling(pack, noun, filled=filled)
                yield f"{noun}/{name}.xlsx", with_values(rendered(contract, pack.chart, told))


def template_files(
    pack: Pack,
    build: Callable[[BookBlueprint], bytes],
    nouns: Iterable[str] | None = None,
) -> dict[str, bytes]:
    """Each workbook's name and content; ``build`` makes a workbook of a blueprint."""
    return {name: build(blueprint) for name, blueprint in blueprints(pack, nouns)}

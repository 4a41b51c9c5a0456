"""The functions as our own formula evaluator calls them: an error becomes the formula's value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from addin.tables.operands import Failed
from addin.tables.own_functions import HeldRows
from addin.udfs.answers import Shown
from addin.udfs.catalogue import FUNCTIONS, call
from addin.udfs.cell_error import CellError
from addin.udfs.shared_range import SharedRange


def in_formulas() -> Mapping[str, Callable[..., Shown | list[list[Shown]]]]:
    """Every function by its name, for ``tables.calculate.Calculation`` and the engines."""
    return _InFormulas()


class _InFormulas(Mapping[str, Callable[..., Shown | list[list[Shown]]]]):
    def __getitem__(self, name: str) -> Callable[..., Shown | list[list[Shown]]]:
        return _in_formula(FUNCTIONS[name].name)

    def __iter__(self) -> Iterator[str]:
        return iter(FUNCTIONS)

    def __len__(self) -> int:
        return len(FUNCTIONS)


def _shared(argument: object) -> object:
    """A range that the evaluator holds for several formulas, as one that is read once."""
    if not isinstance(argument, HeldRows):
        return argument
    if argument.beside is None:
        argument.beside = SharedRange(argument)
    return argument.beside


@cache
def _in_formula(name: str) -> Callable[..., Shown | list[list[Shown]]]:
    def called(*arguments: object) -> Shown | list[list[Shown]]:
        try:
            return call(name, [_shared(each) for each in arguments])
        except CellError as error:
            raise Failed(error.code) from error

    return called

"""What is known of one spreadsheet function, read from its Python function and nothing else."""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from addin.tables.table import ErrorValue
from addin.udfs.arguments import Reader, cell_reader, column_reader, table_reader
from addin.udfs.help_text import Example, Help, help_of
from addin.udfs.kinds import Cell, Kind, Shape, Spill, Table
from addin.udfs.kinds_of_types import KINDS, kind_of
from addin.udfs.names import function_name_problem, parameter_name_problem

LONGEST_HELP: Final = 255
"""What the function wizard shows of a description."""


class Illegal(TypeError):
    """A function that some host would refuse, or that says too little of itself."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument: its name and help, what it takes, and what stands in for an empty cell.

    ``choices`` are the words it takes, if only some; ``repeating``: any number of them may follow.
    ``read`` makes a host's value what the Python function expects; it raises ``CellError`` only.
    """

    name: str
    help: str
    kind: Kind
    shape: Shape
    read: Reader
    optional: bool = False
    default: object = None
    repeating: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Function:
    """One spreadsheet function; ``shown`` says which errors its own exceptions become.

    Its hints and its help are looked into when they are first asked for: whoever calls one function
    does not wait for all the others.
    """

    name: str
    category: str
    python: Callable[..., object]
    shown: Mapping[type[Exception], str]

    @cached_property
    def _told(self) -> Help:
        return help_of(self.python.__doc__ or "")

    @cached_property
    def _hints(self) -> Mapping[str, object]:
        return typing.get_type_hints(self.python)

    @property
    def summary(self) -> str:
        """The first sentence of its help."""
        return self._told.summary

    @property
    def more(self) -> str:
        """What its help says beyond the first sentence."""
        return self._told.more

    @property
    def source(self) -> str:
        """Who says so, for a rule of the trade."""
        return self._told.source

    @property
    def examples(self) -> tuple[Example, ...]:
        """Formulas with constants, and what they give."""
        return self._told.examples

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """Its arguments, in order."""
        return tuple(
            _parameter(each, self._hints[each.name], self._told.arguments.get(each.name, ""))
            for each in inspect.signature(self.python).parameters.values()
        )

    @cached_property
    def spills(self) -> bool:
        """Whether it gives rows of cells."""
        return self._hints["return"] == Spill

    @cached_property
    def result(self) -> Kind:
        """The kind of value it gives; of a spill, any."""
        return Kind.ANY if self.spills else kind_of(_without_none(self._hints["return"])[0])

    @property
    def repeating(self) -> Parameter | None:
        """The last parameter, if any number of it may follow."""
        last = self.parameters[-1] if self.parameters else None
        return last if last is not None and last.repeating else None

    @property
    def usage(self) -> str:
        """How to type it: ``COST_EFC(cost_to_date, [commitments], [etc])``."""
        shown = [
            f"{p.name}, …" if p.repeating else f"[{p.name}]" if p.optional else p.name
            for p in self.parameters
        ]
        return f"{self.name}({', '.join(shown)})"


def function_of(
    python: Callable[..., object], category: str, shown: Mapping[type[Exception], str]
) -> Function:
    """The spreadsheet function that a Python function is, looked into at once.

    Raises:
        Illegal: a host would refuse it, or its help is missing or too long; the text says which.
        TypeError: a hint is nothing that a cell holds.
    """
    found = Function(python.__name__.upper(), category, python, shown)
    _result = found.result  # one that no cell holds raises here
    if problems := _problems(found):
        raise Illegal(f"{found.name}: {'; '.join(problems)}")
    return found


def _parameter(given: inspect.Parameter, hint: object, text: str) -> Parameter:
    repeating = given.kind is given.VAR_POSITIONAL
    has_default = given.default is not given.empty
    optional = has_default or repeating
    default = given.default if has_default else None
    if hint == Table:
        read, kind, shape = table_reader(given.name), Kind.ANY, Shape.TABLE
        inner: object = None
    elif typing.get_origin(hint) is tuple:
        inner, _ = _without_none(typing.get_args(hint)[0])
        inner, errors = _without_errors(inner)
        kind, shape = kind_of(inner), Shape.COLUMN
        read = column_reader(given.name, inner, errors=errors)
    else:
        inner, none = _without_none(hint)
        blank = (default,) if has_default else (None,) if none else ()
        kind, shape = kind_of(inner), Shape.CELL
        read = cell_reader(given.name, inner, blank)
    choices: tuple[str, ...] = ()
    if isinstance(inner, type) and issubclass(inner, StrEnum):
        choices = tuple(str(word.value) for word in inner)
    return Parameter(given.name, text, kind, shape, read, optional, default, repeating, choices)


def _without_none(hint: object) -> tuple[object, bool]:
    """A hint without ``| None``, and whether it had it; ``Cell`` stays whole."""
    if hint == Cell or hint in KINDS:
        return hint, False
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        rest = [each for each in typing.get_args(hint) if each is not types.NoneType]
        if len(rest) < len(typing.get_args(hint)):
            return (typing.Union[tuple(rest)] if len(rest) > 1 else rest[0]), True  # noqa: UP007 - made of a tuple
    return hint, False


def _without_errors(hint: object) -> tuple[object, bool]:
    """A hint without ``| ErrorValue``, and whether it had it."""
    parts = typing.get_args(hint)
    if ErrorValue not in parts:
        return (
            Cell if set(parts) == set(typing.get_args(Cell)) - {types.NoneType} else hint
        ), False
    rest = [each for each in parts if each is not ErrorValue]
    return (rest[0] if len(rest) == 1 else Cell), True


def _problems(found: Function) -> list[str]:
    problems = [function_name_problem(found.name)]
    problems += [parameter_name_problem(p.name) for p in found.parameters]
    problems += [f"{p.name} has no help" for p in found.parameters if not p.help]
    texts = (found.summary, *(p.help for p in found.parameters))
    problems += [f"longer than {LONGEST_HELP}: {t}" for t in texts if len(t) > LONGEST_HELP]
    if not found.summary:
        problems.append("no docstring")
    if not found.examples or not all(example.gives for example in found.examples):
        problems.append("an example is missing, or what it gives")
    if found.repeating and any(p.optional and not p.repeating for p in found.parameters):
        problems.append("VBA has no optional argument before repeating ones")
    return [problem for problem in problems if problem]

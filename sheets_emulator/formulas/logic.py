"""Choosing: IF and its kin, truths, and what kind of value something is."""

from __future__ import annotations

from sheets_emulator.formulas.conversion import Argument, Grid, Problem, compared, truth
from sheets_emulator.formulas.evaluator import Arguments, Evaluator, known, known_lazily
from sheets_emulator.formulas.tree import Call, Node
from sheets_emulator.value import BAD_VALUE, NOT_AVAILABLE, CellError, Value


@known_lazily("IF", least=2, most=3)
def _if(evaluator: Evaluator, nodes: tuple[Node, ...]) -> Argument:
    if evaluator.spreads and isinstance(evaluator.safely(nodes[0]), Grid):
        return evaluator.argument(Call("IF.EACH", nodes))
    if truth(evaluator.value(nodes[0]), "IF"):
        return evaluator.argument(nodes[1])
    return evaluator.argument(nodes[2]) if len(nodes) > 2 else False


@known("IF.EACH", least=2, most=3)
def _if_each(call: Arguments) -> Argument:
    if call.truth(0):
        return call.value(1)
    return call.value(2) if len(call) > 2 else False


@known_lazily("IFS", least=2)
def _ifs(evaluator: Evaluator, nodes: tuple[Node, ...]) -> Argument:
    for i in range(0, len(nodes) - 1, 2):
        if truth(evaluator.value(nodes[i]), "IFS", i + 1):
            return evaluator.argument(nodes[i + 1])
    raise Problem(NOT_AVAILABLE, "No match")


@known_lazily("SWITCH", least=3)
def _switch(evaluator: Evaluator, nodes: tuple[Node, ...]) -> Argument:
    wanted, rest = evaluator.value(nodes[0]), nodes[1:]
    for i in range(0, len(rest) - 1, 2):
        if compared(wanted, evaluator.value(rest[i])) == 0:
            return evaluator.argument(rest[i + 1])
    if len(rest) % 2:
        return evaluator.argument(rest[-1])
    raise Problem(NOT_AVAILABLE, "No match")


@known_lazily("CHOOSE", least=2)
def _choose(evaluator: Evaluator, nodes: tuple[Node, ...]) -> Argument:
    index = Arguments("CHOOSE", (evaluator.value(nodes[0]),), evaluator).integer(0)
    if not 1 <= index < len(nodes):
        raise Problem(BAD_VALUE, f"Function CHOOSE parameter 1 value is {index}.")
    return evaluator.argument(nodes[index])


def _caught(evaluator: Evaluator, nodes: tuple[Node, ...], kinds: tuple[str, ...]) -> Argument:
    """The first argument, or the second where the first is an error of these kinds (all: none)."""
    found: Argument
    try:
        found = evaluator.argument(nodes[0])
        seen = evaluator.scalar(found)
    except Problem as problem:
        found = seen = problem.error
    if isinstance(seen, CellError) and (not kinds or seen.kind in kinds):
        return evaluator.argument(nodes[1]) if len(nodes) > 1 else None
    return found


@known_lazily("IFERROR", least=1, most=2)
def _iferror(evaluator: Evaluator, nodes: tuple[Node, ...]) -> Argument:
    return _caught(evaluator, nodes, ())


@known_lazily("IFNA", least=2, most=2)
def _ifna(evaluator: Evaluator, nodes: tuple[Node, ...]) -> Argument:
    return _caught(evaluator, nodes, ("N_A",))


@known_lazily("ARRAYFORMULA", least=1, most=1)
def _arrayformula(evaluator: Evaluator, nodes: tuple[Node, ...]) -> Argument:
    return Evaluator(evaluator.cells, evaluator.at, spreads=True).argument(nodes[0])


def _truths(call: Arguments) -> list[bool]:
    """The truths among the arguments; texts and blanks in ranges say nothing."""
    found: list[bool] = []
    for i, given in enumerate(call.values):
        if isinstance(given, Grid):
            for value in given.flat():
                if isinstance(value, CellError):
                    raise Problem(value)
                if isinstance(value, bool | int | float):
                    found.append(bool(value))
        else:
            found.append(truth(given, call.name, i + 1))
    if not found:
        raise Problem(BAD_VALUE, f"{call.name} has no valid input data.")
    return found


@known("AND", least=1, grids=True)
def _and(call: Arguments) -> Argument:
    return all(_truths(call))


@known("OR", least=1, grids=True)
def _or(call: Arguments) -> Argument:
    return any(_truths(call))


@known("XOR", least=1, grids=True)
def _xor(call: Arguments) -> Argument:
    return sum(_truths(call)) % 2 == 1


@known("NOT", least=1, most=1)
def _not(call: Arguments) -> Argument:
    return not call.truth(0)


@known("TRUE", "FALSE", most=0)
def _constant(call: Arguments) -> Argument:
    return call.name == "TRUE"


@known("NA", most=0)
def _na(call: Arguments) -> Argument:
    del call
    raise Problem(NOT_AVAILABLE, "Error: the value is not available.")


def _kind(evaluator: Evaluator, node: Node) -> Value:
    """A value as it is, an error too."""
    try:
        return evaluator.value(node)
    except Problem as problem:
        return problem.error


@known_lazily("ISBLANK", least=1, most=1)
def _isblank(evaluator: Evaluator, nodes: tuple[Node, ...]) -> Argument:
    return _kind(evaluator, nodes[0]) is None


@known_lazily("ISNUMBER", least=1, most=1)
def _isnumber(evaluator: Evaluator, nodes: tuple[Node, ...]) -> Argument:
    value = _kind(evaluator, nodes[0])
    return isinstance(value, int | float) and not isinstance(value, bool)


@known_lazily("ISTEXT", least=1, most=1)
def _istext(evaluator: Evaluator, nodes: tuple[Node, ...]) -> Argument:
    return isinstance(_kind(evaluator, nodes[0]), str)


@known_lazily("ISNONTEXT", least=1, most=1)
def _isnontext(evaluator: Evaluator, nodes: tuple[Node, ...]) -> Argument:
    return not isinstance(_kind(evaluator, nodes[0]), str)


@known_lazily("ISLOGICAL", least=1, most=1)
def _islogical(evaluator: Evaluator, nodes: tuple[Node, ...]) -> Argument:
    return isinstance(_kind(evaluator, nodes[0]), bool)


@known_lazily("ISERROR", least=1, most=1)
def _iserror(evaluator: Evaluator, nodes: tuple[Node, ...]) -> Argument:
    return isinstance(_kind(evaluator, nodes[0]), CellError)


@known_lazily("ISERR", least=1, most=1)
def _iserr(evaluator: Evaluator, nodes: tuple[Node, ...]) -> Argument:
    value = _kind(evaluator, nodes[0])
    return isinstance(value, CellError) and value.kind != "N_A"


@known_lazily("ISNA", least=1, most=1)
def _isna(evaluator: Evaluator, nodes: tuple[Node, ...]) -> Argument:
    value = _kind(evaluator, nodes[0])
    return isinstance(value, CellError) and value.kind == "N_A"


def _comparison(name: str, *allowed: int) -> None:
    @known(name, least=2, most=2)
    def _compare(call: Arguments) -> Argument:
        return compared(call.value(0), call.value(1)) in allowed


for _name, _allowed in {
    "EQ": (0,),
    "NE": (-1, 1),
    "LT": (-1,),
    "LTE": (-1, 0),
    "GT": (1,),
    "GTE": (0, 1),
}.items():
    _comparison(_name, *_allowed)

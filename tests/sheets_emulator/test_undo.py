"""The undo log: whatever was done within a refused block is taken back."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_emulator.undo import Log


class Thing:
    """Something with an attribute, a mapping and a list."""

    def __init__(self) -> None:
        self.name = 0
        self.mapping = {1: "a", 2: "b"}
        self.items = list(range(6))

    def state(self) -> object:
        """All of it."""
        return copy.deepcopy((self.name, self.mapping, self.items))


deeds = st.one_of(
    st.tuples(st.just("set"), st.integers()),
    st.tuples(st.just("put"), st.integers(0, 4), st.text(max_size=2)),
    st.tuples(st.just("drop"), st.integers(0, 4)),
    st.tuples(st.just("splice"), st.integers(0, 6), st.integers(0, 6), st.lists(st.integers(), max_size=3)),
)  # fmt: skip


def do(log: Log, thing: Thing, deed: Any) -> None:
    """One change through the log."""
    if deed[0] == "set":
        log.set(thing, "name", deed[1])
    elif deed[0] == "put":
        log.put(thing.mapping, deed[1], deed[2])
    elif deed[0] == "drop":
        log.drop(thing.mapping, deed[1])
    else:
        start, stop = min(deed[1:3]), max(deed[1:3])
        log.splice(thing.items, min(start, len(thing.items)), stop, deed[3])


def do_all(log: Log, thing: Thing, these: list[Any]) -> None:
    """Several, in their order."""
    for deed in these:
        do(log, thing, deed)


def and_fail(log: Log, deeds_of_a_block: Callable[[], object]) -> None:
    """A block that does these deeds and then fails."""
    with log.all_or_nothing():
        deeds_of_a_block()
        raise KeyError


@given(st.lists(deeds, max_size=12), st.lists(deeds, max_size=12))
def test_a_block_that_fails_leaves_what_was_there_before_it(first, second):
    """Earlier changes stay, its own are undone in the opposite order."""
    log, thing = Log(), Thing()
    for deed in first:
        do(log, thing, deed)
    before = thing.state()

    with pytest.raises(KeyError):
        and_fail(log, lambda: do_all(log, thing, second))

    assert before == thing.state()


@given(st.lists(deeds, max_size=12))
def test_a_block_that_succeeds_keeps_its_changes(these):
    """Nothing is undone later either."""
    log, thing, plain = Log(), Thing(), Thing()
    with log.all_or_nothing():
        for deed in these:
            do(log, thing, deed)
    for deed in these:
        do(Log(), plain, deed)
    with pytest.raises(KeyError):
        and_fail(log, lambda: None)

    assert plain.state() == thing.state()


def test_a_block_within_a_block_belongs_to_the_outer_one():
    """An inner success is undone by an outer failure."""
    log, thing = Log(), Thing()

    def inner() -> None:
        with log.all_or_nothing():
            log.set(thing, "name", 5)

    with pytest.raises(KeyError):
        and_fail(log, inner)

    assert not thing.name

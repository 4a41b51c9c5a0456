"""A shared range is read once, and never taken for another."""

from __future__ import annotations

from addin.udfs.read_once import REMEMBERED, read_once


def test_the_same_objects_are_read_once():
    """What was read is kept for the next cell; equal is not enough, it has to be the same."""
    read: list[object] = []

    @read_once
    def reading(table: object, *, more: object = None) -> int:
        read.append((table, more))
        return len(read)

    first, second = ["a"], ["a"]

    assert [reading(first), reading(first), reading(second), reading(first)] == [1, 1, 2, 1]
    assert [reading(first, more=second), reading(first, more=second)] == [3, 3]
    assert len(read) == 3


def test_a_column_left_out_and_a_text_are_the_same_each_time():
    """Each call has objects of its own for them; a cell with something in it is none of these."""
    read: list[object] = []

    @read_once
    def reading(table: object, left_out: object, mask: object) -> int:
        read.append((table, left_out, mask))
        return len(read)

    table = ("a",)
    texts = [b"0000-00".decode() for _ in range(3)]
    found = [reading(table, (None,), text) for text in texts]
    others = [reading(table, column, texts[0]) for column in ((1,), (True,), (), [None])]

    assert found == [1, 1, 1]
    assert others == [2, 3, 4, 5]
    assert reading(table, (None,), "0000-0") == 6


def test_only_the_last_few_readings_are_kept():
    """Old ranges are let go, so that memory does not grow with the day."""
    tables = [[at] for at in range(REMEMBERED + 1)]
    read: list[object] = []

    @read_once
    def reading(table: object) -> int:
        read.append(table)
        return len(read)

    first = [reading(table) for table in tables]

    assert reading(tables[-1]) == first[-1]
    assert reading(tables[0]) == REMEMBERED + 2


def test_what_fails_is_not_kept():
    """A range that could not be read is tried again."""
    tries: list[object] = []

    @read_once
    def reading(table: object) -> object:
        tries.append(table)
        if len(tries) == 1:
            raise ValueError("not yet")
        return table

    table = ["a"]
    try:
        reading(table)
    except ValueError as error:
        assert "not yet" in str(error)  # noqa: PT017 - the first try is to fail

    assert reading(table) is table

"""A range that several calls name is read once, and each call gives what it would alone."""

from __future__ import annotations

import pytest

from addin.udfs.catalogue import call
from addin.udfs.cell_error import CellError
from addin.udfs.shared_range import Read, SharedRange, kept_with_range
from tests.udfs.calls_in_examples import calls_of_examples


def test_a_shared_range_is_read_once_by_each_reader():
    """By another reader it is read anew: an amount is no account."""
    read: list[str] = []

    def reader(name: str) -> Read:
        def reading(given: object) -> object:
            read.append(name)
            return name, given

        return kept_with_range(reading)

    one, other = reader("one"), reader("other")
    shared = SharedRange([[1], [2]])

    results = [one(shared), other(shared), one(shared), other(shared)]

    assert read == ["one", "other"]
    assert results[0] is results[2]
    assert results[1] is results[3]
    assert results[0] != results[1]


def test_another_range_is_read_each_time():
    """Equal cells are not the same range; nothing is remembered beyond the range itself."""
    read: list[object] = []
    reader = kept_with_range(read.append)
    for _ in range(2):
        reader([[1]])
        reader(SharedRange([[1]]))

    assert len(read) == 4


def test_what_cannot_be_read_fails_each_time():
    """The second call's cell shows the same error."""
    shared = SharedRange([[1], ["x"]])
    messages = []
    for _ in range(2):
        with pytest.raises(CellError) as error:
            call("BUD_CHANGE_OK", [shared])
        messages.append(error.value.message)

    assert messages[0] == messages[1]
    assert "cell 2" in messages[0]


def test_every_function_gives_the_same_for_shared_ranges():
    """Each example of each function, asked twice with the same ranges."""
    for name, arguments, wanted in calls_of_examples():
        shared = [SharedRange([*each]) if isinstance(each, list) else each for each in arguments]
        for _ in range(2):
            try:
                found: object = call(name, shared)
            except CellError as error:
                found = str(error)

            assert found == (str(wanted) if isinstance(wanted, CellError) else wanted), name

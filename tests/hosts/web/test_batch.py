"""A batch is read as it is meant or refused as a whole; answers are JSON that Excel can show."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.hosts.web.batch import BadBatch, answer_of, batch_of
from addin.hosts.web.limits import Limits
from addin.tables.table import ErrorValue
from addin.udfs.catalogue import FUNCTIONS, call
from addin.udfs.cell_error import CellError

LIMITS = Limits(calls=3, cells=10, answered=10)
any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["f", "a", "calls", "ranges", "range", "x"]), inner, max_size=3
        )
    ),
    max_leaves=20,
)


def as_body(value):
    """A value as a request's body."""
    return json.dumps(value).encode()


def test_a_range_that_is_referred_to_is_the_same_object_each_time():
    """What is read of it is then read once."""
    body = {
        "ranges": [[[1], [2]]],
        "calls": [{"f": "A", "a": [{"range": 0}, 5]}, {"f": "B", "a": [{"range": 0}]}],
    }

    (first, one), (second, other) = batch_of(as_body(body), LIMITS)

    assert (first, second, one[1]) == ("A", "B", 5)
    assert one[0] is other[0]
    assert one[0] == [[1], [2]]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"calls": 1}',
        b'{"calls": [1]}',
        b'{"calls": [{"f": 1}]}',
        b'{"calls": [{"f": "A", "a": 1}]}',
        b'{"calls": [{"f": "A", "a": [{}]}]}',
        b'{"calls": [{"f": "A", "a": [[[[1]]]]}]}',
        b'{"calls": [{"f": "A", "a": [[{"range": 0}]]}]}',
        b'{"calls": [{"f": "A", "a": [{"range": 0}]}]}',
        b'{"calls": [{"f": "A", "a": [{"range": true}]}], "ranges": [[1], [2]]}',
        b'{"calls": [{"f": "A", "a": [{"range": -1}]}], "ranges": [[1]]}',
        b'{"calls": [], "ranges": 1}',
        b'{"calls": [], "ranges": [1]}',
        b'{"calls": [{"f": "A", "a": [NaN]}]}',
        b'{"calls": [{"f": "A", "a": [Infinity]}]}',
        b'{"calls": "\xff"}',
        b'{"calls": [{"f": "A", "a": [' + b"1" * 5000 + b"]}]}",
        b"[" * 100_000,
    ],
)
def test_what_is_no_batch_is_refused(body):
    """With a reason, and before anything is worked out."""
    with pytest.raises(BadBatch) as refused:
        batch_of(body, LIMITS)

    assert refused.value.status == 400
    assert refused.value.message


@pytest.mark.parametrize(
    "body",
    [
        {"calls": [{"f": "A"}] * 4},
        {"calls": [{"f": "A", "a": [1] * 11}]},
        {"calls": [{"f": "A", "a": [[[1, 2, 3, 4, 5, 6]] * 2]}]},
        {"calls": [], "ranges": [[[1] * 6], [[2] * 6]]},
        {"calls": [{"f": "A", "a": [1] * 40}]},
    ],
)
def test_too_much_is_refused(body):
    """Too many calls, or too many cells in all of them."""
    with pytest.raises(BadBatch) as refused:
        batch_of(as_body(body), LIMITS)

    assert refused.value.status == 413


def test_a_range_counts_once_however_often_it_is_used():
    """That is what referring to it is for."""
    body = {"ranges": [[[1] * 9]], "calls": [{"f": "A", "a": [{"range": 0}] * 3}] * 3}

    assert len(batch_of(as_body(body), LIMITS)) == 3


@settings(deadline=None)
@given(any_json)
def test_no_json_ends_in_anything_but_a_batch_or_a_refusal(value):
    """Whatever it is, nobody sees a traceback."""
    try:
        batch_of(as_body(value), LIMITS)
    except BadBatch as error:
        status = error.status
    else:
        status = 200

    assert status in {200, 400, 413}


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(sorted(FUNCTIONS)), st.lists(any_json, max_size=6))
def test_every_answer_is_strict_json_on_one_line(name, arguments):
    """A line break would be taken for the next answer, and NaN is no JSON."""
    line, cells = answer_of((name, arguments), call, 1000)

    assert b"\n" not in line
    told = json.loads(line, parse_constant=pytest.fail)
    assert set(told) in ({"r"}, {"e", "m"})
    assert cells >= 1


def test_dates_and_errors_are_marked_in_an_answer():
    """Everything else is a cell as it is."""
    rows = [
        [dt.date(2026, 3, 14), dt.datetime(2026, 3, 14, 18, 30)],
        [ErrorValue("#N/A"), "#N/A"],
        [1.5, True],
    ]

    line, cells = answer_of(("F", []), lambda *_: rows, 100)

    assert cells == 6
    assert json.loads(line)["r"] == [
        [{"d": 46095, "f": "yyyy-mm-dd"}, {"d": 46095.770833333336, "f": "yyyy-mm-dd hh:mm"}],
        [{"e": "#N/A"}, "#N/A"],
        [1.5, True],
    ]


def test_an_error_keeps_its_message():
    """It is what helps the person at the cell."""

    def fails(name, arguments):
        raise CellError("#N/A", f"{name} knows none of {arguments}")

    line, _ = answer_of(("F", [1]), fails, 100)

    assert json.loads(line) == {"e": "#N/A", "m": "F knows none of [1]"}


def test_an_answer_larger_than_allowed_is_an_error_and_not_cut():
    """Half a table would look like a whole one."""
    line, cells = answer_of(("F", []), lambda *_: [[0] * 50] * 50, 100)

    assert cells == 1
    assert json.loads(line)["e"] == "#VALUE!"
    assert "2500 cells" in json.loads(line)["m"]

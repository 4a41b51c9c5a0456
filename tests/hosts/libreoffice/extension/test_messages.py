"""Messages between LibreOffice and the worker come out as they went in."""

from __future__ import annotations

import io
import math
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.hosts.libreoffice.extension.messages import Ended, receive, send

cells = st.none() | st.floats(allow_nan=False) | st.text()
values = cells | st.lists(st.lists(cells, max_size=3).map(tuple), max_size=3).map(tuple)


@given(st.lists(st.tuples(st.text(), st.lists(values, max_size=3).map(tuple)), max_size=3))
def test_messages_arrive_in_order_and_unchanged(messages):
    """Whatever is sent is received, one message after the other."""
    pipe = io.BytesIO()
    for message in messages:
        send(pipe, message)
    pipe.seek(0)

    assert [receive(pipe) for _ in messages] == messages


@given(st.integers(min_value=1, max_value=2**32 - 1))
def test_an_errors_code_survives(code):
    """The bits of a number that is none, which are its error, arrive as they were."""
    pipe = io.BytesIO()
    bits = 0x7FF8 << 48 | code
    send(pipe, struct.unpack("<d", struct.pack("<Q", bits))[0])
    pipe.seek(0)
    arrived = receive(pipe)

    assert math.isnan(arrived)
    assert struct.unpack("<Q", struct.pack("<d", arrived))[0] == bits


@given(st.data())
def test_a_message_cut_short_is_an_end(data):
    """A side that dies while it sends is told from one that has sent."""
    pipe = io.BytesIO()
    send(pipe, ("COST_EFC", (1.0, "two")))
    whole = pipe.getvalue()
    cut = data.draw(st.integers(min_value=0, max_value=len(whole) - 1))

    with pytest.raises(Ended):
        receive(io.BytesIO(whole[:cut]))

"""Whatever a library does in its process, the run gets an answer or a named error."""

from __future__ import annotations

import sys
import time
from typing import Any

import pytest

from addin.adapters.engines.child import ask
from addin.errors import EngineFailed


def asked(how: str, *, seconds: float = 30) -> dict[str, Any]:
    """What a library answers that behaves so."""
    module = "tests.adapters.engines.misbehaving"
    return ask("Fake", module, {"how": how}, b"12345", seconds=seconds)


@pytest.mark.parametrize("how", ["is well", "prints"])
def test_an_answer_comes_back_past_whatever_is_printed(how):
    """Noise on either output is no part of the answer."""
    assert asked(how) == {"size": 5}


def test_an_error_of_the_library_is_told():
    """Its own words reach the error."""
    with pytest.raises(EngineFailed, match="Fake could not recalculate: ValueError: no such table"):
        asked("raises")


def test_a_library_that_dies_leaves_its_last_words():
    """A panic ends its process, not ours."""
    with pytest.raises(EngineFailed, match=r"broke down with status .*panicked at 'index"):
        asked("dies")


def test_a_library_that_hangs_is_ended():
    """After its time its process is gone, and the run goes on."""
    before = time.monotonic()

    with pytest.raises(EngineFailed, match="more than 2 seconds"):
        asked("hangs", seconds=2)
    assert time.monotonic() - before < 30


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no such limit")
def test_a_library_that_takes_all_memory_is_stopped():
    """The machine is not brought to its knees by one workbook."""
    with pytest.raises(EngineFailed, match="needs more than 4 GB"):
        asked("takes all memory")

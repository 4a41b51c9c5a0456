"""Reading and checking without the pauses in which Python looks for circles of objects."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_pauses() -> Iterator[None]:
    """No garbage collection while a production is read and checked.

    Records are made by the hundred thousand and none of them is a circle; searching them for
    circles again and again takes a fifth of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()

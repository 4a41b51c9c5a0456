"""What is asked for is what works; what cannot be is refused before anything begins."""

from __future__ import annotations

from pathlib import Path

import pytest

from addin.errors import NightRefused
from addin.nightly.engines.choose import engine_called


@pytest.mark.parametrize(
    ("text", "productions", "workers", "name"),
    [
        ("in-process", 300, 0, "in-process"),
        ("local:3", 1, 0, "local:3"),
        ("", 2, 0, "in-process"),
        ("", 300, 3, "local:3"),
        ("local", 300, 5, "local:5"),
        ("tls://scheduler:8786", 300, 0, "tls://scheduler:8786"),
    ],
)
def test_an_engine_is_called_by_its_text(text, productions, workers, name):
    """As it calls itself."""
    assert engine_called(text, productions, workers=workers).name == name


def test_many_productions_are_shared_among_the_processors():
    """Unless somebody says otherwise."""
    assert engine_called("", 300).name.startswith("local:")
    assert engine_called("local", 1).name.startswith("local:")


@pytest.mark.parametrize(
    ("text", "workers", "tls"),
    [
        ("ray", 0, None),
        ("local:0", 0, None),
        ("local:9999", 0, None),
        ("local:-1", 0, None),
        ("in-process", 2, None),
        ("tls://scheduler:8786", 2, None),
        ("local:2", 0, (Path("a"), Path("b"), Path("c"))),
    ],
)
def test_what_there_is_not_is_refused(text, workers, tls):
    """With what may be written instead."""
    with pytest.raises(NightRefused, match="Nothing was started"):
        engine_called(text, 10, workers=workers, tls=tls)

"""A button at work: how far it is, and until when Esc stops it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from addin.hosts.desktop.watching import Watch, WatchedSheet, escape_in
from addin.hosts.watched import WatchedDocuments, WatchedWorkbooks
from addin.macros.button import Cancelled


class Anything:
    """What is watched: notes what it is asked, and answers with that."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []

    def __getattr__(self, name: str) -> Any:
        def answer(*given: Any, **more: Any) -> Any:
            self.asked.append((name, given, more))
            return name

        return answer


def watch(*, pressed: list[bool]) -> tuple[Watch, SimpleNamespace]:
    """A watch over an Excel in which Esc is pressed when ``pressed`` says so."""
    app = SimpleNamespace(status_bar=False)
    return Watch(app, "Validate", lambda: pressed[0]), app


Case = tuple[Any, str, tuple[Any, ...], dict[str, Any]]
"""What is watched, and a call of it: the name, the arguments."""
READING: list[Case] = [
    (WatchedWorkbooks, "read", ("A.xlsx",), {}),
    (WatchedWorkbooks, "content", ("A.xlsx",), {}),
    (WatchedSheet, "probe", (), {}),
    (WatchedSheet, "pull", (None,), {}),
]
WRITING: list[Case] = [
    (WatchedWorkbooks, "write", ("A.xlsx", "changes"), {"digest": "d"}),
    (WatchedWorkbooks, "restore", ("A.xlsx", "backup"), {"digest": "d"}),
    (WatchedDocuments, "save", ("page.html", b""), {"digest": "d"}),
    (WatchedDocuments, "restore", (SimpleNamespace(workbook="page.html"),), {}),
    (WatchedSheet, "commit", (1, "batch", "edits"), {"mends": True}),
    (WatchedSheet, "load", (1, "batch", "edits"), {}),
]
OTHER: list[Case] = [
    (WatchedWorkbooks, "names", (), {}),
    (WatchedDocuments, "names", ("",), {}),
    (WatchedDocuments, "read", ("page.html",), {}),
    (WatchedSheet, "taken", (), {}),
    (WatchedSheet, "repair", (1, "edits", "before"), {"mends": False}),
]


@pytest.mark.parametrize(("kind", "name", "given", "more"), [*READING, *WRITING, *OTHER])
def test_what_is_watched_is_asked_the_same_and_answers_the_same(kind, name, given, more):
    """Nothing of a port is lost on the way."""
    inner: Any = Anything()
    watched = kind(inner, watch(pressed=[False])[0])

    assert getattr(watched, name)(*given, **more) == name
    assert inner.asked == [(name, given, more)]


@pytest.mark.parametrize(("kind", "name", "given", "more"), READING)
def test_reading_is_stopped_by_esc(kind, name, given, more):
    """Before what is watched is even asked."""
    pressed = [False]
    inner: Any = Anything()
    watched = kind(inner, watch(pressed=pressed)[0])
    pressed[0] = True

    with pytest.raises(Cancelled):
        getattr(watched, name)(*given, **more)
    assert inner.asked == []


@pytest.mark.parametrize(("kind", "name", "given", "more"), WRITING)
def test_from_the_first_writing_on_esc_stops_nothing(kind, name, given, more):
    """Neither the writing itself nor the reading behind it: the other half still has to follow."""
    pressed = [False]
    seen, app = watch(pressed=pressed)
    inner: Any = Anything()
    pressed[0] = True
    getattr(kind(inner, seen), name)(*given, **more)
    after: Any = WatchedWorkbooks(inner, seen)

    assert after.read("B.xlsx") == "read"
    assert "Reading B.xlsx" in app.status_bar
    assert "Esc" not in app.status_bar


def test_an_esc_from_before_the_press_is_none():
    """It closed somebody's menu."""
    answers = iter([True, False])
    seen = Watch(SimpleNamespace(status_bar=False), "Validate", lambda: next(answers))

    seen.progress(0.0, "Reading")


def test_the_bar_says_which_button_how_far_and_what():
    """In one line."""
    seen, app = watch(pressed=[False])
    seen.progress(0.25, "Reading A.xlsx")

    assert app.status_bar == "Tieout: Validate 25% - Reading A.xlsx (Esc stops)"


def test_off_windows_no_key_is_asked_for():
    """There is no Excel either."""
    assert escape_in(None)() is False

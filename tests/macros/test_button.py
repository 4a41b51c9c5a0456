"""A plan writes nothing and says that it waits; what is confirmed is done."""

from __future__ import annotations

from addin.adapters.memory import Memory
from addin.jobs.apply import Saving
from addin.macros.button import CONFIRM, Button, Done, plan_first
from addin.macros.press import press
from tests.jobs.documents_in_memory import DocumentsInMemory
from tests.macros.test_press import desk, kept  # noqa: F401 - a fixture


def _job(_, answers):
    done = Done("Made page.", batches=(Saving("page.html", b"x"),), decisions=(7,))
    return plan_first(answers, done, "Would make page.")


BUTTON = Button("make", "Make", "Make a page.", "Test", _job, "Undo", (CONFIRM,))


def test_a_plan_is_done_only_when_it_is_confirmed(kept):  # noqa: F811
    """Empty and no are both no; the journal has what was done, not what was planned."""
    documents = DocumentsInMemory()
    at_work = desk(Memory(), kept, documents=documents)
    for answers in ({}, {"confirm": ""}, {"confirm": "no"}):
        pressed = press(BUTTON, at_work, answers)
        assert (pressed.ok, pressed.is_plan) == (True, True)
        assert pressed.sentence == "Would make page; confirm to do it."
        assert documents.files == {}
    assert kept.journal.entries("Night Shift") == ()

    pressed = press(BUTTON, at_work, {"confirm": "yes"})
    assert (pressed.ok, pressed.is_plan, pressed.sentence) == (True, False, "Made page.")
    assert documents.files == {"page.html": b"x"}
    (entry,) = kept.journal.entries("Night Shift")
    assert entry.touched[0].is_document

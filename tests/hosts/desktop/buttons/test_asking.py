"""What a button asks first, and what becomes of the answers."""

from __future__ import annotations

import pytest

from addin.hosts.desktop import buttons
from addin.hosts.desktop.buttons import LONGEST_MESSAGE
from tests.hosts.desktop.buttons.noted import noting
from tests.hosts.desktop.buttons.production import ORDER
from tests.hosts.desktop.pressing import CANCEL, CANCEL_BOX, NO, OK, RETRY, YES


def test_what_is_typed_into_the_boxes_reaches_the_log(show):
    """New PO, from the boxes to the line in the open workbook."""
    said = show.click("new_po", *ORDER, boxes=(NO, OK))

    assert "Northlight Ltd" in said[-1]
    log = show.app.books["PO Log.xlsx"].sheets["POs"].range("A1:H12").value
    assert [125.5 in line for line in log if "Northlight Ltd" in line][-1]
    assert show.entries() == ["new_po"]


def test_what_may_stay_empty_is_asked_on_demand(show):
    """Yes to the question brings its boxes, one for each field, with what they take."""
    rest = ("2510", "", "2026-03-11", "", "")
    said = show.click("new_po", *ORDER, *rest, boxes=(YES, OK))

    assert "Description" in said[0]
    prompts = [prompt for _, prompt in show.office.screen.boxes]
    assert prompts[:2] == ["Vendor", "Amount (as 1250.00)"]
    assert prompts[4] == "Date (as 2026-03-14; empty: today)"
    assert show.entries() == ["new_po"]


@pytest.mark.parametrize(
    ("typed", "boxes"),
    [((CANCEL,), ()), (("Northlight Ltd", CANCEL), ()), (ORDER, (CANCEL_BOX,)),
     ((*ORDER, "2510", CANCEL), (YES,))],
)  # fmt: skip
def test_cancel_in_any_box_writes_nothing(show, typed, boxes):
    """And nothing is said: it was the person's wish."""
    said = show.click("new_po", *typed, boxes=boxes)

    assert len(said) == len(boxes)
    assert show.seen() == show.before
    assert show.entries() == []


def test_a_refusal_may_be_answered_again_with_what_was_typed(show):
    """Retry shows the boxes once more; what was right stays in them."""
    said = show.click("new_po", "Northlight Ltd", "a lot", ..., "125.50", boxes=(NO, RETRY, NO, OK))

    assert "'a lot' is no amount" in said[1]
    assert "Northlight Ltd" in said[-1]
    assert show.entries() == ["new_po"]


def test_a_refusal_that_is_not_answered_again_leaves_everything(show):
    """Cancel beside Retry."""
    show.click("new_po", "Northlight Ltd", "a lot", boxes=(NO, CANCEL_BOX))

    assert show.seen() == show.before
    assert show.entries() == []


def test_a_plan_is_shown_and_done_on_yes_alone(show):
    """Adopt says what it would keep; No writes nothing, Yes writes the settings."""
    (said,) = show.click("adopt", boxes=(NO,))
    assert said.endswith("Do it now?")
    assert not (show.root / "production.toml").exists()

    first, then = show.click("adopt", boxes=(YES, OK))
    assert first == said
    assert "confirm" not in then
    assert (show.root / "production.toml").exists()


def test_a_choice_is_made_by_its_number(show, monkeypatch):
    """The choices stand in the box, numbered."""
    seen = noting(monkeypatch)
    show.click("switch_names", "2")

    assert [answers for _, answers, _ in seen] == [{"to": "office"}]
    assert "2 office" in show.office.screen.boxes[0][1]


def test_a_long_text_is_cut_to_what_a_box_shows_and_a_plan_keeps_its_question():
    """VBA shows 1,024 letters."""
    text = buttons._fitted("x" * 5000, is_plan=True)

    assert len(text) == LONGEST_MESSAGE
    assert text.endswith("Do it now?")

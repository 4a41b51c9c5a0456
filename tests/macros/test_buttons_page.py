"""The page about buttons names every button there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from addin.macros.button import CONFIRM
from addin.macros.catalogue import BUTTONS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "buttons.md").read_text("utf-8")


@pytest.mark.parametrize("button", BUTTONS, ids=lambda one: one.name)
def test_a_button_is_on_the_page_under_its_group(button):
    """By its label and the name that tieout press knows."""
    group = PAGE.partition(f"\n## {button.group}\n")[2].partition("\n## ")[0]

    assert f"**{button.label}** `{button.name}`" in group


def test_buttons_that_plan_first_are_named_as_such():
    """Those that ask to be confirmed, and no others."""
    said = PAGE.partition("**A plan first.**")[2].partition("\n\n")[0]

    for button in BUTTONS:
        assert (f"*{button.label}*" in said) == (CONFIRM in button.asks)

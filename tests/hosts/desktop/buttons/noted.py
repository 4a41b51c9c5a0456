"""A press that is noted in place of being done."""

from __future__ import annotations

import pytest

from addin.hosts.desktop import buttons
from addin.macros.button import Selection
from addin.macros.press import Pressed


def noting(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, str], Selection]]:
    """Presses are noted instead of done: the button, the answers, where somebody stood."""
    seen: list[tuple[str, dict[str, str], Selection]] = []

    def noted(pressed, desk, answers=None):
        seen.append((pressed.name, dict(answers), desk.selection))
        return Pressed(ok=True, sentence=f"{pressed.label} was here.")

    monkeypatch.setattr(buttons, "press", noted)
    return seen

"""What is shown on a terminal: whatever a workbook or a folder is called, it moves nothing there.

A name may hold what clears a screen, changes a window's title or fills a clipboard. Colours that
Tieout itself gives are kept apart from the text, so they stay.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich import console as rich_console
from rich.console import ConsoleOptions, RenderableType
from rich.segment import Segment

from addin.cli.saying import harmless


class Console(rich_console.Console):
    """A console of Rich's whose texts hold no marks that a terminal would obey."""

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """The pieces of what is shown, each with its text made harmless."""
        for one in super().render(renderable, options):
            if one.control is None and not one.text.isprintable():
                yield Segment(harmless(one.text), one.style)
            else:
                yield one

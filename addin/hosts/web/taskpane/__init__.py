"""The task pane: a page beside the sheet with the buttons, and lists of what they found.

Plain modules as browsers run them, and one style sheet; nothing is built.
"""

from __future__ import annotations

import json
from importlib import resources
from typing import Any, Final

from addin.macros.button import Button
from addin.macros.catalogue import BUTTONS
from addin.reports.page_base import inks

FILES: Final = (
    "pane.css",
    "pane.js",
    "pane_buttons.js",
    "pane_lists.js",
    "pane_parts.js",
    "pane_server.js",
    "pane_tabs.js",
    "workbook_reading.js",
    "workbook_writing.js",
)
"""What the page loads beside itself; none of it holds the key."""


def pane_files() -> dict[str, bytes]:
    """The files that the page loads, and the buttons that it shows."""
    here = resources.files("addin.hosts.web.taskpane")
    shown = json.dumps(list(map(_told, BUTTONS)), ensure_ascii=False).encode()
    files = {name: here.joinpath(name).read_bytes() for name in FILES}
    return {**files, "buttons.json": shown, "pane.css": inks().encode() + files["pane.css"]}


def _told(button: Button) -> dict[str, Any]:
    return {
        "name": button.name,
        "label": button.label,
        "tip": button.tip,
        "group": button.group,
        "asks": [
            {
                "name": field.name,
                "label": field.label,
                "kind": str(field.kind),
                "help": field.help,
                "choices": list(field.choices),
                "optional": field.optional,
            }
            for field in button.asks
        ],
    }

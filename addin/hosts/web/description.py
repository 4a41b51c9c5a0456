"""What Office is told of the add-in, once for both kinds of manifest."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from importlib import resources
from typing import Final
from urllib.parse import urlsplit

from addin import __version__
from addin.hosts.web.errors import NotServed
from addin.macros.button import CONFIRM
from addin.macros.catalogue import BUTTONS

BUTTON_SIZES: Final = (16, 32, 80)
"""In pixels; Office demands these three, and the unified manifest takes no more."""
ICON_SIZES: Final = (16, 32, 64, 80)
"""64 is the add-in's own on sharp screens."""
COLOUR_SIZE: Final = 192
OUTLINE_SIZE: Final = 32


def icon(name: str) -> bytes:
    """One of the icons, as PNG: ``icon-32.png``, ``outline.png``."""
    return resources.files("addin.hosts.web").joinpath("icons", name).read_bytes()


@dataclass(frozen=True, slots=True)
class Button:
    """A button on the Home tab; ``name`` is the action that the page associates with it."""

    name: str
    label: str
    tip: str


def direct_buttons() -> tuple[Button, ...]:
    """The buttons that ask nothing before they run: they stand on the Home tab beside the pane.

    What shows a plan first, or must be told something, is pressed in the pane.
    """
    return tuple(
        Button(one.name, one.label, one.tip)
        for one in BUTTONS
        if CONFIRM not in one.asks and all(asked.optional for asked in one.asks)
    )


@dataclass(frozen=True, slots=True)
class AddIn:
    """The add-in as both manifests describe it.

    ``guid`` tells Office that two manifests are the same add-in: a company that serves its own
    copy beside the public one gives its own. ``namespace`` stands before every function's name and
    in every saved workbook: it never changes. ``shared``: functions and buttons run in one page;
    without it Excel on Windows runs the functions in an engine without a page. ``pane`` opens the
    page beside the sheet; ``buttons`` stand next to it and run an action each.
    """

    guid: str = "8f3b6f5e-4d0a-4c57-9c6e-2b7d1a90e6c4"
    namespace: str = "TIEOUT"
    name: str = "Tieout"
    provider: str = "Tieout"
    summary: str = "Functions and buttons for budgets, cost reports, schedules and crew"
    about: str = (
        "Functions and buttons that tie out budgets, purchase orders, ledgers, cost reports and "
        "schedules in the workbooks you already use."
    )
    version: str = __version__
    shared: bool = True
    pane: Button = Button(
        "showPane", "Tieout", "Every button, the findings, suggestions and conflicts."
    )
    buttons: tuple[Button, ...] = field(default_factory=direct_buttons)

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", self.guid):
            raise NotServed(
                f"'{self.guid}' identifies no add-in: 32 digits and letters from a to f, in groups "
                "as in 8f3b6f5e-4d0a-4c57-9c6e-2b7d1a90e6c4. Nothing was written."
            )

    @property
    def pane_page(self) -> str:
        """The file that is shown beside the sheet."""
        return "functions.html" if self.shared else "pane.html"

    @property
    def four_part_version(self) -> str:
        """The version with four numbers, as the XML manifest wants it."""
        numbers = (re.findall(r"\d+", self.version) + ["0"] * 4)[:4]
        return ".".join(numbers)

    @property
    def three_part_version(self) -> str:
        """The version with three numbers, as the unified manifest wants it."""
        return self.four_part_version.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class Place:
    """Where Excel finds the add-in's files, and the key that its calls carry.

    ``base`` is an https address without a slash at its end; ``endpoint`` where calls go, if that is
    elsewhere. Without a key the addresses hold none.
    """

    base: str
    key: str = ""
    endpoint: str = ""

    @property
    def domain(self) -> str:
        """The host, with its port if it has one: ``localhost:8765``."""
        return urlsplit(self.base).netloc

    def address(self, name: str, *, keyed: bool = False) -> str:
        """The address of one file; ``keyed`` for those whose content depends on the key."""
        return f"{self.base}/{name}" + (f"?key={self.key}" if keyed and self.key else "")


def place(base_url: str, *, key: str = "", endpoint: str = "") -> Place:
    """Check the addresses that manifests will name.

    Raises:
        NotServed: Office would refuse them: no https, or no address at all.
    """
    base, calls = base_url.rstrip("/"), endpoint.rstrip("/")
    for given in filter(None, (base, calls)):
        parts = urlsplit(given)
        if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment:
            raise NotServed(
                f"'{given}' is no address Excel loads add-ins from: it must begin with https://. "
                "Nothing was written. Locally, 'tieout serve --https' has one."
            )
    if not base:
        raise NotServed("The address of the add-in's files is missing. Nothing was written.")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", key):
        raise NotServed(
            "The key may hold letters, digits, - and _ only, as it stands in addresses. "
            "Nothing was written."
        )
    return Place(base, key, calls)

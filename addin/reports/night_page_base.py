"""What the pages of a night share: their template, their style, links that may be followed.

A page is one file: it fetches nothing, runs nothing, and says so itself in its content security
policy, which allows its own style and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from addin.reports.charts.drawing import Drawing
from addin.reports.charts.letters import plain
from addin.reports.charts.svg import as_svg, small_svg, style

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Card:
    """One figure at the head of a page; ``kind`` is error, warning, good or nothing."""

    figure: str
    words: str
    kind: str = ""


def safe_href(href: str) -> str:
    """The address if it is one of this studio or of the web; empty for all that could run.

    Relative addresses, http and https. No javascript:, data:, file:, no other host's share.
    """
    address = "".join(letter for letter in href if letter.isprintable()).strip()
    if not address or address != href.strip():
        return ""
    if address.startswith(("//", "\\", "/\\")):
        return ""
    found = _SCHEME.match(address)
    return address if found is None or found[0].lower() in {"http:", "https:"} else ""


@cache
def template(name: str) -> Template:
    """A page's template, with every text escaped; its style and charts are ours, and are not."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - pages only

    environment = Environment(
        loader=PackageLoader("addin.reports", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_cleaned,
    )
    sheet = f"\n{(files('addin.reports') / 'pages' / 'night.css').read_text('utf-8')}{style()}\n"
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    environment.globals.update(
        style=_markup(sheet), style_digest=f"sha256-{digest}", svg=_svg, small=_small
    )
    environment.filters["seconds"] = seconds
    return environment.get_template(name)


def _cleaned(value: object) -> object:
    """Texts in one line, without control characters: those of names and messages may hold any.

    Markup says itself that it is. Thousands of times a page: nothing is imported or looked up here.
    """
    return plain(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _svg(drawing: Drawing, key: str) -> Markup:
    return _markup(as_svg(drawing, key))


def _small(drawing: Drawing) -> Markup:
    return _markup(small_svg(drawing))


def _markup(text: str) -> Markup:
    from markupsafe import Markup  # noqa: PLC0415 - pages only

    return Markup(text)  # noqa: S704 - our own style, and drawings that escape each text


def seconds(long: float) -> str:
    """``0.8 s``, ``2 min 05 s``."""
    if long < 60:
        return f"{long:.1f} s"
    minutes, rest = divmod(round(long), 60)
    return f"{minutes:,} min {rest:02} s"

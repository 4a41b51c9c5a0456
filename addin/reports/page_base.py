"""What all pages share: their frame, their style, how they write days and amounts.

A page is one file: it fetches nothing, and says so itself in its content security policy, which
allows its own style, and where there is a list to be filtered the one script that does it.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from addin.domain.money import Money
from addin.reports.charts.days import date
from addin.reports.charts.drawing import Drawing
from addin.reports.charts.letters import plain
from addin.reports.charts.svg import as_svg, small_svg, style
from addin.reports.check import plural

if TYPE_CHECKING:
    from jinja2 import Environment
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


@dataclass(frozen=True, slots=True)
class Sheets:
    """What a page needs beside the style of the house: ``own`` are files of ``pages``.

    ``with_charts``: it has drawings. ``extra`` is for inks that only this page has.
    """

    own: tuple[str, ...] = ()
    with_charts: bool = False
    extra: str = ""


def rendered(name: str, sheets: Sheets, /, **told: object) -> str:
    """A page as text, from its template; every text in it is escaped.

    Its style and its charts are ours, and are not.
    """
    sheet = f"{stylesheet(*sheets.own, with_charts=sheets.with_charts)}{sheets.extra}"
    told |= {"style": _markup(sheet), "style_digest": digest(sheet)}
    return _environment().get_template(name).render(told)


@cache
def inks() -> str:
    """Colours and sizes by name, light and dark, for a page that has a style of its own."""
    return _packed((files("addin.reports") / "pages" / "tokens.css").read_text("utf-8"))


@cache
def stylesheet(*own: str, with_charts: bool = False) -> str:
    """The style of the house, then what these files of ``pages`` add."""
    names = ("tokens", "house", *(("charts",) if with_charts else ()), *own)
    sheets = [
        (files("addin.reports") / "pages" / f"{name}.css").read_text("utf-8") for name in names
    ]
    return _packed("".join((*sheets, style() if with_charts else "")))


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - pages only

    environment = Environment(
        loader=PackageLoader("addin.reports", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_cleaned,
    )
    filter_script = (files("addin.reports") / "pages" / "filter.js").read_text("utf-8")
    environment.globals.update(
        svg=_svg,
        small=_small,
        plural=plural,
        filter_script=_markup(filter_script),
        filter_digest=digest(filter_script),
    )
    environment.filters.update(
        amount=amount,
        bracketed=bracketed,
        dashed=dashed,
        seconds=seconds,
        date=date,
        moment=moment,
        day=day,
    )
    return environment


def _packed(sheet: str) -> str:
    """Without what only its readers need: it stands in every page."""
    bare = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    short = re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"(?<=[a-z-]): ", ":", bare))
    return " ".join(short.replace(";}", "}").split())


def digest(text: str) -> str:
    """By what the page's own policy knows a style or a script that stands in it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def moment(at: dt.datetime) -> str:
    """``Monday 9 Mar 2026, 05:12``."""
    return f"{at:%A} {date(at)}, {at:%H:%M}"


def day(at: dt.date) -> str:
    """``Mon 9 Mar 2026``."""
    return f"{at:%a} {date(at)}"


def amount(money: Money | None) -> str:
    """Parentheses for what is below zero, as accountants write it; nothing where nothing is.

    Without its currency, which a page says once.
    """
    return "" if money is None else bracketed(money.text())


def bracketed(text: str) -> str:
    """An amount that is text already, likewise.

    >>> bracketed("-1,250.00"), bracketed("40.00"), bracketed("")
    ('(1,250.00)', '40.00', '')
    """
    return f"({text[1:]})" if text.startswith("-") else text


def dashed(money: Money | None) -> str:
    """The same, with the dash that accountants write for nothing."""
    return amount(money) if money is None or money else "\N{EN DASH}"


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

"""The pages: the one beside the sheet, in which Excel runs the functions too, and their help."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from importlib import resources
from itertools import groupby
from string import Template
from typing import Final
from urllib.parse import urlsplit

from addin.hosts.web.description import AddIn, Place
from addin.hosts.web.metadata import help_of
from addin.reports.page_base import stylesheet
from addin.udfs.catalogue import FUNCTIONS
from addin.udfs.function import Function

_MICROSOFT: Final = "https://appsforoffice.microsoft.com"
_OFFICE: Final = f"{_MICROSOFT}/lib/1/hosted/office.js"
_FUNCTIONS_ALONE: Final = f"{_MICROSOFT}/lib/1/hosted/custom-functions-runtime.js"
_HTML: Final = frozenset({"functions", "links", "scripts", "style"})


def functions_html(addin: AddIn, place: Place) -> bytes:
    """The page that runs the functions; where it runs buttons too, the task pane."""
    library = _OFFICE if addin.shared else _FUNCTIONS_ALONE
    return _beside(addin, place, library, place.address("functions.js", keyed=True))


def pane_html(addin: AddIn, place: Place) -> bytes:
    """The task pane, where the functions run elsewhere."""
    return _beside(addin, place, _OFFICE)


def _beside(addin: AddIn, place: Place, *scripts: str) -> bytes:
    return _page(
        "functions.html",
        name=addin.name,
        namespace=addin.namespace,
        count=str(len(FUNCTIONS)),
        scripts="\n".join(f'<script src="{escape(each)}"></script>' for each in scripts),
        help=place.address("help.html"),
        endpoint=place.endpoint or place.base,
        policy=_policy(place),
    )


def _policy(place: Place) -> str:
    """What the page may load and ask: our files, Microsoft's library, our server."""
    calls = urlsplit(place.endpoint or place.base)
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self' {_MICROSOFT}",
            "style-src 'self'",
            "img-src 'self'",
            f"connect-src 'self' {calls.scheme}://{calls.netloc}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def help_html(addin: AddIn, place: Place, functions: Mapping[str, Function] = FUNCTIONS) -> bytes:
    """Every function with its arguments, examples and source; and what is sent where."""
    parts: list[str] = []
    links: list[str] = []
    for number, (category, group) in enumerate(
        groupby(functions.values(), key=lambda one: one.category)
    ):
        links.append(f"<li><a href='#c{number}'>{escape(category)}</a></li>")
        parts.append(f"<h2 id='c{number}'>{escape(category)}</h2>")
        parts += [_function(addin, one) for one in group]
    return _page(
        "help.html",
        name=addin.name,
        namespace=addin.namespace,
        count=str(len(functions)),
        functions="\n".join(parts),
        links="\n".join(links),
        icon=place.address("icon-32.png"),
        style=f"{stylesheet()}{_file('help.css')}",
    )


def _function(addin: AddIn, found: Function) -> str:
    arguments = "".join(
        f"<dt>{escape(one.name)}</dt><dd>{escape(help_of(one))}</dd>" for one in found.parameters
    )
    examples = "".join(
        f"<li><code>={escape(addin.namespace)}.{escape(each.formula[1:])}</code> gives "
        f"<code>{escape(each.gives)}</code></li>"
        for each in found.examples
    )
    more = f"<p>{escape(found.more)}</p>" if found.more else ""
    source = f"<p class='source'>Source: {escape(found.source)}</p>" if found.source else ""
    usage = escape(f"{addin.namespace}.{found.usage}")
    return (
        f"<section id='{escape(found.name)}'><h3><code>{usage}</code></h3>"
        f"<p>{escape(found.summary)}</p>{more}<dl>{arguments}</dl><ul>{examples}</ul>"
        f"{source}</section>"
    )


def _page(template: str, **values: str) -> bytes:
    """A page with its values put in; all but what is HTML already are escaped here."""
    text = _file(template)
    ready = {name: value if name in _HTML else escape(value) for name, value in values.items()}
    return Template(text).substitute(ready).encode()


def _file(name: str) -> str:
    return resources.files("addin.hosts.web").joinpath("pages", name).read_text("utf-8")

"""Every file that Excel loads, as bytes: to be served, or put on a company's own web server."""

from __future__ import annotations

from addin.hosts.web.description import COLOUR_SIZE, ICON_SIZES, AddIn, Place, icon, place
from addin.hosts.web.manifest import manifest_json, package
from addin.hosts.web.manifest_xml import manifest_xml
from addin.hosts.web.metadata import functions_json
from addin.hosts.web.pages import functions_html, help_html, pane_html
from addin.hosts.web.script import functions_js
from addin.hosts.web.taskpane import pane_files

KINDS = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".png": "image/png",
    ".zip": "application/zip",
}
"""The media type of each file, by the end of its name."""


def web_files(
    base_url: str, *, key: str = "", endpoint: str = "", addin: AddIn | None = None
) -> dict[str, bytes]:
    """The add-in's files by name, as they must stand under ``base_url``.

    Args:
        base_url: the https address under which they are served.
        key: what calls carry as proof that they may; whoever can read the files has it.
        endpoint: the https address of the server that answers calls, if it is another one.
        addin: what Office is told of it; the usual description if left out.

    Raises:
        NotServed: an address that Excel would refuse; nothing was made.
    """
    where = place(base_url, key=key, endpoint=endpoint)
    told = addin or AddIn()
    return {**open_files(told, where), **keyed_files(told, where)}


def open_files(addin: AddIn, where: Place) -> dict[str, bytes]:
    """The files that hold no key."""
    return {
        "functions.json": functions_json(where),
        "help.html": help_html(addin, where),
        **pane_files(),
        **({} if addin.shared else {addin.pane_page: pane_html(addin, where)}),
        "color.png": icon(f"icon-{COLOUR_SIZE}.png"),
        "outline.png": icon("outline.png"),
        **{f"icon-{size}.png": icon(f"icon-{size}.png") for size in ICON_SIZES},
    }


def keyed_files(addin: AddIn, where: Place) -> dict[str, bytes]:
    """The files that hold the key, if there is one."""
    return {
        "functions.js": functions_js(where).encode(),
        "functions.html": functions_html(addin, where),
        **manifests(addin, where),
    }


def manifests(addin: AddIn, where: Place) -> dict[str, bytes]:
    """What is loaded into Excel; the rest follows from there."""
    return {
        "manifest.xml": manifest_xml(addin, where),
        "manifest.json": manifest_json(addin, where),
        "tieout-addin.zip": package(addin, where),
    }

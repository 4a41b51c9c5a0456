"""A spreadsheet of nothing but buttons, for Calc: each of ours, with what it does beside it.

Kept in a production's folder it works on the workbooks there; its buttons can be copied into any
other document. It holds no macro: a button names an address that the extension answers to.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from addin.hosts.libreoffice.menu import address
from addin.macros.button import Button

FILE_NAME: Final = "tieout-buttons.ods"
SHEET: Final = "Tieout"
TITLE: Final = "Tieout"
ABOUT: Final = (
    "Keep this file in the production's folder: its buttons work on the workbooks there. They need "
    "the Tieout extension, and can be copied into any other spreadsheet."
)
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
_KIND: Final = "application/vnd.oasis.opendocument.spreadsheet"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_URN: Final = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES: Final = {
    "office": f"{_URN}:office:1.0",
    "table": f"{_URN}:table:1.0",
    "text": f"{_URN}:text:1.0",
    "style": f"{_URN}:style:1.0",
    "fo": f"{_URN}:xsl-fo-compatible:1.0",
    "draw": f"{_URN}:drawing:1.0",
    "svg": f"{_URN}:svg-compatible:1.0",
    "form": f"{_URN}:form:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "ooo": "http://openoffice.org/2004/office",
}
_ROW: Final = 9.0
"""Height of a row, in millimetres."""
_COLUMN: Final = 58.0
"""Width of the column with the buttons, in millimetres."""
_GAP: Final = 1.0


class _Line(NamedTuple):
    """A row: a heading or an explanation, or a button."""

    text: str
    style: str
    button: Button | None = None


def panel(buttons: Sequence[Button]) -> bytes:
    """The document, as an ``.ods``; the same bytes for the same buttons."""
    lines = tuple(_lines(buttons))
    manifest = (
        f'{_HEAD}<manifest:manifest xmlns:manifest="{_URN}:manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_KIND}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    parts = {"mimetype": _KIND, "META-INF/manifest.xml": manifest, "content.xml": _content(lines)}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            # the first part is how programs tell the kind of file, so it is not compressed
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(entry, text.encode())
    return made.getvalue()


def _lines(buttons: Sequence[Button]) -> Iterator[_Line]:
    yield _Line(TITLE, "title")
    yield _Line(ABOUT, "about")
    for group, members in groupby(buttons, key=lambda one: one.group):
        yield _Line(group, "group")
        yield from (_Line(one.tip, "about", one) for one in members)


def _content(lines: Sequence[_Line]) -> str:
    spaces = " ".join(f'xmlns:{name}="{uri}"' for name, uri in _SPACES.items())
    placed = [(at, line.button) for at, line in enumerate(lines) if line.button is not None]
    forms = "".join(_control(number, button) for number, (_, button) in enumerate(placed, 1))
    shapes = "".join(_shape(number, at) for number, (at, _) in enumerate(placed, 1))
    rows = "".join(map(_row, lines))
    return (
        f'{_HEAD}<office:document-content {spaces} office:version="1.3">{_STYLES}'
        f'<office:body><office:spreadsheet><table:table table:name="{SHEET}">'
        '<office:forms form:automatic-focus="false" form:apply-design-mode="false">'
        '<form:form form:name="Tieout" '
        'form:control-implementation="ooo:com.sun.star.form.component.Form">'
        f"{forms}</form:form></office:forms>"
        f"<table:shapes>{shapes}</table:shapes>"
        '<table:table-column table:style-name="buttons"/><table:table-column '
        f'table:style-name="tips"/>{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )


def _row(line: _Line) -> str:
    cell = (
        f'<table:table-cell table:style-name="{line.style}" office:value-type="string">'
        f"<text:p>{escape(line.text)}</text:p></table:table-cell>"
    )
    before = "<table:table-cell/>" if line.button is not None else ""
    return f'<table:table-row table:style-name="row">{before}{cell}</table:table-row>'


def _control(number: int, button: Button) -> str:
    label = f"{button.label} ..." if button.asks else button.label
    return (
        f'<form:button form:name={quoteattr(button.name)} form:id="control{number}" '
        f'xml:id="control{number}" form:label={quoteattr(label)} '
        f"form:title={quoteattr(button.tip)} "
        'form:control-implementation="ooo:com.sun.star.form.component.CommandButton" '
        f'form:button-type="url" xlink:href={quoteattr(address(button.name))} '
        'office:target-frame="_self"><form:properties><form:property '
        'form:property-name="DefaultControl" office:value-type="string" '
        'office:string-value="com.sun.star.form.control.CommandButton"/></form:properties>'
        "</form:button>"
    )


def _shape(number: int, row: int) -> str:
    return (
        f'<draw:control draw:z-index="{number}" draw:control="control{number}" '
        f'svg:x="{_GAP}mm" svg:y="{row * _ROW + _GAP}mm" '
        f'svg:width="{_COLUMN - 2 * _GAP}mm" svg:height="{_ROW - 2 * _GAP}mm"/>'
    )


def _style(name: str, family: str, properties: str) -> str:
    return f'<style:style style:name="{name}" style:family="{family}">{properties}</style:style>'


_MIDDLE: Final = '<style:table-cell-properties style:vertical-align="middle"/>'
_STYLES: Final = "".join(
    (
        "<office:automatic-styles>",
        _style(
            "buttons",
            "table-column",
            f'<style:table-column-properties style:column-width="{_COLUMN}mm"/>',
        ),
        _style(
            "tips", "table-column", '<style:table-column-properties style:column-width="170mm"/>'
        ),
        _style(
            "row",
            "table-row",
            f'<style:table-row-properties style:row-height="{_ROW}mm" '
            'style:use-optimal-row-height="false"/>',
        ),
        _style(
            "title",
            "table-cell",
            f'{_MIDDLE}<style:text-properties fo:font-size="16pt" fo:font-weight="bold"/>',
        ),
        _style("group", "table-cell", f'{_MIDDLE}<style:text-properties fo:font-weight="bold"/>'),
        _style("about", "table-cell", f'{_MIDDLE}<style:text-properties fo:color="#52616b"/>'),
        "</office:automatic-styles>",
    )
)

"""Formulas and areas outside of cells: in formats, validations, charts, controls, links, tables.

Parts are searched for the elements known to hold one; what they hold is replaced, nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape

from addin.adapters.xlsx.following.follower import Follower, refused
from addin.adapters.xlsx.parts.xml_bytes import (
    ATTRIBUTES,
    Cut,
    attribute_bytes,
    attributes_of,
    text_bytes,
    with_attribute,
)

FILTER = "_xlnm._FilterDatabase"
_TEXTS = re.compile(
    rb"<(?:[\w.-]+:)?(f|formula|formula1|formula2|sqref|calculatedColumnFormula|totalsRowFormula"
    rb"|FmlaLink|FmlaRange|FmlaPict|FmlaTxbx|FmlaGroup)(?=[\s>])" + ATTRIBUTES + rb"\s*>([^<]+)</"
)
"""Elements whose text is a formula, or (``sqref``) areas."""

_ATTRIBUTES: Mapping[bytes, Mapping[bytes, str]] = {
    b"conditionalFormatting": {b"sqref": "areas"},
    b"cfvo": {b"val": "formula"},
    b"dataValidation": {b"sqref": "areas"},
    b"ignoredError": {b"sqref": "areas"},
    b"protectedRange": {b"sqref": "areas"},
    b"hyperlink": {b"ref": "area", b"location": "link"},
    b"autoFilter": {b"ref": "filter"},
    b"sortState": {b"ref": "area"},
    b"sortCondition": {b"ref": "area"},
    b"inputCells": {b"r": "area"},
    b"cellWatch": {b"r": "area"},
    b"webPublishItem": {b"sourceRef": "formula"},
    b"controlPr": {b"linkedCell": "formula", b"listFillRange": "formula"},
    b"formControlPr": {
        b"fmlaLink": "formula",
        b"fmlaRange": "formula",
        b"fmlaTxbx": "formula",
        b"fmlaGroup": "formula",
    },
    b"sp": {b"textlink": "formula"},
    b"cameraTool": {b"cellRange": "formula"},
    b"rangePr": {b"sourceName": "formula"},
    b"parameter": {b"cell": "formula"},
    b"worksheetSource": {b"ref": "source"},
    b"rangeSet": {b"ref": "source"},
    b"dataRef": {b"ref": "source"},
}
"""Elements with a formula, a link or areas in an attribute."""

_TAGS = re.compile(
    rb"<(?:[\w.-]+:)?(" + b"|".join(_ATTRIBUTES) + rb")(?=\s)" + ATTRIBUTES + rb"\s*/?>"
)


def place_cuts(
    xml: bytes,
    at: int,
    sheet: str,
    follower: Follower,
    where: str,
    *,
    in_cells: bool = False,
    with_tags: bool = True,
) -> Iterator[Cut]:
    """The cuts that let a part, or a piece of one that begins at an offset, follow.

    ``where`` is how a refusal calls it. ``in_cells`` says that it is the frame of a worksheet,
    where ``sqref`` holds cells of that sheet; in charts it holds a formula. Without ``with_tags``
    only what stands between tags follows.

    Raises:
        WriteRefused: something in it cannot follow.
    """
    if not follower.concerns(xml, sheet):
        return
    for found in _TEXTS.finditer(xml):
        as_areas = in_cells and found[1] == b"sqref"
        follow = follower.areas if as_areas else follower.formula
        text = unescape(found[2].decode())
        new = _followed(follow, text, sheet, where)
        if as_areas and (":" in new or " " in new) and _in_sparkline(xml, found.start()):
            continue  # the one cell of a sparkline goes along, but never becomes two
        if new != text:
            yield at + found.start(2), at + found.end(2), text_bytes(new)
    for found in _TAGS.finditer(xml) if with_tags else ():
        tag = _followed_tag(found[0], found[1], sheet, follower, where)
        if tag != found[0]:
            yield at + found.start(), at + found.end(), tag


def _in_sparkline(xml: bytes, at: int) -> bool:
    tag = xml.rfind(b"sparkline>", 0, at)
    return tag >= 0 and not xml.startswith(b"</", xml.rfind(b"<", 0, tag))


def _followed(follow: Callable[[str, str], str], text: str, sheet: str, where: str) -> str:
    if not text.strip():
        return text
    try:
        return follow(text, sheet)
    except ValueError as error:
        raise refused(f"{where} ({text[:60]})", text, error) from error


def _followed_tag(tag: bytes, name: bytes, sheet: str, follower: Follower, where: str) -> bytes:
    attributes = attributes_of(tag)
    for attribute, how in _ATTRIBUTES[name].items():
        if attribute not in attributes or (how == "link" and _leads_out(attributes)):
            continue
        text = unescape(attributes[attribute].decode())
        if how == "source":
            tag = _followed_source(tag, attributes, text, follower, where)
            continue
        follow = {
            "formula": follower.formula,
            "link": follower.link,
            "filter": lambda text, sheet: follower.name(FILTER, text, sheet),
        }.get(how, follower.areas)
        new = _followed(follow, text, sheet, where)
        if new != text and not (how == "area" and " " in new):
            tag = with_text(tag, attribute, new)
    return tag


def _leads_out(attributes: Mapping[bytes, bytes]) -> bool:
    """Whether it is about another workbook: then it has the id of a relationship to that."""
    return any(name.endswith(b":id") for name in attributes)


def _followed_source(
    tag: bytes, attributes: Mapping[bytes, bytes], area: str, follower: Follower, where: str
) -> bytes:
    if b"sheet" not in attributes or _leads_out(attributes):
        return tag  # a name, or cells of another workbook
    sheet = unescape(attributes[b"sheet"].decode())
    try:
        new_sheet, new_area = follower.source(sheet, area)
    except ValueError as error:
        raise refused(where, f"{sheet}!{area}", error) from error
    if new_sheet != sheet:
        tag = with_text(tag, b"sheet", new_sheet)
    return with_text(tag, b"ref", new_area) if new_area != area else tag


def with_text(tag: bytes, name: bytes, text: str) -> bytes:
    """The tag with an attribute's text changed, which may hold apostrophes, as the tag may."""
    value = attribute_bytes(text)
    if re.search(rb"\s" + name + rb"\s*=\s*'", tag):
        value = value.replace(b"'", b"&apos;")
    return with_attribute(tag, name, value)

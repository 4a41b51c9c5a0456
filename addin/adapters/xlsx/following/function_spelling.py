"""Our functions' calls get the spelling of another host, in every formula of a workbook.

In cells, defined names, formats, validations and calculated columns. Texts stay, those of macros
too: a macro that is seen to write such a call is a reason to refuse.

Source:
    Public workbooks that Excel saved: a call of an add-in from the start-up folder has the number
    of an external link of the type ``xlExternalLinkPath/xlStartup``, its target the file's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from addin.adapters.xlsx.following.functions_spelt import FunctionsSpelt
from addin.adapters.xlsx.following.macro_texts import texts_in
from addin.adapters.xlsx.following.references_follow import follow_everywhere, is_mentioned
from addin.adapters.xlsx.parts.draft import (
    Draft,
    Relationship,
    relationships_part,
    relationships_xml,
)
from addin.adapters.xlsx.parts.raw_zip import THIS
from addin.adapters.xlsx.parts.workbook_part_edit import WorkbookPartEdit
from addin.adapters.xlsx.parts.xml_bytes import (
    MAIN,
    RELATIONS,
    STRICT_MAIN,
    STRICT_RELATIONS,
    attribute_bytes,
)
from addin.errors import WriteRefused
from addin.tables.changes import FunctionSpelling
from addin.tables.function_names import ADDIN, Spelling, is_our_addin

_STARTUP: Final = (
    "http://schemas.microsoft.com/office/2006/relationships/xlExternalLinkPath/xlStartup"
)
_LINK_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"
_XML: Final = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'


def spell_functions(draft: Draft, workbook: WorkbookPartEdit, wanted: FunctionSpelling) -> None:
    """Spell calls of our functions for another host.

    For the Excel add-in they are written as Excel stores them, through a link to it; a workbook
    that has none gets one, and loses it again when no formula needs it. Where the workbook has
    macros, a bare call may be of one of them and stays.

    Raises:
        WriteRefused: a formula cannot be read or would be too long, or a macro writes a call.
    """
    own = {name.upper() for name, _, _ in workbook.defined_names}
    names = wanted.names - own
    macros = workbook.related("vbaProject")
    if macros is not None:
        _require_no_text(draft.package.read(macros.target), names)
    links = frozenset(_addin_links(draft, workbook))
    follower = FunctionsSpelt(wanted.to, names, links, bare_stays=macros is not None)
    if wanted.to is Spelling.CLASSIC and not links:
        number = str(workbook.linked_workbooks + 1)
        follower = replace(follower, links=frozenset({number}))
        if not follow_everywhere(draft, workbook, follower):
            return
        _add_link(draft, workbook, sorted(names))
    elif follow_everywhere(draft, workbook, follower) and wanted.to is not Spelling.CLASSIC:
        _drop_idle_link(draft, workbook, links)


def _require_no_text(project: bytes, names: frozenset[str]) -> None:
    called = tuple(f"{name}(" for name in names)
    for text in texts_in(project):
        if any(call in text.upper() for call in called):
            raise WriteRefused(
                THIS, f"its macros write the formula {text!r}, and no macro would be changed"
            )


def _addin_links(draft: Draft, workbook: WorkbookPartEdit) -> Iterator[str]:
    """The numbers of the workbook's links that lead to our add-in."""
    targets = {one.id: one.target for one in workbook.relationships if not one.is_external}
    for number, id_ in enumerate(workbook.link_ids, 1):
        part = targets.get(id_, "")
        if part and any(is_our_addin(one.target) for one in draft.relationships(part)):
            yield str(number)


def _drop_idle_link(draft: Draft, workbook: WorkbookPartEdit, links: frozenset[str]) -> None:
    """Take the link to the add-in away, if no formula needs it and no other link stands behind it.

    Left in the file, it would have Excel ask whether to update links.
    """
    number = str(workbook.linked_workbooks)
    if number not in links:
        return
    if is_mentioned(draft, workbook, re.compile(rb"\[%s\]" % number.encode())):
        return
    id_ = workbook.link_ids[-1]
    relationship = next(one for one in workbook.relationships if one.id == id_)
    workbook.drop_last_link()
    draft.unrelate(workbook.part, relationship)
    for part in (relationships_part(relationship.target), relationship.target):
        if part in draft:
            draft.drop(part)
    workbook.relationships = draft.relationships(workbook.part)


def _add_link(draft: Draft, workbook: WorkbookPartEdit, names: list[str]) -> None:
    """A link to the add-in in Excel's start-up folder, behind the links that there are."""
    strict = workbook.is_strict
    folder = workbook.part.rpartition("/")[0]
    number = 1
    while (part := f"{folder}/externalLinks/externalLink{number}.xml".lstrip("/")) in draft:
        number += 1
    lines = b"".join(b'<definedName name="%s"/>' % attribute_bytes(name) for name in names)
    draft.write(
        part,
        _XML + b'<externalLink xmlns="%s"><externalBook xmlns:r="%s" r:id="rId1"><definedNames>%s'
        b"</definedNames></externalBook></externalLink>"
        % (
            (STRICT_MAIN if strict else MAIN).encode(),
            (STRICT_RELATIONS if strict else RELATIONS).encode(),
            lines,
        ),
    )
    draft.declare(part, _LINK_TYPE)
    outside = Relationship("rId1", "xlStartup", ADDIN, True, _STARTUP)
    draft.write(relationships_part(part), relationships_xml((outside,)))
    workbook.add_link(draft.relate(workbook.part, "externalLink", part, strict=strict))

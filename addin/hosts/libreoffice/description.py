"""What the extension says of itself and of its functions, in the formats that LibreOffice reads.

Source: LibreOffice Developer's Guide, chapters "Extensions" and "Spreadsheet Documents: Add-Ins"
(https://wiki.documentfoundation.org/Documentation/DevGuide).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from addin.hosts.libreoffice.menu import HANDLER
from addin.udfs.function import Function, Parameter
from addin.udfs.kinds import Kind, Shape

SERVICE: Final = "TIEOUT"
"""With a function's name behind it, how Calc names the function in files: TIEOUT.COST_EFC, which is
its name in Excel on the web too."""
IDENTIFIER: Final = "tieout.calc"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MANIFEST: Final = "http://openoffice.org/2001/manifest"
_KINDS: Final = {
    "types.idl": "application/vnd.sun.star.uno-typelibrary;type=RDB",
    "component.components": "application/vnd.sun.star.uno-components",
    "CalcAddIns.xcu": "application/vnd.sun.star.configuration-data",
    "Addons.xcu": "application/vnd.sun.star.configuration-data",
    "CalcCommands.xcu": "application/vnd.sun.star.configuration-data",
    "ProtocolHandler.xcu": "application/vnd.sun.star.configuration-data",
}


def manifest() -> str:
    """META-INF/manifest.xml: which parts LibreOffice registers, and as what."""
    entries = "".join(
        f"  <manifest:file-entry manifest:full-path={quoteattr(part)}"
        f" manifest:media-type={quoteattr(kind)}/>\n"
        for part, kind in _KINDS.items()
    )
    return (
        f'{_HEAD}<manifest:manifest xmlns:manifest="{_MANIFEST}">\n{entries}</manifest:manifest>\n'
    )


def components() -> str:
    """component.components: registered without Python.

    It starts with the first formula, or with the first button.
    """
    return (
        f'{_HEAD}<components xmlns="http://openoffice.org/2010/uno-components">\n'
        '  <component loader="com.sun.star.loader.Python" uri="./component.py">\n'
        f'    <implementation name="{SERVICE}"><service name="{SERVICE}"/></implementation>\n'
        "  </component>\n"
        '  <component loader="com.sun.star.loader.Python" uri="./dispatcher.py">\n'
        f'    <implementation name="{HANDLER}">'
        '<service name="com.sun.star.frame.ProtocolHandler"/></implementation>\n'
        "  </component>\n</components>\n"
    )


def description(version: str, update_from: str) -> str:
    """description.xml: name, version, what it needs, and where newer versions are announced."""
    updates = (
        f"  <update-information><src xlink:href={quoteattr(update_from)}/></update-information>\n"
        if update_from
        else ""
    )
    return (
        f'{_HEAD}<description xmlns="http://openoffice.org/extensions/description/2006"\n'
        '    xmlns:l="http://libreoffice.org/extensions/description/2011"\n'
        '    xmlns:d="http://openoffice.org/extensions/description/2006"\n'
        '    xmlns:xlink="http://www.w3.org/1999/xlink">\n'
        f'  <identifier value="{IDENTIFIER}"/>\n'
        f"  <version value={quoteattr(version)}/>\n"
        '  <platform value="all"/>\n'
        '  <dependencies><l:LibreOffice-minimal-version value="7.0" d:name="LibreOffice 7.0"/>'
        "</dependencies>\n"
        '  <display-name><name lang="en">Tieout functions and buttons</name></display-name>\n'
        "  <extension-description>"
        '<src lang="en" xlink:href="about.txt"/></extension-description>\n'
        f"{updates}</description>\n"
    )


def update(version: str, download: str) -> str:
    """The small file that ``update_from`` points to: the newest version, and where to get it."""
    return (
        f'{_HEAD}<description xmlns="http://openoffice.org/extensions/update/2006"\n'
        '    xmlns:xlink="http://www.w3.org/1999/xlink">\n'
        f'  <identifier value="{IDENTIFIER}"/>\n  <version value={quoteattr(version)}/>\n'
        f"  <update-download><src xlink:href={quoteattr(download)}/></update-download>\n"
        "</description>\n"
    )


def types(functions: Iterable[Function]) -> str:
    """types.idl: the methods behind the functions; LibreOffice reads the source as it is.

    A result is always rows: nothing else carries a table out of Python.
    """
    methods = "\n".join(
        f"  sequence<sequence<any> > {each.name}({_idl_parameters(each)});" for each in functions
    )
    return f"module tieout {{\ninterface XFunctions {{\n{methods}\n}};\n}};\n"


def _idl_parameters(function: Function) -> str:
    given = [f"[in] {idl_type(each)} {_given(at)}" for at, each in enumerate(function.parameters)]
    if has_dates(function):
        given.insert(0, "[in] com::sun::star::beans::XPropertySet workbook")
    return ", ".join(given)


def has_dates(function: Function) -> bool:
    """Whether dates may go in or out: then Calc hands the workbook over too, unseen by people.

    A workbook may count days from 1904, and a number does not say so.
    """
    kinds = {function.result, *(each.kind for each in function.parameters)}
    return not kinds.isdisjoint({Kind.DATE, Kind.ANY})


def idl_type(parameter: Parameter) -> str:
    """How Calc hands an argument over.

    A range that must be given comes as a range: error cells in it arrive as errors, whole columns
    cost nothing. What may be left out can only be ``any``, and that takes no range with errors.
    """
    if parameter.repeating:
        return "sequence<any>"
    if parameter.shape is Shape.CELL or parameter.optional:
        return "any"
    return "com::sun::star::table::XCellRange"


def _given(at: int) -> str:
    """UNO's name of a parameter: its own may be a word of the interface language."""
    return f"given{at + 1}"


def add_ins(functions: Iterable[Function]) -> str:
    """CalcAddIns.xcu: names, categories and help of the functions and of their arguments."""
    nodes = "".join(map(_function, functions))
    return (
        f'{_HEAD}<oor:component-data xmlns:oor="http://openoffice.org/2001/registry"\n'
        '    xmlns:xs="http://www.w3.org/2001/XMLSchema"\n'
        '    oor:name="CalcAddIns" oor:package="org.openoffice.Office">\n'
        f'<node oor:name="AddInInfo"><node oor:name="{SERVICE}" oor:op="replace">'
        f'<node oor:name="AddInFunctions">\n{nodes}</node></node></node>\n'
        "</oor:component-data>\n"
    )


def _function(function: Function) -> str:
    parameters = "".join(
        f'  <node oor:name="{_given(at)}" oor:op="replace">'
        f"{_said('DisplayName', shown_name(each))}{_said('Description', each.help)}</node>\n"
        for at, each in enumerate(function.parameters)
    )
    return (
        f'<node oor:name="{function.name}" oor:op="replace">'
        f"{_said('DisplayName', function.name)}{_said('CompatibilityName', function.name)}\n"
        f"{_said('Description', function.summary)}\n"
        '<prop oor:name="Category"><value>Add-In</value></prop>\n'
        f'<node oor:name="Parameters">\n{parameters}</node></node>\n'
    )


def shown_name(parameter: Parameter) -> str:
    """An argument's name in the function wizard, in brackets if it may be left out."""
    return f"[{parameter.name}]" if parameter.optional else parameter.name


def _said(what: str, text: str) -> str:
    return f'<prop oor:name="{what}"><value xml:lang="en-US">{escape(text)}</value></prop>'

"""The menu *Tieout* in Calc, in the formats that LibreOffice's configuration has.

Source: LibreOffice Developer's Guide, "Add-Ons" and "Protocol Handler"
(https://wiki.documentfoundation.org/Documentation/DevGuide/Office_Development).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, Final
from urllib.parse import quote, urlencode
from xml.sax.saxutils import escape, quoteattr

from addin.macros.button import Button

PROTOCOL: Final = "vnd.org.tieout:"
HANDLER: Final = "org.tieout.Buttons"
MENU: Final = "org.tieout.menu"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ONLY_IN: Final = "com.sun.star.sheet.SpreadsheetDocument"


def address(button: str, **answers: str) -> str:
    """What presses a button: as a command of the menu, or as the address of a form button.

    >>> address("close_week", reason="Two carpenters")
    'vnd.org.tieout:press?close_week&reason=Two%20carpenters'
    """
    given = f"&{urlencode(answers, quote_via=quote)}" if answers else ""
    return f"{PROTOCOL}press?{button}{given}"


def add_ons(buttons: Iterable[Button]) -> str:
    """Addons.xcu: the menu, a submenu for each group, in the order of the buttons."""
    groups = "".join(
        _node(
            f"g{at:02}",
            _text("Title", group)
            + f'<node oor:name="Submenu">\n{"".join(_entries(tuple(members)))}</node>',
        )
        for at, (group, members) in enumerate(groupby(buttons, key=lambda one: one.group))
    )
    menu = _node(
        MENU,
        _text("Title", "~Tieout")
        + _plain("Context", _ONLY_IN)
        + f'<node oor:name="Submenu">\n{groups}</node>',
    )
    return _configuration(
        "Addons", f'<node oor:name="AddonUI"><node oor:name="OfficeMenuBar">\n{menu}</node></node>'
    )


def _entries(buttons: Sequence[Button]) -> Iterable[str]:
    for at, one in enumerate(buttons):
        ending = " ..." if one.asks else ""
        yield _node(
            f"b{at:02}",
            _plain("URL", address(one.name))
            + _text("Title", one.label + ending)
            + _plain("Target", "_self")
            + _plain("Context", _ONLY_IN),
        )


def commands(buttons: Iterable[Button]) -> str:
    """CalcCommands.xcu: the tip of each button, also where a person puts it on a toolbar."""
    nodes = "".join(
        _node(
            address(one.name),
            _text("Label", one.label) + _text("TooltipLabel", f"{one.label}: {one.tip}"),
        )
        for one in buttons
    )
    inner = f'<node oor:name="UserInterface"><node oor:name="Commands">\n{nodes}</node></node>'
    return _configuration("CalcCommands", inner, package="org.openoffice.Office.UI")


def protocol_handler() -> str:
    """ProtocolHandler.xcu: who answers to the addresses of buttons."""
    protocols = f'<prop oor:name="Protocols"><value>{PROTOCOL}*</value></prop>'
    return _configuration(
        "ProtocolHandler", f'<node oor:name="HandlerSet">{_node(HANDLER, protocols)}</node>'
    )


def described(buttons: Iterable[Button]) -> list[dict[str, Any]]:
    """What the extension knows of each button: how it is called, and what it asks."""
    return [
        {
            "name": one.name,
            "label": one.label,
            "tip": one.tip,
            "asks": [
                {
                    "name": field.name,
                    "label": field.label,
                    "kind": str(field.kind),
                    "help": field.help,
                    "choices": list(field.choices),
                    "optional": field.optional,
                }
                for field in one.asks
            ],
        }
        for one in buttons
    ]


def _node(name: str, inner: str) -> str:
    return f'<node oor:name={quoteattr(name)} oor:op="replace">{inner}</node>\n'


def _text(name: str, text: str) -> str:
    return f'<prop oor:name="{name}"><value xml:lang="en-US">{escape(text)}</value></prop>'


def _plain(name: str, text: str) -> str:
    return f'<prop oor:name="{name}" oor:type="xs:string"><value>{escape(text)}</value></prop>'


def _configuration(name: str, inner: str, package: str = "org.openoffice.Office") -> str:
    return (
        f'{_HEAD}<oor:component-data xmlns:oor="http://openoffice.org/2001/registry"\n'
        '    xmlns:xs="http://www.w3.org/2001/XMLSchema"\n'
        f'    oor:name="{name}" oor:package="{package}">\n{inner}\n</oor:component-data>\n'
    )

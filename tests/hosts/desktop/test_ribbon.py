"""The tab in Excel: every button has its procedure, its text and its place."""

from __future__ import annotations

import re

from lxml import etree

from addin.hosts.desktop.ribbon import BUTTONS, LONGEST_TIP, NAMESPACE, Button, callbacks, xml

SPACE = f"{{{NAMESPACE}}}"


def test_every_button_has_its_procedure():
    """A button whose procedure is missing says so only when it is pressed."""
    called = [
        element.get("onAction")
        for element in etree.fromstring(xml().encode()).iter(f"{SPACE}button")
    ]

    assert called == [button.callback for button in BUTTONS]
    for each in called:
        assert f"Public Sub {each}(control As IRibbonControl)\n" in callbacks()


def test_identifiers_are_unique():
    """Office drops the whole tab otherwise."""
    found = [
        element.get("id")
        for element in etree.fromstring(xml().encode()).iter()
        if element.get("id")
    ]

    assert len(found) == len(set(found))


def test_every_button_says_what_it_does():
    """In texts that Office takes."""
    for button in BUTTONS:
        assert re.fullmatch(r"[a-z_]+", button.name)
        assert 0 < len(button.tip) <= LONGEST_TIP
        assert button.tip.endswith(".")


def test_buttons_of_a_group_stand_together():
    """In the order of ``BUTTONS``."""
    tab = etree.fromstring(xml().encode()).find(f".//{SPACE}tab")

    assert tab is not None
    assert [(group.get("label"), [b.get("label") for b in group]) for group in tab] == [
        ("Functions", ["Function list", "Recalculate all"]),
        ("Python", ["Restart Python", "Check"]),
    ]


def test_a_button_of_another_part_of_tieout_is_one_entry():
    """Its texts are escaped, its lines run under a message for errors."""
    new = Button("check_book", "Ties", 'Check & "tie"', "Magic", "Checks <it>.", "TieoutRun\nBeep")

    (button,) = etree.fromstring(xml([new]).encode()).iter(f"{SPACE}button")
    assert (button.get("label"), button.get("supertip")) == ('Check & "tie"', "Checks <it>.")
    assert (
        "Public Sub TieoutRibbon_check_book(control As IRibbonControl)\n    On Error GoTo failed\n"
        "    TieoutRun\n    Beep\n    Exit Sub\nfailed:\n"
    ) in callbacks([new])

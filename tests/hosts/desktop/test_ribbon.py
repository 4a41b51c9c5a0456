"""The tab in Excel: every button has its procedure, its text and its place."""

from __future__ import annotations

import re
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from addin.hosts.desktop.ribbon import (
    BUTTONS,
    LONGEST_TIP,
    NAMESPACE,
    Button,
    callbacks,
    key_tips,
    keys,
    shown_keys,
    xml,
)
from addin.macros.catalogue import BUTTONS as JOBS

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
    shown = [(group.get("label"), [b.get("label") for b in group]) for group in tab]
    assert shown == [
        *(
            (name, [one.label for one in jobs])
            for name, jobs in groupby(JOBS, lambda one: one.group)
        ),
        ("Functions", ["Function list", "Recalculate all"]),
        ("Python", ["Restart Python", "Check"]),
    ]
    assert [[b.get("size") for b in group].count("large") for group in tab] == [1] * len(shown)


def test_a_button_of_another_part_of_tieout_is_one_entry():
    """Its texts are escaped, its lines run under a message for errors."""
    new = Button("check_book", "Ties", 'Check & "tie"', "Magic", "Checks <it>.", "TieoutRun\nBeep")

    (button,) = etree.fromstring(xml([new]).encode()).iter(f"{SPACE}button")
    assert (button.get("label"), button.get("supertip")) == ('Check & "tie"', "Checks <it>.")
    assert (
        "Public Sub TieoutRibbon_check_book(control As IRibbonControl)\n    On Error GoTo failed\n"
        "    TieoutRun\n    Beep\n    Exit Sub\nfailed:\n"
    ) in callbacks([new])


EXCELS_OWN = frozenset("^+" + key for key in "adfglopstuv")
"""What Excel 365 does with Ctrl+Shift+letter. Source: Microsoft, "Keyboard shortcuts in Excel"."""


def test_shortcuts_are_none_of_excel_s_own_and_each_is_one_button_s():
    """Who pastes values with Ctrl+Shift+V must not validate instead."""
    taken = [one.shortcut.lower() for one in BUTTONS if one.shortcut]

    assert len(set(taken)) == len(taken)
    assert EXCELS_OWN.isdisjoint(taken)
    for one in taken:
        assert re.fullmatch(r"\^\+[a-z]", one)


def test_shortcuts_are_taken_and_given_back_alike():
    """What the add-in takes when it opens it gives back when it closes, and each has its procedure."""
    taken, back = keys().split("Public Sub TieoutGiveKeysBack")
    wanted = {one.shortcut.lower(): one.key_procedure for one in BUTTONS if one.shortcut}

    assert dict(re.findall(r'OnKey "(.*?)", .*!(\w+)"', taken)) == wanted
    assert re.findall(r'OnKey "(.*?)"', back) == list(wanted)
    for procedure in wanted.values():
        assert f"Public Sub {procedure}()\n" in callbacks()


def test_a_shortcut_is_told_beside_the_button():
    """As people read it, not as VBA does."""
    assert shown_keys("^+K") == "Ctrl+Shift+K"
    for one in BUTTONS:
        assert not one.shortcut or one.tip.endswith(f" {shown_keys(one.shortcut)}.")


names = st.lists(st.text("abcdef ghij&-", min_size=2).filter(lambda t: t.strip(" &-")), max_size=12)


@given(names)
def test_every_button_has_key_tips_of_its_own_and_none_begins_another(labels):
    """Office takes the shorter one at once and never waits for the longer."""
    buttons = [Button(f"b{n}", "G", label, "", "", "") for n, label in enumerate(labels)]
    tips = key_tips(buttons)

    assert len(set(tips.values())) == len(labels)
    assert all(re.fullmatch("[A-Z0-9]{2}", tip) for tip in tips.values())


def test_the_tips_of_our_buttons_are_their_initials_where_that_goes():
    """VA for Validate, NF for Next Finding."""
    tips = key_tips(BUTTONS)

    assert (tips["validate"], tips["show_finding"], tips["close_week"]) == ("VA", "NF", "CW")

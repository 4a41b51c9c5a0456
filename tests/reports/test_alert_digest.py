"""What an alert says after a night, or that it says nothing."""

from __future__ import annotations

import datetime as dt
import json
import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.night import Ended, Facts
from addin.reports.alert_digest import digest
from addin.settings.studio import Tell
from tests.reports.alert_nights import RULE, night, point, rules, said, studios


def test_nothing_changed_says_nothing():
    """The same night once more is quiet, for those who want changes and for those who want worse."""
    for tell in (Tell.CHANGED, Tell.WORSE):
        rule = replace(RULE, tell=tell)
        first = said(night(point()), rule=rule)

        assert digest(rule, [night(point(standing="still open"))], first.memory) is None


def test_a_clean_studio_is_quiet_but_for_those_who_want_to_hear_it():
    """Nothing found, nothing said; ``always`` says so."""
    clean = [night()]

    assert digest(RULE, clean, "") is None
    told = digest(replace(RULE, tell=Tell.ALWAYS), clean, "")
    assert told is not None
    assert told.title == "Tieout, Accounting: nothing open"
    assert told.text == "Nothing new in 1 other production."


def test_the_first_digest_does_not_call_old_findings_new():
    """Somebody who is told for the first time learns what is open since earlier nights."""
    found = said(night(point(standing="still open")))

    assert found.title == "Tieout, Accounting: 1 still open"


def test_a_memory_that_cannot_be_read_tells_once_more():
    """Better twice than never."""
    for memory in (
        "{",
        "[]",
        '{"version":1}',
        '{"version":1,"told":{"a":{"findings":[]}}}',
        "null",
    ):
        assert "PO201" in said(night(point()), before=memory).text


def test_the_structured_form_is_plain_json_with_the_same_facts():
    """Programs get counts, codes, places and cells; and nothing of the messages."""
    found = said(night(point()))

    written = json.dumps(found.structured)
    assert json.loads(written)["productions"][0]["new"] == [
        {
            "severity": "error",
            "code": "PO201",
            "title": "An order is invoiced for more than was ordered",
            "place": "POs.xlsx · PO Log",
            "count": 1,
            "cells": ["F12"],
            "confidential": False,
        }
    ]
    assert "message" not in written


@settings(deadline=None)
@given(rules, st.lists(studios, min_size=1, max_size=4))
def test_a_digest_that_was_just_delivered_has_nothing_to_add(rule, runs):
    """Whatever nights came before, the same night again is quiet."""
    memory = ""
    for nights in runs:
        found = digest(rule, nights, memory)
        memory = found.memory if found else memory

    if rule.tell == Tell.ALWAYS:
        again = digest(rule, runs[-1], memory)
        assert again is not None
        assert memory == again.memory
    elif rule.tell == Tell.CHANGED:
        assert digest(rule, runs[-1], memory) is None


@settings(deadline=None)
@given(rules, studios, studios, st.randoms(use_true_random=False))
def test_neither_order_nor_time_nor_sentences_are_in_a_digest(
    rule, earlier, nights, chance: random.Random
):
    """Productions and findings shuffled, at another time, in other words: the same, to the letter."""
    first = digest(rule, earlier, "")
    before = first.memory if first else ""
    other = [
        replace(
            one,
            at=dt.datetime(2030, 1, 1),
            seconds=9.0,
            failure="else",
            points=tuple(
                replace(each, message="else", since=dt.date(2020, 1, 1))
                for each in chance.sample(one.points, len(one.points))
            ),
        )
        for one in chance.sample(nights, len(nights))
    ]

    assert digest(rule, nights, before) == digest(rule, other, before)


@settings(deadline=None)
@given(rules, studios)
def test_every_resolution_is_told_exactly_once(rule, nights):
    """All is mended: each finding that was told is resolved in the next digest, and never again."""
    rule = replace(rule, tell=Tell.CHANGED)
    first = digest(rule, nights, "")
    mended = [replace(one, points=(), ended=Ended.CHECKED, facts=Facts()) for one in nights]
    if first is None:
        return
    counts = first.structured["counts"]
    second = digest(rule, mended, first.memory)

    assert isinstance(counts, dict)
    if second is None:
        assert counts["open"] + counts["trouble"] + counts["unproved"] == 0
    else:
        later = second.structured["counts"]
        assert isinstance(later, dict)
        assert counts["open"] == later["resolved"]
        assert digest(rule, mended, second.memory) is None

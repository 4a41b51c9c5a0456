"""What an alert says after a night."""

from __future__ import annotations

import datetime as dt
import json
import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.night import (
    AccountLine,
    AgeLine,
    Ended,
    Facts,
    Outcome,
    PairLine,
    Point,
    ProductionNight,
    Step,
)
from addin.findings import Severity
from addin.reports.alert_digest import Digest, digest
from addin.reports.alert_text import LIMIT
from addin.settings.studio import AlertSettings, Tell

AT = dt.datetime(2026, 11, 20, 4)
RULE = AlertSettings("Accounting", ("MAIL",))
EVERYTHING = replace(RULE, least=Severity.NOTE)


def point(
    key="k1",
    code="PO201",
    standing="new",
    severity=3,
    workbook="POs.xlsx",
    sheet="PO Log",
    cell="F12",
):
    """A finding of a night."""
    return Point(key, code, severity, standing, workbook, sheet, cell, f"message of {key}")


def night(*points: Point, production="The Long Night", ended=Ended.CHECKED, **more):
    """The night of a production."""
    return ProductionNight(0, production, f"/shows/{production}", AT, ended, points=points, **more)


def said(*nights: ProductionNight, before="", rule=RULE) -> Digest:
    """What is said of these nights; something has to be."""
    found = digest(rule, nights, before)
    assert found is not None
    return found


def test_a_digest_says_rule_place_and_cell_of_what_is_new():
    """Production, count, severity, code, the rule's title, workbook, sheet and cell."""
    found = said(night(point()))

    assert found.text == (
        "The Long Night: 1 new\n"
        "- New: error PO201 An order is invoiced for more than was ordered: POs.xlsx · PO Log F12"
    )
    assert found.title == "Tieout, Accounting: 1 new"


def test_findings_of_one_rule_in_one_sheet_are_one_line():
    """The first three cells are named, down the sheet, and all are counted."""
    points = [point(f"k{row}", cell=f"F{row}") for row in (100, 9, 12, 30)]

    line = said(night(*points)).text.splitlines()[1]

    assert line.endswith("(4): POs.xlsx · PO Log F9, F12, F30")


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


def test_what_was_told_and_is_gone_is_told_once():
    """Even where the night of the resolution was not delivered, and the point is gone since."""
    first = said(night(point()))
    gone = said(night(), before=first.memory)

    assert gone.title == "Tieout, Accounting: 1 resolved"
    assert "Resolved: error PO201" in gone.text
    assert "POs.xlsx · PO Log" in gone.text
    assert digest(RULE, [night()], gone.memory) is None


def test_a_waived_finding_is_called_waived():
    """Somebody judged it fine: that is not the same as mended."""
    first = said(night(point()))

    assert (
        "- Waived: error PO201" in said(night(point(standing="waived")), before=first.memory).text
    )


def test_what_was_never_told_is_not_told_to_be_resolved():
    """A warning is gone from an alert that tells errors only: nobody is bothered."""
    first = said(night(point(), point("k2", "PO101", severity=2)))

    assert digest(RULE, [night(point(standing="still open"))], first.memory) is None


def test_a_resolution_waits_for_those_who_want_only_what_is_worse():
    """It comes with the next news, from any production, and only once."""
    rule = replace(RULE, tell=Tell.WORSE)
    one, other = night(point()), night(production="Night Shift")
    first = said(one, other, rule=rule)

    assert digest(rule, [night(), other], first.memory) is None
    later = said(
        night(), night(point("n"), production="Night Shift"), before=first.memory, rule=rule
    )
    assert "Resolved: error PO201" in later.text
    assert (
        digest(rule, [night(), night(point("n"), production="Night Shift")], later.memory) is None
    )


def test_a_production_that_could_not_be_checked_keeps_what_was_told():
    """Its findings are neither resolved nor new when it is checked again; the trouble is told."""
    first = said(night(point()))
    broken = night(ended=Ended.FAILED, error="DamagedFile", failure="/x/y?token=abc is damaged")
    failed = said(broken, before=first.memory)
    again = said(night(point(standing="still open")), before=failed.memory)

    assert "- Could not be checked: a workbook is damaged or is none" in failed.text
    assert "1 still open" in failed.text
    assert digest(RULE, [broken], failed.memory) is None
    assert "Done wholly again" in again.text
    assert " new" not in again.title


def test_a_step_that_failed_is_named_with_the_class_of_its_error():
    """A production that was checked, but not all was done."""
    steps = (Step("sync", Outcome.FAILED, "secret sentence", "SharedSheetBusy"),)

    text = said(night(ended=Ended.PARTLY, steps=steps)).text

    assert "checked, but not all was done: sync (Google could not be reached)" in text
    assert "secret" not in text


def test_a_production_that_was_never_checked_is_not_called_clean():
    """Nothing is known of it, which is not the same as nothing open."""
    broken = night(ended=Ended.FAILED, error="DamagedFile")

    assert said(broken).text == (
        "The Long Night: could not be checked: a workbook is damaged or is none"
    )


def test_a_production_that_did_not_run_keeps_what_was_told():
    """A night over some of the productions says nothing of the others, now or later."""
    first = said(night(point()), night(point("n"), production="Night Shift"))

    assert digest(RULE, [night(point())], first.memory) is None


def test_a_production_in_which_nothing_changed_keeps_what_was_told():
    """It was not looked at anew, so nothing of it is resolved."""
    first = said(night(point()))

    assert digest(RULE, [night(ended=Ended.UNCHANGED)], first.memory) is None


def test_statements_that_do_not_tie_are_named_without_amounts():
    """By the places of their two lists; told again when they tie."""
    pairs = (PairLine("POs.xlsx!PO Log ↔ GL.xlsx!Ledger", 10, 0, 1, 2, -120_000),)
    first = said(night(facts=Facts(pairs=pairs)))
    proved = said(night(facts=Facts(pairs=(replace(pairs[0], difference=0),))), before=first.memory)

    assert "Not proved: POs.xlsx · PO Log ↔ GL.xlsx · Ledger" in first.text
    assert "1200" not in first.text.replace(",", "")
    assert "Proved now: 1 statement" in proved.text


def test_patterns_choose_productions_and_findings():
    """A purchasing department hears of its lists in its productions, and of nothing else."""
    rule = replace(RULE, productions=("The *",), codes=("po*",), sheets=("PO *",))
    nights = (
        night(point(), point("b", "COS101", sheet="PO Log"), point("c", sheet="Other")),
        night(point("d"), production="Night Shift"),
    )

    found = said(*nights, rule=rule)

    assert found.title == "Tieout, Accounting: 1 new"
    assert "Night Shift" not in found.text


def test_a_pattern_is_for_a_production_and_not_for_the_folders_above_it():
    """All shows lie in a folder called Nights: that is nobody's name."""
    one = replace(night(point()), folder="/srv/Nights/long", production="Harbour")

    assert digest(replace(RULE, productions=("*night*",)), [one], "") is None
    assert digest(replace(RULE, productions=("LONG",)), [one], "") is not None


def test_a_rule_that_was_narrowed_forgets_without_a_word():
    """What an alert no longer chooses is not called resolved."""
    first = said(night(point()))

    assert digest(replace(RULE, codes=("COS*",)), [night(point())], first.memory) is None


def test_money_is_told_only_where_it_is_asked_for_and_only_of_the_production():
    """The estimated final cost and the variance of the total, never of an account."""
    facts = Facts(
        currency="USD",
        total=AccountLine("", "Total", efc=123_456_700, under=-120_000),
        accounts=(AccountLine("2000", "Jane Doe", efc=555_500),),
    )
    one = night(point(), facts=facts)

    assert "1,234,567" not in said(one).text
    told = said(one, rule=replace(RULE, money=True)).text
    assert "- EFC 1,234,567.00 USD, 1,200.00 USD over budget" in told
    assert "5,555" not in told


def test_what_people_work_and_are_paid_is_told_by_sheet_and_count():
    """No cell, and no sheet that may be called like a person."""
    points = (
        point("a", "REC501", workbook="Payroll wk 12.xlsx", sheet="Jane Doe", cell="F12"),
        point("b", "STR101", workbook="Costs.xlsx", sheet="Timecards", cell="F12"),
    )

    text = said(night(*points)).text

    assert "A person's hours or pay differ between two lists: Payroll wk 12.xlsx" in text
    assert "Timecards" in text
    assert "Jane" not in text
    assert "F12" not in text


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
        }
    ]
    assert "message" not in written


def test_hundreds_of_productions_fit_a_phone():
    """The worst are named, the rest counted, within the limit."""
    nights = [
        night(*(point(f"{n}-{row}", cell=f"F{row}") for row in range(n)), production=f"Show {n:03}")
        for n in range(300)
    ]

    found = said(*nights)

    assert len(found.text) <= LIMIT
    assert found.text.startswith("Show 299")
    assert "other productions with news" in found.text
    assert "Nothing new in 1 other production" in found.text


def test_every_production_has_its_line_before_the_worst_has_all_of_its_findings():
    """Fifteen with news: each is named, the worst with a finding, and all pages are linked."""
    nights = [
        night(*(point(f"{n}-{row}", code) for row, code in enumerate(("PO201", "COS101"))), production=f"Show {n:02}")
        for n in range(15)
    ]  # fmt: skip

    found = digest(
        RULE, nights, "", lambda one: f"https://x.example/{one.production}", "https://x.example/all"
    )

    assert found is not None
    assert all(f"Show {n:02}: 2 new" in found.text for n in range(15))
    assert found.text.startswith("Show 00: 2 new\n- New: error COS101")
    assert found.text.endswith("https://x.example/all")
    assert "\nShow 13: 2 new\nShow 14: 2 new\n" in found.text
    assert len(found.text) <= LIMIT


names = st.sampled_from(["POs.xlsx", "Cost.xlsx", "Payroll.xlsx", "PO Log", "Jane Doe"])
points = st.builds(
    point,
    key=st.text("abcdef", min_size=1, max_size=2),
    code=st.sampled_from(["PO201", "REC501", "COS101", "XX999"]),
    standing=st.sampled_from(["new", "still open", "waived", "resolved"]),
    severity=st.integers(1, 3),
    workbook=names,
    sheet=names,
    cell=st.sampled_from(["A1", "B20", "", "$C$3", "A1:B2"]),
)
facts = st.builds(
    lambda kinds: Facts(
        pairs=tuple(PairLine(f"a.xlsx!{k} ↔ b.xlsx!{k}", 1, 0, 0, 0, d) for k, d in kinds.items())
    ),
    st.dictionaries(st.sampled_from("xyz"), st.integers(-1, 1), max_size=3),
)
studios = st.lists(
    st.builds(
        lambda name, ended, found, error, facts: night(
            *{one.key: one for one in found}.values(),
            production=name,
            ended=ended,
            error=error,
            facts=facts,
        ),
        st.sampled_from("ABCD"),
        st.sampled_from(Ended),
        st.lists(points, max_size=6),
        st.sampled_from(["", "DamagedFile", "Whatever"]),
        facts,
    ),
    max_size=4,
    unique_by=lambda one: one.folder,
)
rules = st.builds(
    AlertSettings,
    st.just("All"),
    st.just(("MAIL",)),
    st.sampled_from(Tell),
    st.sampled_from(Severity),
    st.sampled_from([(), ("A", "B")]),
    st.sampled_from([(), ("PO*",)]),
    money=st.booleans(),
)


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


SECRETS = ("Jane Doe 1,234.56/day", "tok-9f8e7d6c", "postgresql://bob:hunter2@db.example/x")


def planted(secret: str) -> list[ProductionNight]:
    """Productions with a secret in every text that is not a name."""
    one = Point(
        "k", "PO201", 3, "new", "POs.xlsx", "PO Log", secret, secret, secret, None, secret, 7
    )
    people = replace(one, key="p", code="REC501", workbook=f"Timecards {secret}.xlsx", sheet=secret)
    unknown = replace(one, key="u", code=secret)
    gone = replace(one, key="g", standing="resolved")
    line = AccountLine(secret, secret, 1, 2, 3, 4, 5, 6)
    facts = Facts(
        secret, secret, None, line, (line,), (PairLine(secret, 1, 1, 1, 1, 123_456),),
        (AgeLine(secret, 1, 1),), records=((secret, 1),),
    )  # fmt: skip
    steps = (Step(secret, Outcome.FAILED, secret, secret, touched=(secret,)),)
    return [
        ProductionNight(
            0,
            "Show",
            f"/shows/{secret}/{ended}",
            AT,
            ended,
            secret,
            secret,
            steps,
            (one, people, unknown, gone),
            facts,
            secret,
            secret,
            worker=secret,
        )
        for ended in Ended
    ]


def test_what_is_no_name_and_no_count_is_in_no_digest():
    """Messages, advice, waivers, failures, steps, accounts, unknown codes, cells that are none."""
    for secret in SECRETS:
        for tell in Tell:
            rule = replace(EVERYTHING, tell=tell, money=True)
            nights = planted(secret)
            first = said(*nights, rule=rule)
            gone = digest(rule, [replace(one, points=()) for one in nights], first.memory)
            for found in filter(None, (first, gone)):
                told = f"{found.title}\n{found.text}\n{json.dumps(found.structured, ensure_ascii=False)}"
                for part in ("Jane", "1,234", "9f8e", "hunter2", "bob", "db.example"):
                    assert part not in told


@settings(deadline=None)
@given(st.text(min_size=1, max_size=30), st.sampled_from(["failure", "error", "inputs", "version"]))
def test_no_free_text_changes_a_digest_but_known_classes(secret, name):
    """Whatever a night's own texts hold, the message is the same."""
    broken = night(ended=Ended.FAILED, error="Unknown")

    assert (
        said(broken).text == said(replace(broken, **{name: secret or "x"})).text or name == "error"
    )
    assert said(replace(broken, error=f"x{secret}")).text == said(broken).text


def test_hostile_names_are_made_harmless():
    """Tags, mentions, code, line breaks, writing directions and addresses in names do nothing."""
    hostile = "<!channel> <at>all</at> @here\r\nBcc: x\u202e `rm` https://u:p@evil.example/x?t=1"
    found = said(night(point(sheet=hostile), production=hostile), rule=replace(RULE, name=hostile))

    for told in (found.title, found.text):
        assert not set("<>@`\r\u202e") & set(told)
        assert "evil" not in told
    assert "\n" not in found.title
    assert len(found.text.splitlines()) == 2

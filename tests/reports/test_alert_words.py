"""What an alert may say, and what never gets out."""

from __future__ import annotations

import json
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
from addin.reports.alert_digest import digest
from addin.settings.studio import Tell
from addin.tables.of_people import OF_PEOPLE
from tests.reports.alert_nights import AT, EVERYTHING, RULE, night, point, said


def test_a_step_that_failed_is_named_with_the_class_of_its_error():
    """A production that was checked, but not all was done."""
    steps = (Step("sync", Outcome.FAILED, "secret sentence", "SharedSheetBusy"),)

    text = said(night(ended=Ended.PARTLY, steps=steps)).text

    assert "checked, but not all was done: sync (Google could not be reached)" in text
    assert "secret" not in text


def test_statements_that_do_not_tie_are_named_without_amounts():
    """By the places of their two lists; told again when they tie."""
    pairs = (PairLine("POs.xlsx!PO Log ↔ GL.xlsx!Ledger", 10, 0, 1, 2, -120_000),)
    first = said(night(facts=Facts(pairs=pairs)))
    proved = said(night(facts=Facts(pairs=(replace(pairs[0], difference=0),))), before=first.memory)

    assert "Not proved: POs.xlsx · PO Log ↔ GL.xlsx · Ledger" in first.text
    assert "1200" not in first.text.replace(",", "")
    assert "Proved now: 1 statement" in proved.text


def test_what_people_work_and_are_paid_is_told_by_rule_and_count():
    """No cell, no sheet, no workbook: by its table, its rule or its name, one is enough."""
    points = (
        point("a", "REC501", workbook="Costs.xlsx", sheet="Jane Doe"),
        point("b", "STR101", workbook="Costs.xlsx", sheet="Timecards"),
        point("c", "STR101", workbook="Book1.xlsx", sheet="Sheet1", role="timesheet"),
        point("d", "STR101", workbook="Payroll wk 12.xlsx", sheet="Sheet1"),
        point("e", "STR101", workbook="Book1.xlsx", sheet="Sheet2", role="po_log"),
    )

    assert said(night(*points)).text == (
        "The Long Night: 5 new\n"
        "- New: error REC501 A person's hours or pay differ between two lists: ask who may see it\n"
        "- New: error STR101 A number is typed where a formula belongs (3): ask who may see it\n"
        "- New: error STR101 A number is typed where a formula belongs: Book1.xlsx · Sheet2 F12"
    )


def test_a_statement_of_what_people_are_paid_names_no_list():
    """Told once, and once more when it ties; also where the production could not be read since."""
    pair = PairLine("Book1.xlsx!Jane Doe ↔ GL.xlsx!Sheet1", 1, 0, 0, 0, 5, "timesheet")
    first = said(night(facts=Facts(pairs=(pair,))))
    broken = said(night(ended=Ended.FAILED, error="DamagedFile"), before=first.memory)
    proved = said(night(facts=Facts(pairs=(replace(pair, difference=0),))), before=first.memory)

    assert "- Not proved: a statement of what people work and are paid: ask who" in first.text
    assert "Proved now: 1 statement" in proved.text
    for told in (first, broken, proved):
        assert "Jane" not in repr(told)


def test_a_statement_whose_list_is_read_otherwise_is_no_news():
    """Told by its names, and then hidden; or the other way round."""
    pair = PairLine("Book1.xlsx!A ↔ GL.xlsx!B", 1, 0, 0, 0, 5)
    nights = [night(facts=Facts(pairs=(replace(pair, role=role),))) for role in ("", "timesheet")]

    for one, other in (nights, nights[::-1]):
        assert digest(EVERYTHING, [other], said(one, rule=EVERYTHING).memory) is None


anything = st.text(max_size=20) | st.sampled_from(
    ["Jane Doe 1,234", "Payroll wk 12", "Sheet1", "F12", "PO Log", "https://u:p@x.example", "Gage 5000"]
)  # fmt: skip
pay = st.sampled_from(sorted(OF_PEOPLE))
planted_points = st.lists(
    st.tuples(st.integers(1, 3), st.sampled_from(["new", "still open"]), pay, st.lists(anything, min_size=7, max_size=7)),
    min_size=1, max_size=5,
)  # fmt: skip


@settings(deadline=None)
@given(planted_points, st.booleans())
def test_nothing_of_a_finding_in_a_pay_table_gets_out(drawn, was_waived):
    """Whatever stands in its fields, the messages are those of another finding, to the letter."""
    theirs = [
        Point(f"k{at}", f"x{code}", severity, standing, book, sheet, cell, text, advice, None, waiver, 7, role)
        for at, (severity, standing, role, (code, book, sheet, cell, text, advice, waiver)) in enumerate(drawn)
    ]  # fmt: skip
    blank = [
        replace(one, code="", workbook="", sheet="", cell="", message="", advice="", waiver="")
        for one in theirs
    ]

    def told(points: list[Point]) -> list[object]:
        gone = [replace(one, standing="waived") for one in points] if was_waived else []
        first = said(night(*points), rule=EVERYTHING)
        last = said(night(*gone), before=first.memory, rule=EVERYTHING)
        return [(one.title, one.text, one.structured) for one in (first, last)]

    assert told(theirs) == told(blank)


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

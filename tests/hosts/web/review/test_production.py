"""The pages of a production: what they show, and that nothing in a workbook becomes part of them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from addin.domain.night import Ended, Outcome, Step
from addin.ports.nights import AuditEntry
from tests.hosts.web.review.inside import AT, POINT

HOSTILE = """<script>alert(1)</script><img src=x onerror=alert(2)>"'</title></style>{{7*7}}{% raw %}${7*7}&lt;"""


class Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, text) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Keep one."""
        self.found.append((tag, dict(attrs)))


def require_harmless(text):
    """Nothing that was data has become a tag, an attribute or a template."""
    tags = Tags(text).found
    assert [told.get("src") for tag, told in tags if tag == "script"] == ["/review/review.js"]
    assert not [tag for tag, _ in tags if tag in {"img", "iframe", "object", "style", "svg"}]
    assert not [name for _, told in tags for name in told if name.startswith("on")]
    assert "alert(1)" in text
    assert "{{7*7}}" in text
    assert "<script>alert" not in text


def hostile(inside):
    """The first production with such a text wherever a workbook can put one."""
    point = replace(
        POINT, message=HOSTILE, workbook=HOSTILE, sheet=HOSTILE, cell=HOSTILE, code=HOSTILE,
        advice=HOSTILE, key='k"><b>', since=dt.date(2026, 3, 1), standing="still open",
    )  # fmt: skip
    inside.nights.kept[0] = replace(
        inside.nights.kept[0],
        production=HOSTILE,
        failure=HOSTILE,
        ended=Ended.PARTLY,
        steps=(Step("import", Outcome.FAILED, HOSTILE),),
        points=(point,),
    )
    inside.nights.entries.append(
        AuditEntry(AT.replace(hour=8), HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    )


@pytest.mark.parametrize("below", ["", "of it", "/audit"])
def test_nothing_in_a_workbook_becomes_part_of_a_page(inside, below):
    """Stored scripts, tags, attributes and templates: in names, messages, places, reasons."""
    hostile(inside)
    with inside.browser("editor") as browser:
        require_harmless(browser.get(inside.page(inside.show) if below == "of it" else below).text)


def test_what_a_filter_says_is_shown_as_it_was_typed(inside):
    """Reflected scripts are texts, too."""
    with inside.browser("editor") as browser:
        for path in ("", inside.page(inside.show)):
            text = browser.get(
                f"{path}?words={HOSTILE.replace('%', '%25').replace('&', '%26')[:70]}"
            ).text
            tags = Tags(text).found
            assert [told.get("src") for tag, told in tags if tag == "script"] == [
                "/review/review.js"
            ]
            assert "<script>alert" not in text
            assert 'value="&lt;script&gt;alert(1)' in text


@pytest.mark.parametrize("below", ["/suggestions", "/conflicts", "/journal"])
def test_what_a_worker_read_is_escaped_too(inside, below):
    """Vendors, descriptions, reasons, cells of shared sheets."""
    row = dict.fromkeys(("date", "words", "account", "amount", "place"), HOSTILE)
    line = {
        "id": HOSTILE, "part": HOSTILE, "why": HOSTILE, "rivals": [HOSTILE], "left": [row, row],
        "right": [row], "left_amount": HOSTILE, "right_amount": HOSTILE,
    }  # fmt: skip
    statement = {
        "left": HOSTILE, "right": HOSTILE, "currency": HOSTILE, "open": 1, "more": 1, "lines": [line],
    }  # fmt: skip
    names = "number seen binding row column kind base workbook sheet shows at"
    entry = dict.fromkeys("number at who button sentence undone".split(), HOSTILE)
    inside.presses.answer = {
        "ok": True,
        "sentence": HOSTILE,
        "statements": [statement],
        "conflicts": [dict.fromkeys(names.split(), HOSTILE)],
        "entries": [{**entry, "touched": [HOSTILE], "can_be_undone": True}],
        "more": 0,
    }
    with inside.browser("editor") as browser:
        require_harmless(browser.get(inside.page(inside.show, below)).text)


def test_what_became_of_an_action_is_escaped(inside):
    """The sentence tells what a workbook says."""
    inside.presses.answer = {"ok": False, "sentence": HOSTILE}
    with inside.browser("editor") as browser:
        require_harmless(browser.act(inside.page(inside.show, "/undo"), {"entry": "1"}).text)


def test_the_report_is_shown_and_nothing_in_it_runs(inside):
    """It has a policy of its own: a sandbox without scripts."""
    hostile(inside)
    with inside.browser("viewer") as browser:
        reply = browser.get(inside.page(inside.show, "/report"))

    assert reply.status_code == 200
    policy = reply.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "script-src" not in policy
    assert "allow-scripts" not in policy
    assert "<script>alert" not in reply.text
    assert "alert(1)" in reply.text


def test_what_needs_somebody_comes_first(inside):
    """Findings and suggestions; then what is quiet."""
    with inside.browser("viewer") as browser:
        text = browser.get().text
    waiting, _, quiet = text.partition("Quiet")

    assert "Need somebody (2)" in waiting
    assert "1 error" in waiting
    assert "1 suggestion" in waiting
    assert not quiet


def test_findings_are_filtered_by_words_and_kind(inside):
    """Together; what is shown is what is counted."""
    other = replace(POINT, key="zz", code="PO201", severity=2, message="PO 7 is old.", cell="B9")
    inside.nights.kept[0] = replace(inside.nights.kept[0], points=(POINT, other))
    with inside.browser("editor") as browser:
        page = inside.page(inside.show)
        shown = {
            asked: re.findall(r'class="code">(\w+)', browser.get(f"{page}?{asked}").text)
            for asked in (
                "",
                "words=po 7",
                "severity=error",
                "severity=error&words=po",
                "severity=bad",
            )
        }

    assert shown == {
        "": ["COS102", "PO201"],
        "words=po 7": ["PO201"],
        "severity=error": ["COS102"],
        "severity=error&words=po": ["COS102"],
        "severity=bad": ["COS102", "PO201"],
    }


def test_hundreds_of_findings_come_a_page_at_a_time(inside):
    """Each once."""
    points = tuple(replace(POINT, key=f"k{n}", message=f"Number {n:03d}.") for n in range(250))
    inside.nights.kept[0] = replace(inside.nights.kept[0], points=points)
    found: list[str] = []
    with inside.browser("viewer") as browser:
        path = inside.page(inside.show)
        while path:
            text = browser.get(path).text
            found += re.findall(r"Number (\d+)\.", text)
            more = re.search(r'href="(\?first=[^"]+)"', text)
            path = inside.page(inside.show) + more[1].replace("&amp;", "&") if more else ""

    assert found == [f"{n:03d}" for n in range(250)]


def test_the_trail_of_productions_that_one_does_not_see_is_not_shown(inside):
    """Nor who signs in, to those who see only some."""
    for name in ("Night Shift", "Bank Tie", ""):
        entry = AuditEntry(AT, "Mara Quell", "editor", name, "waive", f"About {name or 'all'}.")
        inside.nights.entries.append(entry)
    with inside.browser("bank") as browser:
        some = browser.get("/audit").text
    with inside.browser("editor") as browser:
        every = browser.get("/audit").text

    assert "About Bank Tie." in some
    assert "About Night Shift." not in some
    assert "About all." not in some
    assert all(said in every for said in ("About Bank Tie.", "About Night Shift.", "About all."))


def test_a_production_without_a_night_says_so(inside):
    """It is listed, and has no report yet."""
    inside.nights.kept.clear()
    with inside.browser("editor") as browser:
        assert "no night yet" in browser.get().text
        assert "no night of this production yet" in browser.get(inside.page(inside.show)).text
        assert browser.get(inside.page(inside.show, "/report")).status_code == 404

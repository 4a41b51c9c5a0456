"""The page of one production says what the night says, and holds nothing that a text brought."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.night import NO_FACTS, AccountLine, Ended, Facts, PairLine
from addin.reports.night_page import night_page
from addin.reports.page_base import safe_href, seconds
from tests.reports.charts.laws import names
from tests.reports.make_night import failed, night, points, trend
from tests.reports.pages_here import Parsed, whole

GOLDEN = Path(__file__).parent / "golden" / "night.txt"
HOSTILE = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "</style><script>alert(1)</script>",
        '" onmouseover="alert(1)" x="',
        "' onfocus='alert(1)' autofocus='",
        "</title></svg><img src=x onerror=alert(1)>",
        "{{ 7 * 7 }} {% for x in y %} {# no #}",
        "{{ ''.__class__.__mro__ }}",
        "javascript:alert(1)",
        "&lt;b&gt;&#x3c;b>",
        "<!-- --> ]]> <![CDATA[",
        "\0\x1b[2J\ud800\u202e",
        "--!><svg onload=alert(1)>",
        "</bdi></td></table><form action=//evil>",
    ]
)
texts = (HOSTILE | names).filter(lambda text: text.strip())


def hostile(value: Any, text: str, keep: frozenset[str] = frozenset()) -> Any:
    """The same value with this text in every text that it holds, however deep."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return text if value else value
    if isinstance(value, tuple):
        return tuple(hostile(one, text, keep) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            one.name: hostile(getattr(value, one.name), text, keep)
            for one in fields(value)
            if one.name not in keep
        }
        return replace(value, **changed)
    return value


KEEP = frozenset({"standing", "ended", "currency"})  # words of ours, and what finds an exponent


@settings(deadline=None, max_examples=15)
@given(texts)
def test_no_text_brings_an_element_or_an_attribute(text):
    """Every text of a night is hostile; the page has the tags of the harmless one, in their order."""
    one = night()
    page = night_page(hostile(one, text, KEEP), trend())
    calm = night_page(hostile(one, "calm", KEEP), trend())

    kept = [each for each in whole(page).shape if each[0] != "title"]
    assert kept == [each for each in whole(calm).shape if each[0] != "title"]
    page.encode("utf-8")


def test_a_currency_that_is_no_currency_is_words():
    """Also where amounts are written."""
    text = '"><script>alert(1)</script>'
    one = night()
    page = night_page(replace(one, facts=replace(one.facts, currency=text)), trend(currency=text))

    whole(page)
    assert "<script" not in page


def test_the_page_says_what_the_night_says():
    """All its words, refreshed by hand: python -m tests.reports.test_night_page."""
    assert GOLDEN.read_text("utf-8") == words(night_page(night(), trend()))


def words(page: str) -> str:
    """The words of a page, a line each, without its style."""
    body = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    found = (" ".join(line.split()) for line in Parsed(body).words)
    return "\n".join(filter(None, found)) + "\n"


def test_the_page_allows_itself_its_own_style_and_nothing_else():
    """Its policy names the digest of the style that is there."""
    page = night_page(night(), trend())
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)

    assert style is not None
    assert policy is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy[1] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert not re.search(r"https?:|@import|url\(", page)


def test_one_that_could_not_be_checked_says_why_first():
    """And that there is nothing to see is not said to be clean."""
    page = whole(night_page(failed(), ()))

    assert "It could not be checked." in page.text
    assert "Budget v2.xlsx cannot be read" in page.text
    assert "None is open" not in page.text
    assert "ties out" not in page.text


def test_one_that_could_not_be_checked_still_shows_where_it_was_going():
    """The nights before it are drawn, in their currency."""
    page = whole(night_page(failed(), trend()))

    figures = [attrs["id"] for tag, attrs in page.tags if tag == "figure"]
    assert figures == ["efc-trend", "burn-down", "slip"]


def test_what_is_left_without_an_estimate_of_what_is_to_come_is_not_said_to_be_under_budget():
    """It may be spent yet; what is over is over either way."""
    total = night().facts.total
    assert total is not None

    def card(under: int, efc: int | None) -> str:
        account = AccountLine("2000", "Camera", under=under, efc=efc)
        figures = replace(total, under=under, efc=efc)
        facts = replace(night().facts, total=figures, accounts=(account,))
        return whole(night_page(night(facts=facts), ())).text

    assert "left of the budget" in card(100, None)
    assert "under budget" not in card(100, None)
    assert "under budget" in card(100, 5)
    assert "left of the budget" not in card(100, 5)
    assert "over budget" in card(-100, None)


def test_a_clean_one_is_clean():
    """No list of needs, no finding."""
    page = whole(night_page(night(points=(), steps=(), facts=NO_FACTS), ()))

    assert "Everything ties out." in page.text
    assert "None is open." in page.text
    assert "Needs a person" not in page.text
    assert "svg" not in {tag for tag, _ in page.tags}


def test_a_busy_one_and_an_unchanged_one_say_so():
    """In their verdict."""
    busy = whole(night_page(night(ended=Ended.BUSY, points=(), steps=()), ()))
    same = whole(night_page(night(ended=Ended.UNCHANGED), ()))

    assert "It was not checked: somebody was at work in it." in busy.text
    assert "Nothing changed since its last night. 2 errors, 2 warnings and 1 note" in same.text


def test_findings_stand_by_workbook_the_worst_first():
    """New before old of one severity; waived and resolved ones are not among them."""
    page = night_page(night(), ())
    order = [page.index(one.message.split(".")[0]) for one in points()]

    assert order[:2] == sorted(order[:2])
    assert page.index("PO Log.xlsx</bdi></h3>") < page.index("Budget v4.xlsx</bdi></h3>")
    assert page.index("No longer open: 2") < order[5]


def test_thousands_of_findings_are_the_worst_five_hundred():
    """And how many are left out."""
    many = tuple(
        replace(points()[2], key=f"n{at}", severity=3 if at == 1999 else 2) for at in range(2000)
    )
    page = night_page(night(points=many), ())

    assert page.count("<article") == 500
    assert page.count('<article class="finding error">') == 1
    assert "1,500 more findings" in page
    assert len(page) < 400_000


def test_every_chart_has_its_figures_as_a_table():
    """Drawn for a page and for a phone, with a title and a description each."""
    page = whole(night_page(night(), trend()))
    figures = [attrs["id"] for tag, attrs in page.tags if tag == "figure"]

    assert figures == [
        "variance",
        "efc-trend",
        "cash-flow",
        "burn-down",
        "progress",
        "slip",
        "findings-age",
        "orders-age",
        "tying",
    ]
    drawn = [attrs for tag, attrs in page.tags if tag == "svg"]
    assert len(drawn) == 2 * len(figures)
    assert {attrs.get("role") for attrs in drawn} == {"img"}
    inside = [tag for tag, _ in page.tags if tag in {"figure", "details", "table", "desc"}]
    one_chart = ["figure", "desc", "desc", "details", "table"]
    assert "".join(inside).count("".join(one_chart)) == len(figures)


def test_all_accounts_stand_in_a_table_with_the_columns_that_the_report_has():
    """A column that no account has is left out."""
    lines = tuple(replace(line, etc=None) for line in night().facts.accounts)
    page = whole(night_page(night(facts=replace(night().facts, accounts=lines)), ()))

    assert "All 17 accounts of the cost report" in page.text
    assert "Account Budget Cost to date Commitments EFC Variance" in page.text
    assert "1100 Story & Rights" in page.text


@pytest.mark.parametrize("currency", ["JPY", "KWD", "XXX", ""])
def test_any_currency_will_do(currency):
    """Without cents, with three places, without a currency."""
    facts = replace(night().facts, currency=currency)
    whole(night_page(night(facts=facts), trend(currency=currency)))


def test_figures_may_be_absent_one_by_one():
    """A night without one list is a page without its chart."""
    one = night()
    for each in fields(Facts):
        facts = replace(one.facts, **{each.name: getattr(NO_FACTS, each.name)})
        whole(night_page(replace(one, facts=facts), trend()))
    whole(night_page(night(facts=Facts("USD", pairs=(PairLine("a ↔ b", 0, 0, 0, 0, 0),))), ()))


def test_a_night_of_any_moment_has_a_page():
    """Also one whose findings are from the future."""
    late = tuple(replace(one, since=dt.date(2999, 1, 1)) for one in points())
    whole(night_page(night(points=late, at=dt.datetime(1999, 12, 31, 23, 59)), ()))


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("night-shift.html", True),
        ("shows/a%20b/night.html#steps", True),
        ("../x.html?day=1:30", True),
        ("https://studio.example/night", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("\x01javascript:alert(1)", False),
        ("data:text/html,<script>", False),
        ("vbscript:x", False),
        ("file:///etc/passwd", False),
        ("//evil.example/x", False),
        ("\\\\evil\\share", False),
        ("/\\evil.example", False),
        ("blob:x", False),
        ("", False),
    ],
)
def test_only_addresses_that_cannot_run_are_followed(href, kept):
    """Relative ones, http and https."""
    assert safe_href(href) == (href if kept else "")


def test_seconds_read_as_people_say_them():
    """Minutes from sixty on."""
    assert [seconds(one) for one in (0.04, 9.4, 60, 125.2, 7_384)] == [
        "0.0 s",
        "9.4 s",
        "1 min 00 s",
        "2 min 05 s",
        "123 min 04 s",
    ]


if __name__ == "__main__":
    GOLDEN.parent.mkdir(exist_ok=True)
    GOLDEN.write_text(words(night_page(night(), trend())), "utf-8")

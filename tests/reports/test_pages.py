"""What holds of every page that Tieout writes: one frame, one style, nothing fetched, texts as texts."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.money import Money
from addin.reports.charts.drawing import INKS, Role
from addin.reports.page_base import amount, dashed, digest, stylesheet
from tests.reports.make_pages import PAGES
from tests.reports.pages_here import whole

each_page = pytest.mark.parametrize("name", PAGES)
HOSTILE = """</style></title><script>alert(1)</script><img src=x onerror="a">{{ 7*7 }}&quot;' x='"""


@each_page
def test_a_page_is_whole_and_fetches_nothing(name):
    """Headings in order, tables with captions and scopes, nothing but a filter that runs."""
    page = PAGES[name]("Night Shift")
    found = whole(page, is_filtered=name == "check")

    assert "://" not in page
    assert found.values("lang") == ["en"]
    assert "Night Shift" in found.text


@each_page
def test_a_page_names_the_style_and_the_script_that_it_allows(name):
    """Its own policy knows them by what they are; a letter more, and they do not count."""
    page = PAGES[name]("Night Shift")
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)

    assert policy.startswith("default-src 'none'; ")
    assert f"style-src '{digest(style)}'" in policy
    assert all(f"script-src '{digest(script)}'" in policy for script in scripts)
    assert len(scripts) == policy.count("script-src")


@each_page
def test_words_of_a_workbook_are_never_markup(name):
    """The tags of a page are the same, whatever a cell, a task or an account is called."""
    plain = whole(PAGES[name]("Night Shift"), is_filtered=name == "check")
    hostile = whole(PAGES[name](HOSTILE), is_filtered=name == "check")

    assert Counter(hostile.shape) == Counter(plain.shape)
    assert HOSTILE in hostile.text


@each_page
def test_a_page_begins_with_what_it_comes_to(name):
    """A sentence in a colour and in words, before any figure."""
    page = PAGES[name]("Night Shift")

    assert page.count('<p class="verdict ') == 1
    assert page.index('<p class="verdict ') < page.index("<main")


@each_page
def test_every_page_has_the_style_of_the_house_and_little_more(name):
    """One style sheet; what a page adds is for what only that page has."""
    (style,) = re.findall(r"<style>(.*?)</style>", PAGES[name]("Night Shift"), re.DOTALL)

    assert style.startswith(stylesheet())
    assert len(style) < 16_000


def test_drawings_have_the_inks_of_the_pages():
    """Light and dark: what is said in red beside a chart is red in it."""
    tokens = (files("addin.reports") / "pages" / "tokens.css").read_text("utf-8")
    light, dark = tokens.split("@media", 1)
    same = {
        Role.INK: "ink", Role.SOFT: "soft", Role.GRID: "line", Role.OVER: "error",
        Role.BAD: "error", Role.GOOD: "good",
    }  # fmt: skip
    for role, name in same.items():
        assert f"--{name}: #{INKS[role].light.lower()};" in light
        assert f"--{name}: #{INKS[role].dark.lower()};" in dark


def test_no_page_has_a_colour_of_its_own():
    """But for those of the trade: strips, and the codes of a day-out-of-days."""
    for sheet in (files("addin.reports") / "pages").iterdir():
        if sheet.name.endswith(".css") and sheet.name not in {"tokens.css", "schedule.css"}:
            assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[ ;,)])", sheet.read_text("utf-8")) == []


@settings(deadline=None)
@given(st.integers(-(10**15), 10**15))
def test_an_amount_is_written_as_accountants_do(minor):
    """Parentheses below zero, never a minus sign; a dash for nothing where that is asked for."""
    money = Money(minor, "USD")
    text = amount(money)

    assert text.startswith("(") == text.endswith(")") == (minor < 0)
    assert re.sub(r"[(),.]", "", text).lstrip("0") == str(abs(minor)).lstrip("0")
    assert dashed(money) == (text if minor else "\N{EN DASH}")
    assert amount(None) == dashed(None) == ""

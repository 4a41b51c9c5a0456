"""All pages in a real browser: accessible in light and dark, on a phone, on paper; alone."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import replace

import pytest
from pypdf import PdfReader

from addin.reports.night_page import night_page
from tests.reports.make_night import failed, night, points, trend
from tests.reports.make_pages import PAGES
from tests.reports.pages_here import Browser
from tests.reports.test_portfolio_page import of, studio

VIEWS = (
    {"width": 1280, "open": True},
    {"width": 1280, "dark": True, "open": True},
    {"width": 768},
    {"width": 320, "open": True},
    {"width": 320, "dark": True},
)


@pytest.fixture
def browser(node, packages, chromium, tmp_path):
    """Chromium with axe."""
    return Browser(node, packages, chromium, tmp_path)


def many():
    """Eighteen productions, so that they are also listed by name."""
    return [
        replace(one, production=f"{one.production} {at}", folder=f"/shows/{at}", position=at)
        for at, one in enumerate(studio() * 3)
    ]


def long_names():
    """A production whose names do not end, in two directions."""
    one = night("מפיקים ומפיצים של סרטי הלילה הארוכים ביותר " * 3)
    lines = tuple(
        replace(line, description="Straßenbahnhaltestellenbeleuchtung" * 4)
        for line in one.facts.accounts
    )
    wide = tuple(replace(point, message="W" * 300, cell="C" * 80) for point in points())
    return replace(one, facts=replace(one.facts, accounts=lines), points=wide)


@pytest.mark.parametrize(
    ("page", "views"),
    [
        pytest.param(lambda: night_page(night(), trend()), VIEWS, id="night"),
        pytest.param(lambda: night_page(long_names(), trend(scale=10**9)), VIEWS[3:4], id="long"),
        pytest.param(lambda: night_page(failed(), ()), VIEWS[:1], id="failed"),
        pytest.param(lambda: of(many()), VIEWS[1:4], id="portfolio"),
    ],
)
def test_a_page_is_for_everybody_on_everything(browser, page, views):
    """No violation that axe knows, nothing wider than the screen, no words of a chart over others.

    Nothing is asked of anybody else, and nothing is refused by the page's own policy.
    """
    seen = browser.look(page(), list(views))

    assert seen.views == [{"sideways": 0, "charts": [], "violations": []}] * len(views)
    assert [one.rsplit("/", 1)[1] for one in seen.requests] == ["page.html"]
    assert seen.problems == []


WORDS = {
    "plain": "Night Shift",
    "long": "Straßenbahnhaltestellenbeleuchtung" * 4,
    "from right to left": "מפיקים ומפיצים של סרטי הלילה הארוכים ביותר " * 3,
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("word", WORDS)
def test_every_page_is_for_everybody_on_everything(browser, name, word):
    """As those of a night; with names that do not end, in two directions."""
    views = VIEWS if word == "plain" else (VIEWS[0], VIEWS[3])
    seen = browser.look(PAGES[name](WORDS[word]), list(views))

    assert seen.views == [{"sideways": 0, "charts": [], "violations": []}] * len(views)
    assert [one.rsplit("/", 1)[1] for one in seen.requests] == ["page.html"]
    assert seen.problems == []


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_page_prints_whole(browser, paper):
    """On few pages, with each chart's title beside what it shows."""
    seen = browser.look(night_page(night(), trend()), [{"width": 1000}], paper)
    pages = [
        " ".join(unicodedata.normalize("NFKC", one.extract_text()).split())
        for one in PdfReader(io.BytesIO(seen.pdf)).pages
    ]

    assert 2 <= len(pages) <= 5
    for title, last in (
        ("Variance by account", "5800 Contingency"),
        ("Cash flow by month", "added up, USD thousand"),
        ("How far everything is", "Pages shot"),
        ("Age of open purchase orders", "over 90 days"),
        ("How the lists tie", "Petty cash"),
    ):
        (page,) = [one for one in pages if f"{title} " in one and last in one][:1]
        assert page.index(title) < page.rindex(last)


def test_a_page_is_read_by_keyboard(browser):
    """The first key leads past the head; links, tables of figures and their folds are reached."""
    page = night_page(failed(), trend())
    keys = ["Tab", "Enter", "Tab", "Enter", "Tab", "Tab"]
    seen = browser.look(page, [], keys=keys)

    assert seen.keys == [
        "To the report",
        "main",
        "Figures of estimated final cost against ",
        "Figures of estimated final cost against ",
        seen.keys[4],
        "Figures of burn-down of the budget",
    ]
    assert seen.keys[4].startswith("Estimated final cost against budget")

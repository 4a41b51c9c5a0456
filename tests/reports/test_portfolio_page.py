"""The page of a studio: every production once, the worst first, no two currencies in one sum."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.night import AccountLine, Ended, Facts, Outcome, ProductionNight, Step
from addin.reports.portfolio_page import portfolio_page
from addin.reports.portfolio_page_rows import GROUPS, groups, sums
from tests.reports.make_night import AT, facts, failed, night, points, trend
from tests.reports.pages_here import whole
from tests.reports.test_night_page import KEEP, hostile, texts, words

GOLDEN = Path(__file__).parent / "golden" / "portfolio.txt"


def studio() -> list[ProductionNight]:
    """Six productions, each with a night of its own kind."""
    notes = tuple(one for one in points() if one.severity == 1)
    done = night().steps[:3]
    return [
        night("Night Shift"),
        night("Quiet Harbour", points=(), steps=done, facts=facts("EUR", 2)),
        failed("Broken Arrow"),
        night("Second Unit", steps=done),
        night("Low Tide", ended=Ended.BUSY, points=(), steps=(), facts=Facts()),
        night("Red River", ended=Ended.UNCHANGED, points=notes, steps=done, facts=facts("JPY")),
    ]


def of(nights: list[ProductionNight]) -> str:
    """Their page, each with a trend and a page of its own."""
    trends = {one.folder: trend(currency=one.facts.currency) for one in nights}
    links = {one.folder: f"{at}.html" for at, one in enumerate(nights)}
    return portfolio_page("Meridian Pictures", AT, nights, trends, links)


def test_the_page_says_what_the_nights_say():
    """All its words, refreshed by hand: python -m tests.reports.test_portfolio_page."""
    page = of(studio())
    whole(page)

    assert GOLDEN.read_text("utf-8") == words(page)


def test_every_production_stands_once_in_the_worst_group_it_belongs_to():
    """What could not be checked first, what ties out last."""
    found = groups(studio(), {}, {})

    assert [(one.name, [row.name for row in one.rows]) for one in found] == [
        (GROUPS[0], ["Broken Arrow"]),
        (GROUPS[1], ["Low Tide"]),
        (GROUPS[2], ["Night Shift"]),
        (GROUPS[3], ["Second Unit"]),
        (GROUPS[5], ["Red River"]),
        (GROUPS[6], ["Quiet Harbour"]),
    ]


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(list(Ended)), st.integers(0, 3), st.booleans(), st.integers(-99, 99)
        ),
        max_size=30,
    )
)
def test_no_production_is_lost_and_none_stands_above_a_worse_one(found):
    """Whatever their nights were."""
    nights = [
        night(
            f"Show {at}",
            ended=ended,
            points=tuple(one for one in points() if one.severity <= worst),
            steps=(Step("sync", Outcome.FAILED if undone else Outcome.DONE),),
            facts=Facts("USD", total=AccountLine("", "", budget=100, under=under)),
        )
        for at, (ended, worst, undone, under) in enumerate(found)
    ]
    made = groups(nights, {}, {})

    assert sorted(row.name for one in made for row in one.rows) == sorted(
        one.production for one in nights
    )
    assert [one.number for one in made] == sorted({one.number for one in made})
    for one in made:
        errors = [row.counts[0] for row in one.rows]
        assert errors == sorted(errors, reverse=True)
    whole(of(nights))


amounts = st.integers(-(10**15), 10**15)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["USD", "EUR", "JPY", ""]), amounts, amounts)))
def test_two_currencies_are_never_added(found):
    """Each sum is that of its own productions; what one of them does not know is not counted."""
    nights = [
        night(facts=Facts(currency, total=AccountLine("", "", budget=budget, efc=efc)))
        for currency, budget, efc in found
    ]
    made = {one.currency: one for one in sums([*nights, failed()])}

    assert set(made) == {currency or "no currency" for currency, _, _ in found}
    for currency in {currency for currency, _, _ in found}:
        mine = [(budget, efc) for own, budget, efc in found if own == currency]
        one = made[currency or "no currency"]
        budget, efc = (sum(column) for column in zip(*mine, strict=True))
        places = 0 if currency == "JPY" else 2
        assert one.productions == len(mine)
        digits = re.sub(r"[(),.]", "", one.variance)
        assert int(digits) == abs(budget - efc)
        assert ("." in one.budget) == bool(places)
        assert one.is_over == (efc > budget)


@settings(deadline=None, max_examples=25)
@given(texts, texts)
def test_no_text_brings_an_element_or_an_attribute(text, name):
    """Studio, productions, sentences and addresses are hostile; the tags are those of calm ones."""
    nights = [hostile(one, text, KEEP | {"folder"}) for one in studio()]
    calm = [hostile(one, "calm", KEEP | {"folder"}) for one in studio()]
    trends = {one.folder: trend() for one in nights}
    page = portfolio_page(name, AT, nights, trends, {one.folder: text for one in nights})
    links = dict.fromkeys(trends, "calm.html" if 'href="' in page.split("<main")[1] else "")
    plain = portfolio_page("calm", AT, calm, trends, links)

    found = whole(page)
    hrefs = [href for href in found.values("href") if not href.startswith("#")]
    assert not any(
        re.match(r"\W*(java|vb)script|\W*data:|//", href, re.IGNORECASE) for href in hrefs
    )
    without = {"a", "title"}
    assert [one for one in found.shape if one[0] not in without] == [
        one for one in whole(plain).shape if one[0] not in without
    ]


def test_an_address_that_could_run_is_no_link():
    """The name stays."""
    one = night("Night Shift")
    page = portfolio_page("S", AT, [one], {}, {one.folder: "javascript:alert(1)"})

    assert "javascript" not in page
    assert "Night Shift" in page


def test_a_studio_without_productions_says_so():
    """No table, no sums."""
    page = whole(portfolio_page("", AT, [], {}, {}))

    assert "No production ran." in page.text
    assert "table" not in {tag for tag, _ in page.tags}


def test_three_hundred_productions_are_one_page_of_less_than_a_megabyte():
    """Each with a name of its own, a link and a line of its trend; found by name."""
    nights = [
        replace(one, production=f"{one.production} {at}", folder=f"/shows/{at}", position=at)
        for at, one in enumerate((studio() * 50)[:300])
    ]
    page = of(nights)
    found = whole(page)

    assert len(page) < 1_000_000
    assert (
        sum(tag == "tr" and (attrs.get("id") or "").startswith("p") for tag, attrs in found.tags)
        == 300
    )
    assert "By name" in found.text
    assert found.values("href").count("0.html") == 2  # what needs a person, and its row
    assert found.values("href").count("#p1") == 1


if __name__ == "__main__":
    GOLDEN.parent.mkdir(exist_ok=True)
    GOLDEN.write_text(words(of(studio())), "utf-8")

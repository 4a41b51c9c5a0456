"""The figures of one night of a feature film, nine weeks in."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from addin import wiring
from addin.domain.night import NO_FACTS, Facts
from addin.domain.night_facts import COLUMNS
from addin.hosts.web.review.worker import answer
from addin.jobs.demo import TODAY, demo_files
from addin.nightly.orders import Orders, Task
from addin.nightly.production import work
from addin.settings.studio import NightSettings, StepName
from tests.nightly.production_at_night import made, night


@pytest.fixture(scope="module", name="folder")
def _folder(tmp_path_factory) -> Path:
    folder: Path = tmp_path_factory.mktemp("film")
    wiring.save_new(folder, demo_files(wiring.new_workbook))
    return folder


@pytest.fixture(scope="module", name="film")
def _film(folder) -> Facts:
    return work(Task(0, str(folder), Orders("one", TODAY, keeps_history=False))).facts


def test_the_cost_report_is_told_account_by_account(film):
    """Headings are no accounts; what is left over budget is budget less final cost."""
    assert film.currency == "USD"
    assert film.report == "Cost Report wk09.xlsx!CR wk09"
    assert len(film.accounts) == 159
    assert all(any(getattr(one, name) is not None for name in COLUMNS) for one in film.accounts)
    stunts = next(one for one in film.accounts if one.account == "1101")
    assert (stunts.budget, stunts.to_date, stunts.efc) == (14500000, 10875000, 14500000)


def test_the_total_is_the_reports_own(film):
    """Its grand total, not the last section's."""
    assert (film.total.description, film.total.budget) == ("GRAND TOTAL", 915305977)


def test_every_two_lists_have_one_line(film):
    """Each under a name of its own, and all are explained."""
    names = [one.pair for one in film.pairs]

    assert len(names) == len(set(names)) == 19
    assert {one.difference for one in film.pairs} == {0}
    bank = next(one for one in film.pairs if "Cash book" in one.pair)
    assert (bank.matched, bank.right_over) == (146, 39)


def test_what_is_suggested_is_what_the_review_lists(tmp_path, folder, film):
    """Nobody can accept or reject an account at another amount: it has no equal, and is told so."""
    small = made(tmp_path)
    one = next(pair for pair in night(small).facts.pairs if pair.pair.startswith("Ledger"))

    assert (one.matched, one.suggested, one.left_over, one.right_over) == (13, 0, 1, 0)
    for place, facts in ((small, night(small).facts), (folder, film)):
        told = answer("statements", {"who": "Mara Quell"}, place, TODAY, lambda _: None)
        listed = sum(len(each["lines"]) + each["more"] for each in told["statements"])
        assert sum(pair.suggested for pair in facts.pairs) == listed


def test_money_is_spent_by_month_beside_the_budgets_spread(film):
    """The plan runs from the first cost to the last shoot day, and is the whole budget."""
    months = {one.month: one for one in film.cash}

    assert months[dt.date(2026, 2, 1)].spent == 211236535
    assert sum(one.planned for one in film.cash) == film.total.budget


def test_the_board_says_how_far_the_shoot_is(film):
    """Its call sheets are those of its board's days."""
    assert (film.schedule.days_shot, film.schedule.days) == (16, 42)
    assert film.schedule.finish == dt.date(2026, 4, 14)
    assert film.schedule.slip == 0


def test_open_orders_and_records_are_counted(film):
    """By the same rules as the check."""
    assert sum(one.count for one in film.open_orders) == 136
    assert dict(film.records)["ledger"] == 2664


def test_a_production_without_lists_has_no_figures(tmp_path):
    """Nothing is made up."""
    show = tmp_path / "show"
    show.mkdir()
    (show / "notes.csv").write_text("a,b\nc,d\n")

    assert night(show).facts == NO_FACTS


def test_what_comes_in_is_no_spending(tmp_path):
    """Revenue, by its name where no chart says so; a tax on income is a cost."""
    show = tmp_path / "show"
    show.mkdir()
    (show / "General ledger.csv").write_text(
        "Date,Entry,Account,Account name,Debit,Credit\n"
        "2026-03-02,1,5100,Grip and electric,1200.00,\n2026-03-02,1,1000,Cash,,1200.00\n"
        "2026-03-09,2,4000,Various Revenue Accounts,288340.00,\n"
        "2026-03-09,2,2100,HST Payable,,288340.00\n"
        "2026-03-16,3,5900,Income tax,75.50,\n2026-03-16,3,1000,Cash,,75.50\n"
    )

    assert [(one.month, one.spent) for one in night(show).facts.cash] == [
        (dt.date(2026, 3, 1), 1275_50)
    ]


def test_figures_need_no_check(tmp_path):
    """A night that only refreshes tells them too, but for the counts of a check."""
    facts = night(made(tmp_path / "show"), steps=(StepName.REFRESH,)).facts

    assert facts.total is not None
    assert (facts.records, facts.pairs) == ((), ())


def test_orders_may_say_no_step_at_all(tmp_path):
    """Then there are only figures."""
    asked = NightSettings(steps=())
    found = work(Task(0, str(made(tmp_path / "show")), Orders("one", TODAY, asked)))

    assert (found.steps, found.facts.currency) == ((), "EUR")

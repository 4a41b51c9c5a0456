"""`tieout trend` as a person types it."""

from __future__ import annotations

import csv
import io

import pytest

from addin import wiring
from addin.nightly.manifest import studio_of
from tests.cli.kept_studio import kept_studio


@pytest.fixture
def manifest(tmp_path):
    """A studio of three productions and four nights."""
    return kept_studio(tmp_path, 4)


def test_a_production_day_by_day(tieout, manifest):
    """Budget, EFC, variance and what moved, with a line of bars; oldest first."""
    status, out, err = tieout("trend", manifest, "--production", "One")

    assert (status, err) == (0, "")
    rows = [line.split() for line in out.splitlines()]
    assert rows[2][:4] == ["2026-11-16", "1,600.00", "1,500.00", "100.00"]
    assert rows[5][:5] == ["2026-11-19", "1,600.00", "1,650.00", "-50.00", "+50.00"]
    assert rows[7][-1] == "USD"
    assert out.index("2026-11-16") < out.index("2026-11-19")


def test_its_own_folder_names_a_production(tieout, manifest):
    """As in a terminal that is open there."""
    assert tieout("trend", manifest.parent / "shows" / "One") == tieout(
        "trend", manifest, "--production", "One"
    )


def test_a_studio_never_adds_two_currencies(tieout, manifest):
    """A line for each production, a sum for each currency."""
    status, out, _ = tieout("trend", manifest)

    assert status == 0
    euros, dollars = (next(x for x in out.splitlines() if f"in {c}:" in x) for c in ("EUR", "USD"))
    assert "1 with a cost report" in euros
    assert "budget 1,600.00, EFC 1,650.00, variance -50.00" in euros
    assert "2 with a cost report" in dollars
    assert "budget 3,200.00, EFC 3,250.00" in dollars


def test_a_report_that_changed_its_currency_has_no_trend_across(tieout, manifest):
    """What was in the other one is not compared, and that is said."""
    studio = studio_of([manifest], wiring.read_text)
    with wiring.nights(studio.home) as kept:
        folder = next(str(one) for one in studio.folders if one.name == "One")
        other = next(one for one in kept.night(4) if one.production == "Two")
        mine = next(one for one in kept.night(4) if one.folder == folder)
        kept.record(4, type(mine)(**{
            **{name: getattr(mine, name) for name in mine.__slots__}, "facts": other.facts,
        }))  # fmt: skip

    out = tieout("trend", manifest, "--production", "One")[1]

    assert "Until 2026-11-18 the cost report was in USD, since then in EUR" in out
    assert "2026-11-19" in out
    assert "\n2026-11-18 " not in out


def test_an_account_where_it_changed(tieout, manifest):
    """Not night by night: only where its figures moved."""
    status, out, _ = tieout("trend", manifest, "--production", "One", "--account", "2500")

    assert status == 0
    assert "account 2500: Account 2500" in out
    assert [line.split()[0] for line in out.splitlines() if line.startswith("2026")] == [
        "2026-11-16", "2026-11-18",
    ]  # fmt: skip
    assert tieout("trend", manifest, "--account", "2500")[0] == 2
    status, _, err = tieout("trend", manifest, "--production", "One", "--account", "99")
    assert status == 2
    assert "had an account '99'" in err


def test_the_figures_as_csv(tieout, manifest, tmp_path):
    """With the currency beside each amount; a night that failed has none."""
    file = tmp_path / "trend.csv"
    assert tieout("trend", manifest, "--csv", file)[0] == 0
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))

    assert len(rows) == 12
    assert {(row["production"], row["currency"]) for row in rows if row["EFC"]} == {
        ("One", "USD"), ("Two", "EUR"), ("Three", "USD"),
    }  # fmt: skip
    failed = [row for row in rows if row["ended"] == "failed"]
    assert [row["EFC"] for row in failed] == ["", ""]


def test_a_night_that_looked_at_nothing_has_no_count(tieout, manifest):
    """No findings of a production that could not be read is no good news."""
    one = tieout("trend", manifest, "--production", "Three")[1]
    studio = tieout("trend", manifest)[1]

    failed = next(line for line in one.splitlines() if line.startswith("2026-11-17"))
    assert failed.split() == ["2026-11-17"]
    three = next(line for line in studio.splitlines() if line.startswith("Three"))
    assert three.rstrip().endswith("1  ▄ ▄")

"""What follows a night fails no night, and is done only behind a whole one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from addin.domain.night import Ended, ProductionNight
from addin.nightly import after as module
from addin.nightly.after import After, after, page_name
from addin.nightly.alerts import AlertTold
from addin.nightly.logs import NightLog
from addin.nightly.manifest import Studio
from addin.nightly.run import NightTold
from addin.ports.nights import NightPlan
from addin.ports.notify import Reached
from addin.settings.reports import Form, ReportSettings
from addin.settings.studio import AlertSettings, StudioSettings
from tests.nightly.fake_nights import FakeNights
from tests.nightly.test_spool import ONE
from tests.reports.night_values import production

NOW = dt.datetime(2026, 3, 3, 4)
SETTINGS = StudioSettings(name="Kestrel", keep_days=30, alerts=(AlertSettings("all", ("A",)),))
STUDIO = Studio("Kestrel", SETTINGS, (Path("/shows/a"),), Path("/shows"))
TOLD = NightTold(1, (ONE, replace(ONE, position=1, folder="/other/a", production="B")))
LOG = NightLog(None)


def memory(*days: dt.datetime) -> FakeNights:
    """Nights that were begun then, the oldest first."""
    found = FakeNights()
    for day in days:
        found.begin(NightPlan("Kestrel", day, (), "o", "1", "x"), fresh=True)
    return found


@pytest.fixture
def alerts(monkeypatch):
    """What is told of alerts, instead of sending any."""
    told: list[AlertTold] = []
    calls: list[object] = []

    def sent(*given):
        calls.append(given)
        return tuple(told)

    monkeypatch.setattr(module, "alerts_of", sent)
    return told, calls


def test_there_is_a_page_for_each_production_and_one_for_all(tmp_path, alerts):
    """Two folders of one name have two pages; a second night writes the same ones."""
    del alerts
    for _ in range(2):
        said = after(STUDIO, TOLD, memory(NOW), After(tmp_path / "p", True, NOW), LOG)

    pages = sorted(page.name for page in (tmp_path / "p").iterdir())
    assert said == ()
    assert len(pages) == 3
    assert pages[-1] == "index.html"
    assert page_name(ONE) in pages
    assert page_name(ONE) in (tmp_path / "p" / "index.html").read_text("utf-8")


def test_a_page_that_cannot_be_written_stops_no_other(tmp_path, alerts):
    """It is said how many could not, and why."""
    del alerts
    (tmp_path / page_name(ONE)).mkdir()

    (said,) = after(STUDIO, TOLD, memory(NOW), After(tmp_path, True, NOW), LOG)

    assert said.startswith("1 page could not be written.")
    assert (tmp_path / "index.html").exists()


def test_a_part_of_a_night_leaves_the_studios_page_and_the_people_alone(tmp_path, alerts):
    """A few productions are no portfolio, and nobody is told of half a night."""
    nights = memory(NOW, NOW)

    after(STUDIO, TOLD, nights, After(tmp_path, False, NOW), LOG)

    assert not (tmp_path / "index.html").exists()
    assert len(list(tmp_path.iterdir())) == 2
    assert alerts[1] == []
    assert nights.pruned == []


def test_what_an_alert_could_not_deliver_is_said_and_logged_without_an_address(tmp_path, alerts):
    """By the alert's name."""
    alerts[0].append(AlertTold("all", "A", "t", Reached.UNREACHED, "The alert 'all' failed."))
    log = NightLog(tmp_path / "night.log")

    said = after(STUDIO, TOLD, memory(NOW), After(None, True, NOW), log)

    assert said == ("The alert 'all' failed.",)
    assert '"event": "alert failed"' in (tmp_path / "night.log").read_text("utf-8")


def test_a_bug_of_ours_behind_a_night_stops_nothing_that_follows(tmp_path, alerts, monkeypatch):
    """It is said in a sentence; alerts are sent all the same."""

    def broken(*_: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr("addin.reports.night_page.night_page", broken)

    (said,) = after(STUDIO, TOLD, memory(NOW), After(tmp_path, True, NOW), LOG)

    assert "Tieout itself failed at the pages (ZeroDivisionError" in said
    assert len(alerts[1]) == 1


def test_a_page_that_somebody_has_open_stops_no_other(tmp_path, alerts):
    """LibreOffice marks an HTML file that it edits; the rest is written, and it is said."""
    del alerts
    (tmp_path / page_name(ONE)).write_text('<meta name="generator" content="Tieout">')
    (tmp_path / f".~lock.{page_name(ONE)}#").write_text(",Ann,desk,20.11.2026,;")
    said = after(STUDIO, TOLD, memory(NOW), After(tmp_path, True, NOW), LOG)

    assert "1 page could not be written." in said[0]
    assert "Ann" in said[0]
    assert (tmp_path / "index.html").is_file()
    assert (tmp_path / page_name(TOLD.productions[1])).is_file()


def test_old_nights_are_forgotten_by_the_night_before_not_by_the_clock(alerts):
    """A clock that is set to the year 2099 for one night forgets nothing."""
    del alerts
    day = dt.datetime(2026, 3, 2, 23)
    far = dt.datetime(2099, 1, 1)
    one, two = memory(day), memory(day, far)

    after(STUDIO, TOLD, one, After(None, True, far), LOG)
    after(STUDIO, TOLD, two, After(None, True, far), LOG)

    assert one.pruned == []
    assert two.pruned == [dt.date(2026, 1, 31)]


@pytest.mark.parametrize(
    "folder", ["/shows/..", "/shows/a b/ü<x>", "/shows/" + "x" * 300, "C:\\s\\a"]
)
def test_a_page_is_called_so_that_it_stays_in_its_folder(folder):
    """Whatever a production's folder is called."""
    name = page_name(replace(ONE, folder=folder))

    assert Path(name).name == name
    assert not set(name) & set('<>:"/\\|?* ')
    assert len(name) < 90


def test_a_page_of_somebody_else_is_never_overwritten(tmp_path, alerts):
    """A folder of pages may be anything that a manifest names: a website, a production's folder."""
    del alerts
    (tmp_path / "index.html").write_text("<html>ours since 2009</html>")

    said = after(STUDIO, TOLD, memory(NOW), After(tmp_path, True, NOW), LOG)

    assert (tmp_path / "index.html").read_text() == "<html>ours since 2009</html>"
    assert "no night has written what is there" in said[0]
    assert (tmp_path / page_name(ONE)).exists()


def test_what_fails_behind_a_night_is_told_without_its_text(tmp_path, caplog):
    """It may hold the address of an alert, and that a secret."""

    def act():
        raise RuntimeError("https://hooks.example/secret-token")

    said = module._guarded("alerts", act, NightLog(tmp_path / "night.log"))

    told = " ".join(said) + caplog.text + (tmp_path / "night.log").read_text()
    assert "RuntimeError" in told
    assert "secret-token" not in told


NONE: frozenset[Form] = frozenset()


def asking(home: Path, studio=NONE, productions=NONE) -> Studio:
    """A studio whose manifest lies there and asks for these reports."""
    settings = replace(SETTINGS, reports=ReportSettings(studio, productions, "r"))
    return replace(STUDIO, settings=settings, home=home)


def test_the_reports_that_a_manifest_asks_for_are_made_beside_it(tmp_path, alerts):
    """A page for each, a PDF for all; people are linked to the pages that there are."""
    studio = asking(tmp_path, studio=frozenset({Form.PDF}), productions=frozenset({Form.PAGE}))

    said = after(studio, TOLD, memory(NOW), After(tmp_path / "r", True, NOW), LOG)

    assert said == ()
    names = {path.name for path in (tmp_path / "r").iterdir()}
    assert names == {"night.pdf", *map(page_name, TOLD.productions)}
    assert alerts[1][0][-1] is page_name


def test_people_are_not_linked_to_pages_that_are_not_made(tmp_path, alerts):
    """One page for all is all that there is."""
    studio = asking(tmp_path, studio=frozenset({Form.PAGE}))

    after(studio, TOLD, memory(NOW), After(tmp_path / "r", True, NOW), LOG)

    assert [path.name for path in (tmp_path / "r").iterdir()] == ["index.html"]
    assert 'href="A-' not in (tmp_path / "r" / "index.html").read_text("utf-8")
    assert alerts[1][0][-1] is None


def test_reports_that_cannot_be_made_harm_nothing(tmp_path, alerts, monkeypatch):
    """It is said in a sentence; pages are there, people are told."""
    studio = asking(tmp_path, studio=frozenset({Form.PDF, Form.PAGE}))

    def broken(*_: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr("addin.nightly.papers.night_pdf", broken)
    (said,) = after(studio, TOLD, memory(NOW), After(tmp_path / "r", True, NOW), LOG)

    assert "Tieout itself failed at the reports (ZeroDivisionError" in said
    assert (tmp_path / "r" / "index.html").exists()
    assert len(alerts[1]) == 1


def test_a_production_in_which_nothing_changed_says_what_it_said_last(tmp_path, alerts):
    """The night itself knows nothing of it; the studio's memory does."""
    del alerts
    studio = asking(tmp_path, studio=frozenset({Form.WORKBOOK}))
    nights = memory(NOW)
    nights.record(1, production())
    same = ProductionNight(0, production().production, production().folder, NOW, Ended.UNCHANGED)

    after(studio, NightTold(1, (same,)), nights, After(None, True, NOW), LOG)

    book = openpyxl.load_workbook(tmp_path / "r" / "findings.xlsx")
    assert book["Portfolio"]["B5"].value == "unchanged"
    assert book["Findings"]["A5"].value == production().production

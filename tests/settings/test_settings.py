"""production.toml: written, read back, and every mistake reported at once."""

import contextlib
import datetime as dt
import time
from fnmatch import fnmatch

import pytest
from hypothesis import given
from hypothesis import settings as run
from hypothesis import strategies as st

from addin.domain.production import ForecastMode, VarianceSign
from addin.errors import SettingsError
from addin.findings import Severity
from addin.settings.model import (
    AdoptedColumn,
    AdoptedTable,
    GoogleSettings,
    RecalculationSettings,
    ScheduleSettings,
    Settings,
    When,
)
from addin.settings.read import settings
from addin.settings.studio import NightSettings
from addin.settings.write import text_of
from addin.tables.table import Area, Role

FULL = Settings(
    name='The "Long" Night\n2',
    currency="GBP",
    variance_sign=VarianceSign.OVER_IS_POSITIVE,
    forecast_mode=ForecastMode.ETC_HELD,
    cutoff=dt.date(2026, 11, 14),
    previous_cutoff=dt.date(2026, 11, 7),
    tolerance="0.50",
    open_days=60,
    fail_at=Severity.WARNING,
    off=frozenset({"STR202"}),
    ignored=("old/*",),
    recalculation=RecalculationSettings("libreoffice", When.ALWAYS),
    schedule=ScheduleSettings(
        "4 4/8", 0, "US-CA", "IATSE Area Standards Agreement", "UK Working Time Regulations"
    ),
    google=GoogleSettings("/home/a/key.json", "robot@studio.test", "ann@studio.test"),
    tables=(
        AdoptedTable(
            "PO Log.xlsx",
            "POs",
            Role.PO_LOG,
            Area(3, 1, 90, 8),
            (3, 4),
            {"po_number": AdoptedColumn(1, "PO #"), "amount": AdoptedColumn(28, "Amount: net")},
            line=20,
        ),
    ),
)


def test_what_is_written_is_read_back():
    """Every setting survives the file, quotes and line ends in texts included."""
    assert settings(text_of(FULL), "production.toml") == FULL


@given(st.text(), st.text())
@run(deadline=None)
def test_any_heading_and_name_survive(name, heading):
    """A heading is kept as it stands, but for blanks around it."""
    table = AdoptedTable(
        "b.xlsx", name, Role.BUDGET, Area(1, 1, 2, 2), (1,), {"account": AdoptedColumn(1, heading)}
    )
    text = text_of(Settings(name=name, tables=(table,)))

    again = settings(text, "production.toml")

    assert again.name == name
    assert again.tables[0].columns["account"].heading == heading.strip()


def test_every_mistake_is_reported_at_once_with_its_line():
    """Syntax, unknown keys, wrong values and missing keys in one message."""
    text = """\
[production]
nme = "X"
currency = "dollars"
cutoff = "tomorrow"
this is no toml

[check]
fail_at = "eror"

[[table]]
workbook = "a.xlsx"
role = "po_logg"
area = "A:F"

[[table]]
workbook = "a.xlsx"
sheet = "S"
role = "budget"
area = "A1:B2"
[table.columns]
amount = "12"
colour = "C"
"""
    with pytest.raises(SettingsError) as caught:
        settings(text, "production.toml")

    lines = [line for line, _ in caught.value.problems]
    said = str(caught.value)
    assert lines == [2, 3, 4, 5, 8, 10, 12, 13, 21, 22]
    assert "did you mean 'name'?" in said
    assert "did you mean 'error'?" in said
    assert "did you mean 'po_log'?" in said
    assert "nothing was run or written" in said


@given(st.text())
@run(deadline=None)
def test_no_text_raises_anything_but_a_settings_error(text):
    """Whatever stands in the file, the answer is settings or the list of mistakes."""
    with contextlib.suppress(SettingsError):
        assert isinstance(settings(text, "production.toml"), Settings)


def test_when_formulas_are_worked_out_is_one_of_three_words():
    """Only what is missing, unless somebody says otherwise; a wrong word is told with its line."""
    assert settings("", "production.toml").recalculation == RecalculationSettings("", When.MISSING)
    asked = settings('[recalculate]\nwhen = "never"\n', "production.toml").recalculation
    assert asked == RecalculationSettings("", When.NEVER)

    with pytest.raises(SettingsError) as caught:
        settings('[recalculate]\nwhen = "allways"\nengin = "own"\nengine = 1\n', "production.toml")

    assert [line for line, _ in caught.value.problems] == [2, 3, 4]
    assert "did you mean 'always'" in caught.value.problems[0][1]
    assert "did you mean 'engine'" in caught.value.problems[1][1]


def test_settings_without_a_wish_about_formulas_say_nothing_of_it():
    """A file that tieout adopt writes holds only what somebody set."""
    assert "[recalculate]" not in text_of(Settings())
    assert "[google]" not in text_of(Settings())


def test_what_schedules_are_held_against_is_checked_when_it_is_read():
    """Page counts as people write them; places and agreements that are known, by their own name."""
    read = settings(
        '[schedule]\npages_a_day = 4.5\nterritory = "California"\nagreement = "iatse area"\n',
        "production.toml",
    ).schedule
    assert read == ScheduleSettings("4.5", None, "US-CA", "IATSE Area Standards Agreement")

    with pytest.raises(SettingsError) as caught:
        settings(
            '[schedule]\npages_a_day = "lots"\ncompany_moves = -1\nterritory = "Atlantis"\n'
            'agreement = "Pirates"\npages = 1\n',
            "production.toml",
        )

    assert [line for line, _ in caught.value.problems] == [2, 3, 4, 5, 6]


@pytest.mark.parametrize("name", ["Inbox", "./Inbox/", "From [bank]", "a\\b"])
def test_what_lies_in_a_drop_folder_is_no_workbook_of_the_production(name):
    """Whatever the folder is called; others of its beginning are."""
    drop = Settings(night=NightSettings(drop=(name,)), ignored=("Old*",))
    folder = name.strip("./").replace("\\", "/")

    def is_left_out(path):
        return any(fnmatch(path, pattern) for pattern in drop.left_out)

    assert is_left_out(f"{folder}/bank.csv")
    assert is_left_out(f"{folder}/Imported/2026-03-09/bank.csv")
    assert is_left_out("Old budget.xlsx")
    assert not is_left_out(f"{folder} 2/bank.csv")
    assert not is_left_out("Budget.xlsx")


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "[" * 100_000,
        "x = " + "[" * 3000 + "]" * 3000,
        ".".join(["a"] * 50_000) + " = 1",
        "x = {" + ".".join(["a"] * 50_000) + " = 1}",
        "[" + " " * 50_000,
        'x = "' + "a" * 5_000_000 + '"',
    ],
    ids=["brackets", "lists", "parts", "inline", "blanks", "length"],
)
def test_settings_made_to_break_the_reader_are_a_mistake_at_once(text):
    """A production's settings are read by the night of all: they stop none, and take no memory."""
    begun = time.process_time()

    with pytest.raises(SettingsError):
        settings(text, "production.toml")

    assert time.process_time() - begun < 5

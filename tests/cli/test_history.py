"""`tieout history` as a person types it."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.cli.kept_studio import kept_studio


@pytest.fixture
def manifest(tmp_path):
    """A studio of three productions and three nights."""
    return kept_studio(tmp_path)


def test_the_nights_of_a_studio_newest_first(tieout, manifest):
    """When, how long, how its productions ended, what is open; from its folder too."""
    status, out, err = tieout("history", manifest)

    assert (status, err) == (0, "")
    assert out.index("2026-11-18") < out.index("2026-11-17") < out.index("2026-11-16")
    assert "2 checked, 1 failed" in out
    assert "2026-11-18" in out.splitlines()[1]
    assert "Northlight: 3 nights." in out
    assert tieout("history", manifest.parent)[1] == out
    assert "Northlight: 1 night." in tieout("history", manifest, "--most", 1)[1]


def test_one_night_with_its_findings(tieout, manifest):
    """Each production, why it failed, and where what is open stands."""
    status, out, _ = tieout("history", manifest, "--night", 2, "--findings")

    assert status == 0
    assert "Its drive is away." in out
    assert "error PO201 PO Log.xlsx POs F12: =HYPERLINK" in out
    assert "(still open)" in out
    assert "Night 2: 3 productions." in out


def test_without_a_night_findings_are_the_latest(tieout, manifest):
    """Of one production, if it is named."""
    status, out, _ = tieout("history", manifest, "--findings", "--production", "two")

    assert status == 0
    assert "Night 3: 1 production." in out


def test_one_production_night_by_night(tieout, manifest):
    """By name, by folder, or standing in its folder."""
    status, out, _ = tieout("history", manifest, "--production", "Three")

    assert status == 0
    assert [line.split()[2] for line in out.splitlines()[1:4]] == ["checked", "failed", "checked"]
    assert tieout("history", manifest.parent / "shows" / "Three")[1] == out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--production", "Thre"], "had a production 'Thre'. Did you mean 'Three'?"),
        (["--night", "9"], "No night 9 of Northlight is kept there."),
        (["--studio", "Southlight"], "No night of Southlight is kept there."),
    ],
)
def test_what_is_not_there_is_said(tieout, manifest, words, said):
    """With the nearest name."""
    status, _, err = tieout("history", manifest, *words)

    assert status == 2
    assert said in err


def test_looking_makes_nothing(tieout, tmp_path):
    """Where no night was kept, there is no database afterwards."""
    (tmp_path / "show").mkdir()
    manifest = tmp_path / "studio.toml"
    manifest.write_text('productions = ["show"]\n')

    for place in (manifest, tmp_path / "show"):
        status, _, err = tieout("history", place)
        assert status == 2
        assert "No night was kept" in err
    assert not (tmp_path / ".tieout").exists()


def test_an_address_leads_there_too(tieout, manifest, tmp_path, monkeypatch):
    """As such, or by the name of a variable; a variable that is not set is named."""
    monkeypatch.setenv("NIGHTS", f"sqlite:///{tmp_path / '.tieout' / 'studio.db'}")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()

    assert "3 nights" in tieout("history", elsewhere, "--state", "env:NIGHTS")[1]
    status, _, err = tieout("history", manifest, "--state", "env:NOT_THERE")
    assert status == 2
    assert "NOT_THERE is not set" in err


def test_json_says_the_same(tieout, manifest):
    """Every field, for other programs."""
    nights = json.loads(tieout("history", manifest, "--json", "-")[1])
    ones = json.loads(tieout("history", manifest, "--night", 2, "--json", "-")[1])

    assert [one["number"] for one in nights] == [3, 2, 1]
    assert nights[0]["counts"] == {"checked": 3}
    assert [one["ended"] for one in ones] == ["checked", "failed", "checked"]


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("nights", 3),
        ("productions", 9),
        ("findings", 6),
        ("accounts", 14),
        ("pairs", 3),
        ("audit", 0),
    ],
)
def test_every_table_is_exported(tieout, manifest, tmp_path, table, rows):
    """As CSV and as JSON: what stands as it stood is one row."""
    file = tmp_path / "out.csv"
    status, _, err = tieout("history", "export", table, manifest, "--csv", file)
    told = json.loads(tieout("history", "export", table, manifest, "--json", "-")[1])

    assert status == 0
    assert f"{rows} rows are in" in err
    assert len(list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))) == rows
    assert len(told) == rows


def test_no_text_in_csv_is_a_formula_and_numbers_are_numbers(tieout, manifest, tmp_path):
    """Amounts are in whole units; an over-spend is negative, and stays a number."""
    file = tmp_path / "out.csv"
    tieout("history", "export", "findings", manifest, "--csv", file)
    findings = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))
    tieout("history", "export", "productions", manifest, "--csv", file)
    lines = file.read_text("utf-8-sig").splitlines()
    last = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))[-1]

    assert {one["message"] for one in findings} == {'\'=HYPERLINK("http://x";"y")'}
    assert (last["budget"], last["efc"], last["under"]) == ("1600.00", "1600.00", "0.00")
    assert "1600.00,700.00" not in lines[-1]
    assert ",1600.00," in lines[-1]
    assert '"1600.00"' not in lines[-1]


def test_a_table_needs_a_name_and_a_file(tieout, manifest):
    """Both are said."""
    assert tieout("history", "export", "secrets", manifest, "--csv", "-")[0] == 2
    assert "--csv FILE and --json FILE" in tieout("history", "export", "nights", manifest)[2]


def test_old_nights_are_forgotten_when_asked(tieout, manifest):
    """First only counted; the last of each production stays, and what the manifest says is used."""
    would = tieout("history", "prune", manifest, "--keep-days", 1, "--dry-run")
    before = tieout("history", manifest)[1]
    did = tieout("history", "prune", manifest, "--keep-days", 1)

    assert would[0] == did[0] == 0
    assert "2 nights of Northlight" in would[1]
    assert "would be forgotten" in would[1]
    assert "3 nights" in before
    assert "were forgotten" in did[1]
    assert "1 night." in tieout("history", manifest)[1]
    assert "0 nights" in tieout("history", "prune", manifest, "--keep-days", 1)[1]


def test_nights_are_moved_to_another_database(tieout, manifest, tmp_path):
    """Afterwards the manifest says where; a second time they are not mixed."""
    to = f"sqlite:///{tmp_path / 'other.db'}"
    status, out, _ = tieout("history", "move", manifest, "--to", to)

    assert status == 0
    assert "3 nights copied." in out
    assert tieout("history", manifest, "--state", to)[1] == tieout("history", manifest)[1]
    status, _, err = tieout("history", "move", manifest, "--to", to)
    assert status == 2
    assert "keeps nights already" in err

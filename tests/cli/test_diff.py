"""`tieout diff` as a person types it."""

from __future__ import annotations

import json
import sys
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

from addin import wiring
from addin.cli import main
from addin.tables.changes import Changes
from addin.tables.table import CellEdit


@pytest.fixture
def tieout(monkeypatch, capsys):
    """Type a command; get its status and what it printed on either channel."""

    def typed(*words) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["tieout", *map(str, words)])
        monkeypatch.setenv("COLUMNS", "110")
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        code = ended.value.code
        return (code if isinstance(code, int) else -1), printed.out, printed.err

    return typed


HEADINGS: list[object] = [
    "Account",
    "Description",
    "Cost to Date",
    "Commitments",
    "ETC",
    "EFC",
    "Budget",
]
LINES: list[list[object]] = [
    ["2510", "Lighting", 545, 120, 335, 1000, 1000],
    ["2520", "Catering <crew>", 300, 500, 0, 800, 700],
    ["2530", "Transport", 950, 0, 50, 1000, 1200],
    ["2540", "Locations", 100, 0, 200, 300, 300],
]


def report(path: Path, *edits: tuple[int, int, object], total: int = 3100) -> Path:
    """A cost report as a file; an edit is (row, column, what it holds now)."""
    made = openpyxl.Workbook()
    page = made.worksheets[0]
    page.title = "CR"
    total_line: list[object] = ["Total", None, 1895, 620, 585, total, 3200]
    lines: list[list[object]] = [HEADINGS, *LINES, total_line]
    for line in lines:
        page.append(line)
    for row, column, value in edits:
        page.cell(row, column).value = value  # type: ignore[assignment]
    made.save(path)
    return path


def test_the_terminal_tells_money_first_then_causes(tieout, tmp_path):
    """The rows that explain the total, then the cells."""
    older = report(tmp_path / "Tuesday.xlsx")
    newer = report(tmp_path / "today.xlsx", (2, 6, 1200), (3, 6, 750), (3, 2, "Crew"), total=3250)

    status, out, err = tieout("diff", older, newer)

    assert (status, err) == (1, "")
    assert "\n".join(line.rstrip() for line in out.partition("today.xlsx")[2].splitlines()) == (
        """
4 changed cells

  Estimated final cost (EFC)  3,100.00 → 3,250.00 (+150.00): 2 rows explain it  CR!F6
      2510 Lighting  1,000.00  1,200.00  +200.00
      2520 Crew        800.00    750.00   -50.00

CR
    F2  value changed  2510 Lighting, EFC: 1000 → 1200  (+200.00)
    B3  value changed  2520 Crew, Description: Catering <crew> → Crew
    F3  value changed  2520 Crew, EFC: 800 → 750  (-50.00)
    F6  value changed  Total, EFC: 3100 → 3250  (+150.00)
  rows of A1:G6 are paired by account"""
    )


def test_the_same_file_twice_is_no_difference(tieout, tmp_path):
    """Status 0, as diff has it."""
    file = report(tmp_path / "A.xlsx")

    status, out, _ = tieout("diff", file, file)

    assert status == 0
    assert "No difference." in out


def test_json_holds_every_change(tieout, tmp_path):
    """Amounts of totals are text, so that no cent is lost."""
    older = report(tmp_path / "a.xlsx")
    newer = report(tmp_path / "b.xlsx", (2, 6, 1200))

    status, out, _ = tieout("diff", older, newer, "--json", "-")

    document = json.loads(out)["workbooks"][0]
    assert status == 1
    assert document["sheets"][0]["cells"] == [
        {
            "cell": "F2", "cell_before": "F2", "kind": "value changed", "error": None,
            "before": 1000, "after": 1200, "formula_before": None, "formula_after": None,
        }
    ]  # fmt: skip
    total = document["totals"][0]
    assert (total["explained"], total["unexplained"]) == ("200", "-200")


class _Page(HTMLParser):
    """What a page fetches, and which elements it leaves open."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag loads."""
        self.fetched += [value or "" for name, value in attrs if name in {"src", "href"}]
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Every element is closed where it was opened."""
        assert self.open.pop() == tag


def test_the_page_is_whole_opens_offline_and_shows_both_sides(tieout, tmp_path):
    """A cell's text is never markup; the old value stands beside the new one."""
    older = report(tmp_path / "a.xlsx")
    newer = report(tmp_path / "b.xlsx", (3, 6, 850))

    tieout("diff", older, newer, "--html", tmp_path / "page.html")
    text = (tmp_path / "page.html").read_text("utf-8")
    page = _Page()
    page.feed(text)

    assert ([one for one in page.fetched if not one.startswith("#")], page.open) == ([], [])
    assert "Catering &lt;crew&gt;" in text
    assert '<td class="b old n"><bdi>800</bdi></td>' in text
    assert '<td class="a new n"><bdi>850</bdi></td>' in text
    assert "without change" in text


def test_the_sheet_goes_into_the_newer_file_with_links_and_a_backup(tieout, tmp_path):
    """A second run finds no new change; the older file stays as it was."""
    older = report(tmp_path / "a.xlsx")
    newer = report(tmp_path / "b.xlsx", (2, 6, 1200))
    before, was = older.read_bytes(), newer.read_bytes()

    status, out, _ = tieout("diff", older, newer, "--sheet")
    again, told, _ = tieout("diff", older, newer)

    written = openpyxl.load_workbook(newer)
    assert (status, again) == (1, 1)
    assert written.sheetnames == ["CR", "Changes"]
    links = [
        cell.hyperlink.location for row in written["Changes"] for cell in row if cell.hyperlink
    ]
    assert "'CR'!F2" in links
    assert older.read_bytes() == before
    kept = list((tmp_path / ".tieout" / "backups" / "b.xlsx").iterdir())
    assert [one.read_bytes() for one in kept] == [was]
    assert ("1 changed cell" in out, "1 changed cell" in told) == (True, True)
    assert "sheet added" not in told


def test_one_file_is_compared_with_its_backup(tieout, tmp_path):
    """What the last write changed; --backup 2 goes one further back."""
    file = report(tmp_path / "a.xlsx")
    for amount in (1100, 1200):
        wiring.workbooks(file).write(
            "a.xlsx", Changes(cells=(CellEdit("CR", 2, 6, amount),)), digest=""
        )

    _, newest, _ = tieout("diff", file)
    _, before, _ = tieout("diff", file, "--backup", 2)
    status, _, err = tieout("diff", file, "--backup", 3)

    assert "1100 → 1200" in newest
    assert "1000 → 1200" in before
    assert (status, "There are 2 backups" in err) == (2, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere.xlsx", "a.xlsx"), "does not exist"),
        (("a.xlsx", "nowhere.xlsx"), "does not exist"),
        (("a.xlsx",), "no backup"),
        (("a.xlsx", "broken.xlsx"), "is damaged"),
        (("a.xlsx", "notes.docx"), "does not read"),
        (("a.xlsx", "empty"), "does not exist"),
        ((".", "empty"), "no workbook"),
        (("a.xlsx", "b.xlsx", "--only", "Costs"), "has no sheet 'Costs'"),
        (("a.xlsx", "b.xlsx", "--formulas", "--values"), "nothing to show"),
    ],
)
def test_what_cannot_be_compared_is_named_with_status_2(tieout, tmp_path, monkeypatch, words, said):
    """One sentence, never a traceback."""
    monkeypatch.chdir(tmp_path)
    report(tmp_path / "a.xlsx")
    report(tmp_path / "b.xlsx", (2, 6, 1200))
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 cut off")
    (tmp_path / "notes.docx").write_bytes(b"\xd0\xcf nothing")
    (tmp_path / "empty").mkdir()

    status, _, err = tieout("diff", *words)

    assert status == 2
    assert said in err
    assert "Traceback" not in err


def test_formulas_or_values_alone_can_be_asked_for(tieout, tmp_path):
    """A formula that gives the same is no change of values; a typed figure none of formulas."""
    older = report(tmp_path / "a.xlsx", (2, 8, "=1+2"))
    newer = report(tmp_path / "b.xlsx", (2, 8, "=2+1"), (3, 3, 333))

    _, formulas, _ = tieout("diff", older, newer, "--formulas")
    _, values, _ = tieout("diff", older, newer, "--values")

    assert ("=1+2 → =2+1" in formulas, "300 → 333" in formulas) == (True, False)
    assert ("2+1" in values, "300 → 333" in values) == (False, True)

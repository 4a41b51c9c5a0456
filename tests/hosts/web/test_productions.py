"""Which production a workbook in Excel belongs to."""

from __future__ import annotations

import pytest

from addin.errors import NothingToDo
from addin.hosts.web.productions import Productions, file_name, home_of


@pytest.fixture
def productions(tmp_path):
    """Two folders; both have a budget."""
    for name in ("Lantern/Budget.xlsx", "Lantern/wk09/Costs.xlsx", "Harbour/Budget.xlsx"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    return Productions((tmp_path / "Lantern", tmp_path / "Harbour"), tmp_path / "own")


def test_a_workbook_belongs_to_the_folder_that_has_one_of_its_name(productions):
    """Wherever it stands in there; capitals make no difference."""
    home = home_of({"document": "https://x.example/a/COSTS.xlsx?web=1"}, productions)

    assert (home.folder, home.workbook) == (productions.folders[0], "wk09/Costs.xlsx")
    assert home.with_files


def test_a_name_that_two_folders_have_asks_which(productions):
    """Nothing is guessed; the choice in the pane settles it."""
    asked = {"document": "https://x.example/Budget.xlsx"}
    with pytest.raises(NothingToDo, match="in 2 productions"):
        home_of(asked, productions)

    assert home_of({**asked, "production": 1}, productions).folder == productions.folders[1]


def test_a_workbook_of_no_folder_is_a_production_by_its_address(productions):
    """Two of one name at two addresses have nothing in common."""
    here = home_of({"document": "https://x.example/a/Other.xlsx"}, productions)
    there = home_of({"document": "https://x.example/b/Other.xlsx"}, productions)

    assert here.folder.parent == there.folder.parent == productions.own
    assert here.folder != there.folder
    assert not here.with_files
    assert (here.workbook, here.name) == ("Other.xlsx", "Other")


@pytest.mark.parametrize("document", ["", "https://x.example/", "C:\\Shows\\", None])
def test_a_workbook_without_a_name_is_to_be_saved_first(document, productions):
    """Nothing could be kept of it."""
    with pytest.raises(NothingToDo, match="no name yet"):
        home_of({"document": document}, productions)


@pytest.mark.parametrize("document", ["/Users/a/Cost Report.xlsx", "file:///a/Cost%20Report.xlsx"])
def test_a_name_is_read_from_paths_and_addresses(document):
    """On the Mac, on Windows and on the web."""
    assert file_name(document) == "Cost Report.xlsx"

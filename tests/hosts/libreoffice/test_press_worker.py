"""The worker's side of a press: where a document belongs, and a sentence whatever is sent."""

from __future__ import annotations

import datetime as dt
import io
import json

import pytest

from addin import wiring
from addin.adapters.snapshots.snapshot import as_json
from addin.hosts.libreoffice.press_worker import home_of, serve, wanted
from tests.hosts.snapshots.demo_here import AT, demo

REPORT = "Cost Report wk09.xlsx"


@pytest.fixture
def folder(tmp_path):
    """The demo."""
    (tmp_path / "Lantern").mkdir()
    return demo(tmp_path / "Lantern")


def _document(key, path):
    return {"key": key, "path": str(path), "url": path.as_uri(), "title": path.name}


def _documents(folder, *paths):
    told = [_document(str(number), path) for number, path in enumerate(paths)]
    own = str(folder.parent / "own")
    return {"kind": "documents", "documents": told, "active": "0", "own": own}


def _served(*messages, now=AT):
    said = io.BytesIO()
    asked = b"".join(json.dumps(one).encode() + b"\n" for one in messages)
    serve(io.BytesIO(asked), said, lambda: now)
    told = [json.loads(line) for line in said.getvalue().splitlines()]
    return told, [one["done"] for one in told if "done" in one]


def test_a_document_belongs_to_the_production_of_its_folder(folder):
    """By its path from there, also from a folder inside that has no settings of its own."""
    (folder / "production.toml").write_text('name = "Lantern"\n')
    (folder / "week 9").mkdir()
    path = folder / "week 9" / "Costs.ods"
    home = home_of(_document("1", path), folder.parent)

    assert (home.folder, home.called, home.with_files) == (
        folder.resolve(), "week 9/Costs.ods", True,
    )  # fmt: skip


def test_a_document_without_a_place_is_a_production_by_itself(tmp_path):
    """Two of them do not share a journal."""
    first, second = (
        home_of({"key": key, "path": "", "url": "", "title": "Untitled 1"}, tmp_path)
        for key in ("1", "2")
    )

    assert (first.called, first.with_files) == ("Untitled 1", False)
    assert first.folder != second.folder
    assert first.folder.parent == tmp_path


def test_open_documents_of_the_same_production_are_wanted_too(folder, tmp_path):
    """Not those of other folders, nor copies of closed weeks."""
    copies = folder / "Closed weeks"
    copies.mkdir()
    (copies / REPORT).write_bytes((folder / REPORT).read_bytes())
    elsewhere = tmp_path / "Other.xlsx"
    asked = _documents(folder, folder / REPORT, folder / "PO Log.xlsx", copies / REPORT, elsewhere)
    _, told = wanted(asked)

    assert told == {
        "wants": [{"key": "0", "name": REPORT}, {"key": "1", "name": "PO Log.xlsx"}],
        "active": REPORT,
    }


def test_an_open_ods_is_written_as_an_xlsx_is(folder):
    """LibreOffice writes it, so what files of that kind cannot be does not matter."""
    path = folder / "Report.ods"
    snapshot = as_json(wiring.workbooks(folder).read(REPORT)) | {"name": "Report.ods"}
    (folder / REPORT).unlink()
    press = {
        "kind": "press", "button": "refresh_cost_report", "answers": {"sheet": "CR wk09"},
        "workbooks": [snapshot], "selection": {},
    }  # fmt: skip
    told, (_, answer) = _served(_documents(folder, path), press)

    assert answer["ok"], answer["sentence"]
    assert list(answer["operations"]) == ["Report.ods"]
    assert any(str(one.get("said", "")).startswith("Reading ") for one in told)


def test_what_was_not_carried_out_does_not_stand_in_the_journal(folder):
    """The next press may go on at once."""
    snapshot = as_json(wiring.workbooks(folder).read(REPORT))
    press = {
        "kind": "press", "button": "refresh_cost_report", "answers": {}, "workbooks": [snapshot],
        "selection": {},
    }  # fmt: skip
    start = _documents(folder, folder / REPORT)
    _, (_, answer) = _served(start, press)
    failed = {"kind": "applied", "entry": answer["entry"], "ok": False, "why": "CR!B4 was changed"}
    _, (_, said) = _served(start, failed, now=AT + dt.timedelta(seconds=1))

    assert said["sentence"] == "CR!B4 was changed. Nothing was written."
    with wiring.kept(folder, None) as kept:
        assert kept is not None
        name = wiring.production_name(folder)
        assert [one.undone is None for one in kept.journal.entries(name)] == [False]


@pytest.mark.parametrize(
    "message",
    [{}, {"kind": "press"}, {"kind": "documents"}, {"kind": "applied"}, [], 7, {"kind": None}],
)
def test_nonsense_is_answered_with_a_sentence(message):
    """And the next message is read."""
    _, done = _served(message, message)

    assert len(done) == 2
    assert all(not one["ok"] and one["sentence"].endswith(".") for one in done)

"""A studio to try nights on: made as of several Mondays, with a page for all and one for each."""

from __future__ import annotations

from click.testing import CliRunner

from addin.cli import demo_studio, tieout


def test_a_studio_is_made_and_its_nights_are_told(tmp_path, monkeypatch):
    """The last night is shown; every production has a page, and the studio's links to it."""
    monkeypatch.setattr(demo_studio, "COUNT", 3)
    monkeypatch.setattr(demo_studio, "WEEKS", (8, 9))
    folder = tmp_path / "a studio"

    done = CliRunner().invoke(tieout, ["demo", "--studio", str(folder)], standalone_mode=False)

    assert done.return_value == 1, done.output
    assert "3 productions" in done.output
    pages = {path.name for path in (folder / "pages").iterdir()}
    index = (folder / "pages" / "index.html").read_text("utf-8")
    assert len(pages) == 4
    assert all(name in index for name in pages - {"index.html"})
    assert "Monday 9 Mar 2026" in index
    assert f'"{folder / "studio.toml"}"' in done.output


def test_a_folder_with_something_of_yours_is_left_alone(tmp_path):
    """As by every demo."""
    (tmp_path / "budget.xlsx").write_bytes(b"mine")

    done = CliRunner().invoke(tieout, ["demo", "--studio", str(tmp_path)], standalone_mode=False)

    assert "not empty" in str(done.exception)
    assert [path.name for path in tmp_path.iterdir()] == ["budget.xlsx"]


def test_the_studio_stands_beside_the_production_of_the_other_demo(tmp_path, monkeypatch):
    """Both are tried one after the other, as the readme lists them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(demo_studio, "COUNT", 1)
    monkeypatch.setattr(demo_studio, "WEEKS", (9,))
    (tmp_path / "tieout-demo").mkdir()
    (tmp_path / "tieout-demo" / "budget.xlsx").write_bytes(b"of the first demo")

    done = CliRunner().invoke(tieout, ["demo", "--studio"], standalone_mode=False)

    assert done.exception is None
    assert (tmp_path / "tieout-studio" / "studio.toml").exists()

"""A manifest lists the productions of a studio; whatever it says, reading it ends."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addin.errors import FileMissing, NothingToDo, SettingsError
from addin.nightly import folders as folders_of
from addin.nightly.folders import PatternRefused, Search
from addin.nightly.manifest import studio_of


def read(path: Path) -> str:
    """The text of a file."""
    return path.read_text("utf-8")


@pytest.fixture
def home(tmp_path):
    """A studio with three shows and a fourth one elsewhere."""
    for name in ("shows/alpha", "shows/beta", "shows/gamma", "other/delta"):
        (tmp_path / name).mkdir(parents=True)
    return tmp_path


def written(path: Path, text: str) -> Path:
    """A manifest with this text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def names(studio) -> list[str]:
    """The names of the folders."""
    return [folder.name for folder in studio.folders]


def mistakes(path: Path) -> str:
    """What is said of a manifest that is refused."""
    with pytest.raises(SettingsError) as refused:
        studio_of([path], read)
    return str(refused.value)


def test_patterns_are_looked_for_from_the_manifest_and_keep_its_order(home):
    """Each folder once, where it is named first; a pattern's folders sorted."""
    manifest = written(home / "m.toml", 'productions = ["other/delta", "shows/b*", "shows/*"]')

    studio = studio_of([manifest], read)

    assert names(studio) == ["delta", "beta", "alpha", "gamma"]
    assert studio.home == home
    assert studio.key == f"m in {home.name}"
    assert all(folder.is_absolute() for folder in studio.folders)


def test_the_name_in_a_manifest_is_the_studios_key(home):
    """So a manifest may be renamed, and the studio's history goes on."""
    text = 'productions = ["shows/*"]\n[studio]\nname = "Kestrel"\n'

    assert studio_of([written(home / "m.toml", text)], read).key == "Kestrel"


def test_bare_folders_are_a_night_without_a_home(home):
    """In the order given."""
    studio = studio_of([home / "shows/gamma", home / "shows/alpha"], read)

    assert names(studio) == ["gamma", "alpha"]
    assert studio.home is None


def test_a_folder_that_is_not_there_is_refused(home):
    """As is a manifest that is not there."""
    with pytest.raises(FileMissing):
        studio_of([home / "nowhere"], read)


def test_a_manifest_includes_others_each_relative_to_itself(home):
    """Its own productions first; what is reached twice counts once."""
    written(home / "regions/east.toml", 'productions = ["../shows/gamma", "../shows/beta"]')
    written(home / "regions/west.toml", 'productions = ["../other/*"]\ninclude = ["east.toml"]')
    text = 'include = ["regions/*.toml"]\nproductions = ["shows/beta"]'

    assert names(studio_of([written(home / "m.toml", text)], read)) == ["beta", "gamma", "delta"]


def test_an_included_manifests_nights_come_before_the_outer_ones(home):
    """Where it says nothing, the outer manifest holds for its productions too."""
    written(home / "east.toml", 'productions = ["other/*"]\n[night]\nminutes = 3\n')
    text = (
        'include = ["east.toml"]\nproductions = ["shows/beta"]\n[night]\nminutes = 1\ntries = 2\n'
    )

    studio = studio_of([written(home / "m.toml", text)], read)

    assert [(one.minutes, one.tries) for one in studio.nights] == [(1, 2), (3, 2)]


def test_an_included_manifests_alerts_speak_of_its_own_productions_alone(home):
    """One that would speak of none is left out: no productions would mean all of them."""
    alert = '[[alert]]\nname = "{}"\nto = ["env:EAST"]\nproductions = [{}]\n'
    written(
        home / "east.toml",
        'productions = ["other/*"]\n' + alert.format("all", "") + alert.format("none", '"alpha"'),
    )
    manifest = written(home / "m.toml", 'include = ["east.toml"]\nproductions = ["shows/*"]')

    alerts = studio_of([manifest], read).settings.alerts

    assert [(one.name, one.productions) for one in alerts] == [("all", ("delta",))]


def test_two_alerts_of_one_name_are_refused_wherever_they_stand(home):
    """What an alert said last is remembered by its name."""
    alert = '[[alert]]\nname = "all"\nto = ["env:EAST"]\n'
    written(home / "east.toml", 'productions = ["other/*"]\n' + alert)
    text = 'include = ["east.toml"]\nproductions = ["shows/*"]\n' + alert

    assert "the alert 'all'" in mistakes(written(home / "m.toml", text))


def test_every_mistake_of_every_manifest_is_told_with_its_line(home):
    """Not the first one only; a pattern's line is its own, not that of the list."""
    written(home / "east.toml", 'productions = [\n "other/*",\n "gone/*",\n]\nproduction = 1\n')
    text = 'include = ["east.toml", "none.toml"]\nproductions = ["x/*/../y"]\n'

    said = mistakes(written(home / "m.toml", text))

    assert f"{home / 'east.toml'}, line 3: no folder fits 'gone/*'" in said
    assert f"{home / 'east.toml'}, line 5: 'production' is not known here" in said
    assert f"{home / 'm.toml'}, line 1: no manifest fits 'none.toml'" in said
    assert "line 2: 'x/*/../y' goes up (..) behind a wildcard" in said


def test_manifests_that_include_one_another_are_refused_with_the_circle(home):
    """Whatever the length of the circle, one that includes itself too."""
    written(home / "b.toml", 'include = ["m.toml"]')

    assert "m.toml → b.toml → m.toml" in mistakes(written(home / "m.toml", 'include = ["b.toml"]'))
    assert "s.toml → s.toml" in mistakes(written(home / "s.toml", 'include = ["s.toml"]'))


def test_manifests_are_not_included_without_end(home):
    """A chain that is deeper than anybody's is refused, and named as such."""
    for number in range(20):
        written(home / f"{number}.toml", f'include = ["{number + 1}.toml"]')
    written(home / "20.toml", 'productions = ["shows/*"]')

    assert "more than 8 deep" in mistakes(home / "0.toml")


def test_going_up_is_for_plain_paths(home):
    """What stands before the first wildcard may lead anywhere; what follows it may not go up."""
    manifest = written(home / "night/m.toml", 'productions = ["../shows/*"]')

    assert names(studio_of([manifest], read)) == ["alpha", "beta", "gamma"]


def test_a_wildcard_fits_no_hidden_folder(home):
    """.git, .tieout and the like are no productions."""
    (home / "shows/.tieout").mkdir()

    studio = studio_of([written(home / "m.toml", 'productions = ["shows/*"]')], read)
    assert names(studio) == ["alpha", "beta", "gamma"]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_circles_of_links_end(home):
    """** follows no links; * does, and a folder reached twice counts once."""
    (home / "shows/alpha/again").symlink_to(home / "shows")
    (home / "shows/loop").symlink_to(home / "shows/loop")
    (home / "shows/zeta").symlink_to(home / "other/delta")
    text = 'productions = ["shows/**", "shows/*/again/*", "shows/*"]'

    studio = studio_of([written(home / "m.toml", text)], read)

    assert names(studio) == ["shows", "alpha", "beta", "gamma", "zeta"]


def test_a_pattern_that_looks_into_the_whole_disk_is_refused(home):
    """After as many folders as no studio has."""
    for number in range(12):
        (home / "shows/alpha" / str(number)).mkdir()

    with pytest.raises(PatternRefused, match="more than 10 folders"):
        Search(10).folders(home, "**")


@pytest.mark.parametrize("pattern", ["/**", "/**/shows", "../" * 60 + "**"])
def test_every_folder_of_a_disk_is_no_studio(home, pattern):
    """Refused at once, without looking: a folder is to be named first."""
    with pytest.raises(PatternRefused, match="every folder of a disk"):
        Search(0).folders(home, pattern)


def test_the_bound_holds_for_all_patterns_together(home, monkeypatch):
    """Many patterns are not dearer than one; the manifest's line is told."""
    monkeypatch.setattr(folders_of.Search.__init__, "__defaults__", (3,))
    text = 'productions = [\n "shows/*",\n "other/*",\n "shows/a*",\n "shows/b*"\n]'

    assert "line 5: more than 3 folders" in mistakes(written(home / "m.toml", text))


def test_productions_that_share_a_history_have_names_of_their_own(home):
    """Refused by name and folders; without a shared history they may be called alike."""
    for show in ("alpha", "beta"):
        written(home / f"shows/{show}/production.toml", '[production]\nname = "Night Shift"\n')
    text = 'productions = ["shows/*"]\n[studio]\nshared_history = {}\n'

    said = mistakes(written(home / "m.toml", text.format("true")))

    assert "2 productions are called 'Night Shift'" in said
    assert str(home / "shows/beta") in said
    assert len(studio_of([written(home / "n.toml", text.format("false"))], read).folders) == 3


PARTS = st.sampled_from(["..", ".", "*", "**", "a", "[", "[a]", "?", "", "/", "~", "\0", "é" * 300])


@given(st.lists(PARTS, max_size=6), st.lists(PARTS, max_size=4))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_manifest_says_there_is_a_studio_or_a_named_error(tmp_path, one, two):
    """Never a traceback, never outside what was named."""
    (tmp_path / "x/a/a").mkdir(parents=True, exist_ok=True)
    for pattern in ("/".join(one), "/".join(two)):
        if pattern.startswith("/"):
            continue  # the whole disk is another test's
        text = f"productions = [{_quoted(pattern)}]\ninclude = [{_quoted(pattern)}]"
        manifest = written(tmp_path / "x/m.toml", text)
        try:
            studio = studio_of([manifest], read)
        except SettingsError:
            continue
        assert all(folder.is_dir() for folder in studio.folders)
        assert len(set(studio.folders)) == len(studio.folders)


def _quoted(text: str) -> str:
    """A text as TOML writes it."""
    return '"' + text.replace("\0", "\\u0000") + '"'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('productions = ["P:\\shows"]', "unescaped '\\' in a string: in a folder write / for \\"),
        ('productions = ["C:\\Users\\ann"]', "invalid hex value: in a folder write / for \\"),
        ('productions = ["P:\\tales"]', "no folder fits 'P:?ales': in a folder write /"),
    ],
)
def test_folders_as_windows_writes_them_are_refused_with_how_to_write_them(home, text, said):
    """Within double quotes a backslash begins another letter; nothing else is said of the line."""
    refused = mistakes(written(home / "m.toml", text))

    assert said in refused
    assert "1 mistake" in refused


def test_a_list_that_is_not_closed_is_one_mistake(home):
    """What stands behind it is not known, so nothing is said to be lacking."""
    for text in ('productions = ["shows/*"\n', 'productions = [\n "shows/*",\n[studio]\n'):
        assert "lists its folders" not in mistakes(written(home / "m.toml", text))
    text = 'productions = ["shows/*"]\n[[alert]]\nname = Accounting\n'
    assert "lacks 'to'" in (said := mistakes(written(home / "m.toml", text)))
    assert "lacks 'name'" not in said


def test_a_step_or_permission_that_does_not_exist_is_named_as_one(home):
    """With the one that was meant."""
    text = 'productions = ["shows/*"]\n[night]\nsteps = ["imports"]\nwrite = ["finding"]\n'

    said = mistakes(written(home / "m.toml", text))

    assert "line 3: 'imports' is no step; did you mean 'import'?" in said
    assert "line 4: 'finding' is no permission to write; did you mean 'findings'?" in said


def test_the_folder_of_a_studio_is_not_taken_for_one_production(home):
    """All its lists would be checked against one another; the manifest is what was meant."""
    written(home / "studio.toml", 'productions = ["shows/*"]\n')
    written(home / "shows" / "alpha" / "production.toml", 'productions = "a slip"\n')
    (home / "shows" / "alpha" / "odd.toml").write_bytes(b"\xff\xfe")

    with pytest.raises(NothingToDo, match=r"Name its manifest: .*studio\.toml"):
        studio_of([home], read)

    assert names(studio_of([home / "shows" / "alpha"], read)) == ["alpha"]

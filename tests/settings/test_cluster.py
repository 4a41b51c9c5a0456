"""What a manifest says of the machines that work on its nights."""

from __future__ import annotations

import pytest

from addin.errors import SettingsError
from addin.settings.read_studio import studio

MANIFEST = r"""
productions = ["/srv/prod/*"]

[cluster]
wait_minutes = 2.5
google_accounts = 3

[cluster.folders]
"/srv/prod" = "/mnt/prod"

[[cluster.host]]
name = "WIN-*"
folders = { "/srv/prod" = 'P:\' }
"""


def test_a_machine_finds_the_folders_where_the_manifest_says():
    """As the first host that fits, in upper or lower case; all others as [cluster.folders]."""
    found = studio(MANIFEST, "studio.toml").cluster

    assert (found.wait_minutes, found.google_accounts) == (2.5, 3)
    assert found.folders_of("win-7") == (("/srv/prod", "P:\\"),)
    assert found.folders_of("render-3") == (("/srv/prod", "/mnt/prod"),)


def test_a_manifest_need_not_speak_of_machines():
    """Then everybody finds everything where this computer does."""
    found = studio('productions = ["x"]', "studio.toml").cluster

    assert found.folders_of("any") == ()
    assert found.wait_minutes == 5


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("[cluster]\nwait_minutes = -1", 3, "zero or more"),
        ("[cluster]\nwait_minutes = true", 3, "zero or more"),
        ("[cluster]\ngoogle_accounts = 0", 3, "one or more"),
        ('[cluster]\nfolder = "x"', 3, "did you mean 'folders'"),
        ('[cluster]\nfolders = "x"', 3, "pairs, here and there"),
        ('[cluster.folders]\n"/srv" = 3', 2, "pairs, here and there"),
        ('[cluster.folders]\n"/srv/../x" = "/mnt"', 2, "holds '..'"),
        ('[cluster.folders]\n"/a" = "/mnt"\n"/b" = "/mnt/b"', 2, "lie in one another"),
        ('[cluster.host]\nname = "x"', 2, "in double brackets"),
        ('[[cluster.host]]\nname = "x"', 2, "lacks 'folders'"),
        ('[[cluster.host]]\nname = "x"\nfolders = { "a" = "/b" }', 2, "no whole path"),
    ],
)
def test_mistakes_are_told_with_their_line(text, line, what):
    """All of them, before anything is run."""
    with pytest.raises(SettingsError) as told:
        studio(f'productions = ["x"]\n{text}', "studio.toml")

    assert any(at >= line and what in said for at, said in told.value.problems)

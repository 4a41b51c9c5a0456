"""The unified manifest: what Microsoft's validator says, and what it must hold."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile

import pytest

from addin.hosts.web.description import AddIn, Button, place
from addin.hosts.web.errors import NotServed
from addin.hosts.web.manifest import manifest_json, package, unified

PLACE = place("https://localhost:8765", key="a-key")
BUTTONS = (Button("refresh", "Refresh", "Refresh the cost report"),)
KINDS = [AddIn(), AddIn(shared=False), AddIn(buttons=BUTTONS)]


def is_valid(node, packages, path):
    """What office-addin-manifest says of a file; without the network."""
    tool = str(packages / "office-addin-manifest" / "cli.js")
    done = subprocess.run(
        [node, tool, "validate", str(path)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("addin", KINDS, ids=["shared", "not shared", "with buttons"])
def test_microsofts_validator_takes_it(node, packages, tmp_path, addin):
    """With functions alone or with buttons, in one runtime or not."""
    path = tmp_path / "manifest.json"
    path.write_bytes(manifest_json(addin, PLACE))

    valid, said = is_valid(node, packages, path)

    assert valid, said


@pytest.mark.parametrize("change", ["misspelt", "no namespace", "no action"])
def test_microsofts_validator_would_have_noticed(node, packages, tmp_path, change):
    """The check above can fail."""
    told = unified(AddIn(), PLACE)
    functions = told["extensions"][0]["runtimes"][0]["customFunctions"]
    if change == "misspelt":
        functions["metadataURL"] = functions.pop("metadataUrl")
    elif change == "no namespace":
        del functions["namespace"]["id"]
    else:
        told["extensions"][0]["runtimes"][0]["actions"] = []
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(told), encoding="utf-8")

    assert not is_valid(node, packages, path)[0]


def test_the_package_holds_the_manifest_and_its_icons():
    """What is uploaded; the same bytes each time, so that nothing seems new that is not."""
    packed = package(AddIn(), PLACE)

    assert packed == package(AddIn(), PLACE)
    with zipfile.ZipFile(io.BytesIO(packed)) as found:
        told = json.loads(found.read("manifest.json"))
        assert set(found.namelist()) == {"manifest.json", *told["icons"].values()}


def test_the_key_stands_only_where_it_is_needed():
    """The pages and the script need it; what Excel fetches in public does not."""
    text = manifest_json(AddIn(shared=False), PLACE).decode()
    keyed = [line for line in text.splitlines() if "a-key" in line]

    assert len(keyed) == 3
    for file in ("functions.html", "functions.js", "pane.html"):
        assert sum(f"/{file}?key=" in each for each in keyed) == 1


def test_it_asks_for_no_more_than_it_needs():
    """Functions read their arguments; only a button works on the workbook."""
    assert "Document.Read.User" in manifest_json(AddIn(buttons=()), PLACE).decode()
    assert "Document.ReadWrite.User" in manifest_json(AddIn(buttons=BUTTONS), PLACE).decode()


@pytest.mark.parametrize(
    "address", ["", "http://localhost:1", "localhost:1", "ftp://x", "https://", "https://x?y=1"]
)
def test_an_address_excel_would_refuse_is_refused_first(address):
    """With a sentence that says what to do instead."""
    with pytest.raises(NotServed, match="Nothing was"):
        place(address)


def test_a_key_that_cannot_stand_in_an_address_is_refused():
    """It would arrive as another one."""
    with pytest.raises(NotServed, match="letters, digits"):
        place("https://x", key="a&b")

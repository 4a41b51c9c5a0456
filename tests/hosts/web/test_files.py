"""Every file that Excel loads, and that each is where another one looks for it."""

from __future__ import annotations

import re

import pytest

from addin.hosts.web.description import AddIn
from addin.hosts.web.errors import NotServed
from addin.hosts.web.files import KINDS, web_files

BASE = "https://tieout.example/addin"


@pytest.mark.parametrize("shared", [True, False])
def test_every_address_in_a_file_has_a_file(shared):
    """Nothing that a manifest, a page or the metadata names is missing."""
    files = web_files(BASE, key="a-key", addin=AddIn(shared=shared))
    texts = [
        content.decode() for name, content in files.items() if not name.endswith((".png", ".zip"))
    ]
    named = {each for text in texts for each in re.findall(rf"{re.escape(BASE)}/([\w.-]+)", text)}

    assert {each for each in named if "." in each} <= set(files)
    assert {"functions.json", "functions.js", "functions.html", "help.html"} <= named
    assert "v1" in named


def test_every_file_has_a_kind():
    """Browsers run no script that is served as something else."""
    assert all(f".{name.rpartition('.')[2]}" in KINDS for name in web_files(BASE))


def test_without_a_key_there_is_none_in_them():
    """Nor an empty one."""
    assert not any(
        b"key=" in content for name, content in web_files(BASE).items() if ".js" not in name
    )


def test_the_endpoint_may_stand_elsewhere():
    """Files on the company's web server, calls to another one."""
    files = web_files(BASE, endpoint="https://calls.example:8765/")

    assert b'"endpoint": "https://calls.example:8765/v1/call"' in files["functions.js"]
    assert b"calls.example" not in files["manifest.xml"]


def test_a_companys_own_copy_is_another_add_in():
    """With its own identity it can stand beside the public one."""
    guid = "11111111-2222-4333-8444-555555555555"
    files = web_files(BASE, addin=AddIn(guid=guid))

    assert guid.encode() in files["manifest.xml"]
    assert guid.encode() in files["manifest.json"]


@pytest.mark.parametrize("guid", ["", "tieout", "8F3B6F5E-4D0A-4C57-9C6E-2B7D1A90E6C4", "1" * 32])
def test_what_is_no_identity_is_refused(guid):
    """Office would refuse the manifest, later and with less to say."""
    with pytest.raises(NotServed, match="identifies no add-in"):
        AddIn(guid=guid)


def test_an_address_excel_refuses_makes_no_files():
    """It says so before anything is made."""
    with pytest.raises(NotServed):
        web_files("http://tieout.example")

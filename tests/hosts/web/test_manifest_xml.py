"""The add-in-only manifest: every name in it is defined, and its parts stand in their order."""

from __future__ import annotations

import subprocess
from itertools import pairwise

import pytest
from lxml import etree

from addin.hosts.web.description import AddIn, Button, place
from addin.hosts.web.manifest import unified
from addin.hosts.web.manifest_xml import manifest_xml

PLACE = place("https://localhost:8765", key="a-key")
BUTTONS = (
    Button("refresh", "Refresh & see", 'Refresh "the" <cost> report'),
    Button("check", "Check", "Say what does not tie"),
)
KINDS = [AddIn(), AddIn(shared=False), AddIn(name="Us & <Co>", buttons=BUTTONS)]

# Office Add-ins XML schema: OfficeAppManifestV1_1, TaskPaneAppVersionOverridesV1_0.
ORDER = {
    "OfficeApp": "Id AlternateId Version ProviderName DefaultLocale DisplayName Description IconUrl "
    "HighResolutionIconUrl SupportUrl AppDomains Hosts Requirements DefaultSettings Permissions "
    "VersionOverrides",
    "VersionOverrides": "Description Requirements Hosts Resources",
    "Host": "Runtimes AllFormFactors DesktopFormFactor",
    "DesktopFormFactor": "GetStarted FunctionFile ExtensionPoint",
    "Resources": "Images Urls ShortStrings LongStrings",
    "Group": "Label Icon Control",
    "Control": "Label Supertip Icon Action",
    "GetStarted": "Title Description LearnMoreUrl",
    "ExtensionPoint": "Script Page Metadata Namespace OfficeTab",
}
LONGEST = {"String": 250, "Url": 2048, "Image": 2048}


def name_of(element):
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


@pytest.fixture(params=KINDS, ids=["shared", "not shared", "with buttons"])
def root(request):
    """The manifest, read."""
    return etree.fromstring(manifest_xml(request.param, PLACE))


def test_every_name_in_it_is_defined_once_and_used(root):
    """An undefined one makes Excel refuse the add-in without saying why."""
    used = {each.get("resid") for each in root.iter() if each.get("resid")}
    given = [
        each.get("id")
        for each in root.iter()
        if name_of(each) in LONGEST and each.get("DefaultValue")
    ]

    assert len(given) == len(set(given))
    assert used == set(given)
    assert all(len(each) <= 32 for each in given)


def test_its_parts_stand_in_the_order_of_the_schema(root):
    """The order of elements is part of the format."""
    for element in root.iter():
        order = ORDER.get(name_of(element))
        if order is None:
            continue
        places = [order.split().index(name_of(each)) for each in element]
        assert all(one <= other for one, other in pairwise(places)), name_of(element)


def test_its_texts_are_no_longer_than_allowed(root):
    """Longer ones are refused, not cut."""
    for element in root.iter():
        value = element.get("DefaultValue")
        if value is not None:
            assert 0 < len(value) <= LONGEST.get(name_of(element), 250)
    for short in root.findall(".//{*}ShortStrings/*"):
        assert len(short.get("DefaultValue")) <= 125


def test_the_same_page_runs_everything_if_it_is_shared():
    """One runtime: its page is the page of the functions."""
    shared = etree.fromstring(manifest_xml(AddIn(), PLACE))
    alone = etree.fromstring(manifest_xml(AddIn(shared=False), PLACE))

    assert shared.find(".//{*}Runtime").get("resid") == "Page"
    assert alone.find(".//{*}Runtime") is None
    assert [each.get("Name") for each in alone.findall(".//{*}Set")] == ["CustomFunctionsRuntime"]


def test_both_manifests_are_one_add_in():
    """The same identity, so that Office does not install it twice."""
    addin = AddIn(guid="11111111-2222-4333-8444-555555555555")
    root = etree.fromstring(manifest_xml(addin, PLACE))

    assert root.findtext("{*}Id") == unified(addin, PLACE)["id"] == addin.guid


def test_microsofts_tool_reads_it(node, packages, tmp_path):
    """Its own check asks a service on the network; reading it does not."""
    path = tmp_path / "manifest.xml"
    path.write_bytes(manifest_xml(AddIn(), PLACE))
    tool = str(packages / "office-addin-manifest" / "cli.js")

    done = subprocess.run(
        [node, tool, "info", str(path)], capture_output=True, text=True, timeout=300, check=True
    )

    assert f"Id: {AddIn().guid}" in done.stdout
    assert "Source Location: https://localhost:8765/functions.html?key=a-key" in done.stdout

"""Every host shows every button, and what fails there leaves the workbook as it was."""

from __future__ import annotations

import pytest

from addin.macros.catalogue import BUTTONS
from tests.hosts.contract import Known
from tests.hosts.desktop import as_host as desktop
from tests.hosts.libreoffice import as_host as calc
from tests.hosts.libreoffice.conftest import pressing_calc
from tests.hosts.snapshots.demo_here import files
from tests.hosts.web import as_host as web

# the fixture that Calc asks for
__all__ = ["pressing_calc"]

HOSTS = (
    Known("web", web.opened),
    Known("desktop", desktop.opened),
    Known("calc", calc.opened),
)
REPORT = "Cost Report wk09.xlsx"


@pytest.fixture(params=HOSTS, ids=lambda known: known.name)
def host(request, tmp_path):
    """Each host, with the cost report of a small production open."""
    folder = tmp_path / "Night Shift"
    folder.mkdir()
    for name in (REPORT, "PO Log.xlsx", "Ledger wk09.csv"):
        (folder / name).write_bytes(files()[name])
    with request.param.opening(request, folder, REPORT) as opened:
        yield opened


def test_every_button_can_be_reached(host):
    """None is missing on any host, and none is there that is no button of ours."""
    assert host.buttons() == {one.name for one in BUTTONS}


def test_a_job_that_fails_shows_why_and_leaves_the_workbook_as_it_was(host):
    """The sentence is the job's own, the same on every host."""
    before = host.content()
    said = host.press(
        "transfer_budget",
        {"amount": "5400", "from": "6901", "to": "no account", "reason": "Second boat"},
    )

    assert "no account" in said
    assert said.rstrip(".") != ""
    assert host.content() == before

"""The proof shipped for a library is of one version, and says what it is believed on."""

from __future__ import annotations

from addin.adapters.engines import ironcalc
from addin.adapters.engines.proven import Proof, Record, proof

SHIPPED = "0.9.1"


def test_a_few_formulas_that_agreed_are_no_proof():
    """Twice may be chance; three different formulas, none of them wrong, are taken."""
    found = Proof("told", "1", {"A/1": Record(2, 0), "B/1": Record(3, 0), "C/1": Record(99, 1)})

    assert found.lacking({"A/1"}) == "A/1"
    assert found.lacking({"B/1"}) == ""
    assert found.lacking({"B/1", "C/1"}) == "C/1"
    assert found.lacking({"D/1"}) == "D/1"


def test_a_proof_is_of_one_version():
    """Another version of the library was never held against Excel: it is believed on nothing."""
    assert proof("ironcalc", SHIPPED).lacking({"sign +"}) == ""
    assert proof("ironcalc", "99.0.0").lacking({"sign +"}) == "sign +"
    assert proof("nosuch", "1").lacking({"sign +"}) == "sign +"


def test_the_proof_shipped_is_of_the_version_that_is_installed():
    """An update of the library without a new proof would quietly cost half of its answers."""
    assert ironcalc.version() in {"", SHIPPED}


def test_the_proof_of_libreoffice_has_to_do_for_all_its_versions():
    """It is installed apart, in any version; what it got wrong once is not taken from it."""
    found = proof("libreoffice", "25.2.3", of_any_version=True)

    assert found.lacking({"sign +"}) == ""
    assert any(record.differed for record in found.records.values())

"""A finding is known again by what it says, whatever letters that is made of."""

from __future__ import annotations

import hashlib

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.domain.source import Place
from addin.findings import Finding, Severity, numbered

_LETTERS = st.characters(exclude_categories=())  # halves of surrogate pairs too
_TEXTS = st.text(_LETTERS, max_size=8)


def finding(workbook: str, sheet: str, subject: str, message: str = "") -> Finding:
    """A finding that says this much."""
    places = (Place(workbook, sheet, "A1"),)
    return Finding("BUD101", Severity.ERROR, message, places, subject=subject)


def test_half_a_surrogate_pair_is_a_letter_like_others():
    """A damaged export has them; each half is another one."""
    keys = {key for half in "\ud800\udc00" for key, _ in numbered([finding("B", half, "PO 1")])}

    assert len(keys) == 2
    assert finding("B", "S", "PO \ud83d", "over \udcff").state


@given(_TEXTS, _TEXTS, _TEXTS)
@settings(deadline=None)
def test_every_finding_has_a_fingerprint_and_a_state(workbook, sheet, subject):
    """Both are of sixteen digits, and the same the next time."""
    one, again = (finding(workbook, sheet, subject, sheet) for _ in range(2))

    assert (one.fingerprint, one.state) == (again.fingerprint, again.state)
    assert [len(each) for each in (one.fingerprint, one.state)] == [16, 16]


@given(st.text(max_size=8), st.text(max_size=8), st.text(min_size=1, max_size=8))
@settings(deadline=None)
def test_a_fingerprint_is_what_it_always_was(workbook, sheet, subject):
    """Histories of years are read by it: the code, the place and the subject, as UTF-8."""
    told = f"BUD101\x1f{workbook}\x1f{sheet}\x1f{subject}".encode()

    assert (
        finding(workbook, sheet, subject).fingerprint
        == hashlib.blake2b(told, digest_size=8).hexdigest()
    )

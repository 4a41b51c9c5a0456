"""Names of vendors written alike."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from addin.domain.vendors import name_key, name_keys


@pytest.mark.parametrize(
    "written", ["Acme Grip, Inc.", "ACME  GRIP", "The Acme-Grip Co", "Ácme Grip"]
)
def test_one_vendor_in_many_spellings_has_one_key(written):
    """Case, accents, punctuation and legal form do not count."""
    assert name_key(written) == "acme grip"


def test_a_name_that_is_only_a_legal_form_stays_itself():
    """A vendor called The Company is not every vendor without a name."""
    assert name_key("The Company") == "the company"
    assert name_key("  ") == ""


@settings(deadline=None)
@given(st.text(max_size=30))
@example("Grip ㏇ x")
def test_a_key_is_its_own_key(name):
    """Whatever a cell holds; keys can be compared with keys."""
    assert name_key(name_key(name)) == name_key(name)


@settings(deadline=None)
@given(st.lists(st.text(max_size=12) | st.sampled_from(["Acme\nGrip", "The Co", "A_b.Ltd\x1f"])))
def test_many_names_have_the_keys_that_each_has(names):
    """Done together or one by one, whatever they are written with."""
    assert name_keys(names) == {name: name_key(name) for name in names}

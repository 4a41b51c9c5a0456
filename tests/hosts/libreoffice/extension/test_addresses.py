"""Addresses that press buttons, as the menu and documents have them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.hosts.libreoffice.extension.addresses import PROTOCOL, parsed
from addin.hosts.libreoffice.menu import PROTOCOL as BUILT
from addin.hosts.libreoffice.menu import address

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(st.dictionaries(st.from_regex(r"[a-z_]+", fullmatch=True), texts))
def test_what_the_menu_writes_the_extension_reads(answers):
    """Whatever stands in the answers: separators, blanks, signs."""
    assert parsed(address("transfer_budget", **answers)) == ("transfer_budget", answers)


def test_a_plus_sign_stays_one():
    """Somebody may write an address by hand."""
    assert parsed(f"{PROTOCOL}press?new_po&amount=+12") == ("new_po", {"amount": "+12"})


@pytest.mark.parametrize("address", [PROTOCOL, f"{PROTOCOL}buy?validate", f"{PROTOCOL}press"])
def test_other_addresses_name_no_button(address):
    """They press nothing."""
    assert parsed(address)[0] == ""


def test_both_sides_speak_of_one_protocol():
    """The handler is registered for what the menu calls."""
    assert PROTOCOL == BUILT

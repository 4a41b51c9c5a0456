"""The file that tells one role from another is sound."""

from __future__ import annotations

from addin.tables.signatures import signatures, spoken, words
from addin.tables.table import Role
from addin.tables.vocabulary import FIELDS

EVERY_FIELD = {name for names in FIELDS.values() for name in names}


def test_every_role_but_unknown_has_a_signature():
    """A role without one would never be given."""
    assert set(Role) - {Role.UNKNOWN} == {signature.role for signature in signatures()}


def test_needs_and_weights_are_of_the_roles_own_fields():
    """What a role needs is something it can have; a name may stand in for it."""
    for signature in signatures():
        own = {*FIELDS[signature.role], "title"}
        assert set(signature.weight) <= own, signature.role
        for alternatives in signature.needs:
            assert {name for group in alternatives for name in group} <= own, signature.role


def test_what_speaks_against_a_role_is_a_field_it_does_not_have():
    """A field cannot be both."""
    for signature in signatures():
        assert signature.against <= EVERY_FIELD
        assert not signature.against & set(signature.weight), signature.role


def test_names_are_read_word_by_word():
    """``PO_Log`` says PO log; ``Compost`` says no PO."""
    po_log = next(one for one in signatures() if one.role is Role.PO_LOG)

    assert spoken(po_log.titles, "PO_Log 2026") == "po log"
    assert spoken(po_log.titles, "Compost") == ""
    assert words("CashBooks") == " cash book "

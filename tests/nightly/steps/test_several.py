"""Several files or tables come to one step: its worst outcome, and all that is said."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from addin.domain.night import Outcome, Step
from addin.nightly.steps.several import together

parts = st.lists(
    st.builds(
        Step,
        st.just("import"),
        st.sampled_from(list(Outcome)),
        st.text("ab.", max_size=3),
        touched=st.lists(st.sampled_from("xyz")).map(tuple),
    ),
    min_size=1,
    max_size=30,
)


def test_none_is_nothing_to_do():
    """With the sentence that says so."""
    assert together("import", [], "Nothing.") == Step("import", Outcome.NOTHING, "Nothing.")


@given(parts)
def test_the_worst_of_them_is_the_outcome_whatever_their_order(found):
    """A failure outweighs what was held back, that what would be done, that what was."""
    worst = [Outcome.FAILED, Outcome.HELD, Outcome.WOULD, Outcome.DONE, Outcome.NOTHING]
    wanted = min((one.outcome for one in found), key=worst.index)

    assert together("import", found, "").outcome is wanted
    assert together("import", found[::-1], "").outcome is wanted


@given(parts)
def test_everything_that_was_touched_is_named_once(found):
    """In the order in which it was."""
    touched = together("import", found, "").touched

    assert sorted(touched) == sorted({name for one in found for name in one.touched})


@given(parts)
def test_what_needs_a_person_is_said_first_and_nothing_twice(found):
    """Whatever order they came in: a summary may cut the end off."""
    worst = [Outcome.FAILED, Outcome.HELD, Outcome.WOULD, Outcome.DONE, Outcome.NOTHING]
    said = [replace(one, sentence=f"<{one.outcome}: {one.sentence}>") for one in found]
    whole = together("import", said, "").sentence

    first = min(said, key=lambda one: worst.index(one.outcome))
    assert whole.startswith(first.sentence)
    if len({one.sentence for one in said}) <= 20:
        assert all(whole.count(one.sentence) == 1 for one in said)

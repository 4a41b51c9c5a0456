"""An alert's text as services show it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from addin.adapters.notify_text import as_html, as_markdown, fitted

lines = st.sampled_from(
    ["Show: 1 new", "- New: error PO201", "https://x.example/a.html", "", "Nothing new.", "[a](javascript:b) *c* <d>"]
)  # fmt: skip
texts = st.lists(lines, min_size=1, max_size=12).map("\n".join)


def test_a_block_is_a_name_a_list_and_a_link():
    """As HTML and as Markdown."""
    text = "Show: 1 new\n- New: a\n- New: b\nhttps://x.example/a.html\n\nOne: 1 new\nTwo: 2 new"

    assert as_markdown(text) == (
        "**Show: 1 new**\n\n- New: a\n- New: b\n\n[Open the page](https://x.example/a.html)\n\n"
        "- One: 1 new\n- Two: 2 new"
    )
    html = as_html(text)
    assert "<strong>Show: 1 new</strong>" in html
    assert "<li>New: a</li><li>New: b</li></ul>" in html
    assert "<div>One: 1 new</div><div>Two: 2 new</div>" in html


@settings(deadline=None)
@given(st.text() | texts)
def test_no_text_becomes_markup(text):
    """Only what we write ourselves is a tag, and only a line that is an address is a link."""
    html, markdown = as_html(text), as_markdown(text)

    assert html.count("<a ") == html.count('<a href="http')
    links = sum(line.startswith(("http://", "https://")) for line in text.splitlines())
    assert html.count("<a ") <= links
    assert markdown.count("](") <= links
    assert "javascript:" not in html.replace("[a](javascript:b)", "")


@settings(deadline=None)
@given(texts, st.integers(0, 400), st.sampled_from([str, as_html, as_markdown]))
def test_what_fits_is_whole_and_nothing_is_longer_than_its_room(text, most, form):
    """In every form."""
    told = fitted(text, most, form)

    assert len(told) <= most
    assert told == form(text) or len(form(text)) > most


@settings(deadline=None)
@given(texts, st.integers(20, 120))
def test_lines_are_whole_and_those_left_out_are_counted(text, most):
    """The first ones stay, in their order."""
    told = fitted(text, most).splitlines()

    if len(text) > most and told[-1].startswith("And "):
        kept = told[:-2]
        assert text.splitlines()[: len(kept)] == kept
        left = sum(map(bool, text.splitlines()[len(kept) :]))
        assert told[-1] == f"And {left} more line{'' if left == 1 else 's'}."


def test_lines_that_are_left_out_are_counted():
    """To the line, empty ones apart."""
    text = "\n".join(f"Show {n}: 1 new" for n in range(10))

    assert fitted(text, 60) == "Show 0: 1 new\nShow 1: 1 new\nShow 2: 1 new\n\nAnd 7 more lines."
    assert fitted(text, 12) == "Show 0: 1…"

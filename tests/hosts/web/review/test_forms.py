"""What browsers send, and what only looks like it."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addin.hosts.web.review.forms import Sizes, _parts
from addin.hosts.web.review.refused import Refused

SMALL = Sizes(form=2000, file=3000, form_seconds=5, file_seconds=5)
EDGE = "----edge1234"


def part(name, content, file=None):
    """One part as a browser writes it."""
    told = f'; filename="{file}"' if file is not None else ""
    head = f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"{told}\r\n'
    return head.encode() + b"Content-Type: text/csv\r\n\r\n" + content + b"\r\n"


def whole(*parts):
    """Parts and their end."""
    return b"".join(parts) + f"--{EDGE}--\r\n".encode()


def drop(inside, browser, body, kind=f"multipart/form-data; boundary={EDGE}", **headers):
    """Send a body to the drop form as it is."""
    inside.review.sizes = SMALL
    path = inside.page(inside.show, "/drop")
    return browser.post(path, content=body, headers={"Content-Type": kind, **headers})


def good(browser, content=b"Date,Amount\n", file="March.csv"):
    """A form that is taken."""
    return whole(part("form", browser.form.encode()), part("file", content, file))


def test_a_file_and_its_fields_arrive_as_sent(inside):
    """Byte for byte, also where it looks like the edge of a part."""
    content = b"a,b\r\n--" + EDGE[:-1].encode() + b"\r\n\r\n\x00\xff--\r\n"
    with inside.browser("editor") as browser:
        reply = drop(inside, browser, good(browser, content))

    assert reply.status_code == 303
    assert (inside.show / "Inbox" / "March.csv").read_bytes() == content


@pytest.mark.parametrize(
    "kind",
    [
        "application/json", "text/plain", "", "multipart/form-data", "multipart/form-data; boundary=",
        "multipart/form-data; boundary=" + "x" * 80, "multipart/form-data; boundary=a b", "multipart/mixed; boundary=x",
        "application/x-www-form-urlencoded",
    ],
)  # fmt: skip
def test_another_kind_of_body_is_not_taken(inside, kind):
    """Nothing is guessed from the bytes."""
    with inside.browser("editor") as browser:
        reply = drop(inside, browser, good(browser), kind)

    assert reply.status_code in {400, 415}
    assert list(inside.show.iterdir()) == []


def test_a_packed_body_is_not_unpacked(inside):
    """A small body could become any size."""
    with inside.browser("editor") as browser:
        reply = drop(inside, browser, good(browser), **{"Content-Encoding": "gzip"})

    assert reply.status_code == 415


@pytest.mark.parametrize("size", ["announced", "sent", "of the file"])
def test_what_is_too_large_is_refused(inside, size):
    """By what it says of itself before anything is read, by what comes, and by the file alone."""
    with inside.browser("editor") as browser:
        form = browser.form.encode()
        if size == "announced":
            reply = drop(inside, browser, b"x", **{"Content-Length": "999999999999"})
        elif size == "sent":

            async def chunks():
                for _ in range(100):
                    yield b"x" * 100

            reply = drop(inside, browser, chunks())
        else:
            body = whole(part("form", form), part("file", b"x" * 3001, "March.csv"))
            reply = drop(inside, browser, body)

    assert reply.status_code == 413
    assert list(inside.show.iterdir()) == []


@pytest.mark.parametrize("length", ["-1", "1e3", "0x10", "", "٣"])
def test_a_length_that_is_no_number_is_refused(inside, length):
    """It is not left to chance what it would be read as."""
    with inside.browser("editor") as browser:
        reply = drop(inside, browser, b"x", **{"Content-Length": length.encode()})

    assert reply.status_code == 413


def test_a_body_of_a_million_parts_costs_no_more_than_one_of_ten(inside):
    """It is cut a few times and then refused."""
    bomb = b"".join(f"--{EDGE}\r\n\r\n".encode() for _ in range(1_000_000)) + f"--{EDGE}--".encode()
    began = time.perf_counter()
    with pytest.raises(Refused):
        _parts(bomb, EDGE.encode(), Sizes())

    assert time.perf_counter() - began < 1
    assert inside.show.exists()


def test_a_form_of_a_million_fields_is_refused(inside):
    """Before they are taken apart."""
    with inside.browser("editor") as browser:
        reply = browser.post(
            inside.page(inside.show, "/undo"),
            content=b"a&" * 100_000,
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )

    assert reply.status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--",
        b"nothing",
        f"--{EDGE}--\r\n".encode(),
        f"--{EDGE}\r\n".encode(),
        f"--{EDGE}\r\nContent-Disposition: form-data\r\n\r\nx\r\n--{EDGE}--".encode(),
        f"--{EDGE}\r\nX: y\r\n\r\nx\r\n--{EDGE}--".encode(),
        f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename*=utf-8\'\'x\r\n\r\nx\r\n--{EDGE}--'.encode(),
        f'--{EDGE}\r\nContent-Disposition: form-data; name="\xff"\r\n\r\nx\r\n--{EDGE}--'.encode("latin-1"),
        whole(b"preamble\r\n", part("file", b"x", "a.csv")),
        whole(part("file", b"x", "a.csv"), part("file", b"y", "b.csv")),
        whole(*(part(f"f{n}", b"x") for n in range(20))),
        whole(part("form", b"\xff\xfe")),
        whole(f'--{EDGE}\r\nContent-Disposition: form-data; name="{"n" * 3000}"\r\n\r\nx\r\n'.encode()),
    ],
    ids=range(14),
)  # fmt: skip
def test_what_is_no_form_is_refused_with_a_sentence(inside, body):
    """As a page, and nothing is kept."""
    with inside.browser("editor") as browser:
        reply = drop(inside, browser, body)

    assert reply.status_code in {400, 403, 413}
    assert "<h1>" in reply.text
    assert list(inside.show.iterdir()) == []


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=400)
    | st.lists(
        st.sampled_from(
            [
                b"\r\n",
                b"--",
                EDGE.encode(),
                b"x",
                b'name="',
                b"\r\n\r\n",
                b"Content-Disposition: form-data; ",
            ]
        ),
        max_size=40,
    ).map(b"".join)
)
def test_no_bytes_make_it_fail(body):
    """They are taken or refused."""
    try:
        sent = _parts(body, EDGE.encode(), SMALL)
    except Refused:
        return

    assert len(sent.content) <= SMALL.file


@settings(deadline=None)
@given(
    st.binary(max_size=300),
    st.text(st.characters(exclude_characters='\r\n"%', exclude_categories=["Cs"]), max_size=20),
)
def test_whatever_a_browser_sends_comes_out_as_it_was(content, name):
    """The name as well as the bytes."""
    if f"\r\n--{EDGE}".encode() in b"\r\n" + content:
        return
    sent = _parts(whole(part("form", b"secret"), part("file", content, name)), EDGE.encode(), SMALL)

    assert (sent.first("form"), sent.file_name, sent.content) == ("secret", name, content)


def test_few_files_come_in_at_once(inside):
    """They are held in memory; the next one is told to come again."""
    with inside.browser("editor") as browser:
        body = good(browser)
        for _ in range(2):
            inside.runner.run(inside.review.uploads.acquire())
        reply = drop(inside, browser, body)
        inside.review.uploads.release()
        again = drop(inside, browser, body)

    assert (reply.status_code, again.status_code) == (429, 303)

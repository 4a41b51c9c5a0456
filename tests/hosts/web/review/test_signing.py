"""Signing in and out."""

from __future__ import annotations

import pytest

from addin.hosts.web.review.signing import _where
from tests.hosts.web.review.inside import EDITOR, TOKENS, VIEWER, inside


def cookies_of(reply):
    """What a reply sets, by name."""
    lines = reply.headers.get_list("set-cookie")
    return {line.partition("=")[0]: line for line in lines}


def test_a_token_signs_in_and_its_cookie_is_for_these_pages_alone(inside):
    """No script reads it, no other page has it sent, no other program of this computer gets it."""
    with inside.browser() as browser:
        reply = browser.sign_in(f" {EDITOR}\n")
        told = cookies_of(reply)

        assert reply.status_code == 303
        assert reply.headers["location"] == "/review"
        assert set(told) == {"tieout_review", "tieout_device"}
        for line in told.values():
            assert "HttpOnly" in line
            assert "samesite=strict" in line.lower()
            assert "Path=/review" in line
            assert len(line.partition("=")[2].partition(";")[0]) >= 43  # 256 bits
        assert "Max-Age" not in told["tieout_review"]  # it goes with the browser
        assert "Mara Quell" in browser.get().text
    entry = inside.nights.entries[-1]
    assert (entry.who, entry.role, entry.action, entry.address) == (
        "Mara Quell",
        "editor",
        "sign in",
        "203.0.113.9",
    )


def test_over_https_the_cookie_is_never_sent_without(tmp_path):
    """Nor can a page without it set one."""
    service = inside(tmp_path, "https://tieout.example/studio")
    with service.browser(base="https://tieout.example") as browser:
        told = cookies_of(browser.sign_in(EDITOR))
    service.runner.close()

    assert set(told) == {"__Secure-tieout_review", "tieout_device"}
    assert all("Secure" in line and "Path=/studio/review" in line for line in told.values())


def test_a_session_that_was_there_before_is_never_taken_over(inside):
    """Fixation: somebody else's cookie in the browser is neither kept nor let live on."""
    with inside.browser("viewer") as attacker, inside.browser() as browser:
        planted = attacker.client.cookies["tieout_review"]
        browser.client.cookies.set(
            "tieout_review", planted, domain="localhost.local", path="/review"
        )
        browser.client.cookies.set("tieout_review", planted, domain="localhost", path="/review")
        reply = browser.sign_in(EDITOR)
        given = cookies_of(reply)["tieout_review"].partition("=")[2].partition(";")[0]

        assert given != planted
    with inside.browser() as browser:
        reply = browser.get("", Cookie="tieout_review=chosen-by-somebody-else-0123456789")
        assert reply.status_code == 401


def test_signing_out_ends_the_session_itself(inside):
    """Not only the cookie: a copy of it opens nothing any more."""
    with inside.browser("editor") as browser:
        copy = browser.client.cookies["tieout_review"]
        reply = browser.post("/sign-out", {"form": browser.form})
        assert reply.headers["location"] == "/review/sign-in"
        assert "Max-Age=0" in cookies_of(reply)["tieout_review"]
    with inside.browser() as thief:
        assert thief.get("", Cookie=f"tieout_review={copy}").status_code == 401
    assert inside.nights.entries[-1].action == "sign out"


@pytest.mark.parametrize(
    "token",
    ["", " ", "x", EDITOR[:-1], EDITOR + "e", EDITOR.upper(), "é" * 43, "\x00" * 43, "e" * 5000, "' OR 1=1 --", "{{7*7}}"],
)  # fmt: skip
def test_what_is_nobodys_token_signs_nobody_in(inside, token):
    """It is audited, without what was typed."""
    with inside.browser() as browser:
        reply = browser.sign_in(token)

        assert reply.status_code == 403
        assert "tieout_review" not in cookies_of(reply)
        assert browser.get().status_code == 401
    entry = inside.nights.entries[-1]
    assert (entry.who, entry.action, entry.sentence) == ("", "sign in", "Not done: no such token.")
    if len(token) > 3:
        assert token not in reply.text + repr(inside.nights.entries)


def test_a_flood_of_guesses_is_held_to_a_low_rate(inside):
    """And whoever has a token signs in in between: from elsewhere, and from a known browser."""
    statuses: dict[int, int] = {}
    with inside.browser("viewer") as known, inside.browser() as guesser:
        for number in range(1000):
            reply = guesser.sign_in(f"guess-{number}")
            statuses[reply.status_code] = statuses.get(reply.status_code, 0) + 1
            if reply.status_code == 429:
                assert int(reply.headers["retry-after"]) <= 30
            inside.clock.wait(0.5)
            if number % 250 == 249:
                assert known.sign_in(VIEWER).status_code == 303
                with inside.browser(address="198.51.100.4") as elsewhere:
                    assert elsewhere.sign_in(EDITOR).status_code == 303
    failures = [one for one in inside.nights.entries if one.sentence.startswith("Not done")]

    assert set(statuses) == {403, 429}
    assert statuses[403] == len(failures) < 35  # in 500 seconds
    assert not any("guess" in repr(entry) for entry in inside.nights.entries)


def test_a_right_token_is_not_looked_at_before_its_time(inside):
    """Else the answer would tell a guesser which one it was, at any rate."""
    with inside.browser() as browser:
        for number in range(4):
            browser.sign_in(f"guess-{number}")
        early = browser.sign_in(EDITOR)
        inside.clock.wait(int(early.headers["retry-after"]))
        late = browser.sign_in(EDITOR)

    assert (early.status_code, late.status_code) == (429, 303)


def test_behind_a_proxy_the_last_address_it_tells_counts(tmp_path):
    """What the browser itself puts in front of it is not believed, nor is anybody but the proxy."""
    service = inside(tmp_path, proxy="10.0.0.5")
    for direct, told, counts in (
        ("10.0.0.5", "1.2.3.4, 198.51.100.7", "198.51.100.7"),
        ("10.0.0.5", "", "10.0.0.5"),
        ("203.0.113.9", "198.51.100.7", "203.0.113.9"),
    ):
        with service.browser(address=direct) as browser:
            headers = {"X-Forwarded-For": told} if told else {}
            browser.post("/sign-in", {"token": EDITOR}, headers=headers)
        assert service.nights.entries[-1].address == counts
    service.runner.close()


@pytest.mark.parametrize(
    ("told", "counts"),
    [
        (
            ["1.2.3.4", "198.51.100.7"],
            "198.51.100.7",
        ),  # a line of the browser's, one of the proxy's
        (["198.51.100.7, <b>x</b>"], "10.0.0.5"),
        (["198.51.100.7,"], "10.0.0.5"),
        (["2001:DB8::0001"], "2001:db8::1"),
    ],
)
def test_what_the_proxy_tells_is_an_address_of_its_own_last_line(tmp_path, told, counts):
    """Else each guess at a token could come from another address, which waits for nothing."""
    service = inside(tmp_path, proxy="10.0.0.5")
    with service.browser(address="10.0.0.5") as browser:
        own = [("Origin", browser.base), ("Sec-Fetch-Site", "same-origin")]
        headers = [*own, *(("X-Forwarded-For", line) for line in told)]
        sending = browser.client.post("/review/sign-in", data={"token": EDITOR}, headers=headers)
        browser.runner.run(sending)
    assert service.nights.entries[-1].address == counts
    service.runner.close()


@pytest.mark.parametrize(
    ("to", "goes"),
    [
        ("/review/p/night-shift-0123456789/journal", True),
        ("/review", True),
        ("https://evil.example/review", False),
        ("//evil.example", False),
        ("/review//evil.example", False),
        ("/review/../../etc", False),
        ("/review\\@evil.example", False),
        ("/reviewed", False),
        ("/review/p/x?next=1", False),
        ("/review/p/x\r\nSet-Cookie: a=b", False),
        ("", False),
    ],
)
def test_signing_in_leads_to_our_own_pages_alone(inside, to, goes):
    """The address that somebody wanted first, if it is one of ours."""
    assert _where(inside.review, to) == (to if goes else "/review")
    with inside.browser() as browser:
        reply = browser.sign_in(EDITOR, to=to)
    assert reply.headers["location"] == (to if goes else "/review")


def test_sessions_and_devices_are_bounded(inside):
    """One person's newest sessions live on; the oldest give way."""
    person = inside.people.people[0]
    secrets = [inside.review.sessions.begin(person) for _ in range(50)]
    alive = [secret for secret in secrets if inside.review.sessions.of(secret)]

    assert alive == secrets[-20:]
    for _ in range(3000):
        inside.review.sessions.new_device()
    assert len(inside.review.sessions._devices) == 2000
    assert set(TOKENS) == {"editor", "viewer", "bank"}

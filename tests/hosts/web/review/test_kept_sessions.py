"""Who is signed in stays so when the server begins anew, and nobody else comes in by what is kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from addin.ports.people import Role, digest_of
from addin.ports.sessions import KeptSession
from addin.wiring.nights import review_sessions


@pytest.fixture
def known(inside):
    """A browser whose editor was signed in before the server began anew."""
    with inside.browser("editor") as browser:
        inside.begin_anew()
        with inside.browser() as other:
            other.client.cookies = browser.client.cookies
            yield other


def test_a_browser_is_signed_in_after_the_server_began_anew(inside, known):
    """Forms that were open before still count, and the next session keeps on."""
    assert known.get().status_code == 200
    inside.presses.answer = {"ok": True, "sentence": "Taken back."}
    assert "Taken back." in known.act(inside.page(inside.show, "/undo"), {"entry": "1"}).text


def test_a_form_that_was_filled_in_before_is_taken_after(inside):
    """Its secret comes from the cookie."""
    with inside.browser("editor") as browser:
        form = browser.form
        inside.begin_anew()
        with inside.browser() as other:
            other.client.cookies = browser.client.cookies
            told = {"form": form, "entry": "1"}
            assert other.post(inside.page(inside.show, "/undo"), told).status_code == 303
            assert (
                other.post(inside.page(inside.show, "/undo"), {**told, "form": ""}).status_code
                == 403
            )


@pytest.mark.parametrize(
    "change",
    [
        {"role": Role.VIEWER},
        {"productions": ("Bank*",)},
        {"digest": digest_of("another" * 7)},
        {"expires": dt.datetime(2026, 3, 16, 8, tzinfo=dt.UTC)},
        {"added": dt.datetime(2026, 3, 16, 7, tzinfo=dt.UTC)},
    ],
)
def test_who_was_changed_while_the_server_was_down_signs_in_anew(inside, change):
    """Another role, other productions, a new token, an end: nothing of before holds."""
    with inside.browser("editor") as browser:
        mara = inside.people.people[0]
        inside.people.people[0] = replace(mara, **change)
        inside.begin_anew()
        inside.people.people[0] = mara  # also not once it is put back
        with inside.browser() as other:
            other.client.cookies = browser.client.cookies
            assert other.get().status_code == 401
    assert inside.memory.kept == {}


def test_who_was_removed_while_the_server_was_down_is_signed_out(inside):
    """And nothing of them is kept."""
    with inside.browser("editor") as browser:
        inside.people.remove("Mara Quell")
        inside.begin_anew()
        with inside.browser() as other:
            other.client.cookies = browser.client.cookies
            assert other.get().status_code == 401
    assert inside.memory.kept == {}


@pytest.mark.parametrize("hours", [5, 13])
def test_time_ends_sessions_whatever_the_server_did(inside, hours):
    """Four hours without a look, counted from the last that is kept; twelve at most."""
    with inside.browser("editor") as browser:
        for _ in range(hours if hours > 12 else 1):
            inside.clock.wait(3500)
            browser.get()
        inside.clock.wait(4 * 3600 + 60 if hours == 5 else 3500)
        inside.begin_anew()
        with inside.browser() as other:
            other.client.cookies = browser.client.cookies
            assert other.get().status_code == 401
    assert inside.memory.kept == {}


def test_a_look_a_minute_is_kept_and_no_more(inside):
    """Pages are not held up by writing; what is kept of the last use is a minute old at most."""
    with inside.browser("editor") as browser:
        writes = inside.memory.writes
        for _ in range(30):
            inside.clock.wait(10)
            browser.get()
        assert inside.memory.writes - writes == 5
        (kept,) = inside.memory.kept.values()
        assert inside.clock.now - kept.used < dt.timedelta(minutes=1)


def test_a_row_that_says_it_was_used_later_is_not_believed(inside):
    """Whoever writes into the memory makes no session last longer than it would."""
    with inside.browser("editor") as browser:
        (kept,) = inside.memory.kept.values()
        inside.clock.wait(5 * 3600)
        inside.memory.kept[kept.digest] = replace(kept, used=inside.clock.now)
        inside.begin_anew()
        with inside.browser() as other:
            other.client.cookies = browser.client.cookies
            assert other.get().status_code == 401


def test_nothing_that_is_kept_lets_anybody_in(inside):
    """No cookie, no form; and a row that somebody wrote there is not believed."""
    with inside.browser("editor") as browser:
        (cookie,) = [one for one in browser.client.cookies.jar if one.name == "tieout_review"]
        (kept,) = inside.memory.kept.values()
        assert cookie.value is not None
        assert cookie.value not in repr(kept)
        assert browser.form not in repr(kept)
        from addin.hosts.web.review.sessions import _digest  # noqa: PLC0415 - as a thief would

        for forged in (
            replace(kept, digest=_digest("stolen")),
            replace(kept, digest=_digest("stolen"), begun=kept.begun + dt.timedelta(hours=1)),
        ):
            inside.memory.kept[forged.digest] = forged
            inside.begin_anew()
            with inside.browser() as other:
                other.client.cookies.set("tieout_review", "stolen", path="/review")
                assert other.get().status_code == 401
                assert forged.digest not in inside.memory.kept


def test_a_session_cannot_be_made_longer_by_who_writes_there(inside):
    """Its beginning is proved too."""
    with inside.browser("editor") as browser:
        (kept,) = inside.memory.kept.values()
        later = kept.begun + dt.timedelta(hours=11)
        inside.memory.kept[kept.digest] = replace(kept, begun=later, used=later)
        inside.clock.wait(13 * 3600)
        inside.begin_anew()
        with inside.browser() as other:
            other.client.cookies = browser.client.cookies
            assert other.get().status_code == 401


def test_they_are_kept_beside_the_nights(tmp_path):
    """In the file of the studio's memory, by the studio's name."""
    begun = dt.datetime(2026, 3, 16, 8, tzinfo=dt.UTC)
    one = KeptSession("a" * 64, "Mara Quell", "b" * 64, begun, begun)
    with review_sessions(tmp_path, "", "Harbor Lane") as memory:
        memory.keep([one], [])
    with review_sessions(tmp_path, "", "Harbor Lane") as memory:
        assert memory.all() == (one,)
    assert (tmp_path / ".tieout" / "studio.db").exists()


def test_who_signed_out_stays_out(inside):
    """Also after the server began anew; the others stay in."""
    with inside.browser("editor") as browser, inside.browser("viewer") as viewer:
        jar = dict(browser.client.cookies)
        assert browser.post("/sign-out", {"form": browser.form}).status_code == 303
        inside.begin_anew()
        for cookies, status in ((jar, 401), (dict(viewer.client.cookies), 200)):
            with inside.browser() as other:
                for name, value in cookies.items():
                    other.client.cookies.set(name, value, path="/review")
                assert other.get().status_code == status


def test_a_memory_that_is_away_keeps_nobody_from_the_pages(inside):
    """It is tried again after a minute; who signs out is told that it is not kept yet."""
    inside.memory.is_away = True
    with inside.browser("editor") as browser, inside.browser("viewer") as viewer:
        assert browser.get().status_code == 200
        assert viewer.post("/sign-out", {"form": viewer.form}).status_code == 503
        assert viewer.get().status_code == 401
        inside.memory.is_away = False
        assert browser.get().status_code == 200
        assert inside.memory.kept == {}
        inside.clock.wait(61)
        browser.get()
        assert [one.person for one in inside.memory.kept.values()] == ["Mara Quell"]

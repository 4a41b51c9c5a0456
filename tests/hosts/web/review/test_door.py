"""The door: who may come, from which page, and what every answer tells the browser."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from addin.hosts.web.review.door import Rule
from addin.hosts.web.review.routes import RULES
from addin.hosts.web.review.visit import Least
from addin.ports.people import Role
from tests.hosts.web.review.inside import BASE, EDITOR

PROTECTED = [rule for rule in RULES if rule.least is not Least.ANYBODY]
ACTIONS = [rule for rule in RULES if rule.method == "POST" and rule.least is not Least.ANYBODY]
EDITORS = [rule for rule in RULES if rule.least is Least.EDITOR]
OF_PRODUCTIONS = [rule for rule in RULES if "{production}" in rule.path]


def called(rule: Rule) -> str:
    """A rule as a test's name."""
    return f"{rule.method} {rule.path or '/'}"


def path_of(rule: Rule, inside, folder=None) -> str:
    """The rule's address for a production."""
    production = inside.page(folder or inside.show).removeprefix("/p/")
    return rule.path.replace("{production}", production)


def send(browser, rule: Rule, path: str, form: str = "", **headers: str):
    """The request of a rule, with a form that would pass if it may."""
    if rule.method == "GET":
        return browser.get(path, **headers)
    told = {"form": form, "reason": "because", "finding": "ab12cd", "line": "x", "entry": "1"}
    if rule.is_upload:
        files = {"file": ("Bank.csv", b"Date,Amount\n", "text/csv")}
        return browser.post(path, told, files=files, headers=headers)
    return browser.post(path, told, headers=headers)


@pytest.mark.parametrize("rule", PROTECTED, ids=called)
def test_nobody_who_is_not_signed_in_sees_or_does_anything(inside, rule):
    """Every page and action asks for a token first, and tells nothing before."""
    with inside.browser() as browser:
        reply = send(browser, rule, path_of(rule, inside), "x")

    assert reply.status_code == 401
    assert 'name="token"' in reply.text
    assert "Night Shift" not in reply.text
    assert inside.presses.asked == []
    assert list(inside.show.iterdir()) == []


@pytest.mark.parametrize("rule", EDITORS, ids=called)
def test_a_viewer_does_nothing_on_an_editors_routes(inside, rule):
    """Even with a form of their own session; the try is audited under their name."""
    with inside.browser("viewer") as browser:
        reply = send(browser, rule, path_of(rule, inside), browser.form)

    assert reply.status_code == 403
    assert "not decide" in reply.text
    assert inside.presses.asked == []
    assert list(inside.show.iterdir()) == []
    entry = inside.nights.entries[-1]
    assert (entry.who, entry.role) == ("Vic Odo", "viewer")
    assert entry.action == f"refused {rule.path.rpartition('/')[2]}"


def test_every_action_but_signing_is_for_editors():
    """A new action that forgets to say so fails here."""
    assert {rule.path for rule in ACTIONS} - {rule.path for rule in EDITORS} == {"/sign-out"}
    assert {rule.path for rule in RULES if rule.least is Least.ANYBODY} == {
        "/review.css", "/review.js", "/sign-in",
    }  # fmt: skip


def test_a_viewer_is_shown_no_buttons_that_would_not_work(inside):
    """Nothing to choose, to waive, or to drop."""
    with inside.browser("viewer") as browser:
        pages = [browser.get(inside.page(inside.show, below)).text for below in ("", "/journal")]

    for text in pages:
        assert re.findall(r"<button[^>]*>([^<]+)", text)[:1] == ["Sign out"]
        assert 'action="/review/p/' not in text.replace('method="get" action="/review/p/', "")


@pytest.mark.parametrize("rule", OF_PRODUCTIONS, ids=called)
def test_productions_outside_a_persons_patterns_are_not_there(inside, rule):
    """The same answer as for one that does not exist, whatever is asked."""
    with inside.browser("bank") as browser:
        form = browser.form
        hidden = send(browser, rule, path_of(rule, inside, inside.show), form)
        absent = send(browser, rule, rule.path.replace("{production}", "no-such-0000000000"), form)
        seen = send(browser, rule, path_of(rule, inside, inside.bank), form)

    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert hidden.text == absent.text
    assert seen.status_code in {200, 303}


@pytest.mark.parametrize(
    "production",
    [
        "..", "%2e%2e", "..%2f..%2fetc%2fpasswd", "..%5c..%5cwindows", "%00", "night-shift%00",
        "Night%20Shift", "C:%5c", "%ff%fe", "night-shift-0000000000", "a" * 5000, "{{7*191}}",
        "%7B%7B7*191%7D%7D", "<script>alert(1)</script>", "\u202egnp", "\uff0e\uff0e",
    ],
)  # fmt: skip
def test_no_production_id_leads_anywhere(inside, production):
    """It is looked up among the known ones and never used as a path; nothing of it is echoed."""
    with inside.browser("editor") as browser:
        reply = browser.get(f"/p/{production}")

    assert reply.status_code in {404, 200}
    assert "There is no such" in reply.text or "Need somebody" in reply.text
    assert "<script>alert" not in reply.text
    assert "1337" not in reply.text


@pytest.mark.parametrize("rule", ACTIONS, ids=called)
@pytest.mark.parametrize("form", ["", "wrong", "of another session"])
def test_a_form_that_is_not_this_sessions_does_nothing(inside, rule, form):
    """Each session has a secret of its own in its forms."""
    with inside.browser("editor") as other, inside.browser("editor") as browser:
        form = other.form if form == "of another session" else form
        reply = send(browser, rule, path_of(rule, inside), form)

        assert reply.status_code == 403
        assert "no longer valid" in reply.text
        assert browser.get().status_code == 200
    assert inside.presses.asked == []
    assert list(inside.show.iterdir()) == []
    assert inside.nights.entries[-1].sentence.startswith("Not done: ")


@pytest.mark.parametrize("rule", [*ACTIONS, RULES[4]], ids=called)
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://excel.officeapps.live.com"},
        {"Origin": "http://localhost:8766"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
    ids=str,
)
def test_a_form_on_another_page_does_nothing(inside, rule, headers):
    """Not even with the right secret in it; Excel's pages, which may call functions, included."""
    with inside.browser("editor") as browser:
        reply = send(browser, rule, path_of(rule, inside), browser.form, **headers)

    assert reply.status_code == 403
    assert inside.presses.asked == []
    assert list(inside.show.iterdir()) == []


def test_a_form_from_nowhere_does_nothing(inside):
    """Browsers always say from where a form comes."""
    with inside.browser("editor") as browser:
        form = browser.form
        reply = browser.runner.run(
            browser.client.post(
                f"/review{inside.page(inside.show, '/undo')}", data={"form": form, "entry": "1"}
            )
        )

    assert reply.status_code == 403
    assert inside.presses.asked == []


@pytest.mark.parametrize("origin", ["https://evil.example", "https://excel.officeapps.live.com"])
def test_pages_from_elsewhere_may_not_read(inside, origin):
    """A script of theirs is not even answered as who the person is."""
    with inside.browser("editor") as browser:
        reply = browser.get("", Origin=origin)

    assert reply.status_code == 403
    assert "Night Shift" not in reply.text
    assert "access-control-allow-credentials" not in reply.headers


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example:8765", "localhost:1", ""])
def test_another_name_pointed_at_this_computer_is_not_answered(inside, host):
    """DNS rebinding: the page's own name is asked for."""
    with inside.browser("editor") as browser:
        assert browser.get("", Host=host).status_code == 421


@pytest.mark.parametrize("rule", RULES, ids=called)
def test_every_answer_says_how_it_may_be_used(inside, rule):
    """No frame, no cache, no guessing, no script but ours; with or without a session."""
    with inside.browser("editor") as browser, inside.browser() as stranger:
        replies = [
            send(browser, rule, path_of(rule, inside), browser.form),
            send(stranger, rule, path_of(rule, inside)),
        ]

    for reply in replies:
        told = reply.headers
        assert told["x-frame-options"] == "DENY"
        assert told["cache-control"] == "no-store"
        assert told["x-content-type-options"] == "nosniff"
        assert told["referrer-policy"] == "same-origin"
        assert told["cross-origin-opener-policy"] == "same-origin"
        policy = dict(
            part.strip().partition(" ")[::2] for part in told["content-security-policy"].split(";")
        )
        assert policy["default-src"] == "'none'"
        assert policy["frame-ancestors"] == "'none'"
        assert policy["base-uri"] == "'none'"
        assert policy.get("script-src", "'none'") in {"'self'", "'none'"}
        assert "unsafe-inline" not in policy.get("style-src", "") or "sandbox" in policy
        assert "access-control-allow-credentials" not in told


def test_no_page_has_script_or_style_of_its_own(inside):
    """The policy would not let it run; so nothing is written that relies on it."""
    with inside.browser("editor") as browser:
        for rule in RULES:
            if rule.method == "GET" and not rule.path.endswith((".css", ".js", "/report")):
                text = browser.get(path_of(rule, inside)).text
                assert not re.search(
                    r"<style|style=|<script(?! src=)|\son\w+=|javascript:", text
                ), rule.path


def test_who_comes_from_a_link_elsewhere_is_asked_once_more_from_here(inside):
    """A strict cookie is not sent with a click in an e-mail: our own page opens the same address."""
    with inside.browser() as browser:
        first = browser.get(inside.page(inside.show), **{"Sec-Fetch-Site": "cross-site"})
        second = browser.get(inside.page(inside.show), **{"Sec-Fetch-Site": "same-origin"})

    assert first.status_code == 200
    assert 'http-equiv="refresh"' in first.text
    assert "Night Shift" not in first.text
    assert second.status_code == 401
    assert f'name="to" value="/review{inside.page(inside.show)}"' in second.text


def test_who_was_removed_is_out_at_once(inside):
    """In the middle of a session; so is who was given another token or role."""
    person = inside.people.people[0]
    for changed in (
        None,
        replace(person, digest="0" * 64),
        replace(person, role=Role.VIEWER),
        replace(person, productions=("Bank*",)),
        replace(person, expires=inside.clock.now),
    ):
        with inside.browser("editor") as browser:
            assert browser.get().status_code == 200
            inside.people.remove(person.name)
            if changed:
                inside.people.keep(changed)
            assert browser.get().status_code == 401
            inside.people.remove(person.name)
            inside.people.keep(person)
            assert browser.get().status_code == 401


def test_a_session_ends_by_itself(inside):
    """After hours without a page, and after a day at the latest."""
    with inside.browser("editor") as browser:
        inside.clock.wait(4 * 3600 + 1)
        assert browser.get().status_code == 401
    with inside.browser("editor") as browser:
        for _ in range(12):
            assert browser.get().status_code == 200
            inside.clock.wait(3600)
        inside.clock.wait(1)
        assert browser.get().status_code == 401


def test_unknown_pages_are_told_as_pages(inside):
    """And only to people who are signed in."""
    with inside.browser("editor") as browser, inside.browser() as stranger:
        assert browser.get("/nothing/here").status_code == 404
        assert browser.get("/").headers["location"] == "/review"
        assert stranger.get("/nothing/here").status_code == 401


def test_the_key_of_excel_opens_nothing_here(inside):
    """It stands in files that every workbook's add-in has."""
    with inside.browser() as browser:
        replies = [
            browser.get("", Authorization=f"Bearer {inside.access.key}"),
            browser.get(f"?key={inside.access.key}"),
            browser.sign_in(inside.access.key),
        ]

    assert [reply.status_code for reply in replies] == [401, 401, 403]


def test_a_token_in_an_address_opens_nothing(inside):
    """Addresses are kept in histories and logs."""
    with inside.browser() as browser:
        assert browser.get(f"?token={EDITOR}").status_code == 401
        assert browser.post(f"/sign-in?token={EDITOR}", {"to": ""}).status_code == 403
        assert browser.get("", Authorization=f"Bearer {EDITOR}").status_code == 401


def test_people_that_cannot_be_read_let_nobody_in(inside, monkeypatch, caplog):
    """Neither new ones nor those who are signed in; where they are kept is told to IT alone."""
    from addin.ports.people import PeopleUnusable  # noqa: PLC0415 - for this alone

    def fails():
        raise PeopleUnusable("/srv/people.json", "it is damaged")

    with inside.browser("editor") as browser:
        monkeypatch.setattr(inside.people, "all", fails)
        replies = [browser.get(), browser.sign_in(EDITOR)]

    assert [reply.status_code for reply in replies] == [503, 503]
    assert not any("/srv" in reply.text or "damaged" in reply.text for reply in replies)
    assert "/srv/people.json" in caplog.text


def test_when_the_time_is_over_a_token_signs_in_no_longer(inside):
    """Until that moment it does."""
    person = inside.people.people[0]
    inside.people.keep(replace(person, expires=inside.clock.now + dt.timedelta(hours=1)))
    with inside.browser() as browser:
        assert browser.sign_in(EDITOR).status_code == 303
        inside.clock.wait(3600)
        assert browser.sign_in(EDITOR).status_code == 403


def test_base_is_the_one_the_forms_come_from():
    """Else the tests above would refuse for another reason."""
    assert BASE == "http://localhost:8765"

"""Where the server listens: on this computer alone, on both its addresses, or not at all."""

from __future__ import annotations

import errno
import socket

import pytest

from addin.hosts.web.errors import NotServed
from addin.hosts.web.serving import LOOPBACK, in_address, listen


@pytest.fixture
def sockets():
    """Sockets that are closed at the end."""
    opened: list[socket.socket] = []
    yield opened
    for each in opened:
        each.close()


@pytest.fixture
def has_ipv6():
    """Whether this computer has the second address."""
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


def test_both_addresses_of_this_computer_are_taken(sockets, has_ipv6):
    """On one port, so that no other program can answer on one of them in our name."""
    sockets += listen(LOOPBACK, 0)
    names = [each.getsockname()[:2] for each in sockets]
    port = names[0][1]

    assert names == [(LOOPBACK, port), ("::1", port)][: 1 + has_ipv6]


def test_small_answers_are_sent_at_once(sockets):
    """Only of a socket that names its protocol does asyncio let small answers go."""
    sockets += listen(LOOPBACK, 0)

    assert {each.proto for each in sockets} == {socket.IPPROTO_TCP}


def test_a_port_that_another_program_has_is_refused(sockets):
    """In a sentence, and nothing is held on to."""
    sockets += listen(LOOPBACK, 0)
    port = sockets[0].getsockname()[1]

    with pytest.raises(NotServed, match="another program is there already"):
        listen(LOOPBACK, port)


def test_a_port_that_another_program_has_on_the_second_address_is_refused(sockets, has_ipv6):
    """A browser may try that one first, and would speak to the other program."""
    if not has_ipv6:
        pytest.skip("this computer has no IPv6")
    other = socket.socket(socket.AF_INET6)
    sockets.append(other)
    other.bind(("::1", 0))
    other.listen()
    port = other.getsockname()[1]

    with pytest.raises(NotServed, match="another program is there already"):
        listen(LOOPBACK, port)
    with socket.socket() as free_again:
        assert free_again.connect_ex((LOOPBACK, port)) == errno.ECONNREFUSED


@pytest.mark.parametrize(
    ("host", "port"), [("192.0.2.1", 0), (LOOPBACK, 70_000), ("no such name.invalid", 0)]
)
def test_an_address_that_is_not_ours_is_refused(host, port):
    """With what to do instead."""
    with pytest.raises(NotServed, match="Nothing was started"):
        listen(host, port)


@pytest.mark.parametrize(
    ("host", "shown"), [("::1", "[::1]"), ("10.0.0.7", "10.0.0.7"), ("me", "me")]
)
def test_an_address_of_the_newer_kind_stands_in_brackets(host, shown):
    """Its colons would be taken for the port's."""
    assert in_address(host) == shown

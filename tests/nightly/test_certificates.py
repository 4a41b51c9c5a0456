"""Certificates for a cluster, and what dask and we make of them."""

from __future__ import annotations

import datetime as dt
import socket
import ssl
import stat
import sys
import threading

import pytest
from cryptography import x509

from addin.errors import NightRefused
from addin.nightly.certificates import expiry, make, tls_in

NOW = dt.datetime.now(dt.UTC)


def handshake(scheduler, client, host, *, checks=True):
    """Shake hands over loopback, as dask does on both sides; what stood in the way, else None."""
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=scheduler.authority)
    server.load_cert_chain(scheduler.certificate, scheduler.key)
    server.verify_mode = ssl.CERT_REQUIRED
    ours = ssl.create_default_context(ssl.Purpose.SERVER_AUTH, cafile=client.authority)
    ours.load_cert_chain(client.certificate, client.key)
    ours.check_hostname = checks
    left, right = socket.socketpair()
    problems = []

    def serve():
        try:
            with server.wrap_socket(left, server_side=True) as wrapped:
                wrapped.send(b".")
        except OSError as error:
            problems.append(error)

    serving = threading.Thread(target=serve)
    serving.start()
    try:
        with ours.wrap_socket(right, server_hostname=host) as wrapped:
            wrapped.recv(1)
    except OSError as error:
        problems.append(error)
    serving.join(10)
    left.close()
    right.close()
    return problems[0] if problems else None


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Certificates for one cluster."""
    return make(tmp_path_factory.mktemp("one") / "c", ["scheduler.studio.example", "10.1.2.3"], NOW)


@pytest.fixture(scope="module")
def others(tmp_path_factory):
    """Certificates of somebody else, for the same names."""
    return make(tmp_path_factory.mktemp("two") / "c", ["scheduler.studio.example"], NOW)


@pytest.mark.parametrize(
    "host", ["scheduler.studio.example", "10.1.2.3", "localhost", "127.0.0.1", "::1"]
)
def test_the_scheduler_is_known_under_each_of_its_names(made, host):
    """Names and addresses alike, and always on its own machine."""
    assert handshake(tls_in(made.scheduler), tls_in(made.client), host) is None


def test_under_another_name_it_is_not_the_scheduler(made):
    """Whoever redirects the name or the address of the scheduler is found out."""
    problem = handshake(tls_in(made.scheduler), tls_in(made.client), "other.studio.example")

    assert isinstance(problem, ssl.SSLError)


def test_neither_a_worker_nor_a_client_can_pose_as_the_scheduler(made):
    """A key stolen from a worker opens no false scheduler to us, that of a client none at all."""
    for kind in (made.workers, made.client):
        assert handshake(tls_in(kind), tls_in(made.client), "localhost") is not None
    assert handshake(tls_in(made.client), tls_in(made.workers), "x", checks=False) is not None


def test_workers_and_scheduler_take_one_another_by_the_authority(made):
    """Dask compares no names between them: workers come and go under any address."""
    assert handshake(tls_in(made.workers), tls_in(made.scheduler), "10.9.9.9", checks=False) is None
    assert handshake(tls_in(made.workers), tls_in(made.workers), "10.9.9.9", checks=False) is None


def test_certificates_of_another_authority_open_nothing(made, others):
    """Not the same names, not the same day: only this authority's own."""
    assert handshake(tls_in(made.scheduler), tls_in(others.client), "localhost") is not None
    assert handshake(tls_in(others.scheduler), tls_in(made.client), "localhost") is not None


def test_the_authority_can_sign_for_no_other_host(made):
    """Its own words hold it to the scheduler's names, should anybody ever trust it."""
    found = x509.load_pem_x509_certificate((made.scheduler.parent / "authority.pem").read_bytes())
    limits = found.extensions.get_extension_for_class(x509.NameConstraints)

    assert limits.critical
    permitted = limits.value.permitted_subtrees or []
    assert sorted(str(each.value) for each in permitted) == [
        "10.1.2.3/32",
        "127.0.0.1/32",
        "::1/128",
        "localhost",
        "scheduler.studio.example",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="modes say nothing there")
def test_keys_are_for_their_owner_alone(made):
    """Nobody else on the machine may read a key or list the folders."""
    folder = made.scheduler.parent
    for path in (folder, *folder.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600)


def test_each_machine_gets_no_more_than_it_needs(made):
    """Its own key and the authority's certificate; the authority's key goes nowhere."""
    for folder, kind in (
        (made.scheduler, "scheduler"),
        (made.workers, "worker"),
        (made.client, "client"),
    ):
        assert sorted(path.name for path in folder.iterdir()) == sorted(
            ["authority.pem", f"{kind}.pem", f"{kind}-key.pem"]
        )


def test_what_is_there_is_never_overwritten(made):
    """Keys that are in use stay as they are, to the byte."""
    folder = made.scheduler.parent
    before = {path: path.read_bytes() for path in folder.rglob("*.pem")}

    with pytest.raises(NightRefused, match="is not overwritten"):
        make(folder, [], NOW)

    assert {path: path.read_bytes() for path in folder.rglob("*.pem")} == before


@pytest.mark.parametrize(
    "name", ["tls://x", "x:8786", "", "a b", "-x", "x..y", "*", "1.2.3", "ü.de"]
)
def test_what_is_no_host_is_refused_before_anything_is_made(tmp_path, name):
    """With the name, and how it is to be written."""
    with pytest.raises(NightRefused, match="neither the name of a host nor an address"):
        make(tmp_path / "c", [name], NOW)
    assert not (tmp_path / "c").exists()


def test_until_when_they_last_is_known(made, others, tmp_path):
    """Days from now, as asked for; files that do not belong together last for nothing."""
    brief = make(tmp_path / "c", [], NOW, days=3)

    assert expiry(tls_in(brief.client)) == brief.expires
    assert abs(brief.expires - NOW - dt.timedelta(days=3)) < dt.timedelta(seconds=2)
    mixed = tls_in(made.client)
    foreign = tls_in(others.client)
    assert expiry(type(mixed)(foreign.authority, mixed.certificate, mixed.key)) is None


def test_a_folder_is_named_in_either_way(made, tmp_path):
    """The folder of this machine, or the one that holds all; without certificates it is refused."""
    assert tls_in(made.client) == tls_in(made.client.parent)

    with pytest.raises(NightRefused, match="holds no certificates"):
        tls_in(tmp_path)

"""Certificates that make https work on this computer, and nowhere else."""

from __future__ import annotations

import datetime as dt
import ipaddress
import os
import ssl
import stat

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from addin.hosts.web.certificates import local_certificate, no_longer_trusting, trusting
from addin.hosts.web.errors import NotServed
from addin.hosts.web.serving import LOOPBACK, Serving, listen, serve
from tests.hosts.web.serving_here import KEY, ODD_WORKER, running

NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)
DAY = dt.timedelta(days=1)


def read(path):
    """A certificate in a file."""
    return x509.load_pem_x509_certificate(path.read_bytes())


def contents(folder):
    """Every file in a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A certificate, and where it is kept."""
    return local_certificate(tmp_path_factory.mktemp("certificates"), NOW)


def test_programs_that_trust_the_authority_reach_the_server(made):
    """By every name of this computer."""
    with running(certificate=made, command=ODD_WORKER) as server:
        for name in ("localhost", "127.0.0.1"):
            reply = server.client.get(f"https://{name}:{server.port}/functions.json")
            assert reply.status_code == 200
        assert server.answers(("ODD_ECHO", ["over https"])) == [{"r": "over https"}]


def test_programs_that_do_not_trust_it_do_not_reach_the_server(made):
    """Nothing is weakened for them."""
    with (
        running(certificate=made, command=ODD_WORKER) as server,
        httpx.Client(trust_env=False) as other,
        pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"),
    ):
        other.get(f"{server.base}/functions.json")


def test_manifests_are_served_over_https_to_those_with_the_key(made):
    """They name this very server."""
    with running(certificate=made, command=ODD_WORKER) as server:
        address = f"{server.base}/manifest.xml"
        assert server.client.get(address).status_code == 401
        text = server.client.get(address, params={"key": server.key}).text
        assert f"{server.base}/functions.html?key={server.key}" in text


def test_old_ways_to_speak_https_are_not_taken(made):
    """TLS 1.2 at least."""
    context = ssl.create_default_context(cafile=made.authority)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    with running(certificate=made, command=ODD_WORKER) as server:
        with httpx.Client(verify=context, trust_env=False) as client:
            assert client.get(f"{server.base}/v1/about").status_code == 200
        old = ssl.create_default_context(cafile=made.authority)
        old.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        with pytest.warns(DeprecationWarning, match="TLSv1_1"):
            old.maximum_version = ssl.TLSVersion.TLSv1_1
        with httpx.Client(verify=old, trust_env=False) as client, pytest.raises(httpx.ConnectError):
            client.get(f"{server.base}/v1/about")


@pytest.mark.parametrize("name", ["bank.example", "localhost.evil.example", "10.0.0.1"])
def test_the_authority_can_sign_for_nothing_else(made, tmp_path, name):
    """Even somebody with its key cannot make programs believe another name."""
    forged, key = _sign(made, name)
    (tmp_path / "forged.pem").write_bytes(forged)
    (tmp_path / "forged-key.pem").write_bytes(key)

    assert _handshake(made.certificate, made.key, made.authority, "localhost") is None
    refused = _handshake(tmp_path / "forged.pem", tmp_path / "forged-key.pem", made.authority, name)
    assert "permitted subtree violation" in str(refused)


def _sign(made, name):
    """What a thief of the authority's key could make."""
    secret = serialization.load_pem_private_key(
        made.authority.with_name("authority-key.pem").read_bytes(), None
    )
    assert isinstance(secret, ec.EllipticCurvePrivateKey)
    key = ec.generate_private_key(ec.SECP256R1())
    is_address = name[0].isdigit()
    names = [x509.IPAddress(ipaddress.ip_address(name)) if is_address else x509.DNSName(name)]
    built = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "forged")]))
        .issuer_name(read(made.authority).subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - DAY)
        .not_valid_after(NOW + DAY)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(secret.public_key()), critical=False
        )
        .sign(secret, hashes.SHA256())
    )
    return built.public_bytes(serialization.Encoding.PEM), key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _handshake(certificate, key, authority, name):
    """Why a program that trusts the authority would not speak to a server; None if it would."""
    to_client, to_server = ssl.MemoryBIO(), ssl.MemoryBIO()
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(certificate, key)
    server = serving.wrap_bio(to_server, to_client, server_side=True)
    client = ssl.create_default_context(cafile=authority).wrap_bio(
        to_client, to_server, server_hostname=name
    )
    for _ in range(6):
        for side in (client, server):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
            except ssl.SSLCertVerificationError as error:
                return error
    return None


def test_what_is_there_and_lasts_is_left_alone(tmp_path):
    """Trust that was given once goes on."""
    first = local_certificate(tmp_path, NOW)
    before = contents(tmp_path)
    again = local_certificate(tmp_path, NOW + 300 * DAY)

    assert first.is_new
    assert not again.is_new
    assert contents(tmp_path) == before


def test_the_server_s_certificate_is_renewed_before_it_expires(tmp_path):
    """Under the same authority, so that nobody has to trust it anew."""
    first = local_certificate(tmp_path, NOW)
    before = contents(tmp_path)
    again = local_certificate(tmp_path, NOW + 340 * DAY)

    assert not again.is_new
    assert again.expires > first.expires
    assert contents(tmp_path)["authority.pem"] == before["authority.pem"]
    assert contents(tmp_path)["localhost.pem"] != before["localhost.pem"]


@pytest.mark.parametrize(
    "name", ["authority.pem", "authority-key.pem", "localhost.pem", "localhost-key.pem"]
)
@pytest.mark.parametrize("content", [None, b"", b"-----BEGIN NONSENSE-----"])
def test_damaged_or_missing_files_are_made_again(tmp_path, name, content):
    """And what comes out works together."""
    local_certificate(tmp_path, NOW)
    path = tmp_path / name
    path.unlink() if content is None else path.write_bytes(content)

    again = local_certificate(tmp_path, NOW)

    assert again.is_new == name.startswith("authority")
    read(again.certificate).verify_directly_issued_by(read(again.authority))
    assert _handshake(again.certificate, again.key, again.authority, "localhost") is None


def test_an_authority_near_its_end_is_replaced_and_said_to_be_new(tmp_path):
    """It has to be trusted again."""
    local_certificate(tmp_path, NOW)

    assert local_certificate(tmp_path, NOW + 3640 * DAY).is_new


def test_a_server_certificate_lasts_no_longer_than_browsers_allow(made):
    """398 days; its authority signs servers only, and no further authorities."""
    certificate, authority = read(made.certificate), read(made.authority)
    lasts = certificate.not_valid_after_utc - certificate.not_valid_before_utc

    assert lasts < 398 * DAY
    constraints = authority.extensions.get_extension_for_class(x509.BasicConstraints)
    assert (constraints.critical, constraints.value.ca, constraints.value.path_length) == (
        True,
        True,
        0,
    )
    assert authority.extensions.get_extension_for_class(x509.NameConstraints).critical


@pytest.mark.skipif(
    os.name != "posix", reason="Windows keeps a user's folder for the user by itself"
)
def test_nobody_else_can_read_the_keys(made):
    """The authority's least of all."""
    for path in made.authority.parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("system", ["win32", "darwin", "linux"])
def test_how_to_trust_it_is_told_for_each_system(made, system):
    """As commands to type, with the file's place in them."""
    assert all(str(made.authority) in command for command in trusting(made.authority, system))
    assert no_longer_trusting(made.authority, system)


def test_a_certificate_that_is_none_stops_the_start(tmp_path):
    """With a sentence that names it."""
    (tmp_path / "odd.pem").write_text("odd")
    odd = tmp_path / "odd.pem"
    told = Serving(
        "https://localhost:1", KEY, certificate=odd, certificate_key=odd, command=ODD_WORKER
    )

    with pytest.raises(NotServed, match=r"odd\.pem .*cannot be used"):
        serve(told, listen(LOOPBACK, 0), lambda stop: stop())

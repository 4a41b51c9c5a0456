"""Receivers of messages on this machine: a web server and a mail server that remember."""

from __future__ import annotations

import datetime as dt
import socketserver
import ssl
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass
class Received:
    """What came in: (path, type, body) of calls, or whole mails; ``answers`` are given in turn."""

    port: int = 0
    calls: list[tuple[str, str, str]] = field(default_factory=list)
    mails: list[str] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    said: bytes = b"ok"
    slow: float = 0.0
    drip: float = 0.0


@contextmanager
def web(
    answers: Sequence[int] = (),
    certificate: Path | None = None,
    slow: float = 0.0,
    drip: float = 0.0,
) -> Iterator[Received]:
    """A web server that answers so, and 200 from then on; over TLS with a certificate.

    ``slow`` are seconds before its answer, ``drip`` seconds between two letters of it.
    """
    got = Received(answers=list(answers), slow=slow, drip=drip)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            got.calls.append((self.path, self.headers.get("Content-Type", ""), body))
            time.sleep(got.slow)
            self.send_response(got.answers.pop(0) if got.answers else 200)
            self.send_header("Content-Length", str(len(got.said)))
            self.end_headers()
            if not got.drip:
                self.wfile.write(got.said)
            for letter in got.said if got.drip else b"":
                time.sleep(got.drip)
                self.wfile.write(bytes((letter,)))

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """A caller that does not wait is no error."""

    server = Server(("127.0.0.1", 0), Handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    with _serving(server):
        got.port = server.server_address[1]
        yield got


@contextmanager
def mail(refuse: str = "") -> Iterator[Received]:
    """A mail server; ``refuse`` is what it answers to every recipient instead of taking them."""
    got = Received()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            while line := self.rfile.readline():
                verb = line.split()[0].upper() if line.split() else b""
                if verb == b"DATA":
                    self.wfile.write(b"354 go on\r\n")
                    got.mails.append(self._mail())
                    self.wfile.write(b"250 taken\r\n")
                elif verb == b"RCPT" and refuse:
                    self.wfile.write(f"{refuse}\r\n".encode())
                elif verb == b"QUIT":
                    self.wfile.write(b"221 bye\r\n")
                    return
                else:
                    self.wfile.write(b"250 fine\r\n")

        def _mail(self) -> str:
            lines = []
            while (line := self.rfile.readline()) not in {b".\r\n", b""}:
                lines.append(line.decode().removeprefix("."))  # which a sender doubles
            return "".join(lines)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    server = Server(("127.0.0.1", 0), Handler)
    with _serving(server):
        got.port = server.server_address[1]
        yield got


@contextmanager
def _serving(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def certificate_in(folder: Path) -> Path:
    """A certificate for 127.0.0.1 with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path

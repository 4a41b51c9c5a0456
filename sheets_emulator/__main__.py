"""`python -m sheets_emulator --port 0`: serve until interrupted, the address on the first line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sheets_emulator.emulator import assembled
from sheets_emulator.http import Server
from sheets_emulator.service import ACCOUNT
from sheets_emulator.surroundings import add_options, arrange


def main() -> int:
    """Read the options and serve; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m sheets_emulator", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 (the default) takes a free one")
    parser.add_argument("--seed", type=int, help="identifiers come in the same order each time")
    parser.add_argument("--account", default=ACCOUNT, help="the address that owns the files")
    parser.add_argument(
        "--discovery",
        type=Path,
        help="a folder with Google's discovery documents, to hold requests and answers against",
    )
    add_options(parser)
    options = parser.parse_args()
    service = assembled(seed=options.seed, account=options.account, discovery=options.discovery)
    try:
        server = Server(service, options.port)
    except OSError as error:
        print(f"Port {options.port} cannot be used: {error.strerror}.", file=sys.stderr)  # noqa: T201 - a program's own output
        return 1
    with server:
        print(server.address, flush=True)  # noqa: T201 - the address, for whoever started it
        try:
            written = arrange(service, options, server.address)
        except OSError as error:
            print(f"{error.filename} cannot be written: {error.strerror}.", file=sys.stderr)  # noqa: T201 - a program's own output
            return 1
        for path in written:
            print(path, flush=True)  # noqa: T201 - as above
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())

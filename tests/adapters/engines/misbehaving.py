"""A library that does what libraries do: prints, raises, hangs, dies, takes all memory."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from typing import Any

from addin.adapters.engines.child import serve


def work(asked: Mapping[str, Any], content: bytes) -> Mapping[str, Any]:
    """Behave as asked."""
    match asked["how"]:
        case "prints":
            sys.stdout.write('noise {"failed": "not this"}\n')
            sys.stderr.write("more noise\n")
        case "raises":
            raise ValueError("no such table")
        case "hangs":
            time.sleep(60)
        case "dies":
            sys.stderr.write("panicked at 'index out of bounds'\n")
            sys.stderr.flush()
            os._exit(101)
        case "takes all memory":
            return {"size": len(bytearray(1 << 40))}
    return {"size": len(content)}


if __name__ == "__main__":
    serve(work)

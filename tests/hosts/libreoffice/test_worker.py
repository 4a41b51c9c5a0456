"""The worker's side of the pipe."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
from pathlib import Path

import addin
from addin.hosts.libreoffice.extension.messages import TOO_LONG, receive, send
from addin.hosts.libreoffice.values import CODES
from addin.hosts.libreoffice.worker import rows, serve


def test_it_says_its_version_and_answers_until_the_pipe_ends():
    """First the version, then one answer for each question."""
    asked, answers = io.BytesIO(), io.BytesIO()
    send(asked, ("COST_EFC", (1.0, 2.0)))
    send(asked, ("COST_EFC", ("abc",)))
    asked.seek(0)
    serve(asked, answers)
    answers.seek(0)
    version, first, second = receive(answers), receive(answers), receive(answers)

    assert (version, first) == (addin.__version__, ((3.0,),))
    assert struct.unpack("<Q", struct.pack("<d", second[0][0]))[0] & 0xFFFFFFFF == CODES["#VALUE!"]
    assert answers.read() == b""


def test_a_function_that_is_not_there_is_a_name_error():
    """An extension may be newer than the environment behind it."""
    ((cell,),) = rows("COST_NEWER", ())

    assert struct.unpack("<Q", struct.pack("<d", cell))[0] & 0xFFFFFFFF == CODES["#NAME?"]


def test_a_call_that_takes_too_long_ends_the_process():
    """LibreOffice waits meanwhile, and a person loses what is not saved; others are not counted."""
    program = (
        "import sys, time; import addin.hosts.libreoffice.worker as w;"
        "w.call = lambda name, given: time.sleep(60 if name == 'SLOW_ONE' else 0) or 1.0;"
        "w.serve(sys.stdin.buffer, sys.stdout.buffer, 0.4)"
    )
    asked = io.BytesIO()
    for name in ("COST_EFC", "COST_EFC", "SLOW_ONE"):
        send(asked, (name, ()))
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=asked.getvalue(), capture_output=True, check=False, timeout=30,
        cwd=Path(addin.__file__).parents[1],
    )  # fmt: skip
    answers = io.BytesIO(done.stdout)

    assert done.returncode == TOO_LONG
    assert [receive(answers) for _ in range(3)] == [addin.__version__, ((1.0,),), ((1.0,),)]


def test_what_a_function_prints_does_not_get_among_the_answers():
    """Standard output is the pipe; prints go to the log, and nothing is read from a keyboard."""
    program = (
        "import sys; import addin.hosts.libreoffice.worker as w;"
        "w.serve = lambda asked, answers: (print('a print', flush=True),"
        " answers.write(b'answer'), answers.flush(), print(repr(sys.stdin.read()), flush=True));"
        "w.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input="question", capture_output=True, text=True, check=True,
        cwd=Path(addin.__file__).parents[1],
    )  # fmt: skip

    assert done.stdout == "answer"
    assert "a print" in done.stderr

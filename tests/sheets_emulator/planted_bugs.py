"""Bugs that somebody could write into the emulator, each of which its tests must notice.

A bug is one piece of source exchanged for another. When the source changes so that a piece is no
longer there, planting it fails: plant it anew where that decision is made now.

Run as a program, it tries every bug in a process of its own, branched off after the tests are collected,
and prints the names of those that nothing noticed.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import traceback
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest

HERE = Path(__file__).parent
_NOT_RUN = 9


@dataclass(frozen=True)
class Bug:
    """What goes wrong, and the source that makes it: ``right`` stands in the module exactly once.

    ``noticed_by`` is the module of the tests that have to notice, by default the one named after it;
    ``first`` is in the name of those to try before the others, where others take long.
    """

    what: str
    module: str
    right: str
    wrong: str
    noticed_by: str = ""
    first: str = ""

    @property
    def name(self) -> str:
        """Its module and what goes wrong, for a test's name."""
        return f"{self.module}: {self.what}"

    @property
    def tests(self) -> Path:
        """The tests that have to notice it."""
        return HERE / f"test_{self.noticed_by or self.module}.py"


BUGS = (
    # ---- entry: what a person types
    Bug("a whole number has more digits than a cell keeps", "entry", "len(typed) < 16", "len(typed) < 99"),
    Bug("an apostrophe stays", "entry", "return Entered(text[1:])", "return Entered(text)"),
    Bug("per cent is not divided", "entry", "(2 if percent else 0)", "0"),
    Bug("brackets are no minus", "entry", "return typed[1:-1].strip(SPACES), True", "return typed[1:-1].strip(SPACES), False"),
    Bug("groups of two digits are thousands", "entry", "(?:{groups}[0-9]{{3}})+", "(?:{groups}[0-9]{{2,3}})+"),
    Bug("the decimal sign is always a point", "entry", "(?:{re.escape(decimal)}(?P<rest>", "(?:[.](?P<rest>"),
    Bug("a foreign currency gets the locale's sign", "entry", "if symbol != locale.symbol:", "if not symbol:"),
    Bug("truths are known in English only", "entry", 'if word in ("TRUE", locale.yes_no[0]):', 'if word == "TRUE":'),
    Bug("a bare number with decimals gets a format", "entry", "if grouped else None\n\n\ndef _money", 'if grouped or found["rest"] else None\n\n\ndef _money'),
    Bug("a number too large for a cell is one", "entry", "if math.isinf(number):", "if math.isnan(number):"),
    # ---- shown: what a cell shows
    Bug("nine digits of a bare number are shown", "shown", "_DIGITS = 10", "_DIGITS = 9"),
    Bug("large numbers never get an exponent", "shown", "_PLAIN = 10**15", "_PLAIN = 10**18"),
    Bug("a section for negatives shows their sign too", "shown", "return numeric[1], True", "return numeric[1], False"),
    Bug("what rounds to nothing keeps its minus", "shown", "not sign_is_said and not _is_nothing(number, chosen)", "not sign_is_said"),
    Bug("zero has no section of its own", "shown", "if number == 0 and len(numeric) > 2:", "if number == 0 and len(numeric) > 3:"),
    Bug("a truth is shown in English", "shown", "return habits.yes_no[0 if value else 1]", 'return "TRUE" if value else "FALSE"'),
    Bug("a type without a pattern shows nothing of it", "shown", 'or defaults.get(kind, "")', 'or ""'),
    Bug("a bare number has a decimal point everywhere", "shown", 'return text.replace(".", locale.decimal)', "return text"),
    # ---- quota
    Bug("a refused call is counted", "quota", "if limit and self._used[count] >= limit:", "self._used[count] += 1\n            if limit and self._used[count] > limit:"),
    Bug("counts never start again", "quota", "            self._used.clear()\n        if now", "        if now"),
    Bug("searches that are POSTed are writes", "quota", "|/developerMetadata:search)", ")"),
    Bug("one user's calls are everybody's", "quota", '(kind, "user", caller.project, caller.email)', '(kind, "user", caller.project)'),
    Bug("one call more than the limit passes", "quota", "self._used[count] >= limit:", "self._used[count] > limit:"),
    Bug("Drive has a quota", "quota", 'or not request.path.startswith("/v4/")', ""),
    # ---- faults
    Bug("a fault never ends", "faults", "            self.times -= 1\n        return True", "            pass\n        return True"),
    Bug("skip is passed over", "faults", "            self.skip -= 1\n            return False", "            self.skip -= 1"),
    Bug("a fault after is one before", "faults", 'if fault.when == "after":', 'if fault.when == "never":'),
    Bug("what is late lands at once", "faults", "self._kept.append(_Kept(", "self._apply(request)\n            self._kept.append(_Kept("),
    Bug("what was to land before a call stays", "faults", "            self._apply(kept.request)\n\n    def _order", "            pass\n\n    def _order"),
    Bug("what landed may land again", "faults", "        self._kept = [kept for kept in self._kept if kept not in due]\n", ""),
    # ---- people
    Bug("a person who waits edits twice", "people", "        self.times -= 1\n        return True", "        return True"),
    Bug("a person types RAW", "people", 'how.get("as", "USER_ENTERED")', 'how.get("as", "RAW")'),
    Bug("rows count from 0", "people", "start = int(at) - 1 if rows", "start = int(at) if rows"),
    Bug("a copy from below takes the rows above it", "people", 'shifted = count if source["startIndex"] >= to else 0', "shifted = 0"),
    Bug("a sort is always ascending", "people", '"DESCENDING" if how.get("descending") else "ASCENDING"', '"ASCENDING"'),
    Bug("deeds go to the first sheet", "people", 'if self._title in (None, sheet["properties"]["title"]):', "if sheet:"),
    # ---- tokens and sharing
    Bug("tokens never expire", "oauth", "if self._clock.now().timestamp() < until else None", "", "sign_in", "expired_token"),
    Bug("revoking leaves access tokens", "oauth", "        self._access = {t: kept for t, kept in self._access.items() if kept[0].email != email}\n", "", "sign_in", "revoked"),
    Bug("signatures are not checked", "oauth", "jwt.check(letter, said, account.key)", "jwt.check(letter, said, None)", "sign_in", "letter_is_held"),
    Bug("a code may be used twice", "oauth", 'self._codes.pop(form.get("code", ""), None)', 'self._codes.get(form.get("code", ""))', "sign_in", "code_and_its_verifier"),
    Bug("the verifier of a code is not asked for", "oauth", "if code.challenge and", "if not code.challenge and", "sign_in", "code_and_its_verifier"),
    Bug("anybody may act for a person", "oauth", "and not account.delegated:", "and account is None:", "sign_in", "letter_is_held"),
    Bug("scopes are not looked at", "sharing", "return None if needed & caller.scopes else refused", "return None if caller.scopes else refused", "sign_in", "without_the_scope"),
    Bug("a reader may write", "sharing", "if role == 0 or (role == 1 and writes(request)):", "if role == 0:", "sign_in", "reader_may_read"),
    Bug("a service account may keep files", "sharing", "and not self._in_shared_drive(request):", "and False:", "sign_in", "no_storage"),
    Bug("drive.file reaches every file", "sharing", "if not caller.scopes - _OWN_FILES_ONLY and", "if not caller.scopes and", "sign_in", "drive_file_reaches"),
    Bug("a listing has everybody's files", "token", "return self._sharing.visible(answer, caller)", "return answer", "sign_in", "drive_file_reaches"),
    Bug("no token is needed", "token", "return self._refused(request) if self._on else None", "return None", "sign_in", "sheet_that_is_not_shared"),
    # ---- protected ranges
    Bug("the owner is refused", "protection", "or asking == book.owner or", "or"),
    Bug("a warning refuses", "protection", ' or item.get("warningOnly"):', ":"),
    Bug("editors are not looked at", "protection", 'asking in editors.get("users", ())', "False"),
    Bug("open parts of a sheet are closed", "protection", "list(_without(inner, _holes(item, sheet)))", "inner"),
    Bug("one open corner opens the whole range", "protection", "list(_without(inner, _holes(item, sheet)))", "not any(_common(inner, hole) for hole in _holes(item, sheet))"),
    Bug("rows go into the midst of a range", "protection", "if start < at < end or", "if"),
    Bug("what is beside a range is protected", "protection", "if inner and list(", "if list("),
    # ---- strict
    Bug("the body is not checked", "strict", "if body is not None:", "if body is None:"),
    Bug("the query is not checked", "strict", "list(method.query(request.query))", "[]"),
    Bug("answers are not checked", "strict", "if not found:\n            return answer\n        said", "if found:\n            return answer\n        said"),
    Bug("defects are forgotten", "strict", "self._defects += said", "pass"),
    # ---- what points at cells
    Bug("a reference of which a part is cut goes along", "references", "if not all(_lies_in(", "if not any(_lies_in("),
    Bug("a reference to another sheet goes along", "references", 'if match["text"] or title.casefold() != source.casefold():', 'if match["text"]:'),
)  # fmt: skip


def planted_source(bug: Bug, source: str) -> str:
    """The module with the bug in it.

    Raises:
        LookupError: the piece that it changes is not there, or not only once.

    """
    if source.count(bug.right) != 1:
        raise LookupError(f"{bug.name}: its source stands there {source.count(bug.right)} times.")
    return source.replace(bug.right, bug.wrong)


def plant(bug: Bug) -> None:
    """Put the bug into the emulator that is already imported: nobody has to import it anew.

    Functions keep their identity and get other code, so that whoever imported them has the bug too.
    """
    module = import_module(f"sheets_emulator.{bug.module}")
    path = Path(module.__file__ or "")
    source = planted_source(bug, path.read_text("utf-8"))
    anew: dict[str, Any] = {"__name__": module.__name__, "__file__": str(path)}
    exec(compile(source, str(path), "exec"), anew)  # noqa: S102 - our own source, but for one piece
    for name, new in anew.items():
        old = vars(module).get(name)
        if isinstance(new, type) and new.__module__ == module.__name__:
            for part, value in vars(new).items():
                _exchange(vars(old).get(part), value)
        elif not _exchange(old, new) and not name.startswith("__"):
            setattr(module, name, new)


def _exchange(old: Any, new: Any) -> bool:
    """Give one function the code of another; whether it is one."""
    if isinstance(new, property):
        return _exchange(old.fget, new.fget)
    if isinstance(new, staticmethod | classmethod):
        return _exchange(old.__func__, new.__func__)
    if hasattr(new, "cache_clear"):
        old.cache_clear()
        return _exchange(old.__wrapped__, new.__wrapped__)
    if isinstance(new, FunctionType):
        old.__code__ = new.__code__
        return True
    return False


class _Branches:
    """Collects the tests once, and runs them for each bug in a process branched off from here."""

    def __init__(self) -> None:
        self.unnoticed: list[str] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In the place of the usual loop."""
        import_module("tests.sheets_emulator.test_sign_in").private_key()  # once for all branches
        by_file: dict[Path, list[pytest.Item]] = {}
        for item in session.items:
            by_file.setdefault(item.path, []).append(item)
        self.unnoticed = [bug.name for bug in BUGS if not _fails(session, by_file[bug.tests], bug)]
        return True


def _fails(session: pytest.Session, items: list[pytest.Item], bug: Bug) -> bool:
    """Whether one of the tests fails, with the bug in the emulator."""
    child = os.fork()
    if not child:
        status = _NOT_RUN
        try:
            plant(bug)
            items = sorted(items, key=lambda item: bug.first not in item.name)
            for item, following in zip(items, [*items[1:], None], strict=True):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if session.testsfailed:
                    break
            status = int(session.testsfailed > 0)
        except BaseException:  # noqa: BLE001 - this process ends here and now, whatever it was
            traceback.print_exc(file=sys.__stderr__)
        finally:
            os._exit(status)
    _, ended = os.waitpid(child, 0)
    status = os.waitstatus_to_exitcode(ended)
    if status not in (0, 1):
        raise RuntimeError(f"The tests could not be run: {bug.name}.")
    return status == 1


def main() -> int:
    """Try all of them; 0 when that could be done."""
    branches = _Branches()
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        tests = sorted({str(bug.tests) for bug in BUGS})
        status = pytest.main(["-q", "-p", "no:randomly", *tests], plugins=[branches])
    if status:
        sys.stderr.write(told.getvalue())
    json.dump(branches.unnoticed, sys.stdout)
    return int(status)


if __name__ == "__main__":
    sys.exit(main())

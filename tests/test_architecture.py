"""What holds for the whole package: catalogues complete, names legal, start-up light."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
from pathlib import Path

import addin
from addin.errors import AddinError
from addin.reports.meanings import FAMILIES, documented
from addin.rules.catalogue import RULES
from addin.udfs.catalogue import FUNCTIONS, NOUNS
from addin.udfs.function import function_of

PACKAGE = Path(addin.__file__).parent
HEADINGS = ("Why it matters:", "Example:", "What to do:")
HEAVY = {
    "pandas", "numpy", "openpyxl", "sqlalchemy", "rich", "jinja2", "xlwings", "gspread",
    "uvicorn", "starlette", "cryptography", "google", "keyring", "requests",
}  # fmt: skip


def test_every_file_in_the_folders_of_rules_is_in_the_catalogue():
    """A rule that nobody named would never run."""
    listed = {Path(inspect.getfile(rule)) for rule in RULES}  # type: ignore[arg-type]
    written = {
        path
        for path in (PACKAGE / "rules").glob("*/*.py")
        if re.search(r"^CODE\b", path.read_text("utf-8"), re.MULTILINE)
    }

    assert written == listed


def test_every_code_is_used_once_and_belongs_to_a_family():
    """A code is what people write in settings and waivers."""
    codes = [one.code for one in documented()]

    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[A-Z]{2,3}\d{3}", code) for code in codes)
    assert {code.rstrip("0123456789") for code in codes} <= set(FAMILIES)


def test_every_rule_says_why_it_matters_and_what_to_do():
    """The four headings, in this order; and the code at the top is the code below."""
    for rule in RULES:
        text = inspect.getdoc(rule) or ""
        assert text.startswith(f"{rule.CODE}: "), rule
        places = [text.find(heading) for heading in HEADINGS]
        assert places == sorted(places), rule.CODE
        assert min(places) > 0, rule.CODE


def test_every_error_says_whether_anything_was_written_or_run():
    """An error names what happened, and leaves nobody guessing about their file."""
    kinds = [AddinError]
    for kind in kinds:
        kinds += kind.__subclasses__()
    texts = [inspect.getsource(sys.modules[kind.__module__]) for kind in kinds]

    assert all(kind.__doc__ for kind in kinds)
    assert all("Nothing was" in text or "nothing was" in text for text in texts)


def test_help_imports_nothing_heavy():
    """`tieout --help` answers at once: no library that takes long to import."""
    code = "import sys, addin.cli\nprint(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}

    assert loaded & HEAVY == set()


def test_the_functions_import_nothing_heavy():
    """The first formula of the day waits for this import."""
    code = (
        "import sys; from addin.udfs.catalogue import FUNCTIONS\n"
        "assert len(FUNCTIONS) > 100; print(*sorted(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}

    assert loaded & HEAVY == set()
    assert loaded & {"click", "starlette", "asyncio", "ssl", "urllib3", "multiprocessing"} == set()


def test_every_module_with_a_function_is_in_the_catalogue():
    """One that nobody named would be missing on every host."""
    listed = {PACKAGE / "udfs" / f"{name}.py" for names in NOUNS.values() for name in names}
    written = {
        path
        for path in (PACKAGE / "udfs").rglob("*.py")
        if re.search(r"^@function\(", path.read_text("utf-8"), re.MULTILINE)
    }

    assert written == listed


def test_every_function_is_one_that_all_hosts_take():
    """Its names, its help and its hints; looked into here, because loading does not."""
    for found in FUNCTIONS.values():
        assert function_of(found.python, found.category, found.shown).usage == found.usage


def test_no_function_changes_by_itself():
    """Today, now and chance are arguments, or a sheet would never be the same twice."""
    by_itself = {"today", "now", "utcnow", "random", "randint", "perf_counter", "getenv"}
    for folder in ("udfs", "domain"):
        for path in (PACKAGE / folder).rglob("*.py"):
            tree = ast.parse(path.read_text("utf-8"))
            called = {
                call.func.attr
                for call in ast.walk(tree)
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
            }
            assert called & by_itself == set(), path


def test_no_two_functions_are_told_apart_by_their_underscores_alone():
    """COST_EFC and COSTEFC would be one name to a person."""
    plain = [name.replace("_", "") for name in FUNCTIONS]

    assert len(plain) == len(set(plain))

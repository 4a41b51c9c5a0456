"""The add-in's VBA as text: complete, and in what VBA and Excel take."""

from __future__ import annotations

import re

import pytest

from addin import __version__
from addin.hosts.desktop import vba, xlwings_vba
from addin.udfs.catalogue import FUNCTIONS
from addin.udfs.function import function_of
from addin.udfs.kinds import Column

MODULES = vba.modules()


def test_every_function_has_its_public_wrapper():
    """And no other function is public where formulas could call it by name."""
    text = "".join(vba.wrappers().values())

    assert sorted(re.findall(r"(?m)^Public Function (\w+)\(", text)) == sorted(FUNCTIONS)
    assert re.findall(r"(?m)^(?:Function|Sub|Public Sub) ", text) == []


def test_a_wrapper_hands_its_arguments_over():
    """Optional arguments may be left out; the help of the function wizard is in the file."""
    wrapper = vba.functions([FUNCTIONS["COST_EFC"]])

    assert wrapper.split("\r\n")[2:7] == [
        "Public Function COST_EFC(ByVal cost_to_date As Variant, Optional ByVal commitments As Variant, Optional ByVal etc As Variant) As Variant",
        'Attribute COST_EFC.VB_Description = "' + FUNCTIONS["COST_EFC"].summary + '"',
        'Attribute COST_EFC.VB_ProcData.VB_Invoke_Func = " \\n14"',
        '    COST_EFC = TieoutAnswer("COST_EFC", Array(cost_to_date, commitments, etc))',
        "End Function",
    ]


def cost_many(first: float, *others: Column[float]) -> float:
    """Adds.

    Args:
        first: a number.
        others: more numbers.

    Example:
        =COST_MANY(1, 2) gives 3
    """
    return first + sum(sum(x or 0 for x in other) for other in others)


def test_repeating_arguments_become_a_param_array():
    """VBA has no other way to take any number of them."""
    wrapper = vba.functions([function_of(cost_many, "Cost report", {})])

    assert (
        "Public Function COST_MANY(ByVal first As Variant, ParamArray others() As Variant) As Variant\r\n"
        in wrapper
    )
    assert "    tieoutRest = others\r\n" in wrapper
    assert 'TieoutAnswer("COST_MANY", TieoutJoined(Array(first), tieoutRest))' in wrapper


def test_no_line_is_longer_than_vba_takes():
    """A longer one is refused when the file is opened; all lines end as Windows' do."""
    for name, text in MODULES.items():
        assert max(map(len, text.split("\r\n"))) <= 1023, name
        assert text.count("\n") == text.count("\r\n"), name


def test_no_module_is_large_and_its_name_is_one_of_vba():
    """VBA becomes unsafe with modules beyond 64 KB; names have at most 31 letters and are unlike."""
    assert max(map(len, MODULES.values())) < 60_000
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9]{0,30}", name) for name in MODULES)
    assert len({name.lower() for name in [*MODULES, *FUNCTIONS]}) == len(MODULES) + len(FUNCTIONS)


def test_a_long_list_of_arguments_is_folded_and_complete():
    """Twenty-four lines is VBA's limit; forty arguments take two."""
    parts = [f"Optional ByVal some_argument_{n} As Variant" for n in range(40)]

    folded = vba._folded("Public Function F(", parts, ") As Variant")

    lines = folded.split(" _\n")
    assert max(map(len, folded.split("\n"))) <= vba.LONGEST_LINE
    assert len(lines) <= 24
    assert (
        "".join(lines).replace("    Optional", " Optional")
        == f"Public Function F({', '.join(parts)}) As Variant"
    )


def test_texts_survive_in_the_letters_of_a_vba_project():
    """Its code page has no arrow; a quote is doubled."""
    assert vba.quoted('a "b" → “c” ≤ é') == 'a ""b"" -> \'c\' <= é'
    for text in MODULES.values():
        assert text.encode("cp1252")


def test_the_module_of_the_build_names_what_it_was_built_from():
    """The versions that are compared when Python starts, and the module that is loaded."""
    text = MODULES["TieoutBuild"]

    assert f'TIEOUT_BUILD As String = "{__version__}"' in text
    assert f'XLWINGS_BUILD As String = "{xlwings_vba.version()}"' in text
    assert 'PYTHON_MODULE As String = "addin.hosts.desktop.functions"' in text


@pytest.mark.parametrize(
    "name", sorted(set(MODULES) - {*vba.wrappers(), "TieoutRibbon", "ThisWorkbook"})
)
def test_only_the_functions_and_the_buttons_are_for_others(name):
    """Everything else stays out of the function wizard."""
    assert "Option Private Module" in MODULES[name]


@pytest.mark.parametrize("name", sorted(MODULES))
def test_variables_are_declared(name):
    """A misspelt one is then an error when the file opens, not a blank."""
    assert MODULES[name].startswith("Option Explicit")

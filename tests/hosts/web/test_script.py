"""The script that Excel loads, run by Node against a real server over HTTP."""

from __future__ import annotations

import json

import pytest

from addin.hosts.web.description import Place
from addin.hosts.web.limits import Limits
from addin.hosts.web.script import functions_js
from addin.udfs.catalogue import FUNCTIONS, call
from addin.udfs.cell_error import CellError
from addin.udfs.kinds import Shape
from tests.hosts.web.excel_here import as_excel_gives, as_excel_shows, run_script
from tests.hosts.web.serving_here import ODD_WORKER, running
from tests.udfs.calls_in_examples import calls_of_examples

ALL = "return Promise.all(given.map(([name, a]) => tieoutTest.call(told[name], a)));"


@pytest.fixture
def place(server):
    """Where the shared server is, with its key."""
    return Place(server.base, server.key)


def cell_by_cell(name, arguments):
    """A call as Excel makes it: once a cell where one cell is expected and a range is given."""
    parameters = FUNCTIONS[name].parameters
    wide = [
        isinstance(value, list | tuple)
        and parameters[min(at, len(parameters) - 1)].shape is Shape.CELL
        for at, value in enumerate(arguments)
    ]
    if not any(wide):
        return None
    ranges = [value for value, is_wide in zip(arguments, wide, strict=True) if is_wide]
    height, width = max(map(len, ranges)), max(len(rows[0]) for rows in ranges)

    def at(rows, row, column):
        line = rows[row if len(rows) > 1 else 0]
        return line[column if len(line) > 1 else 0]

    return [
        [
            [
                at(value, row, column) if is_wide else value
                for value, is_wide in zip(arguments, wide, strict=True)
            ]
            for column in range(width)
        ]
        for row in range(height)
    ]


@pytest.mark.parametrize("world", ["page", "engine"])
def test_every_function_gives_in_excel_what_it_gives_in_python(node, place, world):
    """Whether in a page or in the engine without one: each example of each function, unchanged."""
    calls = [each for each in calls_of_examples() if not cell_by_cell(each[0], each[1])]
    given = [[name, as_excel_gives(arguments)] for name, arguments, _ in calls]

    found = run_script(node, place, ALL, given, world=world)

    assert {name for name, _, _ in calls} == set(FUNCTIONS)
    for (name, arguments, wanted), shown in zip(calls, found, strict=True):
        if isinstance(wanted, CellError):
            assert shown["error"] == wanted.code, (name, arguments, shown)
            assert shown["message"] == (
                wanted.message if wanted.code in {"#N/A", "#VALUE!"} else ""
            )
        else:
            assert shown == {"value": as_excel_shows(wanted)}, (name, arguments)


def test_excel_and_python_agree_cell_by_cell(node, place):
    """Where Excel calls once a cell, Python's own spreading over a range gives the same cells."""
    calls = [("COST_EFC", ([[100], ["x"], ["#REF!"]], [[1, 2]], 5))]
    for name, arguments in calls:
        grid_of_calls = cell_by_cell(name, arguments)
        given = [[name, as_excel_gives(each)] for row in grid_of_calls for each in row]

        found = run_script(node, place, ALL, given)

        wanted = [cell for row in as_excel_shows(call(name, arguments)) for cell in row]
        shown = [{"error": one["error"]} if "error" in one else one["value"] for one in found]
        assert shown == wanted


def test_an_error_cell_goes_in_and_the_same_error_comes_out(node, place):
    """As with Excel's own functions: #REF! in gives #REF!."""
    errors = ["#REF!", "#N/A", "#DIV/0!", "#NUM!", "#VALUE!", "#NAME?", "#NULL!"]
    given = [["COST_EFC", [{"error": code}, 1, 1]] for code in errors]

    found = run_script(node, place, ALL, given)

    assert [one["error"] for one in found] == errors


def test_cells_with_data_types_count_as_their_values(node, place):
    """A date of ours in a cell comes back as a formatted number; an empty cell as an entity."""
    then = """
    const f = tieoutTest.functions.COST_EFC;
    const number = {type: "FormattedNumber", basicType: "Double", basicValue: 40, numberFormat: "0"};
    const empty = {type: "Empty", basicType: "Empty", basicValue: ""};
    const failed = {type: "Error", basicType: "Error", basicValue: "#REF!", errorType: "Ref"};
    const picture = {type: "WebImage", basicType: "Error", basicValue: "#VALUE!"};
    const one = (value) => f(value, 2, 0, {}).catch((error) => error.code);
    return Promise.all([number, empty, failed, picture, undefined, {odd: 1}].map(one));
    """

    assert run_script(node, place, then) == [42, 2, "#REF!", "#VALUE!", 2, "#VALUE!"]


def test_dates_are_plain_numbers_where_excel_knows_no_formats(node, place):
    """Before data types Excel cannot show what it does not know."""
    then = """
    globalThis.Office = {context: {requirements: {isSetSupported: () => false}}};
    return tieoutShown({d: 46095, f: "yyyy-mm-dd"});
    """

    assert run_script(node, place, then) == 46095


def test_calls_of_one_recalculation_go_together_and_a_range_goes_once(node, server):
    """What is sent is one request, however many formulas name the same range."""
    then = """
    const posts = [];
    const send = fetch;
    fetch = (address, options) => { posts.push(JSON.parse(options.body)); return send(address, options); };
    const column = Array.from({length: 400}, (_, i) => [i]);
    const many = Array.from({length: 100}, (_, i) =>
      tieoutTest.call(told.ACT_BELOW, [column, null, column.map(([i]) => [i * 2]), i]));
    const answers = await Promise.all(many);
    return {posts: posts.length, ranges: posts[0].ranges.length, calls: posts[0].calls.length,
            seven: answers[7]};
    """
    place = Place(server.base, server.key)
    column = [[i] for i in range(400)]
    wanted = call("ACT_BELOW", [column, None, [[i * 2] for i in range(400)], 7])

    found = run_script(node, place, then)

    assert found == {"posts": 1, "ranges": 2, "calls": 100, "seven": {"value": wanted}}


def test_ranges_that_differ_in_one_cell_are_not_taken_for_the_same(node, place):
    """1 is not TRUE, nothing is not 0, and text is not the number it spells."""
    then = """
    const posts = [];
    const send = fetch;
    fetch = (address, options) => { posts.push(JSON.parse(options.body)); return send(address, options); };
    const ranges = given.map((cell) => [["A"], [cell], ["B"]]);
    const error = new CustomFunctions.Error("#REF!");
    ranges.push([["A"], [error], ["B"]], [["A"], [error], ["B"]], [["A", 1], ["", "B"]], [["A"]], [["A"], [1]]);
    ranges.forEach((rows) => tieoutTest.functions.ACCT_OK("A", rows, {}).catch(() => 0));
    await new Promise((resolve) => setTimeout(resolve, 200));
    return posts[0].ranges;
    """
    cells = [1, True, "1", "", None, 0, 1, "TRUE"]
    wanted = [[["A"], [cell], ["B"]] for cell in [1, True, "1", "", None, 0, "TRUE", "#REF!"]]

    found = run_script(node, place, then, cells)

    assert found == [*wanted, [["A", 1], ["", "B"]], [["A"], [1]]]


def test_a_long_recalculation_is_split_by_calls_and_by_cells(node, place):
    """No request is larger than the server takes, and each answer reaches its own cell."""
    then = """
    const posts = [];
    const send = fetch;
    fetch = (address, options) => { posts.push(JSON.parse(options.body)); return send(address, options); };
    TIEOUT.calls = 10;
    TIEOUT.cells = 500;
    const efc = Array.from({length: 25}, (_, i) => tieoutTest.call(told.COST_EFC, [i, i, null]));
    const wide = [1, 2, 3].map((n) => tieoutTest.call(told.BUD_CHANGE_OK,
      [Array.from({length: 300}, (_, i) => [i % 2 ? n : -n])]));
    const found = await Promise.all([...efc, ...wide]);
    const sizes = posts.splice(0).map((post) => post.calls.length);
    TIEOUT.named = 1000;
    const rows = Array.from({length: 300}, (_, i) => [i]);
    await Promise.all(Array.from({length: 7}, () => tieoutTest.call(told.BUD_CHANGE_OK, [rows])));
    return {sizes, found: found.map((one) => one.value), named: posts.map((post) => post.calls.length)};
    """

    found = run_script(node, place, then)

    assert found["sizes"] == [10, 10, 6, 1, 1]
    assert found["named"] == [3, 3, 1]
    assert found["found"] == [*(2 * i for i in range(25)), True, True, True]


def test_a_dropped_connection_is_tried_once_more_and_a_refusal_is_not(node, place):
    """Functions change nothing, so asking again is safe; a refusal stays one."""
    then = """
    const send = fetch;
    let times = 0;
    fetch = (address, options) => { times += 1; if (times === 1) throw new TypeError("reset"); return send(address, options); };
    const once = await tieoutTest.call(told.COST_EFC, [1, 2, 3]);
    const first = times;
    fetch = () => { times += 1; throw new TypeError("reset"); };
    const never = await tieoutTest.call(told.COST_EFC, [1, 2, 3]);
    const second = times - first;
    fetch = send;
    TIEOUT.key = "wrong";
    let asked = 0;
    fetch = (address, options) => { asked += 1; return send(address, options); };
    const refused = await tieoutTest.call(told.COST_EFC, [1, 2, 3]);
    return {once, first, never, second, refused, asked};
    """

    found = run_script(node, place, then)

    assert found["once"] == {"value": 6}
    assert (found["first"], found["second"], found["asked"]) == (2, 2, 1)
    assert found["never"]["error"] == "#N/A"
    assert "is 'tieout serve' running?" in found["never"]["message"]
    assert found["refused"]["error"] == "#N/A"
    assert "load this server's manifest" in found["refused"]["message"]


def test_calls_whose_turn_never_came_are_asked_for_again(node):
    """A long recalculation comes to its end, request by request; hopeless calls are not repeated."""
    then = """
    let posts = 0;
    const send = fetch;
    fetch = (address, options) => { posts += 1; return send(address, options); };
    const ask = (name, value) => tieoutCall(name, [value], {}).catch((error) => [error.code, error.message]);
    const found = await Promise.all([1, 2, 3, 4].map((n) => ask("ODD_SLEEP", 0.6 + n / 1000)));
    const needed = posts;
    const hopeless = await ask("ODD_SLEEP", 30);
    return {found, needed, hopeless, more: posts - needed};
    """
    limits = Limits(call_seconds=60, batch_seconds=1)
    with running(command=ODD_WORKER, limits=limits) as server:
        found = run_script(node, Place(server.base, server.key), then)

    assert found["found"] == ["slept"] * 4
    assert 1 < found["needed"] <= 4
    assert found["hopeless"] == ["#N/A", "no answer within 1 s; use fewer cells"]
    assert found["more"] == 1


def test_a_canceled_call_is_not_sent_and_an_unwanted_request_is_dropped(node, place):
    """Excel says when nobody waits for an answer any more."""
    then = """
    const posts = [];
    let aborted = 0;
    const send = fetch;
    fetch = (address, options) => {
      posts.push(JSON.parse(options.body));
      options.signal.addEventListener("abort", () => { aborted += 1; });
      if (posts.length === 1) return send(address, options);
      return new Promise((_, no) => {  // a server that takes its time
        options.signal.addEventListener("abort", () => no(new Error("aborted")));
      });
    };
    const code = (error) => error.code;
    const invocation = {};
    const early = tieoutTest.functions.COST_EFC(1, 2, 3, invocation).catch(code);
    const kept = tieoutTest.functions.COST_EFC(4, 5, 6, {});
    invocation.onCanceled();
    const first = [await early, await kept, posts.map((post) => post.calls.length)];
    const late = {};
    const dropped = tieoutTest.functions.COST_EFC(7, 8, 9, late).catch(code);
    await new Promise((resolve) => setTimeout(resolve, TIEOUT.wait + 1));
    late.onCanceled();
    return [...first, await dropped, aborted];
    """

    assert run_script(node, place, then) == ["#N/A", 15, [1], "#N/A", 1]


def test_the_key_is_in_a_header_in_a_page_and_in_the_address_without_one(node, place):
    """Without a page a header of ours would need a permission that engine cannot ask for."""
    then = """
    const sent = [];
    const send = fetch;
    fetch = (address, options) => { sent.push([address.split("?")[1] || "", options.headers.Authorization || ""]); return send(address, options); };
    await tieoutTest.call(told.COST_EFC, [1, 2, 3]);
    return sent;
    """

    assert run_script(node, place, then) == [["", f"Bearer {place.key}"]]
    assert run_script(node, place, then, world="engine") == [[f"key={place.key}", ""]]


def test_help_texts_cannot_break_the_script():
    """Whatever a docstring says stays in its comment, whatever a key holds in its text."""
    text = functions_js(Place("https://localhost:1", "</script>"))

    assert "</script>" not in text
    assert text.count("*/") == text.count("/*")
    assert (
        json.loads(text.splitlines()[0].removeprefix("const TIEOUT = ").rstrip(";"))["key"]
        == "</script>"
    )

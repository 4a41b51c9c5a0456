"""Bugs to be planted in the run of a sync and in what pushes, verifies and repairs.

Each is a file, a text in it and what replaces it. Most were found in sketches of this very code.
"""

from __future__ import annotations

from dataclasses import dataclass

APPLY, SETTLE, PARTS = "addin/sync/apply.py", "addin/sync/settle.py", "addin/sync/parts.py"
SHEETS = "addin/adapters/google_sheets"
VERIFY, PUSH, SHEET, PULL = (f"{SHEETS}/{one}.py" for one in ("verify", "push", "sheet", "pull"))


@dataclass(frozen=True)
class Bug:
    """One bug: what is wrong, where, and how."""

    wrong: str
    file: str
    right: str
    planted: str


BUGS = [
    Bug("nobody looks where a push landed", SETTLE, "    if repair is None:\n        means.hook",
        "    if True:\n        means.hook"),
    Bug("a repair is not verified", SETTLE, "            settled(means, mending, tally)\n            return",
        "            _drop(means, mending, mending.generation)\n            return"),
    Bug("an unanswered push is forgotten without a fence", SETTLE,
        "        if means.sheet.commit(attempt.generation, next(means.names), SheetEdits()):",
        "        if not attempt.mends:"),
    Bug("whatever took the generation passes for our batch", SETTLE,
        "        if taken.get(attempt.generation) == attempt.batch:", "        if True:"),
    Bug("a batch that landed is taken for lost", SETTLE,
        "        if taken.get(attempt.generation) == attempt.batch:", "        if False:"),
    Bug("a repair that never landed is forgotten", SETTLE, "    if not attempt.mends:\n", "    if True:\n"),
    Bug("conflicts are dropped with a misplaced push", SETTLE,
        "    means.store.drop(means.name, generation, fresh(means, attempt.run, attempt.conflicts))",
        "    means.store.drop(means.name, generation)"),
    Bug("conflicts are logged again when a run starts over", SETTLE,
        "    return tuple(one for one in found if one not in known)", "    return found"),
    Bug("what the workbook still lacks is forgotten", APPLY,
        "    if state.pending is not None:\n", "    if False:\n"),
    Bug("a push is sent before it is in the journal", APPLY,
        '    means.store.journal(means.name, attempt)\n    means.hook("journalled")\n    if not means.sheet.commit(',
        "    if not means.sheet.commit("),
    Bug("the probe's mark is kept over our own push", APPLY,
        'seen = ("" if pushed else met.mark, digest)', "seen = (means.sheet.probe(), digest)"),
    Bug("a lost generation is not caught up with", APPLY,
        "    means.store.drop(means.name, max(newest, attempt.generation))",
        "    means.store.drop(means.name, attempt.generation - 1)"),
    Bug("new rows go to the sheet before they have ids", APPLY,
        "    if not met.workbook.unnamed or means.binding.key:", "    if True:"),
    Bug("a part of a push is the whole base", PARTS, "            _partly(base, plan.base, done),",
        "            plan.base,"),
    Bug("an id that we wrote confirms itself", VERIFY,
        "        over = [one for one in _ordinals(push, row) if push.rewrites_id(one)]",
        "        over: list[int] = []"),
    Bug("a repair writes whole rows", VERIFY,
        "    touched = [name for one in astray for name in push.writes[one].cells]",
        "    touched = [*push.before.get(owner, {}), *('a', 'b', 'c')]"),
    Bug("a repair empties what it goes over", VERIFY,
        "        {name: before.get(name, BLANK) for name in dict.fromkeys(touched)},",
        "        {name: BLANK for name in dict.fromkeys(touched)},"),
    Bug("ids are not given back one to one", VERIFY, "            missing.remove(owner)", "            pass"),
    Bug("a repair is not done again where it missed", VERIFY, "    if push.mends:\n        writes",
        "    if False:\n        writes"),
    Bug("the ids of nameless rows are not looked for", VERIFY, "        if lost:\n", "        if False:\n"),
    Bug("nameless rows are matched in any order", VERIFY,
        "sorted(nameless, key=lambda one: bool(_ordinals(push, one)))", "nameless"),
    Bug("the marker has no number", PUSH, '{"spreadsheet": True}, place)', '{"spreadsheet": True})'),
    Bug("the marker names no batch", PUSH, '    value = f"{generation}:{batch}"',
        '    value = f"{generation}:"'),
    Bug("old tags are kept", PUSH, "    if not keeps_tags:", "    if False:"),
    Bug("tags are taken away before a repair is verified", PUSH, "    if not keeps_tags:", "    if True:"),
    Bug("every marker is kept", PUSH, "        marks.delete(metadataId=binding_marks.place(generation + 1)),\n",
        ""),
    Bug("a refused marker is taken for a success", SHEET, "            return holder == batch",
        "            return True"),
    Bug("a text that begins with = is a formula", SHEET,
        "        wanted = pull.doubtful(grid, known, ids)\n", "        wanted: dict[str, list[int]] = {}\n"),
    Bug("a copied row keeps the id of its original", PULL, "            if not key or key in rows:",
        "            if not key:"),
    Bug("two emptied rows keep one id", PULL, "        if key in rows or key in blanked:", "        if False:"),
]  # fmt: skip

"""Results as tables in Markdown."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

IN_A_FONT = "x:fonts/x:font: The element has unexpected child element"
Results = Mapping[str, Mapping[str, Mapping[str, Any]]]  # writer → file → result


def overview(results: Results, labels: Mapping[str, str]) -> str:
    """One line per writer."""
    head = (
        "| writer | files | no result | untouched parts identical | lose a feature | new faults: "
        "structure, SDK | edit right | other cells changed | **the edit and nothing else** | ms |"
    )
    lines = [head, "|" + " --- |" * head.count(" |")]
    for writer, files in results.items():
        made = [one for one in files.values() if not one["error"]]
        times = [one["seconds"] * 1000 for one in made]
        cells = [
            labels.get(writer, writer),
            str(len(files)),
            str(len(files) - len(made)),
            _share(sum(one["identical"] for one in made), len(files)),
            str(sum(bool(one["lost"]) for one in made)),
            f"{sum(bool(one['faults']) for one in made)}, {sum(map(_is_invalid, made))}",
            str(sum(one["right"] for one in made)),
            str(sum(bool(one["others"]) for one in made)),
            "**" + _share(sum(one["is_clean"] for one in made), len(files)) + "**",
            f"{statistics.median(times):.0f}" if times else "",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _is_invalid(one: Mapping[str, Any]) -> bool:
    """Whether the SDK objects to more than the order within a font, which Excel reads anyhow."""
    return any(IN_A_FONT not in what for what in one["invalid"])


def by_feature(results: Results) -> str:
    """One line per feature: in how many of the files that have it each writer keeps all of it."""
    counts = {writer: dict(_kept(files)) for writer, files in results.items()}
    most: Counter[str] = Counter()
    for one in counts.values():
        most |= Counter({name: had for name, (_, had) in one.items()})
    lines = [
        "| feature | files | " + " | ".join(results) + " |",
        "| --- |" + " --- |" * (len(results) + 1),
    ]
    for name in sorted(most, key=str.casefold):
        cells = [_survives(*counts[writer].get(name, (0, 0))) for writer in results]
        lines.append(f"| {name} | {most[name]} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _survives(kept: int, had: int) -> str:
    if not had:
        return ""
    return "all" if kept == had else f"{kept} of {had}"


def _kept(files: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, tuple[int, int]]]:
    had: Counter[str] = Counter()
    gone: Counter[str] = Counter()
    for one in files.values():
        if not one["error"]:
            had.update(one["had"])
            gone.update(one["lost"])
    for name, count in had.items():
        yield name, (count - gone[name], count)


def refusals(results: Results) -> str:
    """Why a writer gave no result, by how often."""
    lines = []
    for writer, files in results.items():
        why = Counter(one["error"][:110] for one in files.values() if one["error"])
        lines += [f"{writer}:", *(f"{count:6} {text}" for text, count in why.most_common(8)), ""]
    return "\n".join(lines)


def _share(part: int, whole: int) -> str:
    return f"{part} ({100 * part / whole:.1f} %)" if whole else "0"

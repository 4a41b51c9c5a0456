"""Final Draft (``.fdx``): scene headings, who speaks, page lengths where they are, tags.

Source: the format as Final Draft 8 to 13 write it: ``Content/Paragraph``, ``SceneProperties`` with
``Length`` in pages and eighths, ``TagData``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element

from addin.domain.eighths import NoPageCount, eighths_of
from addin.domain.stripboard import Category
from addin.errors import ImportRefused
from addin.importers.importer import Imported, Importer, Remark
from addin.importers.screenplay import Scene, schedule, speaker
from addin.importers.xml_tree import tree

_CATEGORIES: Final = {
    "cast members": Category.CAST,
    "cast": Category.CAST,
    "characters": Category.CAST,
    "background": Category.BACKGROUND,
    "background actors": Category.BACKGROUND,
    "extras": Category.BACKGROUND,
    "stunts": Category.STUNTS,
    "vehicles": Category.VEHICLES,
    "props": Category.PROPS,
    "special effects": Category.SPECIAL_EFFECTS,
    "wardrobe": Category.WARDROBE,
    "makeup": Category.MAKEUP_HAIR,
    "makeup/hair": Category.MAKEUP_HAIR,
    "animals": Category.ANIMALS,
    "animal wrangler": Category.ANIMAL_HANDLER,
    "camera": Category.CAMERA,
    "sound": Category.SOUND,
    "music": Category.MUSIC,
    "art department": Category.ART_DEPARTMENT,
    "set dressing": Category.SET_DRESSING,
    "greenery": Category.GREENERY,
    "security": Category.SECURITY,
    "special equipment": Category.SPECIAL_EQUIPMENT,
    "additional labor": Category.ADDITIONAL_LABOR,
    "visual effects": Category.VISUAL_EFFECTS,
    "mechanical effects": Category.MECHANICAL_EFFECTS,
    "notes": Category.NOTES,
    "miscellaneous": Category.MISCELLANEOUS,
}


def knows(head: bytes, file_name: str) -> bool:
    """Whether the root is Final Draft's."""
    del file_name
    return b"<FinalDraft" in head


def read(content: bytes, file_name: str) -> Imported:
    """Read one script.

    Raises:
        ImportRefused: it is no XML, or holds no scene.
    """
    root = tree(content, file_name)
    if root.tag != "FinalDraft":
        raise ImportRefused(file_name, f"its root is “{root.tag}”, not “FinalDraft”")
    tags = _tags(root)
    remarks: list[Remark] = []
    scenes = list(_scenes(root, tags, remarks))
    if not scenes:
        raise ImportRefused(file_name, "it holds no scene heading")
    without = sum(not one.eighths for one in scenes)
    if without:
        remarks.append(
            Remark(
                f"{without} of {len(scenes)} scenes have no page length: open the script in Final"
                " Draft and save it, or type the eighths in"
            )
        )
    made = schedule(scenes, file_name.rpartition(".")[0] or file_name, "Final Draft")
    return Imported("final-draft", file_name, schedule=made, remarks=tuple(remarks))


def _scenes(
    root: Element, tags: Mapping[str, tuple[Category, str, str]], remarks: list[Remark]
) -> Iterator[Scene]:
    scene: Scene | None = None
    for at, paragraph in enumerate(root.findall("Content/Paragraph"), 1):
        kind, words = paragraph.get("Type", ""), _words(paragraph)
        if kind == "Scene Heading" and words:
            if scene is not None:
                yield scene
            scene = Scene(words, paragraph.get("Number", "").strip())
            _properties(scene, paragraph.find("SceneProperties"), at, remarks)
        elif kind == "Character" and scene is not None:
            scene.speakers.append(speaker(words))
        if scene is not None:
            scene.tagged += (tags[number] for number in _tagged(paragraph) if number in tags)
    if scene is not None:
        yield scene


def _properties(scene: Scene, told: Element | None, at: int, remarks: list[Remark]) -> None:
    if told is None:
        return
    scene.page = told.get("Page", "")
    scene.eighths = _length(told.get("Length", ""), at, remarks)
    summary = told.find("Summary")
    scene.synopsis = "" if summary is None else " ".join(_words(summary).split())


def _tagged(paragraph: Element) -> Iterator[str]:
    for text in paragraph.iter("Text"):
        yield from (number.strip() for number in text.get("TagNumber", "").split(","))


def _words(paragraph: Element) -> str:
    return "".join(one.text or "" for one in paragraph.iter("Text")).strip()


def _length(text: str, at: int, remarks: list[Remark]) -> int:
    if not text.strip():
        return 0
    try:
        return eighths_of(text)
    except NoPageCount:
        remarks.append(Remark(f"paragraph {at}: “{text}” is no page length", at))
        return 0


def _tags(root: Element) -> Mapping[str, tuple[Category, str, str]]:
    """Tag number → category, name, the category's own name."""
    names = {
        one.get("Id", ""): one.get("Name", "") for one in root.findall("TagData/TagCategories/*")
    }
    defined = {
        one.get("Id", ""): (
            names.get(one.get("CatId", ""), ""),
            one.get("Label", ""),
        )
        for one in root.findall("TagData/TagDefinitions/*")
    }
    found: dict[str, tuple[Category, str, str]] = {}
    for tag in root.findall("TagData/Tags/Tag"):
        category, label = defined.get(_first_text(tag, "DefId"), ("", ""))
        if label:
            known = _CATEGORIES.get(category.casefold(), Category.OWN)
            found[tag.get("Number", "")] = (known, label, category)
    return found


def _first_text(tag: Element, name: str) -> str:
    inner = tag.find(name)
    return (inner.text or "").strip() if inner is not None else tag.get(name, "")


FINAL_DRAFT: Final = Importer("final-draft", "Final Draft script", (".fdx",), knows, read)

"""The metadata part: which marks of cells say that an array takes what room it needs."""

from __future__ import annotations

from addin.adapters.xlsx.reading.package import Package


def dynamic_marks(package: Package, part: str) -> frozenset[str]:
    """The marks (``cm="1"``) of cells whose array formula was entered like any other and spills.

    Source:
        ECMA-376 part 1, 18.9 Metadata; [MS-XLSX] 2.6.159 CT_DynamicArrayProperties.
    """
    root = package.tree(part)
    kinds = [kind.get("name", "") for kind in root.iterfind("metadataTypes/metadataType")]
    dynamic = {str(number) for number, kind in enumerate(kinds, 1) if kind == "XLDAPR"}
    return frozenset(
        str(mark)
        for mark, block in enumerate(root.iterfind("cellMetadata/bk"), 1)
        if any(record.get("t", "") in dynamic for record in block.iterfind("rc"))
    )

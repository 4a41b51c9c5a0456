"""The kinds of request that exist and that this emulator does not do: refused by their names."""

from __future__ import annotations

REFUSED = frozenset(
    """
    addChart addDataSource addSlicer addTable autoFill cancelDataSourceRefresh createSpreadsheet
    deleteDataSource deleteDuplicates deleteEmbeddedObject deleteRange deleteTable insertRange
    pasteData randomizeRange refreshDataSource textToColumns updateChartSpec updateDataSource
    updateEmbeddedObjectBorder updateEmbeddedObjectPosition updateSlicerSpec updateTable
    """.split()
)

"""The kinds of request that exist and that this emulator does not do: refused by their names."""

from __future__ import annotations

REFUSED = frozenset(
    """
    addChart addCommentReply addDataSource addSlicer addTable autoFill
    cancelDataSourceRefresh deleteComment deleteCommentReply deleteDataSource
    deleteDuplicates deleteEmbeddedObject deleteRange deleteTable insertComment
    insertRange pasteData randomizeRange refreshDataSource textToColumns updateChartSpec
    updateCommentPost updateDataSource updateEmbeddedObjectBorder
    updateEmbeddedObjectPosition updateSlicerSpec updateTable
    """.split()
)

Option Explicit
Option Private Module
' The functions as people find them: in the function wizard, and as a list.

Private Const FIRST_ROW As Long = 2
Private Const FIRST_COLUMN As Long = 4
Private Const NAME_AT As Long = 1
Private Const CATEGORY_AT As Long = 2
Private Const SUMMARY_AT As Long = 4
Private Const ARGUMENTS_AT As Long = 7

Public Sub TieoutDescribe()
    ' Categories and argument texts are no part of the file's VBA: Excel is told of them each time.
    ' The summaries are in the file, so if Excel refuses, only the rest is missing. Excel refuses
    ' while no workbook is open, and is asked again with the next one.
    Static told As Boolean
    If told Then Exit Sub
    told = TieoutTell()
    ThisWorkbook.Saved = True
End Sub

Private Function TieoutTell() As Boolean
    ' Whether Excel took the first one; what it does not take of the others is left out.
    Dim row As Long, called As String, taken As Boolean
    row = FIRST_ROW
    Do
        called = TieoutList.Cells(row, FIRST_COLUMN + NAME_AT - 1).Value
        If called = "" Then Exit Do
        taken = TieoutTellOne(row, "'" & ThisWorkbook.Name & "'!" & called)
        If row = FIRST_ROW And Not taken Then Exit Function
        row = row + 1
    Loop
    TieoutTell = True
End Function

Private Function TieoutTellOne(ByVal row As Long, ByVal called As String) As Boolean
    Dim host As Object, summary As String, category As String, texts As Variant
    On Error GoTo refused
    Set host = Application ' late, because Excel 2011 for Mac does not know all of the names
    summary = TieoutList.Cells(row, FIRST_COLUMN + SUMMARY_AT - 1).Value
    category = "Tieout: " & TieoutList.Cells(row, FIRST_COLUMN + CATEGORY_AT - 1).Value
    texts = TieoutArguments(row)
    If IsEmpty(texts) Then
        host.MacroOptions Macro:=called, Description:=summary, Category:=category
    Else
        host.MacroOptions Macro:=called, Description:=summary, Category:=category, _
            ArgumentDescriptions:=texts
    End If
    TieoutTellOne = True
refused:
End Function

Private Function TieoutArguments(ByVal row As Long) As Variant
    ' The texts of a function's arguments from its row, or Empty if it has none.
    Dim texts() As String, count As Long, column As Long
    column = FIRST_COLUMN + ARGUMENTS_AT - 1
    Do While TieoutList.Cells(row, column + count).Value <> ""
        count = count + 1
    Loop
    If count = 0 Then Exit Function
    ReDim texts(1 To count)
    Do While count > 0
        texts(count) = CStr(TieoutList.Cells(row, column + count - 1).Value)
        count = count - 1
    Loop
    TieoutArguments = texts
End Function

Public Function TieoutList() As Worksheet
    ' The add-in's sheet: settings in the first two columns, then a function in each row.
    Set TieoutList = ThisWorkbook.Worksheets(1)
End Function

Public Sub TieoutShowList()
    ' Every function in a new workbook, which is nobody's until it is saved.
    Dim book As Workbook, rows As Long
    rows = TieoutList.UsedRange.Row + TieoutList.UsedRange.Rows.Count - 1
    Set book = Workbooks.Add(xlWBATWorksheet)
    book.Worksheets(1).Name = "Tieout functions"
    book.Worksheets(1).Cells.NumberFormat = "@" ' else the examples would be formulas
    book.Worksheets(1).Range("A1").Resize(rows, ARGUMENTS_AT - 1).Value = _
        TieoutList.Cells(1, FIRST_COLUMN).Resize(rows, ARGUMENTS_AT - 1).Value
    book.Worksheets(1).Rows(1).Font.Bold = True
    book.Worksheets(1).Columns("A:F").ColumnWidth = 28
    book.Saved = True
End Sub

Public Sub TieoutShowState()
    ' Versions, whether Python answers, and what to do if not.
    Dim message As String
    message = "Tieout " & TIEOUT_BUILD & ", through " & THROUGH & vbCrLf & ThisWorkbook.FullName
    If TieoutRuns() Then
        message = message & vbCrLf & vbCrLf & "Python answers."
        If TieoutTrouble() <> "" Then message = message & vbCrLf & vbCrLf & TieoutTrouble()
    Else
        message = message & vbCrLf & vbCrLf & TieoutTrouble() & vbCrLf & vbCrLf & TieoutServerAdvice()
    End If
    MsgBox message, IIf(TieoutTrouble() = "", vbInformation, vbExclamation), "Tieout"
End Sub

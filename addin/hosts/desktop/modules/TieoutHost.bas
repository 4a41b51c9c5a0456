Option Explicit
Option Private Module
' What stands between a formula and Python. Failures show as #NAME?: no function of Tieout ends so.

Private Const PAUSE_SECONDS As Long = 30
Private Const ERROR_NAME As Long = 2029
Private Const ERROR_VALUE As Long = 2015
Private Const ERROR_LEFT_OUT As Long = 448
Private Const NO_RANGE As Long = 513
Private Const NO_PYTHON As Long = 514

Private kept As Object
Private trouble As String
Private pausedUntil As Date

Public Function TieoutAnswer(ByVal formula As String, ByVal given As Variant) As Variant
    ' The value of a formula for its arguments, as the wrappers have them.
    Dim values As Variant
    On Error GoTo unreadable
    values = TieoutValues(given)
    On Error GoTo unreachable
    TieoutAnswer = TieoutShown(TieoutCall(formula, values))
    Exit Function
unreadable:
    TieoutAnswer = CVErr(ERROR_VALUE)
    Exit Function
unreachable:
    TieoutAnswer = CVErr(ERROR_NAME)
End Function

Public Function TieoutJoined(ByVal first As Variant, ByVal rest As Variant) As Variant
    ' The arguments before a ParamArray, and those in it.
    Dim all() As Variant, at As Long, before As Long
    before = UBound(first) - LBound(first) + 1
    If before + UBound(rest) - LBound(rest) + 1 = 0 Then
        TieoutJoined = Array()
        Exit Function
    End If
    ReDim all(0 To before + UBound(rest) - LBound(rest))
    For at = 0 To before - 1
        TieoutCopy all, at, first, LBound(first) + at
    Next at
    For at = LBound(rest) To UBound(rest)
        TieoutCopy all, before + at - LBound(rest), rest, at
    Next at
    TieoutJoined = all
End Function

Private Sub TieoutCopy(ByRef target() As Variant, ByVal at As Long, ByRef source As Variant, ByVal from As Long)
    If IsObject(source(from)) Then
        Set target(at) = source(from)
    ElseIf IsMissing(source(from)) Then
        target(at) = CVErr(ERROR_LEFT_OUT)
    Else
        target(at) = source(from)
    End If
End Sub

' ---- arguments

Private Function TieoutValues(ByVal given As Variant) As Variant
    ' Ranges become values: one call to Python, not one for each question about the range. What lies
    ' below and right of all that the sheets use is left out, by the same count for all ranges of
    ' one call, so that columns which stand side by side stay of one length.
    Dim values() As Variant, at As Long, rows As Long, columns As Long
    If UBound(given) < LBound(given) Then
        TieoutValues = Array()
        Exit Function
    End If
    rows = 1
    columns = 1
    For at = LBound(given) To UBound(given)
        If IsObject(given(at)) Then TieoutMeasure given(at), rows, columns
    Next at
    ' A new array: an element that holds a range may take a value for the range's own.
    ReDim values(0 To UBound(given) - LBound(given))
    For at = LBound(given) To UBound(given)
        If IsObject(given(at)) Then
            values(at - LBound(given)) = TieoutCells(given(at), rows, columns)
        Else
            TieoutCopy values, at - LBound(given), given, at
        End If
    Next at
    TieoutValues = values
End Function

Private Sub TieoutMeasure(ByVal area As Object, ByRef rows As Long, ByRef columns As Long)
    Dim used As Object, reach As Long
    If TypeName(area) <> "Range" Then Err.Raise NO_RANGE
    If area.Areas.Count > 1 Then Err.Raise NO_RANGE
    Set used = area.Worksheet.UsedRange
    reach = used.Row + used.Rows.Count - area.Row
    If reach > rows Then rows = reach
    reach = used.Column + used.Columns.Count - area.Column
    If reach > columns Then columns = reach
End Sub

Private Function TieoutCells(ByVal area As Object, ByVal rows As Long, ByVal columns As Long) As Variant
    ' Value2 has amounts with all their digits; Value says which cells are dates. Before March 1900
    ' VBA's days are not Excel's, so those stay numbers.
    Dim exact As Variant, typed As Variant, row As Long, column As Long
    If area.Rows.Count < rows Then rows = area.Rows.Count
    If area.Columns.Count < columns Then columns = area.Columns.Count
    If rows < area.Rows.Count Or columns < area.Columns.Count Then Set area = area.Resize(rows, columns)
    exact = area.Value2
    typed = TieoutTyped(area)
    If IsArray(exact) And IsArray(typed) Then
        For row = LBound(exact, 1) To UBound(exact, 1)
            For column = LBound(exact, 2) To UBound(exact, 2)
                If VarType(typed(row, column)) = vbDate Then
                    If typed(row, column) >= 61 Then exact(row, column) = typed(row, column)
                End If
            Next column
        Next row
    ElseIf VarType(typed) = vbDate Then
        If typed >= 61 Then exact = typed
    End If
    TieoutCells = exact
End Function

Private Function TieoutTyped(ByVal area As Object) As Variant
    ' Value fails where a number is no date or no amount though its format says so.
    On Error Resume Next
    TieoutTyped = area.Value
End Function

' ---- Python

Private Function TieoutCall(ByVal formula As String, ByVal values As Variant) As Variant
    ' Python is kept; if it ended, it is started again, once. An error of a function never arrives
    ' here as an error of VBA, so nothing is calculated twice. The brackets send the arguments by
    ' value: a variable would come back too, with all its cells.
    On Error GoTo ended
    TieoutCall = TieoutKept().CallUDF(PYTHON_MODULE, (formula), (values))
    Exit Function
ended:
    Set kept = Nothing
    Resume again
again:
    On Error GoTo 0
    TieoutCall = TieoutKept().CallUDF(PYTHON_MODULE, (formula), (values))
End Function

Public Function TieoutDo(ByVal called As String, ByVal values As Variant) As Variant
    ' A press. It is sent once, for what it did before Python ended must not be done twice; whether
    ' Python lives is asked before. Somebody waits for it, so there is no pause.
    pausedUntil = 0
    trouble = TieoutCall("tieout_fits", Array(TIEOUT_BUILD, XLWINGS_BUILD))
    On Error GoTo ended
    TieoutDo = TieoutKept().CallUDF(PYTHON_MODULE, (called), (values))
    Exit Function
ended:
    Set kept = Nothing
    Err.Raise Err.Number, Err.Source, Err.Description
End Function

Private Function TieoutKept() As Object
    ' Ten thousand cells must not each wait for a Python that does not start: after a failure there
    ' is a pause.
    If kept Is Nothing Then
        If Now < pausedUntil Then Err.Raise NO_PYTHON, "Tieout", trouble
        On Error GoTo failed
        Set kept = TieoutServer()
        trouble = kept.CallUDF(PYTHON_MODULE, "tieout_fits", Array(TIEOUT_BUILD, XLWINGS_BUILD))
        On Error GoTo 0
    End If
    Set TieoutKept = kept
    Exit Function
failed:
    trouble = "Python did not start, or has no Tieout: " & Err.Description
    pausedUntil = Now + PAUSE_SECONDS / 86400#
    Set kept = Nothing
    Resume raised
raised:
    On Error GoTo 0
    Err.Raise NO_PYTHON, "Tieout", trouble
End Function

Public Sub TieoutRestart()
    ' Ends Python, forgets a pause, and starts it again.
    Dim started As Object
    On Error Resume Next
    Set kept = Nothing
    pausedUntil = 0
    trouble = ""
    TieoutStopServer
    Set started = TieoutKept()
End Sub

Public Function TieoutTrouble() As String
    ' What is wrong between the add-in and Python; empty if nothing is known to be.
    TieoutTrouble = trouble
End Function

Public Function TieoutRuns() As Boolean
    ' Whether Python answers; starts it if need be.
    Dim started As Object
    On Error Resume Next
    Set started = TieoutKept()
    TieoutRuns = Not started Is Nothing
End Function

' ---- results

Private Function TieoutShown(ByVal answer As Variant) As Variant
    ' True error values: SUM must not skip what went wrong.
    Dim row As Long, column As Long
    If Not IsArray(answer) Then
        TieoutShown = TieoutCell(answer)
    ElseIf TieoutIsTable(answer) Then
        For row = LBound(answer, 1) To UBound(answer, 1)
            For column = LBound(answer, 2) To UBound(answer, 2)
                answer(row, column) = TieoutCell(answer(row, column))
            Next column
        Next row
        TieoutShown = answer
    Else
        For column = LBound(answer) To UBound(answer)
            answer(column) = TieoutCell(answer(column))
        Next column
        TieoutShown = answer
    End If
End Function

Private Function TieoutIsTable(ByVal answer As Variant) As Boolean
    Dim last As Long
    On Error GoTo line_only
    last = UBound(answer, 2)
    TieoutIsTable = True
line_only:
End Function

Private Function TieoutCell(ByVal answer As Variant) As Variant
    TieoutCell = answer
    If VarType(answer) <> vbString Then Exit Function
    If Left$(answer, 1) <> Chr$(1) Then Exit Function
    Select Case Mid$(answer, 2)
        Case "#NULL!": TieoutCell = CVErr(2000)
        Case "#DIV/0!": TieoutCell = CVErr(2007)
        Case "#VALUE!": TieoutCell = CVErr(2015)
        Case "#REF!": TieoutCell = CVErr(2023)
        Case "#NAME?": TieoutCell = CVErr(2029)
        Case "#NUM!": TieoutCell = CVErr(2036)
        Case "#N/A": TieoutCell = CVErr(2042)
        Case Else: TieoutCell = Mid$(answer, 2)
    End Select
End Function

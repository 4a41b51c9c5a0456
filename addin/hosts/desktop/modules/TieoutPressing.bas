Option Explicit
Option Private Module
' A button pressed: what it asks, Python, and what it says. Excel's settings are as before afterwards,
' whatever happens, Python's end in the middle included.

Private Const LONGEST_MESSAGE As Long = 1000
Private Const PLAN As String = "plan"
Private Const DONE As String = "done"
Private Const YES As String = "yes"

Private isBusy As Boolean
Private keptCancelKey As Long
Private keptCalculation As Long
Private keptDrawing As Boolean
Private keptEvents As Boolean
Private keptAlerts As Boolean
Private keptBar As Variant

Public Sub TieoutPress(ByVal button As String)
    Dim fields As Variant, given As Variant, outcome As Variant, title As String
    If TypeName(Application.Caller) = "Range" Then Exit Sub ' a formula presses no button
    If isBusy Then Exit Sub ' its own question is on the screen
    title = TieoutLabelOf(button)
    If ActiveWorkbook Is Nothing Then
        MsgBox "First open a workbook of the production.", vbExclamation, title
        Exit Sub
    End If
    fields = TieoutFieldsOf(button)
    given = TieoutNothingSaid(fields)
    Do
        If Not TieoutAskAll(title, fields, given) Then Exit Sub
        outcome = TieoutPressed(button, TieoutNamed(fields, given, ""))
        If outcome(0) = PLAN Then
            If MsgBox(outcome(1), vbYesNo + vbQuestion, title) <> vbYes Then Exit Sub
            outcome = TieoutPressed(button, TieoutNamed(fields, given, YES))
        End If
    Loop While TieoutAskAgain(title, fields, outcome)
End Sub

Private Function TieoutAskAgain(ByVal title As String, ByVal fields As Variant, ByVal outcome As Variant) As Boolean
    ' The sentence; after a refusal, whether to answer otherwise. What was typed is kept for that.
    If outcome(0) = DONE Then
        MsgBox outcome(1), vbInformation, title
    ElseIf UBound(fields) < LBound(fields) Then
        MsgBox outcome(1), vbExclamation, title
    Else
        TieoutAskAgain = (MsgBox(outcome(1), vbRetryCancel + vbExclamation, title) = vbRetry)
    End If
End Function

Private Function TieoutNamed(ByVal fields As Variant, ByVal given As Variant, ByVal confirmed As String) As Variant
    ' The answers as Python takes them: name, text, name, text ... without those left empty.
    Dim named As Variant, at As Long
    named = Array()
    For at = LBound(fields) To UBound(fields)
        If given(at) <> "" Then named = TieoutJoined(named, Array(fields(at)(0), given(at)))
    Next at
    If confirmed <> "" Then named = TieoutJoined(named, Array("confirm", confirmed))
    TieoutNamed = named
End Function

Private Function TieoutPressed(ByVal button As String, ByVal named As Variant) As Variant
    ' How it went: what became of it, and the text to show.
    Dim answer As String, trouble As String
    On Error GoTo failed
    isBusy = True
    TieoutKeepSettings
    Application.EnableCancelKey = xlDisabled ' Esc is Python's to see: it knows until when it is safe
    Application.StatusBar = "Tieout: " & TieoutLabelOf(button) & " ..."
    answer = TieoutDo("tieout_press", TieoutJoined(Array(button, TieoutBookPath(), _
        TieoutSheetName(), TieoutCellAddress()), named))
    TieoutPressed = Array(Left$(answer, InStr(answer, vbLf) - 1), Mid$(answer, InStr(answer, vbLf) + 1))
leave:
    isBusy = False
    TieoutPutSettingsBack
    Exit Function
failed:
    trouble = Err.Description
    TieoutPressed = Array("failed", Left$("Python did not answer, or ended in the middle: " & trouble & _
        vbCrLf & vbCrLf & "If it had begun to write, the next press takes that back first. " & _
        "Press Restart Python, then the button again.", LONGEST_MESSAGE))
    Resume leave
End Function

' ---- where the person stands

Private Function TieoutBookPath() As String
    TieoutBookPath = ActiveWorkbook.FullName
End Function

Private Function TieoutSheetName() As String
    On Error Resume Next ' a window may show no sheet
    TieoutSheetName = ActiveSheet.Name
End Function

Private Function TieoutCellAddress() As String
    On Error Resume Next ' a chart sheet has no cells
    TieoutCellAddress = ActiveCell.Address(False, False)
End Function

' ---- Excel's settings

Private Sub TieoutKeepSettings()
    keptCancelKey = Application.EnableCancelKey
    keptCalculation = Application.Calculation
    keptDrawing = Application.ScreenUpdating
    keptEvents = Application.EnableEvents
    keptAlerts = Application.DisplayAlerts
    keptBar = Application.StatusBar
End Sub

Private Sub TieoutPutSettingsBack()
    On Error Resume Next ' each by itself: one that Excel refuses must not keep the others
    If Application.Calculation <> keptCalculation Then Application.Calculation = keptCalculation
    Application.ScreenUpdating = keptDrawing
    Application.EnableEvents = keptEvents
    Application.DisplayAlerts = keptAlerts
    Application.StatusBar = keptBar
    Application.EnableCancelKey = keptCancelKey
End Sub

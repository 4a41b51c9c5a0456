Option Explicit
Option Private Module
' What a button asks, one box for each field. Cancel in any of them ends the press: nothing is written.

Private Const KIND_AT As Long = 1
Private Const PROMPT_AT As Long = 2
Private Const LABEL_AT As Long = 3
Private Const CHOICES_AT As Long = 4
Private Const OPTIONAL_AT As Long = 5
Private Const BETWEEN As String = "|"

Public Function TieoutNothingSaid(ByVal fields As Variant) As Variant
    ' An empty answer for each field.
    Dim empties() As Variant, at As Long
    If UBound(fields) < LBound(fields) Then
        TieoutNothingSaid = Array()
        Exit Function
    End If
    ReDim empties(LBound(fields) To UBound(fields))
    For at = LBound(fields) To UBound(fields)
        empties(at) = ""
    Next at
    TieoutNothingSaid = empties
End Function

Public Function TieoutAskAll(ByVal title As String, ByVal fields As Variant, ByRef given As Variant) As Boolean
    ' Whether every question was answered; those that may stay empty are asked if somebody wants to.
    Dim which As Long, more As Long, names As String
    If Not TieoutAskThose(title, fields, given, False) Then Exit Function
    names = TieoutOptional(fields, more)
    If more > 1 Then
        which = MsgBox("Say any of these too? No leaves them as they are." & vbCrLf & vbCrLf & names, _
            vbYesNoCancel + vbQuestion + vbDefaultButton2, title)
        If which = vbCancel Then Exit Function
        If which = vbNo Then
            TieoutAskAll = True
            Exit Function
        End If
    End If
    TieoutAskAll = TieoutAskThose(title, fields, given, True)
End Function

Private Function TieoutOptional(ByVal fields As Variant, ByRef count As Long) As String
    Dim at As Long, names As String
    count = 0
    For at = LBound(fields) To UBound(fields)
        If fields(at)(OPTIONAL_AT) Then
            count = count + 1
            If names <> "" Then names = names & vbCrLf
            names = names & fields(at)(LABEL_AT)
        End If
    Next at
    TieoutOptional = names
End Function

Private Function TieoutAskThose(ByVal title As String, ByVal fields As Variant, ByRef given As Variant, ByVal optionals As Boolean) As Boolean
    Dim at As Long, answer As Variant
    For at = LBound(fields) To UBound(fields)
        If fields(at)(OPTIONAL_AT) = optionals Then
            answer = TieoutAskOne(title, fields(at), given(at))
            If VarType(answer) = vbBoolean Then Exit Function
            given(at) = answer
        End If
    Next at
    TieoutAskThose = True
End Function

Private Function TieoutAskOne(ByVal title As String, ByVal field As Variant, ByVal before As String) As Variant
    ' The answer as text, or False for Cancel.
    Dim answer As Variant
    Select Case field(KIND_AT)
    Case "file"
        TieoutAskOne = TieoutAskFile(title, field)
    Case "yes or no"
        TieoutAskOne = TieoutAskYesNo(title, field)
    Case Else
        answer = Application.InputBox(Prompt:=field(PROMPT_AT), Title:=title, Default:=before, Type:=2)
        If VarType(answer) = vbBoolean Then
            TieoutAskOne = False
        Else
            TieoutAskOne = TieoutChosen(field, Trim$(answer))
        End If
    End Select
End Function

Private Function TieoutChosen(ByVal field As Variant, ByVal answer As String) As String
    ' One of the choices for its number; any other answer as it is, for Python to judge.
    Dim choices() As String, at As Long
    TieoutChosen = answer
    If field(CHOICES_AT) = "" Then Exit Function
    choices = Split(field(CHOICES_AT), BETWEEN)
    For at = LBound(choices) To UBound(choices)
        If answer = CStr(at + 1) Then TieoutChosen = choices(at)
    Next at
End Function

Private Function TieoutAskYesNo(ByVal title As String, ByVal field As Variant) As Variant
    Select Case MsgBox(field(PROMPT_AT), vbYesNoCancel + vbQuestion + vbDefaultButton2, title)
    Case vbYes: TieoutAskYesNo = "yes"
    Case vbNo: TieoutAskYesNo = "no"
    Case Else: TieoutAskYesNo = False
    End Select
End Function

Private Function TieoutAskFile(ByVal title As String, ByVal field As Variant) As Variant
    ' Excel's own window for files; one that may be left out is asked for first.
    If field(OPTIONAL_AT) Then
        Select Case MsgBox("Choose a file? " & field(PROMPT_AT), vbYesNoCancel + vbQuestion, title)
        Case vbNo
            TieoutAskFile = ""
            Exit Function
        Case vbCancel
            TieoutAskFile = False
            Exit Function
        End Select
    End If
    TieoutAskFile = Application.GetOpenFilename(Title:=field(LABEL_AT))
End Function


' ---- ours: where Python is, and how it is started

Public Function TieoutServer() As Object
    ' Python with Tieout, started by xlwings' library. Only the user's own settings say where it is,
    ' with its whole path: a workbook from outside, or a file beside it, must not choose a program.
    Dim interpreter As String
    interpreter = GetConfig("INTERPRETER_WIN")
    If Not (interpreter Like "[A-Za-z]:\*.exe" Or interpreter Like "\\*.exe") Then
        Err.Raise 515, "Tieout", "no INTERPRETER_WIN in " & SettingsFile()
    End If
    Set TieoutServer = XLPy()
End Function

Public Sub TieoutStopServer()
    If GetConfig("INTERPRETER_WIN") <> "" Then KillPy
End Sub

Public Function TieoutServerAdvice() As String
    TieoutServerAdvice = "Settings: " & SettingsFile() & vbCrLf & _
        "It needs the line ""INTERPRETER_WIN"",""C:\...\Scripts\python.exe"" of the Python that has Tieout " & _
        "and " & THROUGH & "."
End Function

Private Function XLPyCommand() As String
    ' -P: the folder that Excel happens to be in, often that of a received workbook, holds no modules
    ' for us. No name of a workbook becomes part of the command.
    Dim console As String
    If GetConfig("SHOW CONSOLE") = "True" Then console = "/showconsole"
    XLPyCommand = "cmd.exe " & console & " /K """"" & GetConfig("INTERPRETER_WIN") & """ -B -P -c ""import " & _
        PYTHON_MODULE & ", xlwings; xlwings.serve('$(CLSID)')"""""
End Function

Private Function SettingsFile() As String
    SettingsFile = Environ("USERPROFILE") & "\.tieout\tieout.conf"
End Function

Private Function GetConfig(ByVal key As String, Optional ByVal default As String = "") As String
    ' What a line "KEY","VALUE" of the user's settings says. xlwings' procedures ask by this name.
    Dim settings As String, begin As Long
    GetConfig = default
    settings = SettingsLines()
    begin = InStr(1, settings, """" & key & """,""", vbTextCompare)
    If begin = 0 Then Exit Function
    begin = begin + Len(key) + 4
    GetConfig = Expanded(Mid$(settings, begin, InStr(begin, settings & """", """") - begin))
End Function

Private Function SettingsLines() As String
    ' The user's settings as they stand in the file; nothing if there is none.
    Dim file As Long, oneLine As String, allLines As String
    On Error GoTo done
    file = FreeFile
    Open SettingsFile() For Input As #file
    Do While Not EOF(file)
        Line Input #file, oneLine
        allLines = allLines & oneLine & vbLf
    Loop
    Close #file
done:
    SettingsLines = allLines
End Function

Private Function Expanded(ByVal setting As String) As String
    ' %NAME% stands for the environment's value.
    Dim parts() As String, at As Long
    parts = Split(setting, "%")
    If UBound(parts) >= 2 Then
        For at = 1 To UBound(parts) - 1 Step 2
            parts(at) = Environ(parts(at))
        Next at
        Expanded = Join(parts, "")
    Else
        Expanded = setting
    End If
End Function

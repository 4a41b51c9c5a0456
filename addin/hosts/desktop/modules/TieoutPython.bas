
' ---- ours: where Python is, and how it is started

Public Function TieoutServer() As Object
    ' Python with Tieout, started by xlwings' library. Only the user's own settings say where it is,
    ' with its whole path: a workbook from outside, or a file beside it, must not choose a program.
    Dim interpreter As String
    interpreter = GetConfig("INTERPRETER_WIN")
    If Not (interpreter Like "[A-Za-z]:\*.exe" Or interpreter Like "\\*.exe") Then
        Err.Raise vbObjectError + 515, "Tieout", "no INTERPRETER_WIN in " & SettingsFile()
    End If
    Set TieoutServer = XLPy()
End Function

Public Sub TieoutStopServer()
    If GetConfig("INTERPRETER_WIN") <> "" Then KillPy
End Sub

Public Function TieoutServerAdvice() As String
    TieoutServerAdvice = "Settings: " & SettingsFile() & vbCrLf & _
        "It needs the line ""INTERPRETER_WIN"",""C:\...\Scripts\python.exe"" of the Python that has Tieout " & _
        "and xlwings " & XLWINGS_BUILD & "."
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
    ' A line of the user's settings: "KEY","VALUE".
    Dim file As Long, found As String, setting As String
    GetConfig = default
    On Error GoTo done
    file = FreeFile
    Open SettingsFile() For Input As #file
    Do While Not EOF(file)
        Input #file, found, setting
        If UCase$(found) = key Then
            GetConfig = Expanded(setting)
            Exit Do
        End If
    Loop
done:
    On Error Resume Next
    Close #file
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

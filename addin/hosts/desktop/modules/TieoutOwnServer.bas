Option Explicit
Option Private Module
' Python as a server of its own, registered for the user: no library, no command, no child of Excel.

Public Function TieoutServer() As Object
    Set TieoutServer = CreateObject("Tieout.Functions")
End Function

Public Sub TieoutStopServer()
    ' It ends when nobody holds it.
End Sub

Public Function TieoutServerAdvice() As String
    TieoutServerAdvice = "Register the server, in the Python that has Tieout: " & _
        "python -m addin.hosts.desktop.com_server --register"
End Function

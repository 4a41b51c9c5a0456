Option Explicit

Private Sub Workbook_Open()
    On Error Resume Next
    TieoutDescribe
End Sub

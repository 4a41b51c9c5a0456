Option Explicit

Private WithEvents host As Application

Private Sub Workbook_Open()
    On Error Resume Next
    Set host = Application
    TieoutDescribe
End Sub

Private Sub host_WorkbookActivate(ByVal Wb As Workbook)
    ' When Excel starts with the add-in there is no workbook yet, and Excel may want one.
    On Error Resume Next
    TieoutDescribe
End Sub

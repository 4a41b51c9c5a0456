Option Explicit

Private WithEvents host As Application

Private Sub Workbook_Open()
    On Error Resume Next
    Set host = Application
    TieoutTakeKeys
    TieoutDescribe
End Sub

Private Sub Workbook_BeforeClose(Cancel As Boolean)
    On Error Resume Next
    TieoutGiveKeysBack
End Sub

Private Sub host_WorkbookActivate(ByVal Wb As Workbook)
    ' When Excel starts with the add-in there is no workbook yet, and Excel may want one.
    On Error Resume Next
    TieoutDescribe
End Sub

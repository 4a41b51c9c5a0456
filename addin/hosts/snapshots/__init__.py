"""Buttons on workbooks that a host has open and sends as JSON: for the web's task pane and Calc."""

"""Excel on the web, on the Mac and on Windows, through Office.js custom functions.

``files`` makes what Excel loads, ``app`` answers its calls, ``serving`` runs it on this computer.
"""

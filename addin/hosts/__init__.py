"""Where the functions show up: Excel on Windows, Excel on Mac and the web, LibreOffice Calc."""

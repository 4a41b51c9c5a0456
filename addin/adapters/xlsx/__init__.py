"""Excel workbooks (.xlsx, .xlsm, .xltx, .xltm), straight from the package and its XML."""

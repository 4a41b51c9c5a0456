"""What runs inside LibreOffice, in its own Python: 3.8 and later, standard library only."""

"""What is kept from run to run, through SQLAlchemy: SQLite unless an address says otherwise."""

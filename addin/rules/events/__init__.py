"""Rules on events: run-of-show, venue hire, docks."""

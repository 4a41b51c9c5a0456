"""Formula lint on any sheet, recognised or not: what was typed over, left out or counted twice."""

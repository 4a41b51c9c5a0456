"""Files, networks and databases: the only place that reaches outside."""

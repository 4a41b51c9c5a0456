"""Rules on the cost report, on budget against actual, and on the chart behind both."""

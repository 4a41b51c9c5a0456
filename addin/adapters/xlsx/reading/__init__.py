"""Read a workbook: one pass over each sheet gives values, formulas and what stands beside."""

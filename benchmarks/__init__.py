"""Measurements: ratios against a peer in the same run. Printed, never a gate."""

"""What is tied to what: see ``tables.binding``, where settings may know it too."""

from addin.tables.binding import Binding, BoundColumn, Limits, Policy, Shown

__all__ = ["Binding", "BoundColumn", "Limits", "Policy", "Shown"]

"""Rules on orders, lines, bills of materials and scrap."""

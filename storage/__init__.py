"""What is remembered: tables, rows to values and back, and one transaction per batch."""

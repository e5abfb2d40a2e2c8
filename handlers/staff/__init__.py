"""The officers' side of the desk: cards, decisions, joining, and talk with customers."""

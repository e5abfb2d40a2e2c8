"""The words people read, one folder per language; data only."""

"""The business of the workshop: pure, synchronous, and without a clock, a network or a database."""

"""What is typed to the desk, and what is read in it."""

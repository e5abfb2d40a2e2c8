"""Every change the tables have ever seen, in order; `storage.migrate` runs them."""

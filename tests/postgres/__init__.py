"""What tests on PostgreSQL stand on: a cluster of their own, and empty databases in it."""

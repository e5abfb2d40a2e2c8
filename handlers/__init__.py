"""Conversations: what we ask, what we make of the answer, and whom we tell."""

"""Papers and pictures drawn for a conversation, from a template and the data they show.

What is drawn is decided in the transaction that answers, as a row; it is drawn when a channel first
needs the file, as often as that takes, and comes out the same to the byte.
"""

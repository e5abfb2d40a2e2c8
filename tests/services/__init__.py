"""Prices, costs, documents and names, tested without anything around them."""

"""Seeded bugs: faults planted on purpose, each of which some test must find.

A suite that stays green with one of them planted proves nothing about what it tests.
"""

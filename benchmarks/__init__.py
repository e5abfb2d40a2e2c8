"""How fast the desk is, beside bots written as their libraries' tutorials write them.

`make bench` runs everything, interleaved, several times over, and writes `docs/benchmarks.md`.
"""

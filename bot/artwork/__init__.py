"""Logos: read safely, measured, shown on the product, and made ready to print.

Whatever opens or draws a picture runs in a process that can harm nothing; `studio` is the door.
"""

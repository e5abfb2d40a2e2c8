"""The channels: each turns raw updates into `Arrival`s and delivers `Parcel`s; they do not
know each other.
"""

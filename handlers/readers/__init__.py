"""Text people write, in Indonesian, Minang and English, read into values."""

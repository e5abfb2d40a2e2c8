"""Telegram, through python-telegram-bot's `Bot`: raw updates in, finished messages out.

Its Updater, Application and persistence are left alone: they acknowledge updates from memory,
so that one `kill -9` loses what had not been handled yet.
"""

import os

os.environ.setdefault("PTB_TIMEDELTA", "1")  # the library's coming default

NAME = "telegram"

"""Every named point of the program, and where it is struck."""

from itertools import product

from tests.reliability.points.faults import Fault

STORY = ("take", "books")
"""Commits a running order passes."""

OPEN = (("books", "inside"),)
"""Stages at which a card came more often than it may; why is not known yet."""

NOT_STRUCK = (
    "migrate", "keep-catalogue", "take-up", "caught-up", "tidy",
    "apologise", "keep-failed", "keep-shape", "take-notice-over", "keep-notice", "forget-notice",
    "invite", "seat", "hear-screen", "change-screen", "show-screen", "hold", "let-go",
)  # fmt: skip
"""Commits at which nothing is struck yet."""

SENDS = ("telegram sendMessage",)
WHATSAPP_SENDS = ("twilio POST Messages",)

STAGES = ("before", "inside", "after")
SEND_STAGES = ("before", "between", "after")
COMMIT_KINDS = ("kill", "exception", "cancel", "hang", "full", "busy")
SEND_KINDS = ("kill", "exception", "cancel", "hang", "reset")


def telegram_cells() -> list[Fault]:
    """Faults while somebody orders on Telegram."""
    commits = (c for c in product(STORY, STAGES, COMMIT_KINDS) if c[:2] not in OPEN)
    return [Fault(*cell) for cell in (*commits, *product(SENDS, SEND_STAGES, SEND_KINDS))]


def whatsapp_cells() -> list[Fault]:
    """Faults while somebody orders on WhatsApp."""
    return [Fault(*cell) for cell in product(WHATSAPP_SENDS, SEND_STAGES, SEND_KINDS)]

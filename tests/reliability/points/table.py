"""Every named point of the program, where and by what it is struck, and why where it is not.

A point is a commit, by its name; a request, by Telegram's method or by what is asked of Twilio;
or an answer to a webhook, by its path.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from tests.reliability.points.faults import Fault


@dataclass(frozen=True, slots=True)
class Cell:
    """A fault, and the story in which it strikes; `first` strike before it, to get there."""

    story: str
    fault: Fault
    first: tuple[Fault, ...] = ()

    @property
    def mode(self) -> str:
        """The settings of the program it takes."""
        return MODES.get(self.story, "polling")


MODES = {
    "webhook_orders": "webhook",
    "notices": "asking",
    "notice_gone": "asking",
    "notice_approved": "asking",
}
"""What is not usual about the program of a story: Telegram posts to it, or it asks all the time
what WhatsApp says to its notices."""

COMMIT_STAGES = ("before", "inside", "after")
COMMIT_KINDS = ("kill", "exception", "cancel", "hang", "full", "busy")

SEND_STAGES = ("before", "between", "after")
"""Nothing has gone out; it is executed, and the answer not read; the answer is read."""
SEND_KINDS = ("kill", "exception", "cancel", "hang", "reset")
"""A request writes nothing, so no disk is full and no database busy."""

ANSWER_STAGES = ("before", "after")
ANSWER_KINDS = ("kill", "exception", "cancel", "hang")
"""An answer is bytes on a line that is open already: what breaks it is an exception."""

COMMITS: Mapping[str, tuple[str, ...]] = {
    "telegram_orders": ("take", "books"),
    "starts": ("migrate", "keep-catalogue", "take-up", "caught-up", "tidy"),
    "shapes": ("keep-shape",),
    "notices": ("keep-notice",),
    "notice_gone": ("forget-notice",),
    "notice_approved": ("take-notice-over",),
}
"""The commits each story passes."""

SPOILS = Fault("take", "inside", "exception", times=2)
"""A message that spoils its batch, and then what is done for it alone."""

ON_THE_WAY = {
    "apologise": (SPOILS,),
    "keep-failed": (SPOILS, Fault("apologise", "inside", "exception")),
}
"""Commits that are passed only when others failed."""

SENDS: Mapping[str, tuple[str, ...]] = {
    "telegram_orders": (
        "telegram sendMessage",
        "telegram editMessageText",
        "telegram answerCallbackQuery",
        "telegram getUpdates",
    ),
    "starts": ("telegram getMe", "telegram deleteWebhook", "telegram setMyCommands"),
    "whatsapp_orders": ("twilio POST Messages",),
    "shapes": ("twilio POST Content",),
    "notices": ("twilio GET Content", "twilio GET ApprovalRequests"),
    "notice_approved": ("twilio DELETE Content",),
    "phone_shows": (
        "twilio GET Media",
        "twilio GET storage",
        "twilio DELETE Media",
        "telegram sendPhoto",
    ),
    "officer_shows": ("telegram getFile", "telegram download"),
}
"""The requests each story makes. `getUpdates` is what acknowledges on polling."""

ANSWERS: Mapping[str, tuple[str, ...]] = {
    "webhook_orders": ("answer /telegram",),
    "whatsapp_orders": ("answer /whatsapp", "answer /whatsapp/status"),
}

TWICE = ("take", "books", "take-up", "telegram sendMessage")
"""Points at which the program dies again before it has recovered."""

NOT_STRUCK = {
    "seat": "the page nobody sells on",
    "hear-screen": "likewise",
    "show-screen": "likewise",
    "change-screen": "likewise",
    "hold": "PostgreSQL alone: the part `postgres` kills its holders and cuts them off",
    "let-go": "PostgreSQL alone, likewise",
    "feed": "the desk is killed over a whole promotion: tests/end_to_end/test_promotion_killed.py",
    "write-promotion": "a command at a terminal: one row, there or not",
    "import-partners": "a command at a terminal: one transaction, all of it there or nothing",
    "invite": "a command at a terminal: who sees it fail gives it again",
    "load-catalogue": "a command at a terminal, likewise: one row, there or not",
    "submit-notice": "a command at a terminal, likewise",
    "move": "a command at a terminal, into a database nobody uses yet",
    "telegram setMyDescription": "done again at every start, like setMyCommands",
    "telegram setMyShortDescription": "likewise",
    "telegram setWebhook": "at the start, like deleteWebhook",
    "twilio GET Messages": "reads only, and is asked again",
    "telegram getChatMember": "an errand: leased, asked and asked again like a message",
    "answer /files": "a picture Twilio fetches; it sends the message again without it",
    "answer /health": "reads only",
}
"""Points that are passed or could be, and why nothing strikes there."""


def cells() -> list[Cell]:
    """All there are, once each."""
    return [*_commits(), *_sends(), *_answers(), *_again()]


def brief() -> list[Cell]:
    """One fault at each stage of what every order passes, and at one stage of all else; of another
    kind each time, and none that takes the time of a hang.
    """
    chosen: dict[tuple[object, ...], Cell] = {}
    for cell in cells():
        fault, at = cell.fault, len(chosen)
        kinds = [kind for kind in _kinds(fault.point) if kind != "hang"]
        stages = _stages(fault.point)
        whole = cell.story.endswith("orders")
        here = whole or fault.stage == stages[at % len(stages)]
        if here and (fault.kind == kinds[at % len(kinds)] or fault.times > 1):
            key = fault.stage if whole else ""
            chosen.setdefault((cell.story, fault.point, key, fault.times), cell)
    return list(chosen.values())


def points() -> set[str]:
    """Every name there is."""
    return {cell.fault.point for cell in cells()} | set(NOT_STRUCK)


def _kinds(point: str) -> tuple[str, ...]:
    if point.startswith(("telegram ", "twilio ")):
        return SEND_KINDS
    return ANSWER_KINDS if point.startswith("answer ") else COMMIT_KINDS


def _stages(point: str) -> tuple[str, ...]:
    if point.startswith(("telegram ", "twilio ")):
        return SEND_STAGES
    return ANSWER_STAGES if point.startswith("answer ") else COMMIT_STAGES


def _commits() -> Iterator[Cell]:
    for story, names in COMMITS.items():
        for each in product(names, COMMIT_STAGES, COMMIT_KINDS):
            yield Cell(story, Fault(*each))
    for name, stage, kind in product(ON_THE_WAY, COMMIT_STAGES, COMMIT_KINDS):
        yield Cell("spoilt", Fault(name, stage, kind), ON_THE_WAY[name])


def _sends() -> Iterator[Cell]:
    for story, names in SENDS.items():
        for each in product(names, SEND_STAGES, SEND_KINDS):
            yield Cell(story, Fault(*each))


def _answers() -> Iterator[Cell]:
    for story, names in ANSWERS.items():
        for each in product(names, ANSWER_STAGES, ANSWER_KINDS):
            yield Cell(story, Fault(*each))


def _again() -> Iterator[Cell]:
    for point in TWICE:
        stage = "between" if point in SENDS["telegram_orders"] else "inside"
        story = "starts" if point == "take-up" else "telegram_orders"
        yield Cell(story, Fault(point, stage, "kill", times=2))
    for point, kind in product(COMMITS["starts"][:3], ("kill", "full")):
        dies = Fault("telegram sendMessage", "between", "kill")
        yield Cell("telegram_orders", Fault(point, "inside", kind), (dies,))

"""Values of the handlers to the JSON that is stored, and back."""

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, JsonValue, TypeAdapter

from handlers.messages import (
    AskMembership,
    Attachment,
    Errand,
    Fetch,
    Heard,
    Inspect,
    Spoken,
    SpokenChoice,
)

_MESSAGE: TypeAdapter[Spoken] = TypeAdapter(Spoken)
_MEMBERSHIP: TypeAdapter[AskMembership] = TypeAdapter(AskMembership)
_FETCH: TypeAdapter[Fetch] = TypeAdapter(Fetch)
_INSPECT: TypeAdapter[Inspect] = TypeAdapter(Inspect)
_HEARD: TypeAdapter[Heard] = TypeAdapter(Heard)


def outgoing(body: Spoken | Errand) -> JsonValue:
    """What an outbox row carries."""
    written: JsonValue
    match body:
        case Spoken():
            written = _MESSAGE.dump_python(body, mode="json", exclude_defaults=True)
            return {"message": written}
        case AskMembership():
            written = _MEMBERSHIP.dump_python(body, mode="json", exclude_defaults=True)
            return {"membership": written}
        case Fetch():
            written = _FETCH.dump_python(body, mode="json", exclude_defaults=True)
            return {"fetch": written}
        case Inspect():
            written = _INSPECT.dump_python(body, mode="json", exclude_defaults=True)
            return {"inspect": written}


def parcel(stored: dict[str, JsonValue]) -> Spoken | Errand:
    """The reverse of `outgoing`."""
    if "message" in stored:
        return _MESSAGE.validate_python(stored["message"], strict=False)
    if "fetch" in stored:
        return _FETCH.validate_python(stored["fetch"], strict=False)
    if "inspect" in stored:
        return _INSPECT.validate_python(stored["inspect"], strict=False)
    return _MEMBERSHIP.validate_python(stored["membership"], strict=False)


def heard_json(heard: Heard) -> str:
    """Something heard, for channels whose raw update it is."""
    return _HEARD.dump_json(heard, exclude_defaults=True).decode()


@dataclass(frozen=True, slots=True)
class Arrival:
    """One raw update: kept as it came, and what it says to us.

    `ext_id` is what makes it the same update when it comes again. `heard` is None where it
    says nothing to the desk; `problem` then tells why it was set aside, if it was a fault.
    `errands` go into the outbox in the transaction that keeps the arrival.
    """

    channel: str
    ext_id: str
    body: str
    heard: Heard | None = None
    problem: str = ""
    errands: tuple[Errand, ...] = ()


class Drawing(BaseModel):
    """A message as it stands on a screen of the desk's own messenger.

    `press` is set where a person pressed instead of typing; `answers` is the id of the message
    this one replies to.
    """

    model_config = ConfigDict(frozen=True)

    text: str = ""
    language: str = ""
    press: str = ""
    choices: tuple[SpokenChoice, ...] = ()
    closed: bool = True
    files: tuple[Attachment, ...] = ()
    answers: str = ""
    edited: bool = False

"""What the try-it page may ask for, and in which words it is refused."""

import re
from collections.abc import Mapping
from typing import Annotated, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from bot.web.tryit_screens import PHONES, Phone

M = TypeVar("M", bound=BaseModel)
_Key = Annotated[int, Field(ge=0, lt=2**63)]

_LONG = {("string_too_long", "text"), ("string_too_long", "caption")}
_UNTYPED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ue000-\uf8ff]")


class Unwelcome(Exception):
    """A request that is not taken: the page knows it by its code, a person by its sentence."""

    status: ClassVar[int] = 400
    code: ClassVar[str]
    sentence: ClassVar[str]


class Unreadable(Unwelcome):
    """It does not have the form the page sends."""

    code, sentence = "unreadable", "Permintaan itu tidak dapat dibaca."


class NotJson(Unwelcome):
    """A plain form of another site could send anything but JSON."""

    status, code, sentence = 415, "unreadable", "Permintaan harus berupa JSON."


class TooLong(Unwelcome):
    """More than a messenger takes in one message."""

    status, code = 413, "too-long"
    sentence = "Pesan itu terlalu panjang; paling panjang 4.096 huruf, di bawah gambar 1.024."


class Nothing(Unwelcome):
    """No words, and no press."""

    code, sentence = "nothing", "Pesan itu kosong."


class NoButton(Unwelcome):
    """The message does not offer this press, or no longer."""

    status, code, sentence = 409, "no-button", "Tombol itu sudah tidak ada di pesannya."


class NoMessage(Unwelcome):
    """The message that is answered is not in this chat."""

    status, code, sentence = 409, "no-message", "Pesan yang dibalas tidak ada."


class NoFile(Unwelcome):
    """We keep no such file."""

    status, code, sentence = 404, "no-file", "Berkas itu tidak ada."


class EmptyFile(Unwelcome):
    """A file of no bytes: an upload that went wrong."""

    code, sentence = "empty-file", "Berkas itu kosong."


class LargeFile(Unwelcome):
    """More than the messenger keeps."""

    status, code = 413, "large-file"
    sentence = "Berkas itu lebih besar dari 10 MB; mohon kirim yang lebih kecil."


class Person(BaseModel):
    """Whose phone speaks, and the name its person goes by."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    phone: Annotated[str, Field(pattern="^(telegram|whatsapp|staff)$")]
    name: Annotated[str, Field(min_length=1, max_length=60)]
    answers: _Key = 0

    @field_validator("name", mode="before")
    @classmethod
    def _in_one_line(cls, name: object) -> object:
        return one_line(name) if isinstance(name, str) else name

    @property
    def at(self) -> Phone:
        """The phone itself."""
        return PHONES[self.phone]


class Words(Person):
    """Words, or a press on a button of `message`. It comes as JSON, so its types are exact."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    text: Annotated[str, Field(max_length=4096)] = ""
    press: Annotated[str, Field(max_length=256)] = ""
    message: _Key = 0


class Sending(Person):
    """What comes with a file: the query of its request, in which all is text."""

    file: Annotated[str, Field(max_length=255)] = ""
    caption: Annotated[str, Field(max_length=1024)] = ""


def read(model: type[M], stated: bytes | Mapping[str, str]) -> M:
    """A request's body or query, or the refusal it deserves."""
    try:
        if isinstance(stated, bytes):
            return model.model_validate_json(stated)
        return model.model_validate(stated)
    except ValidationError as error:
        wrong = {(e["type"], *e["loc"]) for e in error.errors()}
        raise (TooLong if wrong <= _LONG else Unreadable) from error


def typed(text: str) -> str:
    """What was typed, without the characters nobody types."""
    return _UNTYPED.sub("", text).strip()


def one_line(text: str) -> str:
    """A name, as one line."""
    return " ".join(typed(text).split())

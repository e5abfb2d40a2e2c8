"""What entries of a catalogue file are made of: names, figures with a source, texts."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    RootModel,
    StringConstraints,
    model_validator,
)


def _no_text(figure: object) -> object:
    if isinstance(figure, str):
        raise ValueError("a figure, without quotes")  # noqa: TRY004 - pydantic wants ValueError
    return figure


def _no_thousands(rupiah: Decimal) -> Decimal:
    """Refuse 30.000: in this file it is thirty, where whoever wrote it meant thirty thousand."""
    exponent = rupiah.as_tuple().exponent
    if isinstance(exponent, int) and exponent <= -3:
        raise ValueError("no dots between thousands: write 30000, not 30.000")
    return rupiah


Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,16}$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,32}$")]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]
Line = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Words = tuple[Line, ...]
Flag = Annotated[bool, Field(strict=True)]
Count = Annotated[int, Field(ge=1, strict=True)]

_Figure = Annotated[Decimal, BeforeValidator(_no_text)]
Quantity = Annotated[_Figure, Field(gt=0)]
Share = Annotated[_Figure, Field(ge=0, lt=1)]
Markup = Annotated[_Figure, Field(ge=0, le=5)]
"""A share put on top; 5 is 500 %, so that 40 for 40 % is noticed."""
Change = Annotated[_Figure, Field(gt=-1, le=5)]

_Rupiah = Annotated[_Figure, AfterValidator(_no_thousands)]
Price = Annotated[_Rupiah, Field(gt=0)]
Expense = Annotated[_Rupiah, Field(ge=0)]
"""Rupiah, with decimals where a tariff has them; unlike a price, an expense may be nothing."""

LANGUAGES = ("id", "en")
"""Languages every text must have; others fall back to the first."""


class Texts(RootModel[dict[str, Line]]):
    """One thing said in several languages, by language code."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="after")
    def _speaks(self) -> Self:
        lacking = [language for language in LANGUAGES if language not in self.root]
        if lacking:
            raise ValueError(f"has no text in {' and '.join(lacking)}")
        return self

    def of(self, language: str) -> str:
        """The text in this language, else in Indonesian."""
        return self.root.get(language, self.root[LANGUAGES[0]])

    def __hash__(self) -> int:
        return hash(frozenset(self.root.items()))


def _fitting(longest: int) -> AfterValidator:
    def fits(texts: Texts) -> Texts:
        for language, text in texts.root.items():
            if len(text) > longest:
                raise ValueError(f"{language}: {len(text)} characters, and {longest} fit a row")
        return texts

    return AfterValidator(fits)


Label = Annotated[Texts, _fitting(24)]
Description = Annotated[Texts, _fitting(72)]
"""Texts that fit a row of a list on the narrowest channel: its title, and the line below it."""


class Entry(BaseModel):
    """A table of the file, read-only; a key it does not know is a mistake, not a note."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Figures(Entry):
    """Figures with where they come from, in words an officer can check.

    `since` is the day they were found out; None where nobody noted it.
    """

    source: Line
    status: Literal["measured", "assumed"]
    since: date | None = None

    @property
    def assumed(self) -> bool:
        return self.status == "assumed"

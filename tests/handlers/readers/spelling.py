"""Numbers written out in three languages, for reading them back."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """The words of a language that counts like Indonesian."""

    digits: tuple[str, ...]
    teen: str
    ten: str
    hundred: str
    thousand: str
    one: str

    def spell(self, number: int) -> str:
        thousands, rest = divmod(number, 1000)
        if thousands == 1:
            said = [f"{self.one}{self.thousand}"]
        else:
            said = [f"{self.spell(thousands)} {self.thousand}"] if thousands else []
        return " ".join([*said, *self._below_thousand(rest)])

    def _below_thousand(self, number: int) -> list[str]:
        hundreds, rest = divmod(number, 100)
        said = self._times(hundreds, self.hundred) if hundreds else []
        if rest < 10:
            return [*said, self.digits[rest - 1]] if rest else said
        if rest == 10:
            return [*said, f"{self.one}{self.ten}"]
        if rest < 20:
            return [*said, *self._times(rest - 10, self.teen)]
        tens, digit = divmod(rest, 10)
        return [*said, self.digits[tens - 1], self.ten, *self.digits[max(digit - 1, 0) : digit]]

    def _times(self, count: int, place: str) -> list[str]:
        return [f"{self.one}{place}"] if count == 1 else [self.digits[count - 1], place]


INDONESIAN = Language(
    digits=tuple("satu dua tiga empat lima enam tujuh delapan sembilan".split()),
    teen="belas",
    ten="puluh",
    hundred="ratus",
    thousand="ribu",
    one="se",
)
MINANG = Language(
    digits=tuple("ciek duo tigo ampek limo anam tujuah salapan sambilan".split()),
    teen="baleh",
    ten="puluah",
    hundred="ratuih",
    thousand="ribu",
    one="sa",
)

_SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def english(number: int, *, with_and: bool = False) -> str:
    if number < 20:
        return _SMALL[number - 1]
    if number < 100:
        tens, digit = divmod(number, 10)
        return _TENS[tens - 2] + (f"-{_SMALL[digit - 1]}" if digit else "")
    for size, name in ((1000, "thousand"), (100, "hundred")):
        count, rest = divmod(number, size)
        if count:
            joint = " and " if with_and and rest < 100 else " "
            said = f"{english(count, with_and=with_and)} {name}"
            return said + (joint + english(rest, with_and=with_and) if rest else "")
    raise ValueError(number)

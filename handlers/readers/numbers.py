"""Numbers in running text: '1.500', '2rb500', 'tigo ratuih limo puluah', 'half a million'."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from handlers.readers.number_words import A, Part, Piece, pieces
from handlers.readers.text import Kind, Number, Token, lexicon, word_at

_INDONESIAN = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]{1,2})?")
_ENGLISH = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?")
_DECIMAL = re.compile(r"[0-9]{1,9}[.,][0-9]{1,2}|0[.,][0-9]{1,6}")
_COMMA_AND_THREE = re.compile(r"[0-9]{1,3},[0-9]{3}")
_MOST_FIGURES = 15
"""Longer runs are references (an account, a purchase order), never amounts."""

_FRACTIONS = {("1", "2"), ("1", "4"), ("3", "4"), ("1", "3"), ("2", "3")}
_NOT_ONE_AFTER = lexicon("the this that which no any every each same other salah")
_POINT = lexicon("koma point poin comma")
_HUNDREDS = lexicon("hundred thousand million")


def figure(text: str) -> Fraction | None:
    """What figures say: '.' and three of them are thousands, ',' and one or two a decimal."""
    if len(text) > _MOST_FIGURES:
        return None
    if text.isdigit():
        return Fraction(int(text))
    if _INDONESIAN.fullmatch(text):
        return Fraction(text.replace(".", "").replace(",", "."))
    if _ENGLISH.fullmatch(text):
        return Fraction(text.replace(",", ""))
    if _DECIMAL.fullmatch(text):
        return Fraction(text.replace(",", "."))
    return None


@dataclass(slots=True)
class _Sum:
    """A number being read, place by place, from the largest to the smallest."""

    total: Fraction = Fraction(0)
    section: Fraction = Fraction(0)
    pending: Fraction | None = None
    figures: str | None = None
    place: Fraction = field(default_factory=lambda: Fraction(10**4))
    scale: int = 10**15
    steps: int = 0
    last: Part | None = None
    approximate: bool = False

    @property
    def is_fresh(self) -> bool:
        return self.steps == 0

    @property
    def value(self) -> Fraction:
        return self.total + self.section + (self.pending or 0)

    def take(self, piece: Piece) -> bool:
        """Add a piece if it can follow what was said so far; False where a new number begins."""
        if self.approximate:
            return False
        taken = _TAKES[piece.part](self, piece.value)
        if taken:
            self.steps += 1
            self.last = piece.part
        return taken

    def digit(self, value: Fraction) -> bool:
        if self.pending is not None or self.place <= 1 or (not value and not self.is_fresh):
            return False
        self.pending = value
        return True

    def below_hundred(self, value: Fraction) -> bool:
        if self.pending is not None or self.place <= 10:
            return False
        self.section += value
        self.place = Fraction(10 if value >= 20 else 1)
        return True

    def teen(self, value: Fraction) -> bool:
        return self._times_place(Fraction(1), add=value, most=9)

    def ten(self, value: Fraction) -> bool:
        return self._times_place(value, most=9)

    def _times_place(self, value: Fraction, *, add: Fraction = Fraction(0), most: int) -> bool:
        if not self.pending or self.pending > most or self.place <= 10 or self._is_broken:
            return False
        self.section += self.pending * value + add
        self.pending, self.place = None, value
        return True

    @property
    def _is_broken(self) -> bool:
        return self.pending is not None and self.pending.denominator != 1

    def hundred(self, value: Fraction) -> bool:
        count = self.section + (self.pending or 0)
        if not 0 < count < 100 or (self.place <= value and self.section >= 100):
            return False
        self.section, self.pending, self.place = count * value, None, value
        return True

    def big(self, value: Fraction) -> bool:
        count = self.section + (self.pending or 0)
        if not count or value >= self.scale:
            return False
        self.total += count * value
        self.section, self.pending, self.place = Fraction(0), None, Fraction(10**4)
        self.scale = int(value)
        return True

    def half(self, value: Fraction) -> bool:
        if self.is_fresh:
            self.pending = value
        elif self.pending and not self._is_broken:
            self.pending += value
        elif self.last is Part.BIG:
            self.total += self.scale * value
            self.place = Fraction(0)
        elif self.last is Part.HUNDRED:
            self.section += value * 100
            self.place = Fraction(0)
        else:
            return False
        return True

    def slang(self, value: Fraction) -> bool:
        if not self.is_fresh:
            return False
        self.section, self.place = value, Fraction(0)
        return True

    def about(self, _: Fraction) -> bool:
        self.approximate = True
        return True

    def number(self, *, only_half: bool) -> Number:
        return Number(
            value=self.value,
            figures=self.figures if self.steps == 1 else None,
            scale=self.scale if self.total else 100 if self.last is Part.HUNDRED else 1,
            approximate=self.approximate,
            is_half=only_half and self.steps == 1,
        )


_TAKES: Mapping[Part, Callable[[_Sum, Fraction], bool]] = {
    Part.DIGIT: _Sum.digit,
    Part.BELOW_HUNDRED: _Sum.below_hundred,
    Part.TEEN: _Sum.teen,
    Part.TEN: _Sum.ten,
    Part.HUNDRED: _Sum.hundred,
    Part.BIG: _Sum.big,
    Part.HALF: _Sum.half,
    Part.SLANG: _Sum.slang,
    Part.ABOUT: _Sum.about,
}


def read_number(tokens: Sequence[Token], at: int) -> tuple[Number, int] | None:
    """The number that begins at a token and where it ends; None if none begins there."""
    total, i = _Sum(), at
    while i < len(tokens):
        step = _take(total, tokens, i)
        if not step:
            break
        i += step
    if total.is_fresh or (total.last is Part.ABOUT and total.steps == 1):
        return None
    return total.number(only_half=bool(pieces(tokens[at].word)) and total.last is Part.HALF), i


def _take(total: _Sum, tokens: Sequence[Token], i: int) -> int:
    token = tokens[i]
    if token.kind is Kind.NUMBER:
        return _take_figures(total, tokens, i)
    if token.kind is not Kind.WORD:
        return _take_an(total, tokens, i)
    if token.text == "k" and total.last is Part.DIGIT and total.figures:
        return int(total.take(Piece(Part.BIG, Fraction(1000))))
    if token.text == "an":
        return _take_an(total, tokens, i)
    if connecting := _connecting(total, tokens, i):
        return connecting
    if token.word == "one" and total.is_fresh and not _counts(tokens, i):
        return 0
    return _take_word(total, token.word)


def _take_word(total: _Sum, word: str) -> int:
    """Take all pieces of a word or none of them."""
    found = pieces(word)
    if not found:
        return 0
    trial = replace(total)
    if not all(trial.take(piece) for piece in found):
        return 0
    for piece in found:
        total.take(piece)
    return 1


def _take_an(total: _Sum, tokens: Sequence[Token], i: int) -> int:
    """The -an of '500an', '500-an' and '2 ribu-an'."""
    at = i + (tokens[i].text == "-" and tokens[i].glued)
    if not total.is_fresh and at < len(tokens) and tokens[at].text == "an" and tokens[at].glued:
        total.take(Piece(Part.ABOUT, Fraction(0)))
        return at - i + 1
    return 0


def _counts(tokens: Sequence[Token], i: int) -> bool:
    """Whether 'one' is a number here, not 'this one' or 'the white one'."""
    follows = i + 1 < len(tokens) and tokens[i + 1].kind is Kind.WORD
    return len(tokens) == 1 or (follows and word_at(tokens, i - 1) not in _NOT_ONE_AFTER)


def _connecting(total: _Sum, tokens: Sequence[Token], i: int) -> int:
    """Small words inside a number: 'a hundred', 'half a million', 'two hundred and fifty'."""
    word, after = tokens[i].word, word_at(tokens, i + 1)
    if word in A and after in _HUNDREDS and (total.is_fresh or total.last is Part.HALF):
        if total.is_fresh:
            total.take(Piece(Part.DIGIT, Fraction(1)))
        return 1
    if word in _POINT and total.pending is not None:
        return _take_decimal(total, tokens, i)
    if word != "and" or total.is_fresh:
        return 0
    if after in A and word_at(tokens, i + 2) == "half" and total.pending:
        total.take(Piece(Part.HALF, Fraction(1, 2)))
        return 3
    is_english = total.last in (Part.HUNDRED, Part.BIG) and word_at(tokens, i - 1) in _HUNDREDS
    return int(is_english and bool(pieces(after)) and pieces(after)[0].part is not Part.HALF)


def _take_decimal(total: _Sum, tokens: Sequence[Token], i: int) -> int:
    """'satu koma lima', 'two point two five'."""
    figures = ""
    for token in tokens[i + 1 : i + 3]:
        found = pieces(token.word)
        if len(found) != 1 or found[0].part is not Part.DIGIT:
            break
        figures += str(found[0].value)
    if not figures or total.pending is None or total.pending.denominator != 1:
        return 0
    total.pending += Fraction(f"0.{figures}")
    return 1 + len(figures)


def _take_figures(total: _Sum, tokens: Sequence[Token], i: int) -> int:
    text = tokens[i].text
    if total.is_fresh and (fraction := _fraction(tokens, i)):
        total.take(Piece(Part.DIGIT, fraction))
        return 3
    value = figure(text)
    if value is None or total.pending is not None or total.approximate:
        return 0
    following = pieces(word_at(tokens, i + 1))
    thousands = bool(following) and following[0].part is Part.BIG
    if thousands and _COMMA_AND_THREE.fullmatch(text):
        value = Fraction(text.replace(",", "."))
    if total.is_fresh:
        total.figures = text
        taken = total.take(Piece(Part.DIGIT, value))
        fraction = _fraction(tokens, i + 1)
        if fraction and not tokens[i + 1].glued and value.denominator == 1:
            total.pending = value + fraction
            return 4
        return int(taken)
    return _take_rest(total, text, value, followed=bool(following) or word_at(tokens, i + 1) == "k")


def _take_rest(total: _Sum, text: str, value: Fraction, *, followed: bool) -> int:
    """The figures after a named place: the 500 of '2rb500' and of '2jt500', which is 500 000."""
    if not text.isdigit() or total.place <= 0:
        return 0
    if followed and value < 1000 and total.section == 0:
        return int(total.take(Piece(Part.DIGIT, value)))
    if total.last is Part.HUNDRED and value < 100:
        return int(total.take(Piece(Part.DIGIT, value)))
    if total.last is not Part.BIG or len(text) != 3 or total.scale > 10**6:
        return 0
    rest = value * 1000 if total.scale == 10**6 else value
    return int(total.take(Piece(Part.DIGIT, rest)))


def _fraction(tokens: Sequence[Token], i: int) -> Fraction | None:
    """A common fraction in figures, '1/2'; other a/b are dates."""
    if i + 2 >= len(tokens) or tokens[i + 1].text != "/":
        return None
    over, under = tokens[i].text, tokens[i + 2].text
    if (over, under) not in _FRACTIONS:
        return None
    after = tokens[i + 3] if i + 3 < len(tokens) else None
    if after is None or after.kind is not Kind.WORD or word_at(tokens, i - 1) in _DATED:
        return None
    return Fraction(int(over), int(under)) if after.word not in _DATED_AFTER else None


_DATED = lexicon("tgl tanggal date kirim by sebelum rt rw")
_DATED_AFTER = lexicon("ya yah aja saja pak bu jam pagi siang sore malam kak dong bisa kirim")


def numbered(tokens: Sequence[Token]) -> list[Token]:
    """The same tokens with every run that makes up a number joined into one."""
    joined: list[Token] = []
    i = 0
    while i < len(tokens):
        if (found := read_number(tokens, i)) is None:
            joined.append(tokens[i])
            i += 1
            continue
        number, end = found
        joined.append(_join(tokens[i:end], number))
        i = end
    return _without_repeats(joined)


def _join(run: Sequence[Token], number: Number) -> Token:
    first = run[0]
    words = " ".join(token.text for token in run)
    return replace(first, kind=Kind.NUMBER, text=words, end=run[-1].end, number=number, word="#")


def _without_repeats(tokens: list[Token]) -> list[Token]:
    """Drop '(lima ratus)' after '500', as formal letters write it."""
    kept: list[Token] = []
    for token in tokens:
        kept.append(token)
        if len(kept) < 4 or [kept[-1].text, kept[-3].text] != [")", "("]:
            continue
        number, again = kept[-4].number, kept[-2].number
        if number and again and number.value == again.value:
            del kept[-3:]
    return kept

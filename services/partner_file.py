"""Partners in a file of a spreadsheet: read as people and programs write such files, and written.

Columns are known by their heading in Indonesian or English, in any order; separators are commas,
semicolons or tabs. What a spreadsheet does to telephone numbers is undone where that is sure, and
told where a number was lost.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from services.directory import CustomerKind
from services.partners import NON_STAR, Entry, Fault, Partner, Wrong
from services.phones import international

MOST = 5000
"""Rows of one file."""

LARGEST = 4_000_000
"""Bytes of one file."""

LONGEST_NAME, LONGEST_PLACE, LONGEST_NOTE = 80, 80, 500
"""Characters; a hotel's name is as long as what is asked in a chat."""

_HEADINGS = {
    "name": "nama|hotel|nama hotel|mitra|nama mitra|instansi|name|hotel name|partner|nama hotel "
    "instansi|name hotel|nama instansi",
    "class": "kelas|bintang|kelas hotel|klasifikasi|class|stars|star|hotel class|class stars|"
    "kelas bintang",
    "place": "kota|kota kabupaten|kabupaten|daerah|lokasi|town|city",
    "phone": "telepon|telpon|telp|tlp|no telepon|no telp|nomor telepon|hp|no hp|nomor hp|wa|no wa|"
    "nomor wa|whatsapp|no whatsapp|nomor whatsapp|phone|telephone|phone number|mobile",
    "telegram": "telegram|id telegram|telegram id|nama telegram|telegram name",
    "language": "bahasa|language|lang",
    "note": "catatan|keterangan|note|notes|remark|remarks",
}
_COLUMN = {word: column for column, words in _HEADINGS.items() for word in words.split("|")}
_CONSENTS = {"persetujuan", "setuju", "sejak", "consent", "opt in", "optin", "since", "promosi"}

_LANGUAGES = {
    "id": "id", "indonesia": "id", "bahasa indonesia": "id", "indonesian": "id", "ind": "id",
    "en": "en", "inggris": "en", "bahasa inggris": "en", "english": "en", "eng": "en",
}  # fmt: skip
_NO_STARS = {"non bintang", "nonbintang", "non star", "melati", "tanpa bintang"}
_KINDS = {
    CustomerKind.HOTEL: "hotel",
    CustomerKind.HOSPITAL: "rumah sakit|rs|hospital",
    CustomerKind.GUEST_HOUSE: "wisma|guest house|guesthouse|wisma guest house",
    CustomerKind.RESELLER: "reseller",
}
_KIND = {word: kind.value for kind, words in _KINDS.items() for word in words.split("|")}
_STARS = re.compile(r"(?:(?:hotel )?bintang |star )?([1-5])(?: ?(?:\*|bintang|stars?))?")
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?e\+?\d+", re.IGNORECASE)
_AS_FORMULA = re.compile(r'="(.*)"')
_BARE_MOBILE = re.compile(r"8\d{8,11}")
_TELEGRAM_ID = re.compile(r"[1-9]\d{4,9}")
_TELEGRAM_NAME = re.compile(r"(?:(?:https?://)?t\.me/|@)?([a-z]\w{3,31})/?", re.ASCII)
_FORMULA = ("=", "+", "-", "@", "\t")


class Unusable(StrEnum):
    """Why nothing of a file can be read."""

    TOO_LARGE = "too-large"
    WORKBOOK = "workbook"
    NOT_TEXT = "not-text"
    EMPTY = "empty"
    NO_HEADER = "no-header"
    TWO_COLUMNS = "two-columns"
    QUOTES = "quotes"
    TOO_MANY = "too-many"


class FileUnusable(Exception):
    """Nothing of the file can be read; `words` and `line` are what it is about."""

    def __init__(self, why: Unusable, words: str = "", line: int = 0) -> None:
        super().__init__(f"{why} {words} {line}".strip())
        self.why, self.words, self.line = why, words, line


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file says. `unread` are headings nothing is known of, `consents` those that speak of
    consent, which no file can give.
    """

    rows: tuple[Entry, ...]
    wrong: tuple[Wrong, ...]
    unread: tuple[str, ...]
    consents: tuple[str, ...]


def read_sheet(raw: bytes, places: Mapping[str, str]) -> Sheet:
    """What a file says; `places` are keys of the catalogue by the words for them.

    Raises `FileUnusable` where it cannot be read as a whole.
    """
    lines = _records(raw)
    first = next((cells for _, cells in lines), None)
    if first is None:
        raise FileUnusable(Unusable.EMPTY)
    headings = [" ".join(cell.split()) for cell in first]
    columns = [_COLUMN.get(_plain(heading), "") for heading in headings]
    _check(headings, columns)
    rows: list[Entry] = []
    wrong: list[Wrong] = []
    named = {_plain(word): key for word, key in places.items()}
    many = 0
    for line, cells in lines:
        if not any(cells):
            continue
        many += 1
        if many > MOST:
            raise FileUnusable(Unusable.TOO_MANY, str(MOST), line)
        row = _Row(line, dict(zip(columns, cells, strict=False)), named)
        faults = [*row.faults()]
        if any(cells[len(columns) :]):
            faults.append(Wrong(line, Fault.EXTRA_CELLS, cells[len(columns)][:60]))
        wrong += faults
        if not faults:
            rows.append(Entry(line, row.partner()))
    unknown = [h for h, column in zip(headings, columns, strict=True) if h and not column]
    consents = tuple(h for h in unknown if _plain(h) in _CONSENTS)
    return Sheet(
        tuple(rows), tuple(wrong), tuple(h for h in unknown if h not in consents), consents
    )


def write_sheet(rows: Sequence[Sequence[str]]) -> str:
    """A file every spreadsheet opens, headings first: no cell of it is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([_quoted(cell) for cell in row])
    return "\ufeff" + out.getvalue()


def _quoted(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) and not international(cell) else cell


def _records(raw: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, each with the line it begins on."""
    text, begun = _text(raw), 0
    separator, first = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            line, begun = begun + 1, reader.line_num
            cleaned = [_clean(cell) for cell in cells]
            if line > first and any(cleaned):
                yield line, cleaned
    except csv.Error:
        raise FileUnusable(Unusable.QUOTES, line=begun + 1) from None


def _text(raw: bytes) -> str:
    if len(raw) > LARGEST:
        raise FileUnusable(Unusable.TOO_LARGE, str(LARGEST // 1_000_000))
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise FileUnusable(Unusable.WORKBOOK)
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise FileUnusable(Unusable.NOT_TEXT)


def _separator(text: str) -> tuple[str, int]:
    """What separates the cells, and the line before the headings: a spreadsheet may name it there.

    Where it does not, it is what makes the most known headings.
    """
    if named := re.match(r"sep=(.)\r?\n", text):
        return named[1], 1
    heading = next((line for line in text.splitlines() if line.strip(' \t,;"')), None)
    if heading is None:
        raise FileUnusable(Unusable.EMPTY)
    known = {s: sum(_plain(c.strip('" ')) in _COLUMN for c in heading.split(s)) for s in ",;\t"}
    return max(known, key=lambda s: (known[s], heading.count(s))), 0


def _check(headings: Sequence[str], columns: Sequence[str]) -> None:
    for at, column in enumerate(columns):
        if column and column in columns[:at]:
            twice = f"{headings[columns.index(column)]}, {headings[at]}"
            raise FileUnusable(Unusable.TWO_COLUMNS, twice)
    if "name" not in columns or not {"phone", "telegram"} & set(columns):
        raise FileUnusable(Unusable.NO_HEADER, ", ".join(h for h in headings if h)[:120])


def _clean(cell: str) -> str:
    """A cell without what nobody sees, and without what keeps a spreadsheet from reading it."""
    seen = "".join(c for c in cell if unicodedata.category(c) != "Cf")
    words = " ".join(seen.split())
    if formula := _AS_FORMULA.fullmatch(words):
        return formula[1].strip()
    escaped = words.startswith("'") and words[1:2] in {*_FORMULA, *"0123456789"}
    return words[1:] if escaped and len(words) > 1 else words


def _plain(words: str) -> str:
    return " ".join(re.sub(r"[\W_]", " ", words.casefold()).split())


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of one row by column."""

    line: int
    cells: Mapping[str, str]
    places: Mapping[str, str]

    def of(self, column: str) -> str:
        return self.cells.get(column, "")

    def partner(self) -> Partner:
        kind, stars = _class_of(self.of("class")) or ("", "")
        town = self.of("place")
        return Partner(
            name=self.of("name"),
            phone=_phone(self.of("phone")),
            telegram=_telegram(self.of("telegram")),
            kind=kind,
            stars=stars,
            place=self.places.get(_plain(town), town),
            language=_LANGUAGES.get(_plain(self.of("language")), ""),
            note=self.of("note"),
        )

    def faults(self) -> Iterator[Wrong]:
        """Everything that is wrong with the row."""
        if not self.of("name"):
            yield Wrong(self.line, Fault.NO_NAME)
        yield from self._unreachable()
        if _class_of(self.of("class")) is None:
            yield Wrong(self.line, Fault.BAD_CLASS, self.of("class")[:60])
        if self.of("language") and _plain(self.of("language")) not in _LANGUAGES:
            yield Wrong(self.line, Fault.BAD_LANGUAGE, self.of("language")[:60])
        lengths = (("name", LONGEST_NAME), ("place", LONGEST_PLACE), ("note", LONGEST_NOTE))
        for column, most in lengths:
            if len(self.of(column)) > most:
                yield Wrong(self.line, Fault.TOO_LONG, self.of(column)[:60], most)

    def _unreachable(self) -> Iterator[Wrong]:
        phone, telegram = self.of("phone"), self.of("telegram")
        if not phone and not telegram:
            yield Wrong(self.line, Fault.NO_WAY, self.of("name")[:60])
        if phone and not _phone(phone):
            lost = Fault.ROUNDED_PHONE if _ROUNDED.fullmatch(phone) else Fault.BAD_PHONE
            yield Wrong(self.line, lost, phone[:60])
        if telegram and not _telegram(telegram):
            yield Wrong(self.line, Fault.BAD_TELEGRAM, telegram[:60])


def _phone(cell: str) -> str:
    """The number; that of a mobile whose zero a spreadsheet took for nothing, too."""
    bare = re.sub(r"[.,]0$", "", cell)
    if _BARE_MOBILE.fullmatch(re.sub(r"[ .-]", "", bare)):
        bare = f"0{bare}"
    return international(bare)


def _telegram(cell: str) -> str:
    bare = cell.casefold()
    if _TELEGRAM_ID.fullmatch(bare):
        return bare
    named = _TELEGRAM_NAME.fullmatch(bare)
    return named[1] if named else ""


def _class_of(cell: str) -> tuple[str, str] | None:
    """The kind of customer and the stars a cell tells, "" for what it does not; None if nothing."""
    drawn = re.sub("[★⭐]\ufe0f?", "*", cell).replace(" ", "")
    if drawn and not drawn.strip("*"):
        return ("", str(len(drawn))) if len(drawn) <= 5 else None
    words = " ".join(re.sub(r"[^\w*]|_", " ", cell.casefold()).split())
    if words in {"", "0"}:
        return "", ""
    if words in _NO_STARS:
        return "", NON_STAR
    if words in _KIND:
        return _KIND[words], ""
    found = _STARS.fullmatch(words)
    return ("", found[1]) if found else None

"""Written conversations: '>' is what a person does, '<' what they then see.

    > 500 pasang putih logo hotel          the customer writes
    > [Ya, pesan]                          ... presses
    > (gambar logo.png)                    ... sends a picture
    petugas> [Setujui]                     the officer, in the staff chat
    petugas> (balas: ingin bicara) Baik    ... replies to the message containing those words
    < Kirim gambar logonya.                the customer sees a message containing this
    petugas< HPP                           the officers see one containing this
    = mulai ulang                          the program is stopped and started again

Every '<' looks at what came since the last '>' of anybody, and several may look at the same
message. A line starting with '#' is a remark; "! katalog coffee.toml" on the first line sells
something else.
"""

import re
from dataclasses import dataclass
from pathlib import Path

STORIES = Path(__file__).parent

_LINE = re.compile(r"^(?P<who>\w*)(?P<mark>[<>=]) ?(?P<what>.*)$")


@dataclass(frozen=True)
class Line:
    """One line of a story."""

    number: int
    who: str
    mark: str
    what: str

    @property
    def pressed(self) -> str:
        """The label in "[label]"; "" if it is no press."""
        return self.what[1:-1] if re.fullmatch(r"\[.*\]", self.what) else ""

    @property
    def picture(self) -> str:
        """The file name in "(gambar name)"; "" if it is none."""
        found = re.fullmatch(r"\(gambar (.*)\)", self.what)
        return found[1] if found else ""

    @property
    def answered(self) -> str:
        """The words of the message replied to, in "(balas: words) text"; "" if it is no reply."""
        found = re.fullmatch(r"\(balas: (.*?)\) (.*)", self.what)
        return found[1] if found else ""

    @property
    def words(self) -> str:
        """What is said in a reply."""
        return self.what.partition(") ")[2]


def read(name: str) -> list[Line]:
    """The lines of a story, remarks and empty lines left out."""
    lines = []
    for number, text in enumerate((STORIES / name).read_text("utf-8").splitlines(), 1):
        if text.strip() and not text.startswith(("#", "!")):
            found = _LINE.match(text)
            assert found, f"{name}:{number}: {text!r}"
            lines.append(Line(number, found["who"], found["mark"], found["what"]))
    return lines


def catalogue_of(name: str) -> str:
    """The catalogue a story wants, by its file's name ("! katalog name"); "" for the default."""
    first = (STORIES / name).read_text("utf-8").partition("\n")[0]
    return first.removeprefix("! katalog ").strip() if first.startswith("!") else ""


def all_stories() -> list[str]:
    return sorted(path.name for path in STORIES.glob("*.story"))

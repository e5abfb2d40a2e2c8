"""SVG files from strangers: what is left of one holds no script, no reference and no entity."""

import re
from xml.etree.ElementTree import Element, TreeBuilder, tostring
from xml.parsers import expat

from bot.artwork.limits import DEPTH, ELEMENTS
from services.artwork import Refusal

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_DROPPED = {"script", "foreignObject", "iframe", "audio", "video", "animate", "set", "handler"}
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|webp);base64,[A-Za-z0-9+/=\s]*")
_FOREIGN = re.compile(r"@import|url\(\s*['\"]?\s*(?!['\"]?\s*#)", re.IGNORECASE)


class Refused(Exception):
    """A file that is not taken, and why."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why)
        self.why = why


class _Cleaner:
    """Builds anew what an SVG draws, and nothing else of it."""

    def __init__(self) -> None:
        self._tree = TreeBuilder()
        self._depth = self._elements = self._skipping = 0
        self.lettered = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        self._depth += 1
        if self._elements > ELEMENTS or self._depth > DEPTH:
            raise Refused(Refusal.HEAVY)
        space, _, name = tag.rpartition("}")
        if self._skipping or space != _SVG or name in _DROPPED or not self._draws(name, attributes):
            self._skipping += 1
            return
        self.lettered |= name == "text"
        self._tree.start("{" + tag if space else tag, _kept(attributes))

    def end(self, tag: str) -> None:
        self._depth -= 1
        if self._skipping:
            self._skipping -= 1
        else:
            self._tree.end("{" + tag)

    def text(self, text: str) -> None:
        if not self._skipping:
            self._tree.data(text)

    def close(self) -> Element:
        root = self._tree.close()
        for style in root.iter("{" + _SVG + "}style"):
            if _FOREIGN.search(style.text or ""):
                style.text = ""
        return root

    @staticmethod
    def _draws(name: str, attributes: dict[str, str]) -> bool:
        href = attributes.get("href", attributes.get(_XLINK + "}href", ""))
        if name in {"image", "feImage"}:
            return bool(_PICTURE.fullmatch(href.strip()))
        return not href or href.strip().startswith("#")


def _kept(attributes: dict[str, str]) -> dict[str, str]:
    """Attributes without what points out of the file, or calls something."""
    return {
        ("{" + name if "}" in name else name): value
        for name, value in attributes.items()
        if not name.lower().startswith("on") and not (_FOREIGN.search(value))
    }


def cleaned(content: bytes) -> tuple[Element, bool]:
    """The SVG made anew, as its root, and whether it holds text as letters. Raises `Refused`."""
    cleaner = _Cleaner()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = cleaner.start
    parser.EndElementHandler = cleaner.end
    parser.CharacterDataHandler = cleaner.text
    parser.EntityDeclHandler = _entity
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        parser.Parse(content, True)
        root = cleaner.close()
    except (expat.ExpatError, AssertionError, ValueError, LookupError) as error:
        raise Refused(Refusal.BROKEN) from error
    if root.tag != "{" + _SVG + "}svg":
        raise Refused(Refusal.KIND)
    return root, cleaner.lettered


def written(root: Element) -> str:
    """An SVG as text."""
    return tostring(root, encoding="unicode")


def _entity(*_: object) -> None:
    raise Refused(Refusal.ENTITIES)

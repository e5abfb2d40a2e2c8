"""Text as the server keeps it: measured in UTF-16 units, cleaned, trimmed, entities checked.

Source of the rules: the Bot API description (lengths "after entities parsing", offsets in UTF-16)
and the public source of the server for the cleaning and the wording of refusals.
"""

from __future__ import annotations

import re
from typing import Any

from tests.doubles.telegram.errors import Json, bad_request

MAX_TEXT = 4096
MAX_CAPTION = 1024

_WORD = r"(?<![\w/@#])"
_FOUND = (
    ("bot_command", re.compile(rf"{_WORD}/[A-Za-z0-9_]{{1,64}}(?:@\w{{3,32}})?(?![\w/@])")),
    ("url", re.compile(r"(?<![\w@/.])(?:https?://[^\s<>\"]+[^\s<>\".,;:!?)]|t\.me/[\w/?=&-]+)")),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("mention", re.compile(rf"{_WORD}@[A-Za-z]\w{{3,31}}\b")),
    ("hashtag", re.compile(rf"{_WORD}#\w*[^\W\d]\w*")),
)
# U+2028..U+202E and three combining lines vanish; CR vanishes; other controls become a space.
_VANISHES = frozenset("\r\u0333\u033f\u030a") | {chr(code) for code in range(0x2028, 0x202F)}


def units(text: str) -> int:
    """Length in UTF-16 code units, the measure of every Bot API offset and limit."""
    return len(text.encode("utf-16-le")) // 2


def piece(text: str, entity: Json) -> str:
    """The words an entity covers."""
    start, length = int(entity["offset"]), int(entity["length"])
    return text.encode("utf-16-le")[2 * start : 2 * (start + length)].decode("utf-16-le")


def find_entities(text: str) -> list[Json]:
    """What the server marks by itself: commands, links, addresses, mentions, hashtags."""
    found: list[Json] = []
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            entity = {
                "type": kind,
                "offset": units(text[: match.start()]),
                "length": units(match[0]),
            }
            if not any(_overlap(entity, other) for other in found):
                found.append(entity)
    return sorted(found, key=lambda entity: int(entity["offset"]))


def settle(text: str, entities: list[Json], *, empty: str) -> tuple[str, list[Json]]:
    """The text and entities as the server will show them; `empty` is said if nothing is left."""
    checked = [_checked(entity) for entity in entities]
    checked = [entity for entity in checked if entity["length"] > 0]
    _check_bounds(text, checked)
    text, checked = _clean(text, checked)
    text, checked = _trim(text, checked)
    if not text:
        raise bad_request(empty)
    own = [found for found in find_entities(text) if not any(_overlap(found, e) for e in checked)]
    return text, sorted([*checked, *own], key=lambda e: (int(e["offset"]), -int(e["length"])))


def _overlap(one: Json, other: Json) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"]
        and other["offset"] < one["offset"] + one["length"]
    )


def _checked(entity: Any) -> Json:
    if not isinstance(entity, dict):
        raise bad_request("Can't parse MessageEntity: expected an Object")
    for field in ("type", "offset", "length"):
        if field not in entity:
            raise bad_request(f"Can't parse MessageEntity: Can't find field \"{field}\"")
    for field in ("offset", "length"):
        value = entity[field]
        if isinstance(value, bool) or not isinstance(value, int):
            reason = f'Field "{field}" must be a valid Number'
            raise bad_request(f"Can't parse MessageEntity: {reason}")
        if not 0 <= value <= 1_000_000:
            raise bad_request(f"Receive an entity with incorrect {field} {value}")
    if entity["type"] == "text_link" and not entity.get("url"):
        raise bad_request("Can't parse MessageEntity: Can't find field \"url\"")
    return dict(entity)


def _check_bounds(text: str, entities: list[Json]) -> None:
    edges, length = {0}, 0
    for character in text:
        length += units(character)
        edges.add(length)
    for entity in entities:
        start = int(entity["offset"])
        end = start + int(entity["length"])
        if start > length:
            raise bad_request(f"Entity begins after the end of the text at UTF-16 offset {start}")
        if end > length:
            said = f"Entity beginning at UTF-16 offset {start} ends after the end of the text"
            raise bad_request(f"{said} at UTF-16 offset {end}")
        if start not in edges:
            raise bad_request("Entity begins in a middle of a UTF-16 symbol")
        if end not in edges:
            said = f"Entity beginning at UTF-16 offset {start}"
            raise bad_request(f"{said} ends in a middle of a UTF-16 symbol")


def _clean(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    kept: list[str] = []
    moved = [0]
    for character in text:
        if character in _VANISHES:
            moved.extend([moved[-1]] * units(character))
            continue
        kept.append(" " if character < " " and character != "\n" else character)
        start = moved[-1]
        moved.extend(range(start + 1, start + units(character) + 1))
    return "".join(kept), _moved(entities, moved)


def _trim(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    shorter = text.rstrip()
    first = min((int(entity["offset"]) for entity in entities), default=len(shorter))
    left = 0
    while left < min(first, len(shorter)) and shorter[left] in " \n":
        left += 1
    last = units(shorter)
    moved = [min(max(at - left, 0), last - left) for at in range(units(text) + 1)]
    return shorter[left:], _moved(entities, moved)


def _moved(entities: list[Json], moved: list[int]) -> list[Json]:
    result = []
    for entity in entities:
        start = moved[int(entity["offset"])]
        length = moved[int(entity["offset"]) + int(entity["length"])] - start
        if length > 0:
            result.append({**entity, "offset": start, "length": length})
    return result

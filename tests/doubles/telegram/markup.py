"""`parse_mode`: HTML and MarkdownV2, refused with the server's own words.

Source of the wording and of the byte offsets in it: the public source of the server.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from tests.doubles.telegram.errors import ApiError, Json, bad_request
from tests.doubles.telegram.text import units

_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_REFERENCE = re.compile(r"&(?:#x[0-9a-fA-F]+|#[0-9]+|lt|gt|amp|quot);?")
_OPEN = re.compile(r"<([^\s>]*)([^>]*)>")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>/"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[\w.-]+))?\s*""")
_CLOSE = re.compile(r"</([^\s>]*)\s*>")


def parse(text: str, mode: str) -> tuple[str, list[Json]]:
    """The plain text and its entities, by the named mode."""
    known = {"html": parse_html, "markdownv2": parse_markdown}
    if mode.lower() == "markdown":
        raise ApiError(501, "the double does not play the legacy parse_mode Markdown")
    if mode.lower() not in known:
        raise bad_request("Unsupported parse_mode")
    return known[mode.lower()](text)


@dataclass
class _Open:
    """A tag or mark that waits for its end."""

    name: str
    offset: int
    at: int
    argument: str = ""


@dataclass
class _Result:
    """Plain text so far, with the entities closed so far."""

    text: list[str] = field(default_factory=list)
    offset: int = 0
    entities: list[Json] = field(default_factory=list)

    def say(self, words: str) -> None:
        self.text.append(words)
        self.offset += units(words)

    def mark(self, kind: str, opened: _Open, **more: str) -> None:
        length = self.offset - opened.offset
        if length:
            entity = {"type": kind, "offset": opened.offset, "length": length, **more}
            self.entities.append(entity)

    def done(self) -> tuple[str, list[Json]]:
        order = sorted(self.entities, key=lambda e: (int(e["offset"]), -int(e["length"])))
        return "".join(self.text), order


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Bot API: HTML style; only the documented tags, every tag closed, in order."""
    result, stack, at = _Result(), list[_Open](), 0
    while at < len(source):
        if source[at] == "<":
            step = _html_end if source.startswith("</", at) else _html_start
            at = step(source, at, stack, result)
            continue
        reference = _REFERENCE.match(source, at)
        words = reference[0] if reference else source[at]
        result.say(unescape(words) if reference else words)
        at += len(words)
    if stack:
        name = stack[-1].name
        raise _unparsable(f'Can\'t find end tag corresponding to start tag "{name}"')
    return result.done()


def _html_start(source: str, at: int, stack: list[_Open], result: _Result) -> int:
    where = _byte(source, at)
    match = _OPEN.match(source, at)
    if match is None:
        raise _unparsable(f"Unclosed start tag at byte offset {where}")
    name = match[1].lower()
    if name not in _TAGS:
        raise _unparsable(f'Unsupported start tag "{name}" at byte offset {where}')
    attributes = {
        found[1]: unescape((found[2] or "").strip("\"'")) for found in _ATTRIBUTE.finditer(match[2])
    }
    if name == "span" and attributes.get("class") != "tg-spoiler":
        said = 'Tag "span" must have class "tg-spoiler"'
        raise _unparsable(f"{said} at byte offset {where}")
    argument = attributes.get("href", attributes.get("class", ""))
    if name == "blockquote" and "expandable" in attributes:
        argument = "expandable"
    stack.append(_Open(name, result.offset, len(result.text), argument))
    return match.end()


def _html_end(source: str, at: int, stack: list[_Open], result: _Result) -> int:
    where = _byte(source, at)
    if not stack:
        raise _unparsable(f"Unexpected end tag at byte offset {where}")
    match = _CLOSE.match(source, at)
    if match is None:
        raise _unparsable(f"Unclosed end tag at byte offset {where}")
    opened, found = stack.pop(), match[1].lower()
    if found and found != opened.name:
        said = f'expected "</{opened.name}>", found "</{found}>"'
        raise _unparsable(f"Unmatched end tag at byte offset {where}, {said}")
    _mark_html(opened, result)
    return match.end()


def _mark_html(opened: _Open, result: _Result) -> None:
    kind = _TAGS[opened.name]
    if kind == "text_link":
        url = opened.argument or "".join(result.text[opened.at :])
        _mark_link(opened, url, result)
    elif kind == "blockquote" and opened.argument:
        result.mark("expandable_blockquote", opened)
    else:
        result.mark(kind, opened)


def _mark_link(opened: _Open, url: str, result: _Result) -> None:
    if "." in url or "://" in url:
        result.mark("text_link", opened, url=url if "://" in url else f"http://{url}/")


_RESERVED = frozenset("_*[]()~`>#+-=|{}.!")
_MARKS = {
    "*": ("*", "Bold", "bold"),
    "_": ("_", "Italic", "italic"),
    "__": ("__", "Underline", "underline"),
    "~": ("~", "Strikethrough", "strikethrough"),
    "||": ("||", "Spoiler", "spoiler"),
    "[": ("]", "TextUrl", "text_link"),
    "`": ("`", "Code", "code"),
    "```": ("```", "Pre", "pre"),
}


def parse_markdown(source: str) -> tuple[str, list[Json]]:
    """Bot API: MarkdownV2 style; every reserved character escaped or meant."""
    result, stack, at = _Result(), list[_Open](), 0
    while at < len(source):
        sign = source[at]
        if sign == "\\" and at + 1 < len(source) and source[at + 1] < "\x7f":
            result.say(source[at + 1])
            at += 2
            continue
        verbatim = bool(stack) and stack[-1].name in ("`", "```")
        if sign not in ("`" if verbatim else _RESERVED):
            result.say(sign)
            at += 1
            continue
        at = _markdown_mark(source, at, stack, result)
    if stack:
        raise _no_end(stack[-1])
    return result.done()


def _markdown_mark(source: str, at: int, stack: list[_Open], result: _Result) -> int:
    mark = next((long for long in ("```", "__", "||") if source.startswith(long, at)), source[at])
    if stack:
        end, _, kind = _MARKS[stack[-1].name]
        if source.startswith(end, at) and (end != "_" or mark == "_"):
            opened = stack.pop()
            if kind == "text_link":
                return _markdown_link(source, at, opened, result)
            result.mark(kind, opened)
            return at + len(end)
    if mark == ">" and (at == 0 or source[at - 1] == "\n"):
        raise ApiError(501, "the double does not play quotes in MarkdownV2")
    if mark not in _MARKS:
        said = "is reserved and must be escaped with the preceding '\\'"
        raise _unparsable(f"Character '{source[at]}' {said}")
    stack.append(_Open(mark, result.offset, len(result.text), str(_byte(source, at))))
    after = at + len(mark)
    if mark == "```":
        language = re.compile(r"[^\s`]*(?=\n)\n?|").match(source, after)
        return language.end() if language else after
    return after


def _markdown_link(source: str, at: int, opened: _Open, result: _Result) -> int:
    if not source.startswith("](", at):
        _mark_link(opened, "".join(result.text[opened.at :]), result)
        return at + 1
    match = re.compile(r"\]\(((?:\\.|[^)\\])*)\)").match(source, at)
    if match is None:
        raise _unparsable(f"Can't find end of a URL at byte offset {_byte(source, at + 2)}")
    _mark_link(opened, re.sub(r"\\(.)", r"\1", match[1]), result)
    return match.end()


def _no_end(opened: _Open) -> ApiError:
    name = _MARKS[opened.name][1]
    return _unparsable(f"Can't find end of {name} entity at byte offset {opened.argument}")


def _unparsable(reason: str) -> ApiError:
    return bad_request(f"Can't parse entities: {reason}")


def _byte(source: str, at: int) -> int:
    return len(source[:at].encode())

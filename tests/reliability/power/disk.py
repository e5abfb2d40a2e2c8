"""What a disk can hold when the power fails, or the program is killed, at any write of a recording.

The limits of this disk: a write is the smallest thing that happens in the program's time (it is
torn at sectors, but a crash comes before or after the call). The -shm file is gone after every
crash. Files come into being and are deleted at once and for good: directories are not modelled.
A sync that returned is taken at its word.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random
from typing import NamedTuple

SECTOR = 512
FILES = ("", "-wal", "-journal")

_HEAD = struct.Struct("<cBxxIQ")


class Record(NamedTuple):
    """One thing the recorder saw: w(rite), t(runcate), s(ync), u(nlink), n(ote)."""

    operation: str
    file: int
    data: bytes
    at: int


def records(log: bytes) -> Iterator[Record]:
    place = 0
    while place < len(log):
        operation, file, length, at = _HEAD.unpack_from(log, place)
        place += _HEAD.size
        carried = length if operation in b"wn" else 0
        yield Record(operation.decode(), file, log[place : place + carried], at)
        place += carried


Image = tuple[bytes | None, ...]
"""The contents of the three files; None where there is none."""


@dataclass
class File:
    """One file: as the program sees it, as the platters hold it, and what lies between."""

    seen: bytes | None = None
    synced: bytes | None = None
    waiting: list[Record] = field(default_factory=list)

    def takes(self, record: Record) -> None:
        match record.operation:
            case "u":
                self.seen = self.synced = None
                self.waiting.clear()
            case "s":
                self.synced = self.seen
                self.waiting.clear()
            case _:
                content = bytearray(self.seen or b"")
                _apply(content, record)
                self.seen, self.synced = bytes(content), self.synced or b""
                self.waiting.append(record)

    def torn(self, chance: Random) -> bytes | None:
        """Some of what was not synced, no matter in which order it was written."""
        if self.synced is None or not self.waiting:
            return self.synced
        content = bytearray(self.synced)
        share = chance.random()
        for record in self.waiting:
            if chance.random() < share:
                _apply(content, record)
            elif record.operation == "w" and chance.random() < 0.5:
                _apply_sectors(content, record, chance)
        return bytes(content)


def _apply(content: bytearray, record: Record) -> None:
    if record.operation == "t":
        del content[record.at :]
        content.extend(bytes(record.at - len(content)))
        return
    content.extend(bytes(max(0, record.at - len(content))))
    content[record.at : record.at + len(record.data)] = record.data


def _apply_sectors(content: bytearray, record: Record, chance: Random) -> None:
    """Write some of the disk's sectors of a record."""
    start, end = record.at, record.at + len(record.data)
    edges = [start, *range(start - start % SECTOR + SECTOR, end, SECTOR), end]
    for at, until in pairwise(edges):
        if chance.random() < 0.5:
            part = record.data[at - start : until - start]
            _apply(content, Record("w", record.file, part, at))


class Disk:
    """The three files, as a recording goes on."""

    def __init__(self) -> None:
        self.files = [File() for _ in FILES]

    def takes(self, record: Record) -> None:
        self.files[record.file].takes(record)

    @property
    def waits(self) -> bool:
        """Whether anything was written and not synced."""
        return any(f.waiting for f in self.files)

    def killed(self) -> Image:
        """The program is gone, the machine is not: everything it wrote is there."""
        return tuple(f.seen for f in self.files)

    def cut(self) -> Image:
        """The power is gone, and with it all that was not synced."""
        return tuple(f.synced for f in self.files)

    def torn(self, chance: Random) -> Image:
        """The power is gone; some of what was not synced is there, in whole or in part."""
        return tuple(f.torn(chance) for f in self.files)

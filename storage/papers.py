"""What is to be drawn: a template's name and its data, under a key made of both."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import JsonValue
from sqlalchemy import Connection, select

from storage import tables


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a paper is drawn from; `data` is JSON."""

    template: str
    data: str

    @classmethod
    def of(cls, template: str, data: Mapping[str, JsonValue]) -> "Recipe":
        """The recipe of these data: the same for the same, in whatever order they were given."""
        return cls(template, json.dumps(data, sort_keys=True, ensure_ascii=False))

    @property
    def key(self) -> str:
        return hashlib.sha256(f"{self.template}\n{self.data}".encode()).hexdigest()


def recipe(connection: Connection, key: str) -> Recipe | None:
    """What is kept under this key; None if nothing is."""
    p = tables.papers
    row = connection.execute(select(p.c.template, p.c.data).where(p.c.key == key)).first()
    return Recipe(*row) if row else None

"""The costs of a variant as a picture, for the officer who would rather look than read."""

from pydantic import JsonValue

from handlers.messages import Money, Phrase, Value
from handlers.scene import Stage
from handlers.staff import cost_table
from handlers.staff.cost_table import money, percent
from services.breakdowns import Breakdown, Part, Step
from services.costing import Variant


def shown(stage: Stage, variant: Variant, found: Breakdown) -> dict[str, JsonValue]:
    """What stands on it, in the officers' language."""
    return _Sheet(stage).data(variant, found)


class _Sheet:
    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def data(self, variant: Variant, found: Breakdown) -> dict[str, JsonValue]:
        title = cost_table.title(self._stage.catalogue, variant, found.quantity)
        sums: list[JsonValue] = [
            [self._text("cost-sum-hpp"), self._say(Money(found.hpp))],
            [self._text("cost-sum-floor"), self._say(Money(found.floor))],
        ]
        if found.step is not None:
            sums.append([self._text("cost-sum-price"), self._say(Money(found.step.price))])
        heads: list[JsonValue] = [
            self._text("cost-head-tier"),
            self._text("cost-head-price"),
            self._text("cost-head-margin"),
            self._text("cost-head-floor"),
        ]
        dearest = max(part.line.amount for part in found.parts)
        return {
            "title": self._say(title),
            "sums": sums,
            "rows": [self._row(part, float(part.line.amount / dearest)) for part in found.parts],
            "measured": self._text("rate-is-measured"),
            "assumed": self._text("rate-is-assumed"),
            "tiers": [heads, *(self._tier(step) for step in found.steps)],
        }

    def _row(self, part: Part, of_dearest: float) -> dict[str, JsonValue]:
        return {
            "label": self._say(part.line.label),
            "amount": self._say(money(part.line.amount)),
            "share": percent(part.share),
            "part": round(of_dearest, 4),
            "assumed": part.line.assumed,
            "age": self._text("cost-since", since=part.since) if part.since else "",
        }

    def _tier(self, step: Step) -> list[JsonValue]:
        reach = Phrase("cost-upwards", {"first": step.first})
        if step.last is not None:
            reach = Phrase("cost-range", {"first": step.first, "last": step.last})
        return [
            self._say(reach),
            self._say(Money(step.price)),
            self._text("cost-percent", share=percent(step.margin)),
            self._say(Money(step.floor)),
        ]

    def _text(self, key: str, **values: Value) -> str:
        return self._say(Phrase(key, values))

    def _say(self, value: Value) -> str:
        return self._stage.written(value)

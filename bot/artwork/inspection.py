"""Logos people send: read and measured once, kept without anything else that was in their file,
and shown on the product.

`Files` keeps what came of it, so that the same file is never looked at twice.
"""

import hashlib
import json
from dataclasses import asdict
from datetime import datetime

from pydantic import TypeAdapter

from bot.artwork.studio import Proof, Studio
from bot.files import Files, Gone
from handlers.messages import Attachment, Inspect, Inspected
from services.artwork import Measured, Placement, Refusal
from services.catalogue import Mockup

LOGO, REPORT = "logo", "logo-report"
"""The channels of what is kept of a logo: its picture, and what was found."""

_MEASURED: TypeAdapter[Measured] = TypeAdapter(Measured)


def report_on(sent: Attachment) -> Attachment:
    """Where what was found in a file is kept."""
    whose = json.dumps([sent.channel, sent.ref, sent.name, sent.kind])
    return Attachment(REPORT, whose, "report.json", "file")


def logo(digest: str) -> Attachment:
    """The picture of a logo, kept under its hash."""
    return Attachment(LOGO, digest, "logo.png")


def told(errand: Inspect, now: datetime, report: bytes) -> Inspected:
    """What a report says, as the desk hears it."""
    values, to, sent = json.loads(report), errand.to, errand.attachment
    if why := values.get("refused"):
        return Inspected(to, sent, now, refused=Refusal(why), order=errand.order)
    seen = _MEASURED.validate_python(values["seen"], strict=False)
    return Inspected(to, sent, now, logo=values["logo"], seen=seen, order=errand.order)


class Inspector:
    """Looks at logos and draws their proofs, for `Files` and the press."""

    def __init__(self, studio: Studio, files: Files) -> None:
        self._studio = studio
        self._files = files

    def register(self) -> None:
        """Let the files come from here that are made here."""
        self._files.register(REPORT, self.report)

    async def report(self, ref: str) -> bytes:
        """What was found in the file this ref names, which is on our disk; its picture is kept."""
        path = self._files.path(Attachment(*json.loads(ref)))
        if path is None:
            raise Gone("the file is not here")
        read = await self._studio.read(path.read_bytes())
        if isinstance(read, Refusal):
            return json.dumps({"refused": read}).encode()
        cut, seen = await self._studio.measure(read)
        digest = hashlib.sha256(cut).hexdigest()
        if self._files.path(logo(digest)) is None:
            self._files.keep_as(logo(digest), cut)
        return json.dumps({"logo": digest, "seen": asdict(seen)}).encode()

    async def proof(self, data: str) -> bytes:
        """The proof drawn from a paper's data, as `handlers.proofs` writes them."""
        wanted = json.loads(data)
        path = self._files.path(logo(wanted["logo"]))
        if path is None:
            raise Gone("the logo is not here")
        inks = tuple((r, g, b) for r, g, b in wanted["inks"])
        proof = Proof(
            Mockup.model_validate(wanted["mockup"]),
            wanted["variant"],
            wanted["aspect"],
            Placement(**wanted["placement"]),
            inks,
            wanted["title"],
            tuple(wanted["lines"]),
            wanted["side"],
        )
        return await self._studio.proof(path.read_bytes(), proof)

    async def films(self, data: str) -> bytes:
        """What the printer gets, from a paper's data as `handlers.staff.prints` writes them: the
        films as a PDF, or the mask of one colour.
        """
        wanted = json.loads(data)
        path = self._files.path(logo(wanted["logo"]))
        if path is None:
            raise Gone("the logo is not here")
        inks = [(r, g, b) for r, g, b in wanted["inks"]]
        width, height = wanted["size"]
        made = await self._studio.films(path.read_bytes(), inks, (width, height), wanted["pages"])
        return made.pdf if wanted["mask"] is None else made.masks[wanted["mask"]]

"""POST Messages.json: what is refused at once, and the resource of what is taken.

Sources: Twilio's description of the Messages resource and its error pages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from multidict import MultiMapping

from tests.doubles.twilio.contents import Content
from tests.doubles.twilio.errors import ApiError, bad_request, bad_variables
from tests.doubles.twilio.messages import Message
from tests.doubles.twilio.shapes import checked_variables, names_in, shape
from tests.doubles.twilio.world import PREFIX, World

_ADDRESS = re.compile(r"whatsapp:(\+[1-9]\d{6,14}|[A-Z]{2}\.[A-Za-z0-9]{1,137})")
_CONTENT = re.compile(r"HX[0-9a-fA-F]{32}")
_LONGEST = 1600


def accept(world: World, form: MultiMapping[str]) -> Message:
    """Take a message, or refuse it."""
    sender, to = form.get("From", ""), form.get("To", "")
    _check_ends(world, sender, to)
    _check_options(form)
    media = form.getall("MediaUrl", [])
    content = _content(world, form)
    body = form.get("Body", "")
    variables: dict[str, str] = {}
    look, places = None, frozenset[str]()
    if content:
        variables = _variables(content, form.get("ContentVariables", ""))
        look = shape(content.types, variables)
        body, places = look.body, frozenset(names_in(content.types))
    elif not body.strip() and not media:
        raise bad_request(21619, "A text message body or media urls must be specified.")
    elif len(body) > _LONGEST:
        said = "The concatenated message body exceeds the 1600 character limit"
        raise bad_request(21617, said)
    _check_media(media)
    now = world.clock.now()
    message = Message(
        sid=world.sid("MM" if media or content else "SM"),
        account=world.account,
        sender=sender,
        to=to,
        body=body,
        direction="outbound-api",
        status="queued",
        created=now,
        num_media=len(media),
        callback=form.get("StatusCallback", ""),
        look=look,
        places=places,
        variables=variables,
        template=content.template if content else "",
        media_url=media[0] if media else "",
    )
    world.messages.append(message)
    world.limits.count(to, now)
    return message


def _check_ends(world: World, sender: str, to: str) -> None:
    if not to:
        raise bad_request(21604, "A 'To' phone number is required.")
    if not _ADDRESS.fullmatch(to):
        raise bad_request(21211, f"Invalid 'To' Phone Number: {to}")
    if not sender:
        raise bad_request(21603, "A 'From' phone number is required.")
    if not sender.startswith(PREFIX):
        raise bad_request(63007, "Twilio could not find a Channel with the specified From address")
    if not _ADDRESS.fullmatch(sender):
        raise bad_request(21212, f"Invalid From Number (caller ID): {sender}")
    if sender != PREFIX + world.number:
        raise bad_request(63007, "Twilio could not find a Channel with the specified From address")
    phone = world.phone(to)
    if phone and phone.opted_out:
        raise bad_request(21610, "Attempt to send to unsubscribed recipient")


def _check_options(form: Mapping[str, str]) -> None:
    period = form.get("ValidityPeriod", "36000")
    if not period.isascii() or not period.isdigit() or not 1 <= int(period) <= 36_000:
        raise bad_request(21624, f"The ValidityPeriod {period} is invalid")
    callback = form.get("StatusCallback")
    if callback is not None and not _is_public(callback):
        raise bad_request(21609, f"The StatusCallback URL {callback} is not a valid URL.")


def _is_public(url: str) -> bool:
    parts = urlsplit(url)
    host = parts.hostname or ""
    return parts.scheme in {"http", "https"} and bool(host) and "_" not in host


def _check_media(urls: list[str]) -> None:
    if len(urls) > 10:
        raise bad_request(21623, "Number of media files exceeds allowed limit")
    for url in urls:
        if not _is_public(url):
            raise bad_request(21620, f"Invalid media URL: {url}")


def _content(world: World, form: Mapping[str, str]) -> Content | None:
    sid = form.get("ContentSid", "")
    if not sid:
        if form.get("ContentVariables"):
            raise bad_request(21654, "ContentSid Required")
        return None
    invalid = bad_request(21655, "The ContentSid is Invalid")
    if not _CONTENT.fullmatch(sid):
        raise invalid
    try:
        return world.contents.get(sid)
    except ApiError:
        raise invalid from None


def _variables(content: Content, text: str) -> dict[str, str]:
    try:
        values = json.loads(text or "{}")
    except ValueError:
        raise bad_variables() from None
    return checked_variables(values, names_in(content.types))

"""What api.twilio.com answers: the account, messages, media."""

from __future__ import annotations

from aiohttp import web

from tests.doubles.twilio.errors import bad_request, not_found
from tests.doubles.twilio.journey import travel
from tests.doubles.twilio.listing import list_messages
from tests.doubles.twilio.messages import API_VERSION, Media, Message, rfc2822
from tests.doubles.twilio.routes import Form, answer, gone, route
from tests.doubles.twilio.sending import accept
from tests.doubles.twilio.world import World

ACCOUNT = f"/{API_VERSION}/Accounts/{{account}}"
MEDIA = ACCOUNT + "/Messages/{sid}/Media/{media:ME[0-9a-f]{32}}"


@route("account", "GET", ACCOUNT + ".json")
async def account(world: World, _: web.Request, __: Form) -> web.Response:
    now = rfc2822(world.clock.now())
    return answer(
        {
            "sid": world.account,
            "owner_account_sid": world.account,
            "friendly_name": "Prokana",
            "status": "active",
            "type": "Full",
            "date_created": now,
            "date_updated": now,
            "uri": f"/{API_VERSION}/Accounts/{world.account}.json",
            "subresource_uris": {},
        }
    )


@route("send", "POST", ACCOUNT + "/Messages.json")
async def sent(world: World, _: web.Request, form: Form) -> web.Response:
    message = accept(world, form)
    described = message.as_json()
    fate = world.faults.next_for("journey", dict(form))
    journey = world.background(travel(world, message, fate.code if fate else 0))
    if world.statuses.early:
        await journey
    return answer(described, 201)


@route("list", "GET", ACCOUNT + "/Messages.json")
async def listed(world: World, request: web.Request, _: Form) -> web.Response:
    return answer(list_messages(world.messages, world.account, request.query))


@route("fetch", "GET", ACCOUNT + "/Messages/{sid}.json")
async def fetched(world: World, request: web.Request, _: Form) -> web.Response:
    return answer(_message(world, request).as_json())


@route("redact", "POST", ACCOUNT + "/Messages/{sid}.json")
async def redacted(world: World, request: web.Request, form: Form) -> web.Response:
    message = _message(world, request)
    if form.get("Body") != "":
        raise bad_request(20001, "Only an empty Body can be set")
    message.body = ""
    return answer(message.as_json())


@route("delete", "DELETE", ACCOUNT + "/Messages/{sid}.json")
async def deleted(world: World, request: web.Request, _: Form) -> web.Response:
    world.messages.remove(_message(world, request))
    return gone()


@route("media list", "GET", ACCOUNT + "/Messages/{sid}/Media.json")
async def media_listed(world: World, request: web.Request, _: Form) -> web.Response:
    message = _message(world, request)
    uri = f"{message.uri}/Media.json?PageSize=50&Page=0"
    return answer(
        {
            "media_list": [message.media_json(media) for media in message.media.values()],
            "page": 0,
            "page_size": 50,
            "start": 0,
            "end": max(0, len(message.media) - 1),
            "uri": uri,
            "first_page_uri": uri,
            "next_page_uri": None,
            "previous_page_uri": None,
        }
    )


@route("media fetch", "GET", MEDIA + ".json")
async def media_described(world: World, request: web.Request, _: Form) -> web.Response:
    message, media = media_of(world, request)
    return answer(message.media_json(media))


@route("media delete", "DELETE", MEDIA + ".json")
@route("media delete", "DELETE", MEDIA)
async def media_deleted(world: World, request: web.Request, _: Form) -> web.Response:
    message, media = media_of(world, request)
    del message.media[media.sid]
    return gone()


@route("media", "GET", MEDIA)
async def media_fetched(world: World, request: web.Request, _: Form) -> web.Response:
    media = media_of(world, request)[1]
    key = world.chance.randbytes(8).hex()
    world.stored[key] = media
    where = f"{world.storage_url}/storage/{key}"
    return web.Response(status=307, headers={"Location": where})


def media_of(world: World, request: web.Request) -> tuple[Message, Media]:
    """The media a path names."""
    message, sid = _message(world, request), request.match_info["media"]
    if sid not in message.media:
        raise not_found(request.path)
    return message, message.media[sid]


def _message(world: World, request: web.Request) -> Message:
    return world.message(request.match_info["sid"])

"""What content.twilio.com answers: Content resources and their approvals."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

from tests.doubles.twilio.contents import CONTENT_URL, Content
from tests.doubles.twilio.errors import Json, bad_request
from tests.doubles.twilio.listing import paged
from tests.doubles.twilio.routes import Form, answer, gone, route
from tests.doubles.twilio.world import World

UNSUBMITTED: Json = {
    "type": "whatsapp",
    "name": "",
    "category": "",
    "content_type": "",
    "status": "unsubmitted",
    "rejection_reason": "",
    "allow_category_change": True,
}


@route("content create", "POST", "/v1/Content")
async def content_created(world: World, request: web.Request, _: Form) -> web.Response:
    return answer(world.contents.create(await _json(request)).as_json(), 201)


@route("content list", "GET", "/v1/Content")
async def contents_listed(world: World, request: web.Request, _: Form) -> web.Response:
    return answer(_contents(world, request, lambda content: content.as_json()))


@route("content list", "GET", "/v1/ContentAndApprovals")
async def approvals_listed(world: World, request: web.Request, _: Form) -> web.Response:
    def described(content: Content) -> Json:
        approval = content.approval.as_json() if content.approval else UNSUBMITTED
        shown = content.as_json() | {"approval_requests": approval}
        return {name: value for name, value in shown.items() if name not in {"url", "links"}}

    return answer(_contents(world, request, described))


@route("content fetch", "GET", "/v1/Content/{sid}")
async def content_fetched(world: World, request: web.Request, _: Form) -> web.Response:
    return answer(world.contents.get(request.match_info["sid"]).as_json())


@route("content delete", "DELETE", "/v1/Content/{sid}")
async def content_deleted(world: World, request: web.Request, _: Form) -> web.Response:
    world.contents.delete(request.match_info["sid"])
    return gone()


@route("approval create", "POST", "/v1/Content/{sid}/ApprovalRequests/whatsapp")
async def submitted(world: World, request: web.Request, _: Form) -> web.Response:
    approval = world.contents.submit(request.match_info["sid"], await _json(request))
    return answer(approval.as_json() | {"status": "received"}, 201)


@route("approval fetch", "GET", "/v1/Content/{sid}/ApprovalRequests")
async def approval_fetched(world: World, request: web.Request, _: Form) -> web.Response:
    content = world.contents.get(request.match_info["sid"])
    return answer(
        {
            "sid": content.sid,
            "account_sid": content.account,
            "url": f"{CONTENT_URL}/v1/Content/{content.sid}/ApprovalRequests",
            "whatsapp": content.approval.as_json() if content.approval else UNSUBMITTED,
        }
    )


async def _json(request: web.Request) -> Any:
    if request.content_type != "application/json":
        raise bad_request(20001, "The body must be JSON")
    try:
        return await request.json()
    except json.JSONDecodeError:
        raise bad_request(20001, "The body is not JSON") from None


def _contents(
    world: World, request: web.Request, described: Callable[[Content], Mapping[str, Any]]
) -> Json:
    """Twilio: the addresses of pages are whole ones, of Twilio's own host."""
    newest_first = list(reversed(world.contents.items.values()))
    page = paged(newest_first, request.query, most=500)
    url = CONTENT_URL + request.path
    return {
        "contents": [described(content) for content in page.items],
        "meta": {
            "key": "contents",
            "page": page.number,
            "page_size": page.size,
            "url": f"{url}?{page.this}",
            "first_page_url": f"{url}?{page.first}",
            "previous_page_url": None,
            "next_page_url": f"{url}?{page.following}" if page.following else None,
        },
    }

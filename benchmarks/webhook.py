"""Webhook requests a second over this machine's own network, each answered 200.

Run as a program, it starts a server, posts updates to it and prints how fast it answered.
"""

import asyncio
import json
import sys
import time

from benchmarks.dialog import Chats, Step
from benchmarks.runner import room, served
from benchmarks.webhook_server import SECRET
from bot.web.telegram import PATH, SECRET_HEADER

CONNECTIONS = 32
WARMING_UP = 100
SAYS = Step(text="halo", then="")


def request(body: bytes) -> bytes:
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"{SECRET_HEADER}: {SECRET}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def posted(port: int, requests: int, chats: Chats) -> tuple[float, list[float]]:
    """Post so many updates, each chat its own in turn; seconds in all, and each wait."""
    bodies = (chats.update(1001 + key % 200, SAYS) for key in range(requests))
    waiting, waits = iter([request(body) for body in bodies]), list[float]()

    async def post() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for ready in waiting:
            began = time.perf_counter()
            writer.write(ready)
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(head.decode())
            await reader.readexactly(_length(head))
            waits.append(time.perf_counter() - began)
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(post() for _ in range(CONNECTIONS)))
    return time.perf_counter() - began, sorted(waits)


def _length(head: bytes) -> int:
    lines = head.lower().split(b"\r\n")
    return next((int(x[15:]) for x in lines if x.startswith(b"content-length:")), 0)


async def measured(port: int, requests: int) -> dict[str, float]:
    chats = Chats()
    await posted(port, WARMING_UP, chats)
    seconds, waits = await posted(port, requests, chats)
    return {"per_second": requests / seconds, "p99": waits[int(len(waits) * 0.99)] * 1e3}


if __name__ == "__main__":
    with room() as folder, served("benchmarks.webhook_server", sys.argv[1], str(folder)) as at:
        found = asyncio.run(measured(at, int(sys.argv[2])))
    sys.stdout.write(json.dumps(found))

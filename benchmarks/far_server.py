"""A Bot API that answers every sendMessage at once, in a process of its own.

Raw sockets and a fixed answer: it must never be what the sender waits for.
"""

import asyncio
import sys

BODY = (
    b'{"ok":true,"result":{"message_id":1,"date":1790000000,"text":"x",'
    b'"chat":{"id":1,"type":"private","first_name":"Tamu"},'
    b'"from":{"id":7,"is_bot":true,"first_name":"Bot","username":"contoh_bot"}}}'
)
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (
    len(BODY),
    BODY,
)


class Line(asyncio.Protocol):
    """One connection: each request that has come whole is answered."""

    def __init__(self) -> None:
        self._got = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._got += data
        while (end := self._got.find(b"\r\n\r\n")) >= 0:
            length = _length(self._got[:end])
            if len(self._got) < end + 4 + length:
                return
            self._got = self._got[end + 4 + length :]
            assert self._transport is not None
            self._transport.write(ANSWER)


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


async def serve() -> None:
    server = await asyncio.get_running_loop().create_server(Line, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve())

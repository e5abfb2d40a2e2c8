"""Run the double as a server of its own: `python -m tests.doubles.telegram --port 8081`."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys

from tests.doubles.telegram.server import TOKEN, BotApi


async def serve(arguments: argparse.Namespace) -> None:
    """Serve until told to stop."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    api = BotApi(arguments.token, username=arguments.username, port=arguments.port, control=True)
    api.limits.enforced = arguments.limits
    async with api:
        sys.stdout.write(f"base_url {api.base_url}\n")
        sys.stdout.flush()
        await stop.wait()


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.doubles.telegram")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--username", default="prokana_bot")
    parser.add_argument("--limits", action="store_true", help="answer 429 to a hurried bot")
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(serve(arguments()))

"""Run the double as a server of its own: `python -m tests.doubles.twilio --port 8082`."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys

from tests.doubles.twilio.server import ACCOUNT_SID, AUTH_TOKEN, NUMBER, PUBLIC, Twilio


async def serve(arguments: argparse.Namespace) -> None:
    """Serve until told to stop."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    twilio = Twilio(
        arguments.account_sid,
        arguments.auth_token,
        number=arguments.number,
        inbound_url=f"{arguments.public}/whatsapp#rc=3&rp=all",
        port=arguments.port,
        control=True,
    )
    twilio.resolve[arguments.public] = arguments.desk
    twilio.contents.verdict = "approved"
    async with twilio:
        sys.stdout.write(f"base_url {twilio.base_url}\n")
        sys.stdout.write(f"account_sid {twilio.account_sid}\nauth_token {twilio.auth_token}\n")
        sys.stdout.flush()
        await stop.wait()


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.doubles.twilio")
    parser.add_argument("--port", type=int, default=8082)
    parser.add_argument("--account-sid", default=ACCOUNT_SID)
    parser.add_argument("--auth-token", default=AUTH_TOKEN)
    parser.add_argument("--number", default=NUMBER)
    parser.add_argument("--public", default=PUBLIC, help="the public address of the desk")
    parser.add_argument("--desk", default="http://127.0.0.1:8080", help="where that leads")
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(serve(arguments()))

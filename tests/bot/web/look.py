"""The try-it page in a browser, as an object that tests can look at and type into."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, ConsoleMessage, Locator, Page, expect

expect.set_options(timeout=8000)


class Side:
    """One of the phones on the page."""

    def __init__(self, page: Page, name: str) -> None:
        self.root = page.locator(f"#phone-{name}")
        self.field = self.root.locator("textarea")
        self.bubbles = self.root.locator(".bubble")
        self.mine = self.root.locator(".mine .bubble")
        self.trouble = self.root.locator(".trouble")

    async def says(self, text: str) -> None:
        await self.field.fill(text)
        await self.field.press("Enter")

    def button(self, label: str) -> Locator:
        return self.root.get_by_role("button", name=label, exact=True)

    async def attaches(self, name: str, content: bytes) -> None:
        kind = "image/png" if name.endswith(".png") else "application/pdf"
        file = {"name": name, "mimeType": kind, "buffer": content}
        await self.root.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]


class View:
    """The whole page, and what its console complained about."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.telegram, self.whatsapp = Side(page, "telegram"), Side(page, "whatsapp")
        self.staff = Side(page, "staff")
        self.offline = page.locator("#offline")
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._hear)

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.complaints.append(said.text)

    async def turns(self, *, hidden: bool) -> None:
        """Cover the page with another tab, or uncover it."""
        await self.page.evaluate(
            """hidden => {
                Object.defineProperty(document, "hidden", { value: hidden, writable: true });
                document.dispatchEvent(new Event("visibilitychange"));
            }""",
            arg=hidden,
        )


@asynccontextmanager
async def opened(
    browser: Browser, url: str, *, clock: bool = False, **how: Any
) -> AsyncIterator[View]:
    """The page in a browser that has never seen it; with a `clock`, a test turns its time."""
    size = how.pop("viewport", {"width": 1280, "height": 800})
    context = await browser.new_context(viewport=size, locale="id-ID", **how)
    view = View(await context.new_page())
    if clock:
        await view.page.clock.install()
    await view.page.goto(url)
    await view.page.locator("body[data-ready]").wait_for()
    try:
        yield view
    finally:
        await context.close()

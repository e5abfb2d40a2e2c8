"""The ASGI side: health, metrics, webhooks, and the try-it page."""

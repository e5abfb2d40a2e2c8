"""The running program: the only place that knows Telegram, HTTP, files and the clock."""

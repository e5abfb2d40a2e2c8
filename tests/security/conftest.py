"""The same empty desk as the conversations are tested with."""

from tests.handlers.conftest import office, template

__all__ = ["office", "template"]

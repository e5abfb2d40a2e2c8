"""Is this request really Twilio's? Only who knows a secret of the account can sign one."""

from collections.abc import Mapping, Sequence

from starlette.datastructures import ImmutableMultiDict
from twilio.request_validator import (
    SIGNATURE_HEADER,
    SIGNATURE_SETTINGS_HEADER,
    RequestValidator,
    get_signature_algorithm,
)


def genuine(
    url: str,
    fields: ImmutableMultiDict[str, str],
    headers: Mapping[str, str],
    secrets: Sequence[str],
) -> bool:
    """Whether one of our secrets signed this form for this address.

    `url` is the address as Twilio was told it, without its "#…"; behind a proxy the request shows
    another. `fields` are all that came, blank ones too, with nothing trimmed. Every secret is
    tried, so that how long it takes tells nothing; an empty one fits nobody.
    """
    signature = headers.get(SIGNATURE_HEADER, "")
    algorithm = get_signature_algorithm(headers.get(SIGNATURE_SETTINGS_HEADER, ""))
    fits = [
        bool(RequestValidator(secret).validate(url, fields, signature, algorithm))
        for secret in secrets
        if secret
    ]
    return any(fits)

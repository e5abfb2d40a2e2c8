"""The account at Twilio the settings name, for all who ask something of it."""

from bot.channels.whatsapp.api import Twilio
from bot.http import Http
from bot.settings import Settings
from handlers.messages import Phrase, Prompt
from handlers.scene import Voice


def twilio_of(settings: Settings, http: Http) -> Twilio:
    """The account, opened with the API key where there is one."""
    token, secret = settings.twilio_auth_token, settings.twilio_api_secret
    assert token is not None, "the settings see to it"
    account = settings.twilio_account_sid
    return Twilio(
        http,
        account_sid=account,
        user=settings.twilio_api_key or account,
        password=(secret or token).get_secret_value(),
        sender=settings.whatsapp_number,
        public_url=settings.public_url,
        api_url=settings.twilio_api_url,
    )


def secrets_of(settings: Settings) -> list[str]:
    """What webhooks may be signed with; the first is the account's own."""
    kept = (settings.twilio_auth_token, settings.twilio_other_secret)
    return [one.get_secret_value() for one in kept if one is not None]


def openers(voice: Voice) -> dict[str, str]:
    """The word on the button that opens a list, by language."""
    opener = Prompt((Phrase("list-opener"),))
    return {language: voice.speak(opener, language).text for language in voice.languages}

"""Whose requests are believed: the cases a real account meets, each with its answer."""

import base64
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import Headers, ImmutableMultiDict
from twilio.request_validator import RequestValidator

from bot.channels.whatsapp.signature import genuine

URL = "https://pesan.example.id/whatsapp/status?row=7"
TOKEN = "0123456789abcdef0123456789abcdef"
SIGNATURE, SETTINGS = "X-Twilio-Signature", "X-Twilio-Webhooks-Signature-Settings"
FORM = [
    ("MessageSid", "SM" + "0" * 32),
    ("Body", ""),
    ("From", "whatsapp:+6281234567890"),
    ("ProfileName", " Dewi  "),
]
SHARED_KEY = "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256"

Form = list[tuple[str, str]]


def signed(url: str = URL, form: Form = FORM, token: str = TOKEN, algorithm: str = "sha1") -> str:
    """The signature as Twilio's documents tell it, without Twilio's library."""
    names = sorted({name for name, _ in form})
    pairs = [(n, v) for n in names for v in sorted({v for name, v in form if name == n})]
    words = url + "".join(name + value for name, value in pairs)
    return base64.b64encode(hmac.digest(token.encode(), words.encode(), algorithm)).decode()


def believed(
    signature: str | None,
    *,
    url: str = URL,
    form: Form = FORM,
    secrets: tuple[str, ...] = (TOKEN,),
    settings: str | None = None,
) -> bool:
    headers = {SIGNATURE: signature, SETTINGS: settings}
    given = Headers({name: value for name, value in headers.items() if value is not None})
    return genuine(url, ImmutableMultiDict(form), given, secrets)


def test_the_example_of_twilios_documents_is_genuine() -> None:
    form = [
        ("CallSid", "CA1234567890ABCDE"),
        ("Caller", "+14158675310"),
        ("Digits", "1234"),
        ("From", "+14158675310"),
        ("To", "+18005551212"),
    ]
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    assert believed("GvWf1cFY/Q7PnoempGyD5oXAezc=", url=url, form=form, secrets=("12345",))


def test_a_form_with_a_blank_field_and_blanks_in_a_field_is_genuine_as_it_came() -> None:
    assert believed(signed())
    assert believed(RequestValidator(TOKEN).compute_signature(URL, ImmutableMultiDict(FORM)))


@pytest.mark.parametrize(
    "form",
    [
        [pair for pair in FORM if pair[0] == "Body"],
        [pair for pair in FORM if pair[1]],
        [(name, value.strip()) for name, value in FORM],
        [*FORM, ("New", "")],
        [*FORM, ("New", "1")],
        [*FORM, ("Body", "halo")],
        [(name.lower(), value) for name, value in FORM],
        [],
    ],
    ids=["one left", "blanks dropped", "trimmed", "added blank", "added", "twice", "lower", "none"],
)
def test_a_form_that_was_changed_on_its_way_is_not(form: Form) -> None:
    assert not believed(signed(), form=form)


@pytest.mark.parametrize(
    "url",
    [
        URL.replace("https", "http"),
        URL.replace("pesan.", "www."),
        URL.removesuffix("?row=7"),
        URL.replace("row=7", "row=8"),
        URL.replace("/whatsapp", "//whatsapp"),
        URL.replace("status", "status/"),
        URL + "#rc=3&rp=all",
    ],
)
def test_an_address_that_is_not_the_one_called_is_not(url: str) -> None:
    assert not believed(signed(url))
    assert not believed(signed(), url=url)


def test_the_port_of_https_may_be_named_or_not_on_either_side() -> None:
    named = URL.replace(".id/", ".id:443/")
    assert believed(signed(named))
    assert believed(signed(), url=named)
    assert not believed(signed(URL.replace(".id/", ".id:8443/")))


def test_a_repeated_field_counts_with_each_of_its_values() -> None:
    form = [*FORM, ("Tag", "b"), ("Tag", "a"), ("Tag", "b")]
    assert believed(signed(form=form), form=form)
    assert not believed(signed(form=form), form=[*FORM, ("Tag", "a")])


def test_a_second_secret_is_believed_while_keys_are_changed() -> None:
    assert believed(signed(token="new"), secrets=(TOKEN, "new"))
    assert believed(signed(), secrets=(TOKEN, "new"))
    assert not believed(signed(token="new"))


def test_a_shared_key_signs_with_its_own_hash() -> None:
    stronger = signed(token="shared", algorithm="sha256")
    assert believed(stronger, secrets=(TOKEN, "shared"), settings=SHARED_KEY)
    assert not believed(stronger, secrets=(TOKEN, "shared"))
    assert not believed(signed(token="shared"), secrets=("shared",), settings=SHARED_KEY)


@pytest.mark.parametrize("settings", ["", "algorithm=", "key=x", ",,,", "=", "é"])
def test_settings_that_name_no_hash_mean_the_usual_one(settings: str) -> None:
    assert believed(signed(), settings=settings)


@pytest.mark.parametrize("algorithm", ["HMAC_MD5", "none", "HMAC_SHA512", "é", "x" * 5000])
def test_a_hash_we_do_not_know_is_not_believed(algorithm: str) -> None:
    assert not believed(signed(), settings=f"algorithm={algorithm}")


@pytest.mark.parametrize(
    "signature",
    [None, "", " ", "x", "é" * 28, "=" * 28, signed()[:-1], signed() + "=", f" {signed()}"],
)
def test_without_the_whole_signature_nobody_is_believed(signature: str | None) -> None:
    assert not believed(signature)


@pytest.mark.parametrize("secrets", [(), ("",), ("", "")])
def test_no_secret_or_an_empty_one_believes_nobody(secrets: tuple[str, ...]) -> None:
    assert not believed(signed(token=""), secrets=secrets)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=6), TEXTS)
def test_what_twilio_signs_is_genuine_and_with_one_more_sign_it_is_not(
    form: Form, value: str
) -> None:
    signature = signed(form=form)
    assert believed(signature, form=form)
    assert not believed(signature, form=[*form, ("One", value + "!")])

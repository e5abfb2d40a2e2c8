"""What people do and what we answer, in words every channel shares.

A channel turns its raw update into one of the `Heard` values and delivers what a
`Prompt` became; nothing between the two knows which channel it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal, TypeAlias

from services.artwork import Measured, Refusal
from services.catalogue import Texts


@dataclass(frozen=True, slots=True)
class Address:
    """A place messages can be sent to: a chat, by the name its channel knows it by."""

    channel: str
    chat: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture or file somebody sent: where to find it again, never its bytes."""

    channel: str
    ref: str
    name: str
    kind: Literal["photo", "file"] = "photo"


@dataclass(frozen=True, slots=True)
class Said:
    """What one person did: wrote `text`, pressed a button carrying `press`, or sent a file.

    `at` is aware. `source` is the word of the deep link that brought them, `reply_to` the
    channel's id of the message they answered. `named` is false for people hiding behind a
    group or a channel: they may talk, never decide. `aliases` are other ids the channel knows
    the same person by, None where it has but one; `phone` is their number where it shows one
    (+62…), `wire` the id they wrote under where that is not the one we know them by. `groups`
    is false where a channel has none, so that officers work in their private chats. `handle` is the
    public name they chose there, lower-case; somebody else may have it later.
    """

    address: Address
    sender: str
    name: str
    at: datetime
    text: str = ""
    press: str = ""
    attachments: tuple[Attachment, ...] = ()
    private: bool = True
    language: str = ""
    source: str = ""
    message: str = ""
    reply_to: str = ""
    named: bool = True
    member: bool | None = None
    aliases: tuple[str, ...] | None = None
    phone: str = ""
    wire: str = ""
    groups: bool = True
    handle: str = ""


@dataclass(frozen=True, slots=True)
class Reach:
    """The person stopped us from writing to them (`open` false), or let us again."""

    address: Address
    open: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Moved:
    """A chat goes on under another id."""

    old: Address
    new: Address
    at: datetime


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody became, or stopped being, a member of a group."""

    address: Address
    person: str
    member: bool
    at: datetime


Fault: TypeAlias = Literal["", "closed", "unreachable", "later", "capped", "never", "ours"]
"""Why a message did not arrive.

closed: nothing may begin a conversation there now but words agreed beforehand; unreachable: nobody
is there, or they want nothing from us; later: the same may work later; capped: the channel thinks
they get enough that nobody asked for; never: it dropped it; ours: what we sent, or how we are set
up, is wrong.
"""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a message of ours, as its channel told us later, in any order.

    `row` is its place in the outbox, 0 where only the channel's id of it, `message`, is known.
    "held" means that it waits for the person's next word.
    """

    row: int
    channel: str
    message: str
    state: Literal["sent", "delivered", "read", "failed", "held"]
    at: datetime
    fault: Fault = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Unfetched:
    """What somebody sent cannot be had: too large, or gone."""

    address: Address
    attachment: Attachment
    at: datetime


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a file somebody sent as their logo turned out to be: why it was not taken, or the
    SHA-256 of the picture that was kept of it, and what it is like. It was sent for an `order`,
    0 where for a draft.
    """

    address: Address
    attachment: Attachment
    at: datetime
    refused: Refusal | None = None
    logo: str = ""
    seen: Measured | None = None
    order: int = 0


Heard: TypeAlias = Said | Reach | Moved | Joined | Receipt | Unfetched | Inspected


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of whole Rupiah, to be written the local way."""

    amount: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text by its locale key, with the values it names."""

    key: str
    values: Mapping[str, "Value"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Joint:
    """Several values in one place, with `by` between them."""

    parts: tuple["Value", ...]
    by: str = ", "


Value: TypeAlias = str | int | Money | date | datetime | Phrase | Texts | Joint


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to press. `style` is a wish: channels without colours ignore it."""

    press: str
    label: Value
    description: Value = ""
    style: Literal["", "primary", "danger"] = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A message in words agreed with the channel beforehand (`handlers.notices`).

    A `whole` one says all there is to say; another only knocks, and the message itself follows
    when the person answers.
    """

    phrase: Phrase
    whole: bool


@dataclass(frozen=True, slots=True)
class Prompt:
    """What to show: paragraphs, something to choose from, perhaps a picture.

    In a `closed` prompt a typed number picks a choice; otherwise the choices are only
    suggestions and a typed number is the answer itself. `notice` stands in for it where a
    channel lets nobody begin a conversation in words of their own; what is said in `passing` is
    left unsaid there.
    """

    body: tuple[Value, ...]
    choices: tuple[Choice, ...] = ()
    closed: bool = True
    picture: Attachment | None = None
    notice: Notice | None = None
    passing: bool = False

    def pressing(self, begun: str) -> "Prompt":
        """The same prompt, everything pressed in it begun like this."""
        choices = (Choice(begun + c.press, c.label, c.description, c.style) for c in self.choices)
        return replace(self, choices=tuple(choices))

    def under(self, *first: Value) -> "Prompt":
        """The same prompt with paragraphs put above it."""
        return replace(self, body=(*first, *self.body))


@dataclass(frozen=True, slots=True)
class SpokenNotice:
    """A notice in somebody's language: its key, and its values in finished words."""

    key: str
    values: Mapping[str, str]
    whole: bool


@dataclass(frozen=True, slots=True)
class Spoken:
    """A prompt in somebody's language: finished words. Bold runs from STRONG to WEAK."""

    text: str
    language: str
    choices: tuple["SpokenChoice", ...] = ()
    closed: bool = True
    picture: Attachment | None = None
    notice: SpokenNotice | None = None
    passing: bool = False


LONGEST = 3500
LONGEST_BESIDE_PICTURE = 1000
"""Characters of one message, and of one with a picture; channels count less kindly than we."""


def parts(spoken: "Spoken") -> tuple["Spoken", ...]:
    """The message in as many pieces as it needs, cut at line ends or blanks where there are any.

    The picture comes with the first piece, and so does the notice; the choices with the last.
    """
    pieces: list[str] = []
    rest = spoken.text
    most = LONGEST_BESIDE_PICTURE if spoken.picture else LONGEST
    while len(rest) > most:
        ends = [rest.rfind(sign, most // 2, most) for sign in ("\n\n", "\n", " ")]
        cut = next((end for end in ends if end > 0), most)
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
        most = LONGEST
    if not pieces:
        return (spoken,)
    first, *others = _closed_runs([*pieces, rest])
    last = others.pop()
    return (
        replace(spoken, text=first, choices=()),
        *(replace(spoken, text=text, choices=(), picture=None, notice=None) for text in others),
        replace(spoken, text=last, picture=None, notice=None),
    )


def _closed_runs(pieces: list[str]) -> list[str]:
    """The pieces, bold where the whole was: a run that is cut ends, and begins again."""
    whole, bold = [], False
    for piece in pieces:
        text = STRONG + piece if bold else piece
        bold = text.rfind(STRONG) > text.rfind(WEAK)
        whole.append(text + WEAK if bold else text)
    return whole


@dataclass(frozen=True, slots=True)
class SpokenChoice:
    """A choice in finished words."""

    press: str
    label: str
    description: str = ""
    style: Literal["", "primary", "danger"] = ""


STRONG, WEAK = "\ue000", "\ue001"
"""Marks around bold text. No customer can type them: whatever is put into a text loses them."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One finished message on its way: what was decided is what is sent.

    Messages with the same `card` in the same chat are one: a later one edits the earlier;
    `under` names the card a message answers. `about` says what a reply to it is about
    ("contact:7", "ask:3"). A `quiet` one edits its card or is not sent at all.
    """

    to: Address
    spoken: Spoken
    card: str = ""
    about: str = ""
    under: str = ""
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class AskMembership:
    """A question to a channel: is this person still in that chat?

    The answer comes back as `said` once more, with its `member` filled in.
    """

    to: Address
    person: str
    said: Said


@dataclass(frozen=True, slots=True)
class Fetch:
    """An errand to a channel: get what somebody sent on to our disk, before it is gone there.

    Where that cannot be done, `Unfetched` comes in.
    """

    to: Address
    attachment: Attachment


@dataclass(frozen=True, slots=True)
class Inspect:
    """An errand to a channel: see what a file is worth as a logo. `Inspected` comes in."""

    to: Address
    attachment: Attachment
    order: int = 0


Errand: TypeAlias = AskMembership | Fetch | Inspect
"""What a channel does for us without showing anybody anything."""

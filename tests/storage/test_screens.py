"""The screens of the desk's own little messenger."""

from handlers.messages import Attachment, Spoken, SpokenChoice
from storage import batch, screens
from storage.codec import Arrival, Drawing
from storage.database import Database
from tests import desks
from tests.desks import NOON


async def show(database: Database, chat: str, text: str, sender: str = "") -> int:
    return await database.write(
        lambda c: screens.show(c, chat, sender, sender, Drawing(text=text), NOON)
    )


async def seen(database: Database, chats: list[str], since: int = 0) -> list[str]:
    found = await database.read(lambda c: screens.since(c, chats, since))
    return [shown.drawing.text for shown in found]


async def test_a_viewer_sees_what_is_new_in_their_chats(database: Database) -> None:
    await show(database, "dewi", "one")
    await show(database, "other", "not hers")
    await show(database, "dewi", "two")
    assert await seen(database, ["dewi"]) == ["one", "two"]
    assert await seen(database, ["dewi"], since=1) == ["two"]
    assert await seen(database, ["dewi", "other"], since=3) == []
    assert await seen(database, []) == []


async def test_a_changed_message_is_news_again(database: Database) -> None:
    key = await show(database, "dewi", "one")
    await show(database, "dewi", "two")
    edited = Drawing(text="one, changed", edited=True)
    assert await database.write(lambda c: screens.change(c, key, edited))
    assert await seen(database, ["dewi"], since=2) == ["one, changed"]
    assert not await database.write(lambda c: screens.change(c, 99, edited))


async def test_a_message_is_found_in_its_own_chat_only(database: Database) -> None:
    key = await show(database, "dewi", "one", "dewi")
    found = await database.read(lambda c: screens.message(c, "dewi", key))
    assert found == screens.Shown(key, "dewi", "dewi", "dewi", Drawing(text="one"), NOON, 1)
    assert await database.read(lambda c: screens.message(c, "other", key)) is None


async def test_what_never_reached_the_inbox_is_found(database: Database) -> None:
    heard = await show(database, "dewi", "heard", "dewi")
    await show(database, "dewi", "lost", "dewi")
    await show(database, "dewi", "from the desk")
    arrival = Arrival("local", str(heard), "{}")
    await database.write(lambda c: batch.take(c, [arrival], desks.SHOP, NOON))
    lost = await database.read(lambda c: screens.unheard(c, "local"))
    assert [shown.drawing.text for shown in lost] == ["lost"]


def test_a_finished_message_is_drawn_whole() -> None:
    choice = SpokenChoice("/order", "Pesan")
    picture = Attachment("local", "ref", "logo.png")
    spoken = Spoken("Halo", "id", (choice,), closed=False, picture=picture)
    assert screens.drawn(spoken, answers="3", edited=True) == Drawing(
        text="Halo",
        language="id",
        choices=(choice,),
        closed=False,
        files=(picture,),
        answers="3",
        edited=True,
    )
    assert screens.drawn(desks.spoken()).files == ()

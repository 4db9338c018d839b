"""Verbs of residents: start, block, say, edit, delete."""

from typing import Any

from sandbox.control import need, verb, which_bot
from sandbox.errors import Json, refuse
from sandbox.methods.media import describe
from sandbox.people import ANONYMOUS, CHANNEL_BOT, Chat, Member, Person
from sandbox.schema import Upload
from sandbox.state import Bot, World
from sandbox.text import detect, units

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060"
    "000000050001a5f645400000000049454e44ae426082"
)
SAMPLES = {
    "photo": ("photo.png", "image/png", PIXEL), "document": ("document.pdf", "application/pdf", b"%PDF-1.4\n%%EOF\n"),
    "voice": ("voice.ogg", "audio/ogg", b"OggS"), "sticker": ("sticker.webp", "image/webp", b"RIFF\0\0\0\0WEBP"),
}  # fmt: skip


def place(world: World, body: Json, person: Person) -> Chat:
    """The chat a resident acts in; a private one must have been started."""
    bot = which_bot(world, body)
    id_ = body.get("chat") or person.id
    if id_ == person.id:
        if bot.id not in person.started:
            refuse(f"{person.first_name} has not started the bot.")
        return world.private(bot, person)
    chat = world.chats.get(id_) or refuse(f"There is no chat {id_}.")
    if chat.migrated_to:
        refuse(f"This group has become the supergroup {chat.migrated_to}.")
    if not (chat.members.get(person.id) or Member("left")).inside:
        refuse(f"{person.first_name} is not in this group.")
    return chat


def words(text: Any) -> Json:
    if not isinstance(text, str) or not text.strip():
        refuse("The text is empty.")
    if units(text) > 4096:
        refuse("The text is longer than 4096.")
    entities = sorted(detect(text, []), key=lambda entity: int(entity["offset"]))
    return {"text": text} | ({"entities": entities} if entities else {})


def write(world: World, chat: Chat, person: Person, text: str) -> Json:
    message = world.post(chat, {"from": person.user()}, words(text))
    world.tell(chat, "message", message)
    return message


def set_blocked(world: World, person: Person, bot: Bot, blocked: bool) -> None:
    (person.blocked.add if blocked else person.blocked.discard)(bot.id)
    old, new = (Member("member"), Member("kicked"))[:: 1 if blocked else -1]
    change: Json = {"chat": world.private(bot, person).brief(), "from": person.user(), "date": world.date()}
    change |= {"old_chat_member": old.view(bot.user()), "new_chat_member": new.view(bot.user())}
    world.show_person(person)
    world.deliver(bot, "my_chat_member", change)


@verb("start", "user payload bot")
def start(world: World, body: Json) -> Json:
    person, bot = world.person(need(body, "user")), which_bot(world, body)
    if bot.id in person.blocked:
        set_blocked(world, person, bot, False)
    if bot.id not in person.started:
        person.started.add(bot.id)
        world.show_person(person)
    payload = body.get("payload") or ""
    message = write(world, world.private(bot, person), person, f"/start {payload}".strip())
    return {"message_id": message["message_id"]}


@verb("block", "user bot")
def block(world: World, body: Json) -> Json:
    person, bot = world.person(need(body, "user")), which_bot(world, body)
    if bot.id not in person.blocked:
        set_blocked(world, person, bot, True)
    return person.view(bot.id)


@verb("unblock", "user bot")
def unblock(world: World, body: Json) -> Json:
    person, bot = world.person(need(body, "user")), which_bot(world, body)
    if bot.id in person.blocked:
        set_blocked(world, person, bot, False)
    return person.view(bot.id)


def content_of(world: World, chat: Chat, body: Json) -> Json:
    if body.get("text") is not None:
        return words(body["text"])
    if body.get("location"):
        return {"location": body["location"]}
    if body.get("contact"):
        return {"contact": body["contact"]}
    for kind, (name, mime, data) in SAMPLES.items():
        if wish := body.get(kind):
            upload = Upload(wish if isinstance(wish, str) else name, data, mime)
            shown = describe(world.keep_file(upload, kind, {bot.id for bot in world.bots_in(chat)}), kind)
            caption = body.get("caption")
            return shown | ({"caption": caption} if caption else {})
    return refuse("There is nothing to say.")


@verb("say", "user chat bot text location contact photo document voice sticker caption reply_to thread "
      "as_anonymous forward via_channel")  # fmt: skip
def say(world: World, body: Json) -> Json:
    person = world.person(need(body, "user"))
    chat = place(world, body, person)
    if chat.person and chat.bot in person.blocked:
        refuse(f"{person.first_name} has blocked the bot.")
    sender = sender_of(chat, person, body)
    content = content_of(world, chat, body)
    if body.get("forward"):
        content["forward_origin"] = {
            "type": "hidden_user",
            "sender_user_name": "Une voisine",
            "date": world.date(),
        }
    thread = body.get("thread") if body.get("thread") != 1 else None  # 1 is General
    if (reply := body.get("reply_to")) is not None:
        if reply not in chat.messages:
            refuse(f"There is no message {reply} to answer.")
        content = {"reply_to_message": world.quoted(chat, reply)} | content
        thread = thread or chat.messages[reply].get("message_thread_id")
    check_thread(chat, person, thread)
    message = world.post(chat, sender, content, thread)
    world.tell(chat, "channel_post" if chat.type == "channel" else "message", message)
    return {"message_id": message["message_id"]}


def sender_of(chat: Chat, person: Person, body: Json) -> Json:
    member = chat.members.get(person.id) or Member("member")
    if chat.type == "channel":
        return {"sender_chat": chat.brief()} if member.admin else refuse(f"{person.first_name} cannot post here.")
    if chat.person is None and body.get("via_channel"):
        channel = {"id": -1001111111111, "title": f"Chaîne de {person.first_name}", "type": "channel"}
        return {"from": CHANNEL_BOT, "sender_chat": channel}
    if chat.person is None and body.get("as_anonymous", member.anonymous):
        if not member.admin:
            refuse(f"{person.first_name} administers nothing here.")
        return {"from": ANONYMOUS, "sender_chat": chat.brief()}
    return {"from": person.user()}


def check_thread(chat: Chat, person: Person, thread: int | None) -> None:
    if thread is None:
        if chat.forum and chat.general_closed and not chat.members[person.id].admin:
            refuse("The general topic is closed.")
        return
    topic = chat.topics.get(thread) or refuse(f"There is no topic {thread}.")
    if topic.closed and not chat.members[person.id].admin:
        refuse("This topic is closed.")


@verb("edit", "user chat bot message text")
def edit(world: World, body: Json) -> Json:
    person = world.person(need(body, "user"))
    chat, id_ = place(world, body, person), need(body, "message")
    message = chat.messages.get(id_)
    if message is None or message.get("from", {}).get("id") != person.id or "text" not in message:
        refuse(f"{person.first_name} has no text {id_} to edit.")
    kept = {key: value for key, value in message.items() if key not in ("text", "entities")}
    new = world.replace(chat, kept | words(need(body, "text")) | {"edit_date": world.date()})
    world.tell(chat, "edited_message", new)
    return {"message_id": id_}


@verb("delete", "chat bot message")
def delete(world: World, body: Json) -> Json:
    """Telegram tells bots nothing of deletions."""
    chat = world.chat(need(body, "chat"), which_bot(world, body).id)
    if need(body, "message") not in chat.messages:
        refuse(f"There is no message {body['message']}.")
    world.erase(chat, [body["message"]])
    return {}

"""Verbs on persons, groups, members and topics."""

from sandbox.control import need, verb, which_bot
from sandbox.errors import Json, refuse
from sandbox.people import ADMIN_RIGHTS, ANONYMOUS, Chat, Member, Person
from sandbox.state import World


def group_chat(world: World, body: Json) -> Chat:
    id_ = need(body, "chat")
    return world.chats.get(id_) or refuse(f"There is no group {id_}.")


@verb("users", "first_name last_name id language_code username age")
def users(world: World, body: Json) -> Json:
    world.last_ids[0] += 1
    body = {"id": world.last_ids[0]} | {key: value for key, value in body.items() if value is not None}
    need(body, "first_name")
    if world.user(body["id"]):
        refuse(f"{body['id']} is somebody already.")
    person = world.people[body["id"]] = Person(**body)
    world.show_person(person)
    return person.view(world.main.id)


def new_group_id(world: World, type_: str) -> int:
    world.last_ids[1] += 1
    return -world.last_ids[1] if type_ == "group" else -(world.last_ids[2] + world.last_ids[1])


@verb("groups", "title type forum creator members id username slow_mode")
def groups(world: World, body: Json) -> Json:
    type_ = body.get("type") or ("supergroup" if body.get("forum") else "group")
    if type_ not in ("group", "supergroup", "channel") or (body.get("forum") and type_ != "supergroup"):
        refuse("A group is a group, a supergroup (the only one with topics) or a channel.")
    chat = Chat(body.get("id") or new_group_id(world, type_), type_, need(body, "title"), body.get("username"))
    chat.forum, chat.slow_mode = bool(body.get("forum")), body.get("slow_mode") or 0
    chat.last_id = int(chat.forum)  # 1 is the General topic
    for id_ in body.get("members", []):
        chat.members[world.person(id_).id] = Member("member")
    chat.members[world.person(need(body, "creator")).id] = Member("creator")
    world.chats[chat.id] = chat
    world.show_chat(chat)
    return chat.view(messages=True)


@verb("channels", "title creator members id username")
def channels(world: World, body: Json) -> Json:
    view = groups(world, body | {"type": "channel"})
    assert isinstance(view, dict)
    return view


@verb("member", "chat user action by")
def member(world: World, body: Json) -> Json:
    chat, id_, action = group_chat(world, body), need(body, "user"), need(body, "action")
    user = world.person(id_).user()
    old = chat.members.get(id_) or Member("left")
    by = world.person(body["by"]).user() if body.get("by") else None
    match action:
        case "join":
            chat.requests.discard(id_)
            world.set_member(chat, id_, "member", by or user)
            world.service(chat, {"from": by or user}, {"new_chat_members": [user]})
        case "leave" | "kick":
            if not old.inside:
                refuse(f"{user['first_name']} is not there.")
            by = by or (user if action == "leave" else creator(world, chat))
            world.set_member(chat, id_, "left" if action == "leave" else "kicked", by)
            world.service(chat, {"from": by}, {"left_chat_member": user})
        case "promote" | "demote":
            status = "administrator" if action == "promote" else "member"
            world.set_member(chat, id_, status, by or creator(world, chat))
        case "anonymous" | "not_anonymous":
            if not old.admin:
                refuse(f"{user['first_name']} administers nothing there.")
            hidden = action == "anonymous"
            world.set_member(chat, id_, old.status, user, anonymous=hidden, rights=old.rights)
        case "join_request":
            ask_to_join(world, chat, user)
        case _:
            refuse(f"There is no action {action}.")
    return chat.view(messages=False)


def creator(world: World, chat: Chat) -> Json:
    ids = [id_ for id_, m in chat.members.items() if m.status == "creator"]
    return world.person(ids[0]).user() if ids else ANONYMOUS


def ask_to_join(world: World, chat: Chat, user: Json) -> None:
    chat.requests.add(user["id"])
    request = {"chat": chat.brief(), "from": user, "user_chat_id": user["id"], "date": world.date()}
    for bot in world.bots_in(chat):
        if chat.members[bot.id].can("can_invite_users") and chat.members[bot.id].admin:
            world.deliver(bot, "chat_join_request", request)


@verb("migrate", "chat")
def migrate(world: World, body: Json) -> Json:
    old = group_chat(world, body)
    if old.type != "group" or old.migrated_to:
        refuse("Only a basic group becomes a supergroup, once.")
    new = Chat(new_group_id(world, "supergroup"), "supergroup", old.title, members=dict(old.members))
    new.permissions = dict(old.permissions)
    world.chats[new.id] = new
    by = {"from": creator(world, old)}
    world.show_chat(new)
    old.migrated_to = new.id
    world.service(old, by, {"migrate_to_chat_id": new.id})
    new_by = {"from": ANONYMOUS, "sender_chat": new.brief()}
    world.service(new, new_by, {"migrate_from_chat_id": old.id})
    world.show_chat(old)
    return {"new_chat": new.id}


@verb("delete_chat", "chat")
def delete_chat(world: World, body: Json) -> Json:
    chat = group_chat(world, body)
    chat.deleted = True
    world.show_chat(chat)
    return {}


@verb("topic", "chat action id name")
def topic(world: World, body: Json) -> Json:
    chat, action = group_chat(world, body), need(body, "action")
    if not chat.forum:
        refuse("This group has no topics.")
    by = {"from": creator(world, chat)}
    if action == "create":
        made = world.add_topic(chat, need(body, "name"), by)
        return {"id": made.id, "name": made.name, "closed": False}
    if body.get("id") in (None, 0, 1, "general"):
        chat.general_closed = action == "close"
    else:
        found = chat.topics.get(body["id"]) or refuse(f"There is no topic {body['id']}.")
        if action == "delete":
            del chat.topics[found.id]
            inside = [id_ for id_, m in chat.messages.items() if m.get("message_thread_id") == found.id]
            world.erase(chat, inside)
        elif action in ("close", "reopen"):
            found.closed = action == "close"
            word = "forum_topic_closed" if found.closed else "forum_topic_reopened"
            world.service(chat, by, {word: {}}, found.id)
        else:
            refuse(f"There is no action {action}.")
    world.show_chat(chat)
    return chat.view(messages=False)


@verb("deactivate", "user")
def deactivate(world: World, body: Json) -> Json:
    person = world.person(need(body, "user"))
    person.deactivated = True
    world.show_person(person)
    return person.view(world.main.id)


@verb("add_bot", "chat by payload admin bot")
def add_bot(world: World, body: Json) -> Json:
    from sandbox.control.talk import write

    chat, bot, by = group_chat(world, body), which_bot(world, body), world.person(need(body, "by"))
    if not (chat.members.get(by.id) or Member("left")).inside:
        refuse(f"{by.first_name} is not in this group.")
    if (m := chat.members.get(bot.id)) and m.inside:
        refuse("The bot is there already.")
    status = "administrator" if body.get("admin") or chat.type == "channel" else "member"
    world.set_member(chat, bot.id, status, by.user())
    if chat.type != "channel":
        world.service(chat, {"from": by.user()}, {"new_chat_members": [bot.user()]})
    if body.get("payload") is not None:
        write(world, chat, by, f"/start@{bot.username} {body['payload']}".strip())
    return chat.view(messages=False)


@verb("remove_bot", "chat by bot")
def remove_bot(world: World, body: Json) -> Json:
    chat, bot = group_chat(world, body), which_bot(world, body)
    by = world.person(body["by"]).user() if body.get("by") else creator(world, chat)
    if not (m := chat.members.get(bot.id)) or not m.inside:
        refuse("The bot is not there.")
    world.set_member(chat, bot.id, "kicked", by)
    world.service(chat, {"from": by}, {"left_chat_member": bot.user()})
    return chat.view(messages=False)


@verb("bot_rights", "chat by bot can_send admin can_send_messages can_send_photos can_send_documents can_send_polls "
      + " ".join(ADMIN_RIGHTS))  # fmt: skip
def bot_rights(world: World, body: Json) -> Json:
    chat, bot = group_chat(world, body), which_bot(world, body)
    by = world.person(body["by"]).user() if body.get("by") else creator(world, chat)
    old = chat.members.get(bot.id)
    if old is None or not old.inside:
        refuse("The bot is not there.")
    rights = {key: value for key, value in body.items() if key.startswith("can_") and key != "can_send"}
    status = old.status
    if "admin" in body:
        status = "administrator" if body["admin"] else "member"
    if "can_send" in body and status != "administrator":
        status = "member" if body["can_send"] else "restricted"
    world.set_member(chat, bot.id, status, by, rights=rights or (old.rights if status == old.status else {}))
    return chat.view(messages=False)

"""What a bot asks about chats, and what it changes in them."""

from sandbox.errors import Json, bad
from sandbox.methods import Call, method
from sandbox.methods.access import me, reach
from sandbox.people import SEND_RIGHTS, Chat, Member
from sandbox.text import units

GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def need(call: Call, chat: Chat, right: str, words: str = "not enough rights") -> None:
    if not me(call, chat).can(right) and not (chat.type == "group" and chat.permissions.get(right)):
        bad(words)


def full(call: Call, chat: Chat) -> Json:
    found: Json = chat.brief() | {"accent_color_id": 0, "max_reaction_count": 11}
    found["accepted_gift_types"] = dict.fromkeys(GIFTS, False)
    if chat.description:
        found["description"] = chat.description
    if chat.type in ("group", "supergroup"):
        found["permissions"] = {right: chat.permissions.get(right, True) for right in SEND_RIGHTS}
    if chat.slow_mode:
        found["slow_mode_delay"] = chat.slow_mode
    if chat.pinned and chat.pinned[-1] in chat.messages:
        found["pinned_message"] = call.world.quoted(chat, chat.pinned[-1])
    return found


@method("getChat")
def get_chat(call: Call) -> Json:
    return full(call, reach(call, call.params["chat_id"]))


def group(call: Call) -> Chat:
    chat = reach(call, call.params["chat_id"])
    if chat.type == "private":
        bad("there are no administrators in the private chat")
    return chat


@method("getChatMember")
def get_member(call: Call) -> Json:
    chat, id_ = reach(call, call.params["chat_id"]), call.params["user_id"]
    user = call.world.user(id_)
    if user is None:
        bad("PARTICIPANT_ID_INVALID" if chat.type != "private" else "user not found")
    if chat.type == "private":
        return Member("member").view(user)
    return chat.members.get(id_, Member("left")).view(user)


@method("getChatAdministrators")
def get_administrators(call: Call) -> list[Json]:
    members = group(call).members
    return [member.view(user) for id_, member in members.items() if member.admin and (user := call.world.user(id_))]


@method("getChatMemberCount")
def count_members(call: Call) -> int:
    chat = reach(call, call.params["chat_id"])
    return 2 if chat.type == "private" else sum(member.inside for member in chat.members.values())


@method("leaveChat")
def leave(call: Call) -> bool:
    chat = group(call)
    call.world.set_member(chat, call.bot.id, "left", call.bot.user())
    content = {"left_chat_member": call.bot.user()}
    call.world.service(chat, {"from": call.bot.user()}, content)
    return True


@method("setChatTitle", "setChatDescription", "setChatPermissions")
def set_chat(call: Call) -> bool:
    chat, p = group(call), call.params
    need(call, chat, "can_restrict_members" if call.method == "setChatPermissions" else "can_change_info")
    match call.method:
        case "setChatTitle":
            if not 1 <= units(p["title"]) <= 128:
                bad("title must be non-empty" if not p["title"] else "chat title is too long")
            chat.title = p["title"]
            call.world.service(chat, {"from": call.bot.user()}, {"new_chat_title": chat.title})
        case "setChatDescription":
            if units(p.get("description", "")) > 255:
                bad("chat description is too long")
            if p.get("description", "") == chat.description:
                bad("chat description is not modified")
            chat.description = p.get("description", "")
        case _:
            chat.permissions = p["permissions"]
    call.world.show_chat(chat)
    return True


@method("pinChatMessage", "unpinChatMessage", "unpinAllChatMessages")
def pin(call: Call) -> bool:
    chat, id_ = reach(call, call.params["chat_id"]), call.params.get("message_id")
    need(call, chat, "can_pin_messages", "not enough rights to manage pinned messages in the chat")
    world = call.world
    if call.method == "unpinAllChatMessages":
        chat.pinned.clear()
    elif call.method == "unpinChatMessage":
        id_ = id_ or (chat.pinned[-1] if chat.pinned else None)
        if id_ not in chat.pinned:
            bad("message to unpin not found")
        chat.pinned.remove(id_)
    else:
        if id_ not in chat.messages:
            bad("message to pin not found")
        chat.pinned = [other for other in chat.pinned if other != id_] + [id_]
        world.post(chat, {"from": call.bot.user()}, {"pinned_message": world.quoted(chat, id_)})
    world.journal.add("pin", chat_id=chat.id, message_id=chat.pinned[-1] if chat.pinned else None)
    return True


@method("setMessageReaction")
def react(call: Call) -> bool:
    chat, id_ = reach(call, call.params["chat_id"]), call.params["message_id"]
    reactions = call.get("reaction", [])
    if id_ not in chat.messages:
        bad("message to react not found")
    if len(reactions) > 1:
        bad("REACTIONS_TOO_MANY")
    if any(reaction["type"] != "emoji" for reaction in reactions):
        bad("REACTION_INVALID")
    emoji = reactions[0]["emoji"] if reactions else None
    call.world.journal.add("reaction", chat_id=chat.id, message_id=id_, user_id=call.bot.id, emoji=emoji)
    return True


@method("createChatInviteLink", "exportChatInviteLink")
def create_link(call: Call) -> Json | str:
    chat = group(call)
    need(call, chat, "can_invite_users", "not enough rights to manage chat invite link")
    url = f"https://t.me/+sandbox{call.world.next('L')}"
    link: Json = {
        "invite_link": url, "creator": call.bot.user(), "is_primary": call.method == "exportChatInviteLink",
        "creates_join_request": call.get("creates_join_request", False), "is_revoked": False,
    }  # fmt: skip
    link |= {key: call.params[key] for key in ("name", "expire_date", "member_limit") if key in call.params}
    chat.links[url] = link
    return url if call.method == "exportChatInviteLink" else link


@method("revokeChatInviteLink")
def revoke_link(call: Call) -> Json:
    chat = group(call)
    need(call, chat, "can_invite_users", "not enough rights to manage chat invite link")
    link = chat.links.get(call.params["invite_link"])
    if link is None:
        bad("INVITE_HASH_EXPIRED")
    link["is_revoked"] = True
    return link


@method("approveChatJoinRequest", "declineChatJoinRequest")
def answer_request(call: Call) -> bool:
    chat, id_ = group(call), call.params["user_id"]
    need(call, chat, "can_invite_users")
    if id_ not in chat.requests:
        bad("HIDE_REQUESTER_MISSING")
    chat.requests.discard(id_)
    if call.method == "approveChatJoinRequest":
        call.world.set_member(chat, id_, "member", call.bot.user())
    return True


@method("banChatMember", "unbanChatMember", "restrictChatMember", "promoteChatMember")
def change_member(call: Call) -> bool:
    chat, id_, world = group(call), call.params["user_id"], call.world
    promote = call.method == "promoteChatMember"
    need(call, chat, "can_promote_members" if promote else "can_restrict_members")
    member = chat.members.get(id_)
    if world.user(id_) is None:
        bad("PARTICIPANT_ID_INVALID")
    if member and member.status == "creator":
        bad("can't remove chat owner")
    if member and member.admin and not promote:
        bad("user is an administrator of the chat")
    by = call.bot.user()
    match call.method:
        case "banChatMember":
            world.set_member(chat, id_, "kicked", by)
        case "unbanChatMember":
            if not (call.get("only_if_banned") and (member is None or member.status != "kicked")):
                world.set_member(chat, id_, "left", by)
        case "restrictChatMember":
            world.set_member(chat, id_, "restricted", by, rights=call.params["permissions"])
        case _:
            rights = {key: value for key, value in call.params.items() if key.startswith("can_")}
            world.set_member(chat, id_, "administrator" if any(rights.values()) else "member", by, rights=rights)
    return True

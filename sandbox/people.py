"""Who lives in the sandbox: persons, bots, chats, members. Plain records and their Bot API views."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.errors import Json

ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
CHANNEL_BOT = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
LINKED = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
ADMIN_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
    "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories",
    "can_delete_stories", "can_pin_messages", "can_manage_topics", "can_post_messages", "can_edit_messages",
)  # fmt: skip
SEND_RIGHTS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_react_to_messages", "can_edit_tag", "can_change_info", "can_invite_users",
    "can_pin_messages", "can_manage_topics",
)  # fmt: skip
INSIDE = ("creator", "administrator", "member", "restricted")


@dataclass
class Person:
    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = "fr"
    age: int | None = None
    started: set[int] = field(default_factory=set)  # ids of bots
    blocked: set[int] = field(default_factory=set)
    deactivated: bool = False

    def user(self) -> Json:
        optional = {
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        found = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        return found | {key: value for key, value in optional.items() if value}

    def view(self, bot: int) -> Json:
        more = {"age": self.age, "started": bot in self.started, "blocked": bot in self.blocked}
        every = {"started_bots": sorted(self.started), "blocked_bots": sorted(self.blocked)}
        return self.user() | more | every | {"deactivated": self.deactivated}


@dataclass
class Member:
    status: str
    anonymous: bool = False
    rights: dict[str, bool] = field(default_factory=dict)

    @property
    def inside(self) -> bool:
        return self.status in INSIDE

    @property
    def admin(self) -> bool:
        return self.status in ("creator", "administrator")

    def can(self, right: str) -> bool:
        return self.status == "creator" or (self.status == "administrator" and self.rights.get(right, True))

    def view(self, user: Json) -> Json:
        found: Json = {"status": self.status, "user": user}
        if self.status == "creator":
            found["is_anonymous"] = self.anonymous
        elif self.status == "administrator":
            found |= {
                "can_be_edited": False,
                "is_anonymous": self.anonymous,
                "can_send_welcome_messages": True,
            }
            found |= {right: self.rights.get(right, right != "can_promote_members") for right in ADMIN_RIGHTS}
        elif self.status == "restricted":
            found |= {"is_member": True, "until_date": 0}
            found |= {right: self.rights.get(right, False) for right in SEND_RIGHTS}
        elif self.status == "kicked":
            found["until_date"] = 0
        return found


@dataclass
class Topic:
    id: int
    name: str
    closed: bool = False


@dataclass
class Chat:
    id: int
    type: str
    title: str = ""
    username: str | None = None
    forum: bool = False
    bot: int = 0  # private chats: the bot it is with
    person: Person | None = None
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    general_closed: bool = False
    messages: dict[int, Json] = field(default_factory=dict)
    authors: dict[int, int] = field(default_factory=dict)  # message id -> bot that sent it
    fixed: set[int] = field(default_factory=set)  # messages a bot cannot edit (they carried a reply keyboard)
    last_id: int = 0
    last_bot: int = 0
    pinned: list[int] = field(default_factory=list)
    keyboards: dict[int, Json] = field(default_factory=dict)  # person, 0 for all -> reply keyboard
    permissions: dict[str, bool] = field(default_factory=dict)
    links: dict[str, Json] = field(default_factory=dict)
    requests: set[int] = field(default_factory=set)  # persons who asked to join
    description: str = ""
    slow_mode: int = 0
    migrated_to: int | None = None
    deleted: bool = False

    def brief(self) -> Json:
        if self.person is not None:
            user = self.person.user()
            names: Json = {key: user[key] for key in ("first_name", "last_name", "username") if key in user}
            return {"id": self.id, **names, "type": "private"}
        found: Json = {"id": self.id, "title": self.title, "type": self.type}
        if self.username:
            found["username"] = self.username
        return found | ({"is_forum": True} if self.forum else {})

    def view(self, messages: bool) -> Json:
        """What the control side shows; `messages` only in a snapshot, events bring them one by one."""
        found: Json = {
            "id": self.id, "type": self.type, "title": self.title or self.brief().get("first_name", ""),
            "is_forum": self.forum, "slow_mode": self.slow_mode, "migrated_to": self.migrated_to,
            "deleted": self.deleted, "general_closed": self.general_closed, "description": self.description,
            "topics": [{"id": t.id, "name": t.name, "closed": t.closed} for t in self.topics.values()],
            "members": [
                {"user": id_, "status": m.status, "anonymous": m.anonymous, "rights": m.rights}
                for id_, m in self.members.items()
            ],
            "pinned": self.pinned[-1] if self.pinned else None,
            "keyboards": {str(id_): markup for id_, markup in self.keyboards.items()},
        }  # fmt: skip
        if self.bot:
            found["bot"] = self.bot
        return found | ({"messages": list(self.messages.values())} if messages else {})


@dataclass
class File:
    id: str
    data: bytes
    name: str
    mime: str
    kind: str
    bots: set[int]

    def path(self) -> str:
        return f"{self.kind}s/{self.id}-{self.name}"


@dataclass
class Tap:
    id: str
    bot: int
    user: int
    chat: int
    at: float
    answered: bool = False


Payload = dict[str, Any]

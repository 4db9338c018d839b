"""Two readers of one format: what the light one reads, the full one reads the same."""

from __future__ import annotations

import copy
from collections import Counter
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.telegram.light import SAYS_MORE, light
from bot.telegram.listen import make_listener
from bot.telegram.raw import FILES
from bot.telegram.reading import Unreadable, read, read_whole
from rules.incoming import Incoming, Ordered, Tapped, Typed

BOT = "town_bot"
EAR = make_listener("123456:SANDBOX", "http://127.0.0.1:1")
ODILE = {"id": 7, "is_bot": False, "first_name": "Odile", "last_name": "B", "username": "odile",
         "language_code": "fr-FR", "is_premium": True}
US = {"id": 123456, "is_bot": True, "first_name": "Tous Voisins", "username": "Town_Bot"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Odile"}
GROUP = {"id": -1007, "type": "supergroup", "title": "Rue du Test", "is_forum": True}
WORDS = {"message_id": 90, "date": 1790000000, "chat": PRIVATE, "from": ODILE, "text": "Bonjour à vous"}
BOLD = {"entities": [{"type": "bold", "offset": 0, "length": 7}]}
UNDER = {"message_id": 91, "date": 1790000000, "chat": PRIVATE, "from": US, "text": "On reprend ?",
         "reply_markup": {"inline_keyboard": [[{"text": "Oui", "callback_data": "menu"}]]}}
TAP = {"id": "99", "from": ODILE, "message": UNDER, "chat_instance": "1", "data": "c:ask:7:when:1"}
CHANGED = {"chat": PRIVATE, "from": ODILE, "date": 1790000000, "old_chat_member": {"user": US, "status": "member"},
           "new_chat_member": {"user": US, "status": "kicked", "until_date": 0}}
KINDS: list[dict[str, Any]] = [
    {"message": WORDS}, {"message": WORDS | BOLD}, {"message": WORDS | {"text": "/start -_aB"}},
    {"message": WORDS | {"text": "/besoin@other_bot"}}, {"message": WORDS | {"chat": GROUP}},
    {"message": WORDS | {"reply_to_message": UNDER}},
    {"message": WORDS | {"location": {"latitude": 1, "longitude": 2}}},
    {"message": {**WORDS, "text": None, "photo": [{"file_id": "p", "file_unique_id": "u", "width": 1, "height": 1}]}},
    {"callback_query": TAP}, {"callback_query": TAP | {"message": UNDER | {"chat": GROUP}}},
    {"callback_query": TAP | {"message": {"chat": PRIVATE, "message_id": 91, "date": 0}}},
    {"callback_query": TAP | {"inline_message_id": "5"}}, {"edited_message": WORDS | {"edit_date": 1790000001}},
    {"my_chat_member": CHANGED}, {"chat_member": CHANGED | {"chat": GROUP}}, {"message_reaction": {}}, {"poll": {}}]
JUNK = [None, "", 0, -1, 2**31, 2**40, 2**63, 2**70, True, False, 1.5, "\0", "é\0", "\ud83d", "x" * 5000, [], {}, [1],
        "7", 1087968824, 777000, 136817688, "private", "supergroup", {"id": 7}, "fr", "-", "/", "/a\0", "👋"]
NAMES = sorted({*SAYS_MORE, *FILES, "caption", "entities", "text", "title", "is_bot", "via_bot", "date", "id", "type",
                "chat_instance", "data", "inline_message_id", "game_short_name", "something_to_come"})


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else ()
    return [path, *(place for key, part in inside for place in places(part, (*path, key)))]


@st.composite
def updates(draw: st.DrawFn) -> dict[str, Any]:
    """An update of any kind, with up to three things gone, come or changed anywhere in it."""
    raw = copy.deepcopy({"update_id": 5} | draw(st.sampled_from(KINDS)))
    for _change in range(draw(st.integers(0, 3))):
        *path, last = draw(st.sampled_from(places(raw)[1:]))
        where: Any = raw
        for key in path:
            where = where[key]
        what = draw(st.sampled_from(("gone", "changed", "come")))
        if what == "gone":
            del where[last]
        elif what == "changed":
            where[last] = copy.deepcopy(draw(st.sampled_from(JUNK)))
        elif isinstance(where[last], dict):
            where[last][draw(st.sampled_from(NAMES))] = copy.deepcopy(draw(st.sampled_from(JUNK)))
        if not raw:
            break
    return raw


def whole(raw: dict[str, Any]) -> Incoming | str | None:
    try:
        return read_whole(EAR, raw, BOT)
    except Unreadable:
        return "unreadable"


@settings(max_examples=1500, deadline=None)
@given(updates())
@example({"update_id": 5, "message": WORDS | {"text": "\0"}})
@example({"update_id": 5, "message": WORDS | {"from": ODILE | {"first_name": "Élo\ud83d"}}})
@example({"update_id": True, "message": WORDS})
def test_what_is_read_lightly_is_what_is_read_in_full(raw: dict[str, Any]) -> None:
    found = light(copy.deepcopy(raw), BOT)
    assert found is None or found == whole(raw), raw


def test_each_kind_is_read_the_same_and_the_common_ones_lightly() -> None:
    lightly: Counter[str] = Counter()
    for kind in KINDS:
        raw = {"update_id": 5} | kind
        expected = whole(raw)
        if expected == "unreadable":
            continue
        assert read(EAR, raw, BOT) == expected
        found = light(raw, BOT)
        lightly[type(found.event).__name__ if found else "declined"] += 1
    assert lightly == {Typed.__name__: 2, Ordered.__name__: 1, Tapped.__name__: 1, "declined": 13}

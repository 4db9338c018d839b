"""What was said, done and kept: messages, hours, gestes, plans, and the small rows of every day."""

import json
from collections.abc import Iterator

from benchmarks.seed_rows import A_WORD, AT_A_TIME, FIRST_UPDATE, Row, Town, table
from rules.kinds import encode
from rules.screens import screen


@table("message", "id kind params purpose policy author_id weight created_at")
def messages(town: Town) -> Iterator[Row]:
    kind, said = encode(screen(A_WORD))
    params = json.dumps(said, ensure_ascii=False)
    for n in range(1, town.size.messages + 1):
        yield n, kind, params, "notice", "at_most_once", None, 1, town.ago(24 * 29 - n * 690 // town.size.messages)


@table("delivery", "id message_id address_id lane vt state attempts epoch not_before not_after telegram_id changed_at")
def deliveries(town: Town) -> Iterator[Row]:
    several = -(-town.size.deliveries // town.size.messages)
    everywhere = town.size.people + town.size.groups
    for n in range(town.size.deliveries):
        message, address = n // several + 1, n * AT_A_TIME % everywhere + 1
        at = town.ago(24 * 29 - min(message, town.size.messages) * 690 // town.size.messages)
        if n % 500:
            yield n + 1, message, address, 2, 0, "sent", 1, 1, None, None, 1000 + n, at
        else:
            yield n + 1, message, address, 2, 0, "waiting", 0, 0, town.ago(-24), None, None, at


@table("help_card", "request_id group_id delivery_id")
def cards(town: Town) -> Iterator[Row]:
    for n in range(1, town.size.requests + 1):
        yield n, n % town.size.groups + 1, n * 4 + 2


@table("mention", "message_id person_id")
def mentions(town: Town) -> Iterator[Row]:
    for n in range(1, town.size.messages // 2 + 1):
        yield n, town.person(n)


@table("hour_entry", "id person_id kind minutes day state group_id at")
def hours(town: Town) -> Iterator[Row]:
    for n in range(1, town.size.hours + 1):
        days = 700 - n * 699 // town.size.hours
        group = n % town.size.groups + 1
        yield n, town.person(n), "voisinage", 30, town.day(days), "declared", group, town.ago(24 * days)


@table("geste_shown", "id owner day geste at")
def shown(town: Town) -> Iterator[Row]:
    owners = town.size.groups + town.size.plans
    for n in range(town.size.shown):
        owner, days = n % owners, n // owners + 1
        key = f"g{owner + 1}" if owner < town.size.groups else f"p{owner - town.size.groups + 1}"
        yield n + 1, key, town.day(days), f"geste-{n % 90}", town.ago(24 * days)


@table("geste_tap", "id person_id geste day action owner at")
def taps(town: Town) -> Iterator[Row]:
    for n in range(town.size.taps):
        days = n // town.size.people + 1
        person = n % town.size.people + 1
        yield (n + 1, person, f"geste-{n % 90}", town.day(days), "done", f"g{n % town.size.groups + 1}",
               town.ago(24 * days))


@table("deed", "id person_id group_id theme minutes day at")
def deeds(town: Town) -> Iterator[Row]:
    for n in range(1, town.size.taps // 4 + 1):
        yield n, town.person(n), n % town.size.groups + 1, "courses", None, town.day(n % 300), town.ago(24 * (n % 300))


@table("schedule", "id kind owner person_id group_id hour days timezone active since next_at")
def plans(town: Town) -> Iterator[Row]:
    later = town.ago(0 if town.due else -20)
    for n in range(1, town.size.groups + 1):
        yield (n, "geste", f"g{n}", None, n, town.geste_hour, "1111100", "Europe/Paris", True, town.ago(4800), later)
    for n in range(1, min(town.size.plans, town.size.people) + 1):
        yield (town.size.groups + n, "geste", f"p{n}", n, None, town.geste_hour, "1111111", "Europe/Paris", True,
               town.ago(4800), later)


@table("occurrence", "schedule_id local_date state at")
def occurrences(town: Town) -> Iterator[Row]:
    known = town.size.groups + min(town.size.plans, town.size.people)
    for n in range(town.size.shown):
        days = n // known + 1
        yield n % known + 1, town.day(days), "done", town.ago(24 * days)


@table("once", "subject what person_id request_id at")
def marks(town: Town) -> Iterator[Row]:
    for n in range(town.size.marks):
        number, which = n % town.size.requests + 1, n // town.size.requests
        what = ("reminder-eve", "hours-asked", "prompt")[which % 3]
        yield f"help:{number}", what, None, number, town.ago(24 * (n % 300))


@table("link", "hash purpose params single by_id group_id created_at expires_at uses")
def links(town: Town) -> Iterator[Row]:
    for n in range(1, town.size.links + 1):
        group = n % town.size.groups + 1
        by = None if n % 2 else town.person(n)
        yield (f"{n:064x}", "join", f'{{"group": {group}, "kit": "hall"}}', False, by, group, town.ago(24 * 40), None,
               n % 3)


@table("consent", "id person_id purpose version given at")
def consents(town: Town) -> Iterator[Row]:
    for n in range(1, town.size.people + 1):
        yield n, n, "charter", "1", True, town.ago(24 * (10 + n % 300))


@table("conversation", "person_id name run answers args misses active updated_at")
def drafts(town: Town) -> Iterator[Row]:
    for n in range(1, town.size.people + 1, 10):
        yield n, "menu", 1, "{}", "{}", 0, True, town.ago(n % 600)


@table("report", "id author_id about_id group_id reason state at")
def reports(town: Town) -> Iterator[Row]:
    for n in range(1, town.size.few + 1):
        state = "open" if n % 2 else "seen"
        yield n, town.person(n), None, n % town.size.groups + 1, "autre", state, town.ago(n % 4000)


@table("block", "person_id other_id at")
def blocks(town: Town) -> Iterator[Row]:
    for n in range(1, town.size.few + 1):
        yield town.person(n), town.person(n) % town.size.people + 1, town.ago(n % 4000)


@table("geste_idea", "id person_id group_id text state at")
def ideas(town: Town) -> Iterator[Row]:
    for n in range(1, town.size.few + 1):
        yield n, town.person(n), n % town.size.groups + 1, "Arroser les bacs", "adopted", town.ago(24 * (n % 300))


@table("spent", "owner what count until")
def spent(town: Town) -> Iterator[Row]:
    for n in range(1, town.size.people + 1, 4):
        yield f"p{n}", "seeded", 3, town.ago(-24)


@table("seen_update", "id seen_at")
def updates(town: Town) -> Iterator[Row]:
    for n in range(town.size.updates):
        yield FIRST_UPDATE + n, town.ago(46 - n * 45 // town.size.updates)


@table("agenda", "what subject at faults")
def looks(town: Town) -> Iterator[Row]:
    for n in range(1, town.size.open + 1):
        yield "help.look", town.size.requests - town.size.open + n, town.ago(-24 - n % 72), 0

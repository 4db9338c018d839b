"""The rows of a big fictional town, table by table: plain values, the same for the same size and instant."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from rules.kinds import encode
from rules.screens import screen
from rules.words import Words

Row = tuple[Any, ...]
FIRST_NAMES = ("Odile", "Farid", "Anouk", "Malik", "Jeanne", "Bintou", "Louise", "Yanis", "Rosalie", "Hugo")
STREETS = ("des Lilas", "du Moulin", "des Tilleuls", "de la Source", "du Lavoir", "des Merisiers", "du Vieux Puits")
KINDS = ("courses", "pharmacie", "repas", "colis_courrier", "bricolage_leger")
FIRST_VALUE, FIRST_UPDATE = 5_000_000_000, 2_000_000_000  # away from the numbers that a run uses
A_WORD = Words("Un mot de la rue.")
AT_A_TIME = 97  # a prime: neighbours in number are not neighbours in anything else


@dataclass(frozen=True, slots=True)
class Size:
    """How many of each, at full scale; `of(0.01)` is a town a hundred times smaller."""

    people: int = 100_000
    zones: int = 8_000
    groups: int = 3_000
    requests: int = 200_000
    open: int = 5_000
    messages: int = 400_000
    deliveries: int = 1_000_000
    plans: int = 30_000  # of people; each group has its own
    shown: int = 400_000
    taps: int = 200_000
    hours: int = 200_000
    marks: int = 300_000
    links: int = 20_000
    few: int = 2_000  # reports, blocks, ideas…
    updates: int = 200_000

    @classmethod
    def of(cls, scale: float) -> "Size":
        full = cls()
        return cls(**{name: max(10, round(getattr(full, name) * scale)) for name in cls.__dataclass_fields__})


@dataclass(frozen=True, slots=True)
class Town:
    """size: how many; at: the instant it is as of; zone: what the engine writes after an instant of UTC."""

    size: Size
    at: datetime
    zone: str
    geste_hour: str = "09:00"
    due: bool = False

    def ago(self, hours: float) -> str:
        return _instant(self.at, hours) + self.zone

    def day(self, days: int) -> str:
        return _day(self.at.date(), days)

    def person(self, n: int) -> int:
        return n * AT_A_TIME % self.size.people + 1


@cache
def _instant(at: datetime, hours: float) -> str:
    return f"{at - timedelta(hours=hours):%Y-%m-%d %H:%M:%S.%f}"


@cache
def _day(today: date, days: int) -> str:
    return (today - timedelta(days=days)).isoformat()


Maker = Callable[[Town], Iterator[Row]]
TABLES: list[tuple[str, str, Maker]] = []


def table(name: str, columns: str) -> Callable[[Maker], Maker]:
    """Rows of one table, written in the order in which they stand here: owners first."""

    def add(maker: Maker) -> Maker:
        TABLES.append((name, columns, maker))
        return maker

    return add


@table("address", "id service value thread state changed_at")
def addresses(town: Town) -> Iterator[Row]:
    for n in range(1, town.size.people + 1):
        yield n, "telegram", FIRST_VALUE + n, 0, "open", None
    for n in range(1, town.size.groups + 1):
        yield town.size.people + n, "telegram", -1_001_000_000_000 - n, 0, "open", None


@table("person", "id address_id first_name language standing timezone geste_rhythm geste_hour asks_a_month skills "
       "simple paused_until stopped first_seen_at seen_at joined_at")
def people(town: Town) -> Iterator[Row]:
    for n in range(1, town.size.people + 1):
        joined = town.ago(24 * (10 + n % 300))
        rhythm = "day" if n <= town.size.plans else "never"
        yield (n, n, FIRST_NAMES[n % 10], "fr", "resident", "Europe/Paris", rhythm, town.geste_hour, 4,
               '{"likes": ["courses"]}', False, None, False, joined, town.ago(n % 4000), joined)


@table("zone", "id kind label commune cell key shown")
def zones(town: Town) -> Iterator[Row]:
    for n in range(1, town.size.zones + 1):
        label = f"{n} rue {STREETS[n % 7]}"
        yield n, "rue", label, "31555", f"{4350 + n // 80}:{130 + n % 80}", f"31555 {label}".casefold(), label


@table("residence", "person_id zone_id since")
def residences(town: Town) -> Iterator[Row]:
    for n in range(1, town.size.people + 1):
        yield n, n % town.size.zones + 1, town.ago(24 * (10 + n % 300))


@table("cell_people", "cell people")
def peopled(town: Town) -> Iterator[Row]:
    lived = Counter(n % town.size.zones + 1 for n in range(1, town.size.people + 1))
    yield from ((f"{4350 + zone // 80}:{130 + zone % 80}", people) for zone, people in lived.items())


@table("neighbour_group", "id address_id name state zone_id language timezone quiet_from quiet_to geste_rhythm "
       "geste_hour untouched added_by installed_by added_at installed_at")
def groups(town: Town) -> Iterator[Row]:
    for n in range(1, town.size.groups + 1):
        came = town.ago(24 * 200)
        yield (n, town.size.people + n, f"Rue {STREETS[n % 7]} {n}", "installed", n % town.size.zones + 1, "fr",
               "Europe/Paris", "20:00", "09:00", "weekdays", town.geste_hour, 0, town.person(n),
               town.person(n), came, came)


@table("participation", "person_id group_id admin since")
def participations(town: Town) -> Iterator[Row]:
    for n in range(1, town.size.people + 1):
        yield n, n % town.size.groups + 1, False, town.ago(24 * 100)


@table("help_request", "id asker_id zone_id kind day slot minutes note state need taken visit_code created_at "
       "expires_at closed_at close_reason")
def requests(town: Town) -> Iterator[Row]:
    still = town.size.requests - town.size.open
    for n in range(1, town.size.requests + 1):
        lives = n > still
        past = n * 170 // town.size.requests
        yield (n, town.person(n), n % town.size.zones + 1, KINDS[n % 5], town.day(-3 if lives else 172 - past), "matin",
               30, "", "open" if lives else "done", 1, 0 if lives else 1, f"{n % 10000:04}",
               town.ago(24 * (180 - past)),
               town.ago(-24 * (3 + n % 10) if lives else 24 * (171 - past)),
               None if lives else town.ago(24 * (171 - past)), None if lives else "done")


@table("help_acceptance", "id request_id volunteer_id place state asker_way volunteer_way at changed_at")
def acceptances(town: Town) -> Iterator[Row]:
    for n in range(1, town.size.requests - town.size.open + 1):
        at = town.ago(24 * (172 - n * 170 // town.size.requests))
        yield n, n, town.person(n * 3 + 1), 1, "done", "relay", "relay", at, at


@table("thanks", "id acceptance_id from_id to_id phrase at")
def thanks(town: Town) -> Iterator[Row]:
    for n in range(1, (town.size.requests - town.size.open) // 2 + 1):
        at = town.ago(24 * (172 - n * 170 // town.size.requests))
        yield n, n, town.person(n), town.person(n * 3 + 1), "merci", at


@table("help_event", "id request_id what zone_id at")
def events(town: Town) -> Iterator[Row]:
    for n in range(1, town.size.requests + 1):
        yield n, n, "asked", n % town.size.zones + 1, town.ago(24 * (180 - n * 170 // town.size.requests))


@table("ask", "id person_id request_id asker_id delivery_id at")
def asks(town: Town) -> Iterator[Row]:
    for n in range(1, town.size.requests // 2 + 1):
        at = town.ago(24 * (180 - n * 170 // town.size.requests))
        yield n, town.person(n * 7), n, town.person(n), None, at


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

"""Who lives there and what they ask of each other: places, people, groups, requests."""

from collections import Counter
from collections.abc import Iterator

from benchmarks.seed_rows import FIRST_NAMES, FIRST_VALUE, KINDS, STREETS, Row, Town, table

NEVER = "1970-01-01 00:00:00.000000"


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


@table("residence", "person_id zone_id since asked_at")
def residences(town: Town) -> Iterator[Row]:
    asked = {person: at for _, person, _, _, _, at in asks(town)}
    for n in range(1, town.size.people + 1):
        yield n, n % town.size.zones + 1, town.ago(24 * (10 + n % 300)), asked.get(n, NEVER + town.zone)


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
    """As many as requests, up to today: some were asked within the week, and most within the month."""
    for n in range(1, town.size.requests + 1):
        at = town.ago(24 * 180 - n * 4319 // town.size.requests)
        yield n, town.person(n * 7), n, town.person(n), None, at

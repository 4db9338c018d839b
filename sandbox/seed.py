"""Streets to begin with. Every person and place here is fictional."""

from collections.abc import Callable

from sandbox.people import Chat, Member, Person
from sandbox.state import World

STREET = {  # first name: (id, age)
    "Odile": (7000000001, 66), "Karim": (7000000002, 38), "Nadia": (7000000003, 52), "Lucas": (7000000004, 24),
    "Fatou": (7000000005, 45), "Marcel": (7000000006, 79), "Camille": (7000000007, 31), "Jeanne": (7000000008, 70),
    "Sophie": (7000000009, 47), "Youssef": (7000000010, 58), "Inès": (7000000011, 17), "Bruno": (7000000012, 41),
}  # fmt: skip
BUILDING, ROAD = -4000000001, -1001000000001
BUILDING_PEOPLE = ("Karim", "Odile", "Nadia", "Lucas", "Fatou", "Jeanne", "Youssef", "Inès")
ROAD_PEOPLE = ("Nadia", "Odile", "Marcel", "Camille", "Fatou", "Jeanne", "Bruno", "Karim", "Lucas")


def street(world: World) -> None:
    """A building and its street. Karim made the building's group, Nadia the street's; no bot is there yet."""
    for name, (id_, age) in STREET.items():
        if id_ in world.people:
            continue
        world.people[id_] = Person(id_, name, age=age)
        world.show_person(world.people[id_])
    for id_, type_, title, names in (
        (BUILDING, "group", "Les Lilas", BUILDING_PEOPLE),
        (ROAD, "supergroup", "Rue des Lilas", ROAD_PEOPLE),
    ):
        if id_ in world.chats:
            continue
        members = {STREET[name][0]: Member("creator" if name == names[0] else "member") for name in names}
        world.chats[id_] = Chat(id_, type_, title, members=members)
        world.show_chat(world.chats[id_])
    world.last_ids[:2] = max(world.last_ids[0], 7_000_000_100), max(world.last_ids[1], 4_000_000_100)


SEEDS: dict[str, Callable[[World], None]] = {"street": street}

"""Streets to begin with. Every person and place here is fictional."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

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


People: TypeAlias = Mapping[str, tuple[int, int | None]]
TOWN_HALL: People = {"Mairie de Valmont": (7000000021, None), "Paul, mairie": (7000000022, None)}
NEIGHBOURS: People = {
    "Agnès": (7000000031, 63), "Rosa": (7000000032, 57), "Mehdi": (7000000033, 35),
}
OTHERS = (
    (-1001000000002, "supergroup", "Les Tilleuls", ("Sophie", "Bruno", "Camille")),
    (-1001000000003, "supergroup", "Place du Mail", ("Youssef", "Marcel", "Fatou")),
    (-4000000002, "group", "Les Peupliers", ("Bruno", "Jeanne", "Lucas")),
)


def street(world: World) -> None:
    """A building and its street. Karim made the building's group, Nadia the street's; no bot is there yet."""
    live(world, STREET)
    meet(world, (BUILDING, "group", "Les Lilas", BUILDING_PEOPLE), (ROAD, "supergroup", "Rue des Lilas", ROAD_PEOPLE))
    world.last_ids[:2] = max(world.last_ids[0], 7_000_000_100), max(world.last_ids[1], 4_000_000_100)


def town(world: World) -> None:
    """The street with more people in its building, three more groups, and two people of a town hall: Mairie de
    Valmont, fictional.
    """
    street(world)
    for people in (NEIGHBOURS, TOWN_HALL):
        live(world, people)
    meet(world, *OTHERS)
    move_in(world.chats[BUILDING], NEIGHBOURS)
    world.show_chat(world.chats[BUILDING])


def move_in(chat: Chat, people: People) -> None:
    for id_, _age in people.values():
        chat.members.setdefault(id_, Member("member"))


def live(world: World, people: People) -> None:
    for name, (id_, age) in people.items():
        if id_ not in world.people:
            world.people[id_] = Person(id_, name, age=age)
            world.show_person(world.people[id_])


def meet(world: World, *chats: tuple[int, str, str, tuple[str, ...]]) -> None:
    """The first of each made it."""
    for id_, type_, title, names in chats:
        if id_ not in world.chats:
            members = {STREET[name][0]: Member("creator" if name == names[0] else "member") for name in names}
            world.chats[id_] = Chat(id_, type_, title, members=members)
            world.show_chat(world.chats[id_])


SEEDS: dict[str, Callable[[World], None]] = {"street": street, "town": town}

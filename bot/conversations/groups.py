"""Installing a group, and changing it later: its name, its place, its quiet hours."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.conversations.kit import Choice, Conversation, Flow, Input, Option, Spot, Text
from bot.conversations.places import Spotted, candidates, in_commune, place_words, town_label
from content.communes import communes
from content.typed_places import read_place
from rules.civil import clock
from rules.durations import read_hours
from rules.residents import ZoneKind
from rules.words import Words, _, lines, quoted

OTHER = "autre"


@dataclass(frozen=True, slots=True)
class InstallFacts:
    """`title` is the chat's own; `part` limits the questions to one, when a setting is changed. `commune` is the
    group's so far, `ours` that of the town that runs this: codes."""

    group: int
    title: str
    name: str = ""
    zone: str = ""
    kind: ZoneKind = ZoneKind.BUILDING
    quiet: str = "20:00-09:00"
    part: str | None = None
    commune: str | None = None
    ours: str | None = None


@dataclass(frozen=True, slots=True)
class InstallGroup:
    group: int
    name: str
    kind: ZoneKind
    label: str
    commune: str | None
    quiet_from: str
    quiet_to: str


def install(facts: InstallFacts) -> Flow:
    name, kind, quiet = facts.name, facts.kind, facts.quiet
    place = Spotted(facts.zone, facts.commune, "")
    if facts.part in (None, "name"):
        offers = (Option("=", quoted(facts.title[:24])),) if facts.title else ()
        chosen = yield Text("name", _("1. Comment s’appelle votre groupe ?"), 80, 3, offers=offers)
        name = facts.title[:80] if chosen == "=" else chosen
    if facts.part in (None, "zone"):
        kind = ZoneKind((yield Choice("kind", _("2. C’est le groupe…"), kinds())))
        spot = yield Spot("label", _("Où est-ce ? Écrivez la rue ou la résidence, puis la commune : "
                                     "« rue des Lilas, Nantes »."), place_words)
        place = yield from group_place(spot["text"], facts.ours)
    if facts.part in (None, "quiet"):
        hours = yield Choice("quiet", _("3. La nuit, je me tais. De quelle heure à quelle heure ?"), quiet_options())
        if hours == OTHER:
            hours = yield Text("hours", _("Écrivez les deux heures, par exemple « 21h-8h »."), 20, check=check_hours)
        quiet = read_hours(hours) or quiet
    command = InstallGroup(facts.group, name, kind, place.label, place.commune, *quiet.split("-"))
    sure = yield Choice("sure", read_back(command), (Option("oui", _("✅ Valider")), Option("non", _("✏️ Corriger"))))
    return command if sure == "oui" else None


def group_place(text: str, ours: str | None) -> Generator[Any, Any, Spotted]:
    """The place with its commune: the one typed, or that of the town that runs this; asked when several are meant."""
    read = read_place(text)
    meant = {one.code for one in read.communes}
    here = communes().by_code(ours) if ours and (not meant or ours in meant) else None
    found = here or (read.communes[0] if len(read.communes) == 1 else None)
    place = candidates(read.street, (found,))[0] if found else (yield from in_commune(read))
    return replace(place, label=place.label or place.town.partition(" (")[0])


def read_back(command: InstallGroup) -> Words:
    found = communes().by_code(command.commune) if command.commune else None
    place = _("Lieu : {label}, {town}", label=command.label, town=town_label(found)) if found else (
        _("Lieu : {label}", label=command.label))
    return lines(_("<b>Relisons. Tout est juste ?</b>"), _("Groupe : {name}", name=command.name), place,
                 _("Silence de {start} à {end}", start=clock(command.quiet_from), end=clock(command.quiet_to)))


def kinds() -> Sequence[Option]:
    return (Option("immeuble", _("🏢 D’un immeuble")), Option("rue", _("🏘 D’une rue")),
            Option("quartier", _("🗺 D’un quartier")))


def quiet_options() -> Sequence[Option]:
    return (Option("20:00-09:00", _("De 20 h à 9 h")), Option("21:00-08:00", _("De 21 h à 8 h")),
            Option(OTHER, _("✏️ Autres heures")))


def check_hours(text: str) -> Words | None:
    return None if read_hours(text) else _("Je n’ai pas compris ces heures. Écrivez par exemple « 21h-8h ».")


def samples() -> tuple[InstallFacts, Sequence[Input]]:
    return InstallFacts(1, "Les Lilas"), (
        Input(value="="), Input(value="immeuble"), Input(text="Résidence Les Lilas, Nantes"), Input(value=OTHER),
        Input(text="21h-8h"), Input(value="oui"))


INSTALL = Conversation("install", install, samples)

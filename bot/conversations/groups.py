"""Installing a group, and changing it later: its name, its place, its quiet hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversations.kit import Choice, Conversation, Flow, Input, Option, Text
from rules.civil import clock
from rules.durations import read_hours
from rules.messages import Words, _, lines, said
from rules.residents import ZoneKind

OTHER = "autre"


@dataclass(frozen=True, slots=True)
class InstallFacts:
    """`title` is the chat's own; `part` limits the questions to one, when a setting is changed."""

    group: int
    title: str
    name: str = ""
    zone: str = ""
    kind: ZoneKind = ZoneKind.BUILDING
    quiet: str = "20:00-09:00"
    part: str | None = None


@dataclass(frozen=True, slots=True)
class InstallGroup:
    group: int
    name: str
    kind: ZoneKind
    label: str
    quiet_from: str
    quiet_to: str


def install(facts: InstallFacts) -> Flow:
    name, kind, label, quiet = facts.name, facts.kind, facts.zone, facts.quiet
    if facts.part in (None, "name"):
        offers = (Option("=", said(facts.title[:24])),) if facts.title else ()
        chosen = yield Text("name", _("1. Comment s’appelle votre groupe ?"), 80, 3, offers=offers)
        name = facts.title[:80] if chosen == "=" else chosen
    if facts.part in (None, "zone"):
        kind = ZoneKind((yield Choice("kind", _("2. C’est le groupe…"), kinds())))
        label = yield Text("label", _("Quel est son nom ? Par exemple « rue des Lilas, Nantes »."), 80, 3)
    if facts.part in (None, "quiet"):
        hours = yield Choice("quiet", _("3. La nuit, je me tais. De quelle heure à quelle heure ?"), quiet_options())
        if hours == OTHER:
            hours = yield Text("hours", _("Écrivez les deux heures, par exemple « 21h-8h »."), 20, check=check_hours)
        quiet = read_hours(hours) or quiet
    command = InstallGroup(facts.group, name, kind, label, *quiet.split("-"))
    sure = yield Choice("sure", read_back(command), (Option("oui", _("✅ Valider")), Option("non", _("✏️ Reprendre"))))
    return command if sure == "oui" else None


def read_back(command: InstallGroup) -> Words:
    return lines(_("<b>Relisons</b>"), _("Groupe : {name}", name=command.name),
                 _("Lieu : {label}", label=command.label),
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

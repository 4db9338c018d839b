"""Whom a message of the town is for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversations.kit import Choice, Conversation, Flow, Input, Option, Several
from rules.audience import Audience
from rules.residents import ZoneKind
from rules.words import Words, _, quoted

EVERYWHERE, CHOOSE = "tous", "choisir"
KINDS = {ZoneKind.BUILDING: _("🏢 Immeubles"), ZoneKind.STREET: _("🏘 Rues"), ZoneKind.QUARTER: _("🗺 Quartiers")}


@dataclass(frozen=True, slots=True)
class WhoFacts:
    """What there is to choose among, as (value, what is read). people: whether residents may be written to as well."""

    campaign: int
    version: int
    communes: Sequence[tuple[str, str]] = ()
    quarters: Sequence[tuple[str, str]] = ()
    kinds: Sequence[str] = ()
    tags: Sequence[str] = ()
    groups: Sequence[tuple[int, str]] = ()
    people: bool = False


@dataclass(frozen=True, slots=True)
class ChooseAudience:
    campaign: int
    version: int
    audience: Audience


def who(facts: WhoFacts) -> Flow:
    way = yield Choice("way", _("À qui écrivez-vous ?"), [
        Option(EVERYWHERE, _("Tous les groupes reliés")), Option(CHOOSE, _("🎯 Choisir"))])
    chosen: dict[str, tuple[str, ...]] = {}
    if way == CHOOSE:
        for name, asks, options in _filters(facts):
            chosen[name] = (yield Several(name, asks, options)) if len(options) > 1 else ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    if facts.groups:
        if way == CHOOSE:
            include = yield Several("include", _("Des groupes à ajouter, par leur nom ?"), _groups(facts))
        exclude = yield Several("exclude", _("Des groupes à laisser de côté ?"), _groups(facts))
    people = "non"
    if facts.people:
        people = yield Choice("people", _("Et en privé, aux personnes qui ont demandé les nouvelles de la mairie ?"), [
            Option("oui", _("✅ Oui, aussi")), Option("non", _("Seulement les groupes"))])
    return ChooseAudience(facts.campaign, facts.version, Audience(
        chosen.get("communes", ()), tuple(facts.quarters[int(n)][0] for n in chosen.get("quarters", ())),
        tuple(ZoneKind(kind) for kind in chosen.get("kinds", ())),
        tuple(facts.tags[int(n)] for n in chosen.get("tags", ())),
        tuple(int(n) for n in include), tuple(int(n) for n in exclude), people == "oui"))


def _filters(facts: WhoFacts) -> list[tuple[str, Words, list[Option]]]:
    return [
        ("communes", _("Quelles communes ? Aucune coche : toutes."), [Option(c, quoted(n)) for c, n in facts.communes]),
        ("quarters", _("Quels quartiers ? Aucune coche : tous."),
         [Option(str(i), quoted(name)) for i, (_code, name) in enumerate(facts.quarters)]),
        ("kinds", _("Quels lieux ? Aucune coche : tous."), [Option(k, KINDS[ZoneKind(k)]) for k in facts.kinds]),
        ("tags", _("Quelles étiquettes ? Aucune coche : toutes."),
         [Option(str(i), quoted(tag)) for i, tag in enumerate(facts.tags)])]


def _groups(facts: WhoFacts) -> list[Option]:
    return [Option(str(number), quoted(name[:24])) for number, name in facts.groups]


def who_samples() -> tuple[WhoFacts, Sequence[Input]]:
    return WhoFacts(1, 1, [("44109", "Nantes"), ("44143", "Rezé")], (), ["immeuble", "rue"], ["bailleur", "neuf"],
                    [(1, "Les Lilas")], True), (
        Input(value=CHOOSE), Input(value="44109"), Input(value="="), Input(value="="), Input(value="="),
        Input(value="="), Input(value="="), Input(value="oui"))


WHO = Conversation("cmwho", who, who_samples)

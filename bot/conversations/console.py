"""Inviting somebody to a role: which one, and for a partner which groups, for a référent which street."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversations.kit import Choice, Conversation, Flow, Input, Option, Text
from rules.console import ROLE_NAMES, TownRole, slug
from rules.words import Words, _, quoted


@dataclass(frozen=True, slots=True)
class InviteFacts:
    """tags: of linked groups. streets: those of the name that was typed, by number."""

    tags: tuple[str, ...] = ()
    streets: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Invite:
    """unknown: the street that nobody knows."""

    role: TownRole
    tag: str = ""
    zone: int | None = None
    unknown: str = ""


def invite(facts: InviteFacts) -> Flow:
    role = TownRole((yield Choice("role", _("À quel rôle invitez-vous ?"), offered(facts))))
    tag, zone = "", None
    if role is TownRole.PARTNER:
        tags = {slug(one): one for one in facts.tags}
        tag = tags[(yield Choice("tag", _("Une structure partenaire écrit aux groupes d’une étiquette. Laquelle ?"),
                                 [Option(code, quoted(one)) for code, one in tags.items()]))]
    elif role is TownRole.REFERENT:
        street = yield Text("street", _("Pour quelle rue ou quel immeuble ? Par exemple « rue des Lilas »."), 80, 3)
        if not facts.streets:
            return Invite(role, unknown=street)
        zone = int((yield Choice("zone", _("C’est bien ici ?"),
                                 [Option(str(number), quoted(label)) for number, label in facts.streets])))
    yield Choice("sure", _("Rôle : {role}. Le lien vaut 24 h, pour une seule personne ; puis vous confirmez que "
                           "c’est bien elle. On le prépare ?", role=said(role, tag)),
                 [Option("oui", _("✅ Préparer le lien"))])
    return Invite(role, tag, zone)


def offered(facts: InviteFacts) -> list[Option]:
    """A partner needs a tag to write to."""
    return [Option(role.value, words) for role, words in ROLE_LABELS.items()
            if role is not TownRole.PARTNER or facts.tags]


ROLE_LABELS: dict[TownRole, Words] = {
    TownRole.COORDINATOR: _("🏛 Coordination"), TownRole.REFERENT: _("🏘 Référent de rue"),
    TownRole.PARTNER: _("🤝 Partenaire")}


def said(role: TownRole, tag: str = "") -> Words:
    return _("{role}, étiquette « {tag} »", role=ROLE_NAMES[role], tag=quoted(tag)) if tag else ROLE_NAMES[role]


def samples() -> tuple[InviteFacts, Sequence[Input]]:
    return InviteFacts(("bailleur",), ((3, "rue des Lilas"),)), [
        Input(value="referent"), Input(text="rue des Lilas"), Input(value="3"), Input(value="oui")]


INVITE = Conversation("role", invite, samples, resumable=False)

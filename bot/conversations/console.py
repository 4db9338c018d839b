"""Inviting somebody to a role: which one, and for a partner which groups, for a référent which street."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversations.kit import Choice, Conversation, Flow, Input, Option, Text
from rules.console import ROLE_NAMES, TownRole, slug
from rules.partners import BARRED_LABELS, KIND_LABELS, LONGEST_NAME, PartnerKind, fits
from rules.words import Words, _, quoted


@dataclass(frozen=True, slots=True)
class InviteFacts:
    """tags: of linked groups. streets: those of the name that was typed, by number."""

    tags: tuple[str, ...] = ()
    streets: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Invite:
    """unknown: the street that nobody knows. kind, name: of a structure. barred: it is one that may be no partner."""

    role: TownRole
    tag: str = ""
    zone: int | None = None
    unknown: str = ""
    kind: str = ""
    name: str = ""
    barred: bool = False


def invite(facts: InviteFacts) -> Flow:
    role = TownRole((yield Choice("role", _("À quel rôle invitez-vous ?"), [
        Option(one.value, words) for one, words in ROLE_LABELS.items()])))
    tag, zone, kind, name = "", None, "", ""
    if role is TownRole.PARTNER:
        kind = yield Choice("kind", _("Quelle sorte de structure ?"), STRUCTURES)
        if kind not in set(PartnerKind):
            return Invite(role, barred=True)
        name = yield Text("name", _("Quel nom lira-t-on ? Par exemple « Les Jardins de Valmont »."), LONGEST_NAME, 2,
                          check=fits(PartnerKind(kind)))
        tags = {slug(one): one for one in facts.tags}
        if tags or kind == PartnerKind.LANDLORD:
            chosen = yield Choice("tag", TAG_OF_ALL if kind != PartnerKind.LANDLORD else TAG_OF_A_LANDLORD, [
                *(Option(code, quoted(one)) for code, one in tags.items()),
                *([Option(NO_TAG, _("Sans étiquette"))] if kind != PartnerKind.LANDLORD else [])])
            tag = tags.get(chosen, "")
    elif role is TownRole.REFERENT:
        street = yield Text("street", _("Pour quelle rue ou quel immeuble ? Par exemple « rue des Lilas »."), 80, 3)
        if not facts.streets:
            return Invite(role, unknown=street)
        zone = int((yield Choice("zone", _("C’est bien ici ?"),
                                 [Option(str(number), quoted(label)) for number, label in facts.streets])))
    yield Choice("sure", _("Rôle : {role}. Le lien vaut 24 h, pour une seule personne ; puis vous confirmez que "
                           "c’est bien elle. On le prépare ?", role=said(role, tag)),
                 [Option("oui", _("✅ Préparer le lien"))])
    return Invite(role, tag, zone, kind=kind, name=name)


NO_TAG = "_sans"
TAG_OF_ALL = _("Elle peut aussi écrire aux groupes d’une étiquette. Laquelle ?")
TAG_OF_A_LANDLORD = _("Un bailleur ne voit que ses immeubles : les groupes d’une étiquette. Laquelle ? S’il n’y en "
                      "a pas, posez-la d’abord sur ses groupes, dans /mairie.")
STRUCTURES = [*(Option(one.value, words) for one, words in KIND_LABELS.items()),
              *(Option(one.value, words) for one, words in BARRED_LABELS.items())]
ROLE_LABELS: dict[TownRole, Words] = {
    TownRole.COORDINATOR: _("🏛 Coordination"), TownRole.REFERENT: _("🏘 Référent de rue"),
    TownRole.PARTNER: _("🤝 Partenaire")}


def said(role: TownRole, tag: str = "") -> Words:
    return _("{role}, étiquette « {tag} »", role=ROLE_NAMES[role], tag=quoted(tag)) if tag else ROLE_NAMES[role]


def samples() -> tuple[InviteFacts, Sequence[Input]]:
    return InviteFacts(("bailleur",), ((3, "rue des Lilas"),)), [
        Input(value="referent"), Input(text="rue des Lilas"), Input(value="3"), Input(value="oui")]


INVITE = Conversation("role", invite, samples, resumable=False)

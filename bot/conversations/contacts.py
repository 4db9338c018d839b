"""Giving a number or an address to one person, and words carried by the bot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversations.kit import Choice, Conversation, Flow, Input, Option, Text
from bot.conversations.telephone import Telephone
from rules.help import RELAY_LENGTH
from rules.private_words import holds_bank_secret
from rules.words import Words, _, quoted

PHONE, DOOR = "phone", "door"


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """`acceptance` is 0 when the exchange ended meanwhile: nothing more is asked. timezone: of who answers."""

    acceptance: int
    what: str
    other: str
    timezone: str = "Europe/Paris"


@dataclass(frozen=True, slots=True)
class GiveContact:
    acceptance: int
    phone: str
    door: str


def give_contact(facts: ContactFacts) -> Flow:
    if not facts.acceptance:
        return GiveContact(0, "", "")
    if facts.what == DOOR:
        door = yield Text("door", _(
            "L’adresse pour {name} : rue, étage, nom sur la sonnette. Pour cette personne seulement.",
            name=quoted(facts.other)), 120, skip=_("🙏 Plus tard"), later=True)
        return GiveContact(facts.acceptance, "", door)
    phone = yield Telephone("phone", _("Votre numéro, pour {name} seulement ? Par exemple : 06 12 34 56 78.",
                                       name=quoted(facts.other)), facts.timezone)
    return GiveContact(facts.acceptance, phone, "")


@dataclass(frozen=True, slots=True)
class RelayFacts:
    """`to` is an acceptance for two neighbours, or a person for the one who runs the group; 0 when it ended."""

    to: int
    other: str
    admin: bool = False


@dataclass(frozen=True, slots=True)
class Carry:
    to: int
    text: str
    admin: bool


def no_code(text: str) -> Words | None:
    return _("Ni carte bancaire ni code secret ici : écrivez-le autrement.") if holds_bank_secret(text) else None


def write(facts: RelayFacts) -> Flow:
    if not facts.to:
        return Carry(0, "", facts.admin)
    text = yield Text("text", _("Que voulez-vous dire à {name} ? Écrivez un message.", name=quoted(facts.other)),
                      RELAY_LENGTH, check=no_code)
    return Carry(facts.to, text, facts.admin)


@dataclass(frozen=True, slots=True)
class ForWhomFacts:
    """Words that were typed to nobody, and the neighbours they may be for: the hand's number, the first name."""

    typed: str
    others: tuple[tuple[int, str], ...]


def for_whom(facts: ForWhomFacts) -> Flow:
    """Nothing is sent that was not said to be sent."""
    if not facts.others:
        return Carry(0, "", False)
    if problem := no_code(facts.typed):
        yield Choice("code", problem, (Option("non", _("D’accord")),))
        return Carry(0, "", False)
    if len(facts.others) == 1:
        hand, name = facts.others[0]
        sure = yield Choice("sure", _("Ce message est pour {name} ?", name=quoted(name)), (
            Option("oui", _("✍️ Oui, l’envoyer")), Option("non", _("✖ Non"))))
        return Carry(hand if sure == "oui" else 0, facts.typed, False)
    chosen = yield Choice("sure", _("Pour qui est ce message ?"), [
        *(Option(str(hand), quoted(name)) for hand, name in facts.others), Option("non", _("✖ Pour personne"))])
    return Carry(0 if chosen == "non" else int(chosen), facts.typed, False)


def for_whom_samples() -> tuple[ForWhomFacts, Sequence[Input]]:
    return ForWhomFacts("J’arrive vers 15 h, ça va ?", ((1, "Lucas"),)), (Input(value="oui"),)


def samples() -> tuple[ContactFacts, Sequence[Input]]:
    return ContactFacts(1, PHONE, "Lucas"), (Input(text="06 12 34 56 78"),)


def relay_samples() -> tuple[RelayFacts, Sequence[Input]]:
    return RelayFacts(1, "Lucas"), (Input(text="J’arrive à 15 h."),)


CONTACT = Conversation("contact", give_contact, samples, resumable=False)
RELAY = Conversation("relay", write, relay_samples, resumable=False)
FOR_WHOM = Conversation("forwhom", for_whom, for_whom_samples, resumable=False)

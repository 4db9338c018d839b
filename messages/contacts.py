"""What two neighbours who agreed give each other, and the words the bot carries."""

from __future__ import annotations

from dataclasses import dataclass

from messages.help_lines import write_row
from rules.elision import of
from rules.kinds import kind
from rules.manners import REPLY
from rules.screens import Button, Screen, screen, tap
from rules.words import _, lines, quoted


@kind("help.contact_choice", REPLY)
@dataclass(frozen=True, slots=True)
class HelpContactChoice:
    acceptance: int
    first_name: str

    def screen(self) -> Screen:
        return screen(
            _("Comment voulez-vous parler avec {name} ?", name=quoted(self.first_name)),
            rows=((Button(_("📞 Donner mon numéro"), tap=tap("contact.phone", self.acceptance)),),
                  (Button(_("💬 Écrire ici seulement"), tap=tap("contact.relay", self.acceptance)),)))


@kind("help.contact", REPLY, taken_back="help.wiped")
@dataclass(frozen=True, slots=True)
class HelpContactGiven:
    """The only message that carries a phone or a door; wiped from the ledger with them."""

    request: int
    acceptance: int
    first_name: str
    phone: str = ""
    door: str = ""

    def screen(self) -> Screen:
        shown = []
        if self.phone:
            shown.append(_("📞 {name} : {phone}", name=quoted(self.first_name), phone=quoted(self.phone)))
        if self.door:
            shown.append(_("📍 {name} : {door}", name=quoted(self.first_name), door=quoted(self.door)))
        return screen(lines(*shown), _("Pour vous seulement : effacé trois jours après la fin."),
                      rows=write_row(self.acceptance))


@kind("help.by_relay", REPLY)
@dataclass(frozen=True, slots=True)
class HelpByRelay:
    acceptance: int
    first_name: str

    def screen(self) -> Screen:
        return screen(_("{name} préfère écrire ici : vos mots partiront par Tous Voisins.",
                        name=quoted(self.first_name)), rows=write_row(self.acceptance))


@kind("help.note", REPLY, taken_back="help.wiped")
@dataclass(frozen=True, slots=True)
class HelpNote:
    request: int
    first_name: str
    note: str
    acceptance: int = 0

    def screen(self) -> Screen:
        return screen(_("✏️ Le mot {of} : « {note} »", of=of(self.first_name), note=quoted(self.note)))


@kind("help.relayed", REPLY, taken_back="help.wiped")
@dataclass(frozen=True, slots=True)
class HelpRelayed:
    request: int
    acceptance: int
    first_name: str
    text: str

    def screen(self) -> Screen:
        return screen(_("💬 {name} vous écrit :", name=quoted(self.first_name)), quoted(self.text),
                      rows=((Button(_("✍️ Répondre"), tap=tap("contact.write", self.acceptance)),),))

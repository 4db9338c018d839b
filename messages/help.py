"""What is said of a request to those who did not just speak: its card, and who comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from messages.help_lines import TAKE, need, request_row, seats, still_rows
from rules.cards import CardState
from rules.help import Side, when
from rules.kinds import kind
from rules.manners import NOTICE, REPLY
from rules.screens import Button, Screen, screen, tap
from rules.words import Words, _, lines, n_, quoted, titled


@kind("help.card", NOTICE)
@dataclass(frozen=True, slots=True)
class HelpCard:
    """In a group: never who asks. A discreet kind has neither day nor place."""

    request: int
    title: str
    minutes: int
    state: str
    zone: str = ""
    day: date | None = None
    slot: str = ""
    coming: int = 0
    need: int = 1

    def screen(self) -> Screen:
        about = need(self.title, self.minutes, self.zone, self.day, self.slot)
        if self.day is None:
            about = lines(about, _("🔒 Jour et lieu : en privé, avant votre accord"))
        if self.need > 1:
            about = lines(about, seats(self.coming, self.need))
        if self.state == CardState.OPEN:
            return screen(lines(_("<b>Un coup de main ?</b>"), about),
                          rows=((Button(TAKE, tap=tap("help.take", self.request)),),))
        if self.state == CardState.TAKEN:
            return screen(lines(n_("✅ Une personne s’en occupe", "✅ {n} personnes s’en occupent",
                                   max(self.coming, 1)), about))
        if self.state == CardState.AGAIN:
            return screen(_("Cette demande est republiée plus bas."))
        if self.state == CardState.DONE:
            return screen(_("💛 Coup de main donné. Merci !"))
        return screen(_("Cette demande est terminée, merci."))


@kind("help.proposed", REPLY)
@dataclass(frozen=True, slots=True)
class HelpProposed:
    acceptance: int
    first_name: str
    title: str
    day: date
    slot: str
    coming: int = 0
    need: int = 1

    def screen(self) -> Screen:
        told = _("{name} peut vous aider : {title}, {when}.", name=quoted(self.first_name), title=Words(self.title),
                 when=when(self.day, self.slot))
        return screen(
            lines(told, seats(self.coming, self.need)) if self.need > 1 else told,
            _("Cela vous convient ?"),
            rows=((Button(_("✅ D’accord"), tap=tap("help.yes", self.acceptance)),),
                  (Button(_("🙏 Une autre personne"), tap=tap("help.other", self.acceptance)),),
                  (Button(_("🚩 Signaler, bloquer"), tap=tap("signal", self.acceptance)),)))


@kind("help.offered", REPLY)
@dataclass(frozen=True, slots=True)
class HelpOffered:
    """To the volunteer who pressed in a group."""

    acceptance: int
    title: str
    day: date | None = None
    slot: str = ""

    def screen(self) -> Screen:
        about = (_("🤝 {title}, {when}", title=titled(self.title), when=when(self.day, self.slot)) if self.day else
                 _("🤝 {title}", title=titled(self.title)))
        return screen(
            lines(_("Merci ! Votre prénom part vers la personne qui a demandé."), about),
            _("Vous aurez sa réponse ici. D’ici là, ne vous déplacez pas."),
            rows=((Button(_("🙏 Je ne peux plus"), tap=tap("help.withdraw", self.acceptance)),),))


@kind("help.declined", NOTICE)
@dataclass(frozen=True, slots=True)
class HelpDeclined:
    title: str

    def screen(self) -> Screen:
        return screen(_("Merci d’avoir proposé ({title}) ! Cette fois, la personne s’arrange autrement. Ce n’est en "
                        "rien à cause de vous.", title=Words(self.title)),
                      rows=((Button(_("💪 Voir d’autres besoins"), tap="help.near"),),))


@kind("help.confirmed", REPLY, taken_back="help.wiped")
@dataclass(frozen=True, slots=True)
class HelpConfirmed:
    """To both: the code, and what each does with it. What more keeps a visit safe stands behind a button."""

    side: str
    first_name: str
    title: str
    day: date
    slot: str
    code: str
    safety: tuple[str, ...] = ()
    request: int = 0
    acceptance: int = 0

    def screen(self) -> Screen:
        about = _("🤝 {title}, {when}", title=titled(self.title), when=when(self.day, self.slot))
        name, code = quoted(self.first_name), self.code
        if self.side == Side.ASKER:
            told = (lines(_("C’est entendu avec {name}.", name=name), about),
                    _("<b>Code de visite : {code}</b>. À la porte, {name} vous le dit en premier. Pas de bon code ? "
                      "N’ouvrez pas.", code=code, name=name),
                    _("Ne donnez ni carte, ni code bancaire, ni clés."))
        else:
            told = (lines(_("{name} vous dit oui. Merci !", name=name), about),
                    _("<b>Code de visite : {code}</b>. À la porte, dites-le en premier, puis attendez qu’on vous "
                      "invite.", code=code),
                    _("Ne prenez ni carte, ni code bancaire, ni clés."))
        return screen(*told, rows=((Button(_("🛟 Bons réflexes"), tap=tap("help.safety", self.acceptance)),),))


@kind("help.new_code", REPLY, taken_back="help.wiped")
@dataclass(frozen=True, slots=True)
class HelpNewCode:
    """To the asker and to those who still come: whoever has stepped back knew the code of before."""

    request: int
    title: str
    day: date
    slot: str
    code: str

    def screen(self) -> Screen:
        return screen(lines(_("🔑 Le code de visite change : <b>{code}</b>", code=self.code),
                            _("🤝 {title}, {when}", title=titled(self.title), when=when(self.day, self.slot))),
                      _("L’ancien code ne compte plus."))


@kind("help.wiped", REPLY)
@dataclass(frozen=True, slots=True)
class HelpWiped:
    """Takes the place of what carried a phone, a door, a relayed word or the visit code."""

    title: str = ""

    def screen(self) -> Screen:
        if not self.title:
            return screen(_("Les coordonnées et les messages ont été effacés."))
        return screen(_("{title} : les coordonnées et les messages ont été effacés.", title=Words(self.title)))


@kind("help.withdrawn", REPLY)
@dataclass(frozen=True, slots=True)
class HelpWithdrawn:
    """people, who: at the last moment, how many others are asked at once, and who is called within the hour."""

    request: int
    first_name: str
    title: str
    people: int = 0
    who: str = ""

    def screen(self) -> Screen:
        told = [_("{name} ne peut plus venir : {title}. Cela arrive. Votre demande est de nouveau ouverte.",
                  name=quoted(self.first_name), title=Words(self.title))]
        if self.people:
            told.append(n_("{n} autre personne est sollicitée tout de suite.",
                           "{n} autres personnes sont sollicitées tout de suite.", self.people))
        if self.who:
            told.append(_("Sans réponse dans une heure, nous prévenons {name}.", name=quoted(self.who)))
        return screen(*told, rows=request_row(self.request))


@kind("help.cancelled", REPLY)
@dataclass(frozen=True, slots=True)
class HelpCancelled:
    """To the volunteer: the request is closed by the asker."""

    title: str

    def screen(self) -> Screen:
        return screen(_("Pour « {title} », vous n’avez plus rien à faire. Merci d’avoir dit oui !",
                        title=Words(self.title)), rows=((Button(_("💪 Voir d’autres besoins"), tap="help.near"),),))


@kind("help.moved", REPLY)
@dataclass(frozen=True, slots=True)
class HelpMoved:
    acceptance: int
    side: str
    title: str
    day: date
    slot: str

    def screen(self) -> Screen:
        about = lines(_("📅 Nouveau jour :"), _("🤝 {title}, {when}", title=titled(self.title),
                                               when=when(self.day, self.slot)))
        if self.side == Side.ASKER:
            return screen(about)
        return screen(about, rows=still_rows(self.acceptance))

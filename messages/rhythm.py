"""What the rhythm of the year says: in the group, an idea, a question, true facts; to its admin, when it is silent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rules.deliveries import Lane, Policy, Purpose
from rules.geste_owners import FEW
from rules.hours import SMALL
from rules.kinds import kind
from rules.manners import NOTICE, Cap, Hours, Manner
from rules.rhythm import CHOICES
from rules.screens import Button, Screen, screen, tap
from rules.words import Words, _, lines, n_, quoted, titled

LATEST = timedelta(hours=4)
POST = Manner(Lane.CAMPAIGN, Purpose.CAMPAIGN, Policy.AT_MOST_ONCE, Hours.WORKDAYS, Cap.ANIMATION, LATEST)
TO_ADMINS = Manner(hours=Hours.WORKDAYS)


@kind("rhythm.idea", POST)
@dataclass(frozen=True, slots=True)
class IdeaPost:
    """title, text: of the content."""

    title: str
    text: str

    def screen(self) -> Screen:
        return screen(_("💡 <b>L’idée du mois</b> : {title}", title=Words(self.title)), Words(self.text),
                      rows=((Button(_("➕ J’ai une idée"), tap="geste.idea"),),), silent=True)


@kind("rhythm.heroes", POST)
@dataclass(frozen=True, slots=True)
class HeroesPost:
    """link: opens « À l’honneur » in private."""

    link: str

    def screen(self) -> Screen:
        return screen(_("🌟 <b>Qui mettre à l’honneur ?</b>"),
                      _("Une porte tenue, un colis gardé, une soupe partagée : racontez en privé un geste vu près de "
                        "chez vous. La personne décide, rien ne paraît sans elle."),
                      rows=((Button(_("🌟 Raconter un geste"), start=self.link),),), silent=True)


@kind("rhythm.week", POST)
@dataclass(frozen=True, slots=True)
class WeekPost:
    """Only what is true of this group. -1: too few to be counted out loud. moment, day: what comes next in the year."""

    group: str
    helps: int = 0
    gestes: int = 0
    joined: int = 0
    waiting: int = 0
    members: int = 0
    moment: str = ""
    day: date | None = None

    def screen(self) -> Screen:
        told = facts(self) or [_("⏱ quelques moments donnés")]
        return screen(_("🏘 <b>Cette semaine chez nous</b> : {group}", group=quoted(self.group)), lines(*told),
                      silent=True)


def facts(m: WeekPost) -> list[Words]:
    told: list[Words] = []
    if m.helps:
        told.append(_("🤝 {n} coups de main", n=m.helps) if m.helps >= FEW else _("🤝 quelques coups de main"))
    if m.gestes:
        told.append(_("💡 {n} gestes", n=m.gestes) if m.gestes >= FEW else _("💡 quelques gestes"))
    if m.joined >= FEW:
        told.append(_("👋 {n} nouvelles personnes. Bienvenue !", n=m.joined))
    if m.waiting:
        told.append(n_("✋ {n} demande attend encore une main", "✋ {n} demandes attendent encore une main", m.waiting))
    if m.members >= FEW and not told:
        told.append(_("💛 Nous sommes {n} à participer. Merci d’être là.", n=m.members))
    if m.moment and m.day:
        told.append(_("📅 Bientôt : {moment}, {day}", moment=titled(m.moment), day=m.day))
    return told


@kind("rhythm.apero", POST)
@dataclass(frozen=True, slots=True)
class AperoPost:
    """counts: how many chose each moment, in their order."""

    group: int
    period: str
    counts: tuple[int, ...] = ()

    def screen(self) -> Screen:
        told = [counted(words, count) for words, count in zip(CHOICES.values(), self.counts, strict=False) if count]
        return screen(_("🥂 <b>Un apéro entre voisins et voisines ?</b>"),
                      _("Sur le palier, dans la cour ou sur le trottoir, chaque personne apporte un petit quelque "
                        "chose. Quel moment vous va ?"), *([lines(*told)] if told else []),
                      rows=tuple((Button(words, tap=tap("rhythm.vote", self.group, self.period, code)),)
                                 for code, words in CHOICES.items()), silent=True)


def counted(choice: Words, count: int) -> Words:
    if count < FEW:
        return _("{choice} : quelques personnes", choice=choice)
    return _("{choice} : {n} personnes", choice=choice, n=count)


@kind("rhythm.apero_end", TO_ADMINS)
@dataclass(frozen=True, slots=True)
class AperoEnd:
    """To whoever runs the group. choice: empty when nobody chose a moment."""

    group: str
    choice: str = ""

    def screen(self) -> Screen:
        if not self.choice:
            return screen(_("🥂 L’apéro de « {group} » n’a pas trouvé son moment cette fois. Ce sera pour la suivante.",
                            group=quoted(self.group)))
        return screen(_("🥂 Pour l’apéro de « {group} », le moment qui va le mieux : {choice}. L’invitation à "
                        "imprimer est prête, si le cœur vous en dit.", group=quoted(self.group),
                        choice=CHOICES[self.choice]), rows=((INVITATION,),))


INVITATION = Button(_("🖨 L’invitation"), tap=tap("geste.next", "kit", "invitation"))


@kind("rhythm.quiet", TO_ADMINS)
@dataclass(frozen=True, slots=True)
class QuietFortnight:
    """To whoever runs a group in which nothing has happened for two weeks."""

    group: int
    name: str

    def screen(self) -> Screen:
        return screen(_("🌙 « {group} » est calme depuis deux semaines, et cela arrive. Que préférez-vous ?",
                        group=quoted(self.name)),
                      rows=((Button(_("✅ Continuer ainsi"), tap=tap("rhythm.go_on", self.group)),),
                            (Button(_("🌙 Une fois par mois"), tap=tap("rhythm.calm", self.group)),),
                            (Button(_("⚙️ Choisir le rythme"), tap=tap("rhythm.set", self.group)),)))


@kind("rhythm.kit", TO_ADMINS)
@dataclass(frozen=True, slots=True)
class QuietMonth:
    """After a month."""

    name: str

    def screen(self) -> Screen:
        return screen(_("🥂 « {group} » est calme depuis un mois. Souvent, tout repart d’un verre partagé : voici "
                        "l’invitation à imprimer, le lieu et l’heure se choisissent ensuite.", group=quoted(self.name)),
                      rows=((INVITATION,),))


@kind("rhythm.monthly", TO_ADMINS)
@dataclass(frozen=True, slots=True)
class QuietLong:
    """After two months, or because whoever runs the group asked for it."""

    group: int
    name: str

    def screen(self) -> Screen:
        return screen(_("🌙 Dans « {group} », je n’écris plus qu’une fois par mois, sans geste du jour. Au premier "
                        "signe de vie, tout reprend de soi-même.", group=quoted(self.name)),
                      rows=((Button(_("⚙️ Choisir le rythme"), tap=tap("rhythm.set", self.group)),),))


@kind("rhythm.january", NOTICE)
@dataclass(frozen=True, slots=True)
class JanuaryThanks:
    """To whoever looks after a street. count: of the hands that took place there last year."""

    count: int
    year: int

    def screen(self) -> Screen:
        said = (_("En {year}, {n} coups de main ont eu lieu là où vous veillez.", year=str(self.year), n=self.count)
                if self.count >= SMALL else
                _("En {year}, la rue a pu compter sur votre présence.", year=str(self.year)))
        return screen(_("💛 Bonne année, et merci de veiller sur la rue."), said,
                      _("Pour souffler un peu, /referent permet de s’absenter : une autre personne prend le relais."))

"""What is said of a project in its group, and to those who are in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from rules.deliveries import Lane, Policy, Purpose
from rules.help import Slot, when
from rules.kinds import kind
from rules.manners import NOTICE, Cap, Hours, Manner
from rules.projects import LENT, Loan, ProjectState, listed
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, lines, quoted

POST = Manner(Lane.CAMPAIGN, Purpose.CAMPAIGN, Policy.AT_MOST_ONCE, Hours.WORKDAYS, Cap.ANIMATION)
MENU: Row = (Button(_("☰ Menu"), tap="menu"),)
IN = _("🙋 J’en suis")
ENDED: dict[ProjectState, Words] = {
    ProjectState.ARCHIVED: _("🙏 L’idée se range pour cette fois. Merci à qui l’a portée, et à qui en était."),
    ProjectState.CANCELLED: _("🙏 Le projet s’arrête là. Merci à qui l’a porté, et à qui en était."),
    ProjectState.REFUSED: _("Cette idée n’était pas un projet de voisinage : elle est retirée.")}


def see(project: int, label: Words | None = None) -> Row:
    return (Button(label or _("🌱 Voir le projet"), tap=tap("project.see", project)),)


def said(what: str) -> Words:
    return _("« {what} »", what=quoted(what))


def over(what: str, state: ProjectState) -> Screen:
    """Its words stay, unless they were no project, or who wrote them is gone."""
    return screen(*(() if state is ProjectState.REFUSED or not what else (said(what),)), ENDED[state])


def loans(lends: tuple[str, ...]) -> Words:
    return listed([LENT[Loan(one)] for one in lends])


@kind("projects.card", POST)
@dataclass(frozen=True, slots=True)
class ProjectCard:
    """In the group. Nobody’s name, and no count under three. rests: the fourteen days have passed."""

    project: int
    what: str
    until: date
    state: str = "idea"
    rests: bool = False

    def screen(self) -> Screen:
        title = _("🌱 <b>Une idée pour ici</b>")
        state = ProjectState(self.state)
        if state in ENDED:
            return over(self.what, state)
        if self.rests:
            return screen(title, said(self.what), _("Les 14 jours sont passés : l’idée se repose. Elle reviendra "
                                                    "peut-être."))
        how = (_("Il faut trois personnes avant le {day}.", day=self.until) if state is ProjectState.IDEA else
               _("✅ Trois personnes en sont : le projet se prépare. Vous pouvez encore venir."))
        return screen(title, said(self.what), how,
                      rows=((Button(IN, tap=tap("project.in", self.project)),),))


@kind("projects.open", POST)
@dataclass(frozen=True, slots=True)
class ProjectOpen:
    """In the group: it has a day."""

    project: int
    what: str
    day: date
    slot: str
    does: str
    lends: tuple[str, ...] = ()
    state: str = "open"

    def screen(self) -> Screen:
        state = ProjectState(self.state)
        if state in ENDED:
            return over(self.what, state)
        found = [_("📅 <b>{when}</b>", when=when(self.day, self.slot)),
                 _("🛠 {what}", what=quoted(self.does))]
        if self.lends:
            found.append(_("🏛 La mairie prête {what}.", what=loans(self.lends)))
        return screen(_("🌱 <b>{what}</b>", what=quoted(self.what)), lines(*found),
                      rows=((Button(_("🧺 Ce qu’il faut"), tap=tap("project.tasks", self.project)),),
                            (Button(IN, tap=tap("project.in", self.project)),)))


@kind("projects.town", POST)
@dataclass(frozen=True, slots=True)
class ProjectLent:
    """In the group: the town hall lends something."""

    project: int
    what: str
    lends: tuple[str, ...] = ()

    def screen(self) -> Screen:
        return screen(said(self.what), _("🏛 La mairie soutient ce projet : elle prête {what}. Merci !",
                                         what=loans(self.lends)),
                      rows=((Button(_("🧺 Ce qu’il faut"), tap=tap("project.tasks", self.project)),),))


@kind("projects.done", POST)
@dataclass(frozen=True, slots=True)
class ProjectDone:
    """In the group. told: a sentence of who carried it."""

    what: str
    told: str = ""

    def screen(self) -> Screen:
        told = (said(self.told),) if self.told else ()
        return screen(_("🎉 <b>C’est fait</b> : {what}", what=quoted(self.what)), *told,
                      _("Merci à qui en était !"))


@kind("projects.day", NOTICE)
@dataclass(frozen=True, slots=True)
class ProjectDay:
    """It has a day, or another one. eve: it is tomorrow."""

    project: int
    what: str
    day: date
    slot: str
    eve: bool = False

    def screen(self) -> Screen:
        at = when(self.day, Slot(self.slot))
        words = (_("🌱 C’est demain, {when} : « {what} ».", when=at, what=quoted(self.what)) if self.eve else
                 _("📅 « {what} » a un jour : {when}.", when=at, what=quoted(self.what)))
        return screen(words, rows=((Button(_("🧺 Ce qu’il faut"), tap=tap("project.tasks", self.project)),),
                                   (Button(_("🙏 Je n’en suis plus"), tap=tap("project.out", self.project)),)))


@kind("projects.over", NOTICE)
@dataclass(frozen=True, slots=True)
class ProjectOver:
    """To whoever was in, and to who carried it when it ends by itself."""

    what: str
    state: str

    def screen(self) -> Screen:
        return replace(over(self.what, ProjectState(self.state)), rows=(MENU,))


@kind("projects.orphan", NOTICE)
@dataclass(frozen=True, slots=True)
class ProjectOrphan:
    """Who carried it is gone."""

    project: int
    what: str

    def screen(self) -> Screen:
        return screen(_("🌱 La personne qui portait « {what} » passe la main. Souhaitez-vous continuer avec les "
                        "autres ?", what=quoted(self.what)),
                      rows=((Button(_("🌱 Je le porte"), tap=tap("project.carry", self.project)),),
                            (Button(_("🙏 Non merci"), tap="menu"),)))


@kind("projects.goes_on", NOTICE)
@dataclass(frozen=True, slots=True)
class ProjectGoesOn:
    project: int
    what: str

    def screen(self) -> Screen:
        return screen(_("🌱 « {what} » continue : une autre personne le porte.", what=quoted(self.what)),
                      rows=(see(self.project),))

"""What is said of a project to who carries it, to who looks after the place, to the town hall when it is asked."""

from __future__ import annotations

from dataclasses import dataclass

from messages.projects import MENU, loans, said, see
from rules.kinds import kind
from rules.manners import NOTICE
from rules.projects import NEIGHBOURS, ProjectState, missing
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import _, n_, quoted


@kind("projects.joined", NOTICE)
@dataclass(frozen=True, slots=True)
class ProjectJoined:
    project: int
    what: str
    name: str
    count: int

    def screen(self) -> Screen:
        return screen(_("🙋 {name} en est : « {what} ».", name=quoted(self.name), what=quoted(self.what)),
                      missing(self.count), rows=(see(self.project),))


@kind("projects.left", NOTICE)
@dataclass(frozen=True, slots=True)
class ProjectLeft:
    """back: it looks for three again."""

    project: int
    what: str
    count: int
    back: bool

    def screen(self) -> Screen:
        more = (missing(self.count), _("Vous avez de nouveau 14 jours.")) if self.back else ()
        return screen(_("Une personne n’en est plus : « {what} ». Cela arrive.", what=quoted(self.what)), *more,
                      rows=(see(self.project),))


@kind("projects.backed", NOTICE)
@dataclass(frozen=True, slots=True)
class ProjectBacked:
    project: int
    what: str

    def screen(self) -> Screen:
        return screen(_("🎉 Trois personnes en sont : « {what} ». Qui peut appuyer le projet ? Ensuite, quatre "
                        "questions pour le plan.", what=quoted(self.what)),
                      rows=((Button(_("🤝 Qui appuie ?"), tap=tap("project.support", self.project)),),
                            (Button(_("📝 Le plan"), tap=tap("project.plan", self.project)),)))


@kind("projects.waits", NOTICE)
@dataclass(frozen=True, slots=True)
class ProjectWaits:
    """The group has had its two posts this week."""

    project: int
    what: str
    group: str

    def screen(self) -> Screen:
        return screen(_("⏳ « {group} » a déjà eu ses deux messages cette semaine. « {what} » y paraîtra dès qu’il y "
                        "aura de la place.", group=quoted(self.group), what=quoted(self.what)),
                      rows=(see(self.project),))


@kind("projects.nudge", NOTICE)
@dataclass(frozen=True, slots=True)
class ProjectNudge:
    """Fourteen days without news, or without three neighbours. count: those who are in, while it looks for them."""

    project: int
    what: str
    state: str
    count: int = 0

    def screen(self) -> Screen:
        title = said(self.what)
        drop: Row = (Button(_("🙏 Ranger le projet"), tap=tap("project.ask_drop", self.project)),)
        if ProjectState(self.state) is ProjectState.IDEA:
            left = max(NEIGHBOURS - self.count, 1)
            return screen(title, n_("14 jours, et il manque encore une personne. On le repropose au groupe ?",
                                    "14 jours, et il manque encore {n} personnes. On le repropose au groupe ?", left),
                          rows=((Button(_("🔁 Reproposer"), tap=tap("project.again", self.project)),), drop))
        asks = (_("Deux semaines sans nouvelles, et c’est permis. Où en êtes-vous ?") if
                ProjectState(self.state) is ProjectState.BACKED else
                _("Le jour est passé. Est-ce que cela s’est fait ?"))
        return screen(title, asks, rows=(see(self.project), drop))


@kind("projects.after", NOTICE)
@dataclass(frozen=True, slots=True)
class ProjectAfter:
    """The day after."""

    project: int
    what: str

    def screen(self) -> Screen:
        return screen(said(self.what), _("Est-ce que cela s’est fait ?"),
                      rows=((Button(_("✅ Oui"), tap=tap("project.done", self.project)),),
                            (Button(_("🕐 Reporté"), tap=tap("project.plan", self.project)),),
                            (Button(_("❌ Non"), tap=tap("project.ask_drop", self.project)),)))


@kind("projects.refused", NOTICE)
@dataclass(frozen=True, slots=True)
class ProjectRefused:
    what: str

    def screen(self) -> Screen:
        return screen(said(self.what), _("La personne qui veille sur ce lieu n’y voit pas un projet de voisinage : "
                                         "l’idée est retirée. Vous pouvez la dire autrement."), rows=(MENU,))


@kind("projects.task", NOTICE)
@dataclass(frozen=True, slots=True)
class ProjectTaken:
    """Somebody takes a mission."""

    project: int
    name: str
    task: str

    def screen(self) -> Screen:
        return screen(_("✋ {name} s’en charge : {what}.", name=quoted(self.name), what=quoted(self.task)),
                      rows=(see(self.project),))


@kind("projects.answered", NOTICE)
@dataclass(frozen=True, slots=True)
class ProjectAnswered:
    """The town hall’s answer."""

    project: int
    what: str
    lends: tuple[str, ...] = ()
    word: str = ""

    def screen(self) -> Screen:
        answer = (_("🏛 La mairie prête {what}.", what=loans(self.lends)) if self.lends else
                  _("🏛 La mairie ne peut pas aider cette fois. Le projet, lui, continue."))
        word = (said(self.word),) if self.word else ()
        return screen(said(self.what), answer, *word, rows=(see(self.project),))


# to who looks after the place, and to the town hall
@kind("projects.new", NOTICE)
@dataclass(frozen=True, slots=True)
class ProjectNew:
    """To whoever looks after the street: it goes to the group, unless it is no project of neighbours."""

    project: int
    what: str
    group: str

    def screen(self) -> Screen:
        return screen(_("🌱 Une idée part dans « {group} » :", group=quoted(self.group)), said(self.what),
                      _("Rien à faire. Si elle sert un commerce ou un parti, ou si elle nomme quelqu’un, retirez-la."),
                      rows=((Button(_("🙏 La retirer"), tap=tap("project.refuse", self.project)),),))


@kind("projects.asked", NOTICE)
@dataclass(frozen=True, slots=True)
class ProjectAsked:
    """To who coordinates: it asks for their support. Nobody’s name."""

    project: int
    what: str
    group: str

    def screen(self) -> Screen:
        return screen(_("🏛 Un projet de « {group} » demande votre appui :", group=quoted(self.group)), said(self.what),
                      rows=((Button(_("👉 Lire et répondre"), tap=tap("project.town", self.project)),),))

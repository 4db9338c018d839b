"""What is said of good practices: to who told one, to who reads it first, to who may tell one."""

from __future__ import annotations

from dataclasses import dataclass

from rules.kinds import kind
from rules.manners import NOTICE
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, n_, quoted

MENU: Row = (Button(_("☰ Menu"), tap="menu"),)
SHARE = _("💡 En faire une pratique")
ALL: Row = (Button(_("↩ Bonnes pratiques"), tap="practices"),)


def adoptions(count: int) -> Words:
    return n_("🌍 Adoptée par un groupe", "🌍 Adoptée par {n} groupes", count)


@kind("practices.waits", NOTICE)
@dataclass(frozen=True, slots=True)
class PracticeWaits:
    """To whoever looks after the place. Without its words: they are read on a screen that does not stay."""

    practice: int

    def screen(self) -> Screen:
        return screen(_("💡 Une bonne pratique d’ici attend votre lecture, avant d’être proposée à d’autres groupes."),
                      rows=((Button(_("👉 Relire"), tap=tap("practice.read", self.practice)),),))


@kind("practices.published", NOTICE)
@dataclass(frozen=True, slots=True)
class PracticePublished:
    practice: int
    title: str

    def screen(self) -> Screen:
        return screen(_("💡 « {what} » est maintenant une bonne pratique : d’autres groupes peuvent la copier. Merci "
                        "de l’avoir racontée !", what=quoted(self.title)),
                      rows=((Button(_("👉 La voir"), tap=tap("practice.see", f"n{self.practice}", 0)),),))


@kind("practices.refused", NOTICE)
@dataclass(frozen=True, slots=True)
class PracticeRefused:
    """late: nobody read it."""

    title: str
    late: bool = False

    def screen(self) -> Screen:
        if self.late:
            return screen(_("« {what} » n’a pas trouvé de lecture depuis un mois : elle se range. Merci de l’avoir "
                            "racontée.", what=quoted(self.title)), rows=(MENU,))
        return screen(_("« {what} » n’est pas proposée telle quelle : elle en disait peut-être trop, ou pas assez. "
                        "Vous pouvez la raconter autrement.", what=quoted(self.title)), rows=(MENU,))


@kind("practices.adopted", NOTICE)
@dataclass(frozen=True, slots=True)
class PracticeAdopted:
    """To who told it. The group that copied it is not named."""

    title: str
    count: int

    def screen(self) -> Screen:
        return screen(_("🌍 Un groupe de plus copie « {what} ». Merci : votre idée voyage.", what=quoted(self.title)),
                      adoptions(self.count), rows=(ALL, MENU))


@kind("practices.often", NOTICE)
@dataclass(frozen=True, slots=True)
class PracticeOften:
    """To who had the idea of a geste that its group does often."""

    idea: int
    text: str
    group: str

    def screen(self) -> Screen:
        return screen(_("💡 Votre idée revient souvent dans « {group} » : « {what} ». D’autres groupes aimeraient "
                        "peut-être faire de même.", group=quoted(self.group), what=quoted(self.text)),
                      rows=((Button(SHARE, tap=tap("practice.often", self.idea)),), MENU))

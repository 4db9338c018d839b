"""What people of a family circle are told of the circle itself: in private, and nobody outside it."""

from __future__ import annotations

from dataclasses import dataclass

from rules.kinds import kind
from rules.manners import NOTICE
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import _, quoted

ELSE: tuple[Row, ...] = ((Button(_("🏘 Mon voisinage"), tap="help.around"),), (Button(_("☰ Menu"), tap="menu"),))


@kind("circles.joined", NOTICE)
@dataclass(frozen=True, slots=True)
class CircleJoined:
    circle: int
    first_name: str
    name: str

    def screen(self) -> Screen:
        return screen(_("👪 {who} vient d’entrer dans votre cercle « {name} ».", who=quoted(self.first_name),
                        name=quoted(self.name)),
                      rows=((Button(_("👪 Voir le cercle"), tap=tap("circle.see", self.circle)),),))


@kind("circles.waiting", NOTICE)
@dataclass(frozen=True, slots=True)
class CircleWaiting:
    """To somebody who followed an invitation, then joined: it still waits."""

    invitation: int
    first_name: str
    name: str

    def screen(self) -> Screen:
        return screen(_("👪 {who} vous invite dans son cercle « {name} ».", who=quoted(self.first_name),
                        name=quoted(self.name)),
                      rows=((Button(_("👪 Lire l’invitation"), tap=tap("circle.open", self.invitation)),),))


@kind("circles.used", NOTICE)
@dataclass(frozen=True, slots=True)
class CircleLinkUsed:
    """To whoever invited: their link was opened by one more person, who was let in nowhere."""

    circle: int
    name: str

    def screen(self) -> Screen:
        return screen(_("Votre invitation au cercle « {name} » a été ouverte par une deuxième personne : elle ne sert "
                        "qu’une fois. Si vous la connaissez, envoyez-lui la sienne.", name=quoted(self.name)),
                      rows=((Button(_("➕ Nouvelle invitation"), tap=tap("circle.invite", self.circle)),),))


@kind("circles.removed", NOTICE)
@dataclass(frozen=True, slots=True)
class CircleRemoved:
    name: str

    def screen(self) -> Screen:
        return screen(_("Vous ne faites plus partie du cercle « {name} ».", name=quoted(self.name)), rows=ELSE)


@kind("circles.dissolved", NOTICE)
@dataclass(frozen=True, slots=True)
class CircleDissolved:
    name: str

    def screen(self) -> Screen:
        return screen(_("Le cercle « {name} » n’existe plus.", name=quoted(self.name)), rows=ELSE)

"""What is said of roles and of the town's link with a group: to who gives a role, who has one, who runs a group."""

from __future__ import annotations

from dataclasses import dataclass

from rules.console import ROLE_NAMES, TownRole
from rules.kinds import kind
from rules.manners import ANSWER, NOTICE, REPLY
from rules.screens import Button, Screen, screen, tap
from rules.words import Words, _, quoted

NO_NAME = _("une personne sans prénom")


def named(name: str) -> Words:
    return quoted(name) if name else NO_NAME


@kind("console.asked", REPLY)
@dataclass(frozen=True, slots=True)
class RoleAsked:
    """To the inviter: somebody opened the link. Telegram's first name and number say who."""

    holding: int
    role: TownRole
    name: str
    number: int

    def screen(self) -> Screen:
        return screen(
            _("<b>{name}</b> a ouvert votre invitation ({role}). Son numéro Telegram : {number}.",
              name=named(self.name), role=ROLE_NAMES[self.role], number=self.number),
            _("Est-ce bien la personne que vous avez invitée ? Demandez-lui son numéro : elle vient de le lire."),
            rows=((Button(_("✅ Confirmer"), tap=tap("role.confirm", self.holding)),),
                  (Button(_("✖ Refuser"), tap=tap("role.refuse", self.holding)),)))


@kind("console.given", REPLY)
@dataclass(frozen=True, slots=True)
class RoleGiven:
    role: TownRole

    def screen(self) -> Screen:
        given = _("✅ C’est confirmé. Votre rôle auprès de la mairie : {role}.", role=ROLE_NAMES[self.role])
        if TownRole(self.role) is TownRole.COORDINATOR:
            return screen(given, _("Écrivez /mairie pour commencer, /monrole pour rendre ce rôle. "
                                   "Vous lisez des nombres, jamais ce que les gens écrivent."))
        return screen(given, _("Écrivez /monrole pour voir ce que vous pouvez faire, ou pour rendre ce rôle."))


@kind("console.refused", REPLY)
@dataclass(frozen=True, slots=True)
class RoleRefused:
    role: TownRole

    def screen(self) -> Screen:
        return screen(_("Votre invitation ({role}) n’a pas été confirmée. Rien de plus n’est gardé. En cas d’erreur, "
                        "parlez-en à la personne qui vous invitait.", role=ROLE_NAMES[self.role]))


@kind("console.ended", REPLY)
@dataclass(frozen=True, slots=True)
class RoleEnded:
    role: TownRole

    def screen(self) -> Screen:
        return screen(_("Votre rôle auprès de la mairie a pris fin : {role}. Ses commandes ne répondent plus, et ce "
                        "que vous aviez lancé est arrêté. Votre place dans le voisinage ne change pas.",
                        role=ROLE_NAMES[self.role]))


@kind("console.joined", REPLY)
@dataclass(frozen=True, slots=True)
class CoordinatorJoined:
    """To those who coordinate already. by: empty when it was done on the server."""

    name: str
    number: int
    by: str = ""

    def screen(self) -> Screen:
        told = _("{name} (n° {number}) coordonne désormais avec vous.", name=named(self.name), number=self.number)
        how = _("Invitation de {by}.", by=quoted(self.by)) if self.by else _("Invitation faite depuis le serveur.")
        return screen(told, how, rows=((Button(_("👥 Voir les rôles"), tap="console.roles"),),))


@kind("console.expired", NOTICE)
@dataclass(frozen=True, slots=True)
class InvitationOver:
    """To the inviter: declined, or a day old. opened: by somebody whom they did not confirm."""

    role: TownRole
    opened: bool = False
    declined: bool = False

    def screen(self) -> Screen:
        if self.declined:
            return screen(_("Votre invitation ({role}) a été déclinée.", role=ROLE_NAMES[self.role]))
        if self.opened:
            return screen(_("Une invitation ({role}) attendait votre oui depuis 24 h : elle n’est plus valable.",
                            role=ROLE_NAMES[self.role]))
        return screen(_("Votre invitation ({role}) n’a pas été ouverte en 24 h : elle n’est plus valable.",
                        role=ROLE_NAMES[self.role]))


@kind("console.menu", ANSWER)
@dataclass(frozen=True, slots=True)
class RoleMenu:
    """Not said but done: Telegram's menu of this person shows the commands of these roles, or everybody's.

    In the manner of an answer, which neither a stop nor an erasure holds back: no order of a lost role stays there.
    """

    roles: tuple[TownRole, ...] = ()

    def screen(self) -> Screen:
        return screen(_("Votre menu a changé."))

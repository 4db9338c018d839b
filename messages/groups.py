"""What is said in and about groups."""

from __future__ import annotations

from dataclasses import dataclass

from rules.kinds import kind
from rules.manners import NOTICE, REPLY
from rules.screens import Button, Screen, screen, tap
from rules.words import _


@kind("groups.hello", REPLY)
@dataclass(frozen=True, slots=True)
class GroupHello:
    """The first and only message before installation. `link` opens the private chat of who presses."""

    link: str

    def screen(self) -> Screen:
        return screen(
            _("Bonjour ! Avec moi, on se donne un coup de main entre voisines et voisins. "
              "Je ne lis pas vos conversations : seulement les commandes, les boutons et les réponses à mes messages."),
            rows=((Button(_("⚙️ Installer"), start=self.link),), (Button(_("🔒 Vie privée"), tap="privacy"),)))


@kind("groups.card", REPLY)
@dataclass(frozen=True, slots=True)
class GroupCard:
    """« Je participe » : the card of an installed group."""

    group: int
    name: str

    def screen(self) -> Screen:
        return screen(
            _("👋 <b>{name}</b> : tout est prêt pour les coups de main. Appuyez pour participer : c’est gratuit, "
              "et vous pourrez demander comme aider.", name=self.name),
            rows=((Button(_("👋 Je participe"), tap=tap("group.join", self.group)),),))


@kind("groups.back", REPLY)
@dataclass(frozen=True, slots=True)
class GroupBack:
    """We were added again, and remember everything."""

    group: int
    name: str

    def screen(self) -> Screen:
        return screen(_("Me revoilà dans « {name} ». Vos réglages sont restés.", name=self.name),
                      rows=((Button(_("👋 Je participe"), tap=tap("group.join", self.group)),),))


@kind("groups.silent", NOTICE)
@dataclass(frozen=True, slots=True)
class GroupSilent:
    """To the admin, in private: the bot may not write in the group any more, or was removed.

    topic: only the topic is closed, and the general one too. lost: something could not be shown there.
    """

    name: str
    removed: bool
    topic: bool = False
    lost: bool = False

    def screen(self) -> Screen:
        if self.removed:
            return screen(_("Je ne suis plus dans le groupe « {name} ». Tout y est arrêté ; ses données partent "
                            "dans 30 jours. Pour revenir, ajoutez-moi à nouveau.", name=self.name))
        if self.topic:
            return screen(_("Les sujets où j’écris dans « {name} » sont fermés. Rouvrez-en un, ou écrivez /installer "
                            "dans le sujet de votre choix.", name=self.name))
        if self.lost:
            return screen(_("Un message n’a pas pu être montré dans « {name} ». Regardez mes droits dans les réglages "
                            "du groupe, ou écrivez /installer dans le sujet de votre choix.", name=self.name))
        return screen(_("Je n’ai plus le droit d’écrire dans « {name} ». Rendez-le-moi dans les réglages du groupe, "
                        "et je reprends.", name=self.name))


@kind("groups.topic", NOTICE)
@dataclass(frozen=True, slots=True)
class TopicLost:
    """To the admin, in private: the topic chosen is closed or gone; the general one is used."""

    name: str

    def screen(self) -> Screen:
        return screen(_("Le sujet choisi dans « {name} » est fermé ou supprimé : j’écris dans le sujet général. Pour "
                        "un autre, écrivez-y /installer.", name=self.name))


@kind("groups.goodbye", NOTICE)
@dataclass(frozen=True, slots=True)
class GroupGoodbye:
    """Seven days without installation: we leave, and say so."""

    def screen(self) -> Screen:
        return screen(_("Personne ne m’a encore installé ici : je quitte le groupe. Ajoutez-moi quand vous voudrez."))


@kind("leave_chat", REPLY)
@dataclass(frozen=True, slots=True)
class LeaveChat:
    """Not said but done: the bot leaves this chat."""

    def screen(self) -> Screen:
        return screen(_("Au revoir."))

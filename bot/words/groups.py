"""What is said in and about groups."""

from __future__ import annotations

from bot.render import words_for
from rules.groups import GroupBack, GroupCard, GroupGoodbye, GroupHello, GroupSilent, LeaveChat, TopicLost
from rules.messages import Button, Screen, _, screen, tap


@words_for(GroupHello)
def hello(m: GroupHello) -> Screen:
    return screen(
        _("Bonjour ! Avec moi, on se donne un coup de main entre voisines et voisins. "
          "Je ne lis pas vos conversations : seulement les commandes et les boutons."),
        rows=((Button(_("⚙️ Installer"), start=m.link),), (Button(_("🔒 Vie privée"), tap="privacy"),)))


@words_for(GroupCard)
def card(m: GroupCard) -> Screen:
    return screen(
        _("👋 <b>{name}</b> : tout est prêt pour les coups de main. Appuyez pour participer : c’est gratuit, "
          "et vous pourrez demander comme aider.", name=m.name),
        rows=((Button(_("👋 Je participe"), tap=tap("group.join", m.group)),),))


@words_for(GroupBack)
def back(m: GroupBack) -> Screen:
    return screen(_("Me revoilà dans « {name} ». Vos réglages sont restés.", name=m.name),
                  rows=((Button(_("👋 Je participe"), tap=tap("group.join", m.group)),),))


@words_for(GroupSilent)
def silent(m: GroupSilent) -> Screen:
    if m.removed:
        return screen(_("Je ne suis plus dans le groupe « {name} ». Tout y est arrêté ; ses données partent "
                        "dans 30 jours. Pour revenir, ajoutez-moi à nouveau.", name=m.name))
    if m.topic:
        return screen(_("Les sujets où j’écris dans « {name} » sont fermés. Rouvrez-en un, ou écrivez /installer dans "
                        "le sujet de votre choix.", name=m.name))
    if m.lost:
        return screen(_("Un message n’a pas pu être montré dans « {name} ». Regardez mes droits dans les réglages du "
                        "groupe, ou écrivez /installer dans le sujet de votre choix.", name=m.name))
    return screen(_("Je n’ai plus le droit d’écrire dans « {name} ». Rendez-le-moi dans les réglages du groupe, "
                    "et je reprends.", name=m.name))


@words_for(TopicLost)
def topic_lost(m: TopicLost) -> Screen:
    return screen(_("Le sujet choisi dans « {name} » est fermé ou supprimé : j’écris dans le sujet général. Pour un "
                    "autre, écrivez-y /installer.", name=m.name))


@words_for(GroupGoodbye)
def goodbye(_m: GroupGoodbye) -> Screen:
    return screen(_("Personne ne m’a encore installé ici : je quitte le groupe. Ajoutez-moi quand vous voudrez."))


@words_for(LeaveChat)
def leave(_m: LeaveChat) -> Screen:
    return screen(_("Au revoir."))

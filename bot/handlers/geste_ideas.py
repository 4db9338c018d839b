"""« J’ai une idée »: from a neighbour to the group's admin, who adopts it or not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions import gestes as actions
from bot import talking
from bot.conversations.gestes import IDEA, Groups, ProposeIdea
from bot.handlers import members
from bot.handlers.house import HOUSE
from bot.rows import IdeaToDecide
from bot.turn import Turn
from rules.groups import Group
from rules.refusals import Refusal
from rules.screens import Button, screen
from rules.words import _, quoted
from storage import gestes, groups
from storage import ideas as store


def begin(turn: Turn) -> None:
    if turn.private:
        _start(turn, {})
        return
    if turn.group:
        gestes.touched(turn.session, turn.group.id)
        turn.toast(None, start=turn.link("geste.idea", group=turn.group.id))


def opened(turn: Turn, params: Mapping[str, Any]) -> None:
    _start(turn, {"group": params["group"]} if params.get("group") else {})


def _start(turn: Turn, args: dict[str, Any]) -> None:
    if not _groups(turn, args):
        raise Refusal(_("Une idée se propose dans un groupe : entrez d’abord dans celui de votre immeuble "
                        "ou de votre rue."))
    talking.start(turn, HOUSE, IDEA.name, args)


def _groups(turn: Turn, args: Mapping[str, Any]) -> tuple[tuple[int, str], ...]:
    found = groups.by_id(turn.session, int(args["group"])) if args.get("group") else None
    if found and found.is_installed:
        return ((found.id, found.name),)
    return tuple((group.id, group.name) for group in groups.of_person(turn.session, turn.person.id))


def facts(turn: Turn, args: Mapping[str, Any]) -> Groups:
    known = _groups(turn, args)
    if not known:
        raise Refusal(_("Ce groupe n’est plus là. Votre idée reste la bienvenue dans un autre."))
    return Groups(known, turn.content.private_words)


def execute(turn: Turn, command: ProposeIdea) -> None:
    group = groups.by_id(turn.session, command.group)
    assert group is not None
    admin = members.organiser(turn, group)
    if admin is None:
        turn.reply(screen(_("Personne n’anime « {group} » par ici en ce moment : votre idée n’est pas partie. "
                            "Reproposez-la plus tard, merci !", group=quoted(group.name))))
        return
    number = actions.propose(turn.desk, turn.person.id, group, command.text, admin)
    if number is None:
        raise Refusal(_("Vous avez déjà proposé plusieurs idées cette semaine. Gardez celle-ci pour lundi !"))
    turn.reply(screen(_("Merci ! Votre idée part à la personne qui anime « {group} ». "
                        "Vous aurez sa réponse ici.", group=quoted(group.name)),
                      rows=tuple(HOUSE.doors_of(turn, "idea", number))))


def adopt(turn: Turn, proposed: IdeaToDecide) -> None:
    _decide(turn, *proposed, adopted=True)


def decline(turn: Turn, proposed: IdeaToDecide) -> None:
    _decide(turn, *proposed, adopted=False)


def _decide(turn: Turn, idea: store.Idea, group: Group, *, adopted: bool) -> None:
    if not actions.decide(turn.desk, idea, group, adopted=adopted):
        turn.toast(_("C’est déjà décidé, merci !"))
        return
    turn.reply(screen(_("✅ Adoptée : elle viendra de temps en temps dans le groupe.") if adopted else
                      _("🙏 Pas cette fois. La personne le saura, avec un merci."), quoted(idea.text),
                      rows=((Button(_("☰ Menu"), tap="menu"),),)))

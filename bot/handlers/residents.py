"""Joining, inviting, recommending, leaving."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from actions import invites
from actions import residents as actions
from actions import vouches as vouching
from actions.privacy import take_leave
from bot import talking
from bot.conversations.residents import JOIN, PLACE, Join, JoinFacts, Spotted
from bot.features import Feature, Link, Order, Talk, Tap
from bot.handlers import members
from bot.handlers.about_me import families
from bot.handlers.asks_words import expected
from bot.handlers.house import HOUSE
from bot.handlers.places import found_places, town
from bot.turn import Turn
from rules.first_names import proposed_first_name
from rules.groups import Group
from rules.refusals import Refusal
from rules.residents import Standing, kind_of_place
from rules.rights import Role, Where
from rules.screens import Button, screen
from rules.words import Words, _, quoted
from storage import groups, people, residents, vouches, zones

FIRST = _("Faisons d’abord connaissance : c’est une minute, sans engagement.")
ALSO = _("Pour voir aussi la conversation du groupe, demandez l’invitation à la personne qui l’anime.")
THREE = _("Vous avez déjà trois lieux. Retirez-en un dans /reglages pour en ajouter un autre.")


def begin(turn: Turn, group: int | None = None, *, card: bool = False, helps: bool = False, kit: str = "",
          by: int | None = None) -> None:
    """card: the link came from the group itself, and serves its members only. helps: from « Je peux ». kit: by what
    sheet, or by its code. by: whose own invitation it is.
    """
    if group and card and not is_member(turn, group):
        turn.reply(screen(members.NOT_A_MEMBER))
        return
    if turn.person.is_resident:
        if group:
            welcome_into(turn, group, card=card)
        else:
            HOUSE.orders["menu"].handler(turn, "")
        return
    more = {"helps": helps, "kit": kit, "by": by}
    talking.start(turn, HOUSE, "join", {**({"group": group, "card": card} if group else {}),
                                        **{name: value for name, value in more.items() if value}})


def is_member(turn: Turn, number: int) -> bool:
    group = groups.by_id(turn.session, number)
    return group is not None and members.belongs(turn, group)


def join_tap(turn: Turn) -> None:
    begin(turn)


def join_link(turn: Turn, params: Mapping[str, Any]) -> None:
    begin(turn, params.get("group"), card=bool(params.get("card")), helps=bool(params.get("helps")),
          kit=str(params.get("kit") or ""))


def welcome_into(turn: Turn, number: int, *, card: bool = False) -> None:
    """A resident takes part in one more group. card: they are in its conversation already."""
    group = groups.by_id(turn.session, number)
    if group is None or not group.is_installed:
        raise Refusal(_("Ce groupe n’est pas encore installé. Demandez à la personne qui l’anime."))
    if group.zone and not zones.settle(turn.session, turn.person.id, group.zone, turn.now):
        raise Refusal(THREE)
    people.take_part(turn.session, turn.person.id, group.id, turn.now)
    turn.reply(screen(_("Vous participez maintenant au groupe « {group} ».", group=group.name),
                      *(() if card else (ALSO,)), keyboard="menu"))


@lru_cache(maxsize=4)
def _charter(said: tuple[str, ...]) -> tuple[Words, ...]:
    return tuple(map(Words, said))


def facts(turn: Turn, args: Mapping[str, Any]) -> JoinFacts:
    group = groups.by_id(turn.session, args["group"]) if args.get("group") else None
    zone = zones.by_id(turn.session, group.zone) if group and group.is_installed and group.zone else None
    named = turn.held is not None and "name" in turn.held.answers  # what is no longer asked proposes nothing
    proposed = "" if named else proposed_first_name(turn.incoming.sender.first_name, turn.town.name)
    return JoinFacts(proposed, zone.label if zone else None,
                     _charter(turn.content.charter.lines), families(turn), found_places(turn),
                     found_places(turn, "place"), helps=bool(args.get("helps")), town=turn.town.name,
                     by=by.first_name if (by := invites.inviter(turn.desk, args.get("by"), turn.person.id)) else "")


def joined(turn: Turn, command: Join) -> None:
    if not command.adult:
        turn.reply(screen(_("Merci de votre franchise. Ce service est ouvert à partir de 18 ans. "
                            "Je n’ai rien gardé de vos réponses, et d’ici une heure j’oublie votre passage. "
                            "À bientôt !"), rows=((Button(_("🔒 Vie privée"), tap="privacy"),),)))
        people.forget_visitor(turn.session, turn.person.id, turn.now)
        turn.batch.touched.discard(turn.person.id)
        return
    person = turn.person.id
    residents.change(turn.session, person, first_name=command.first_name, standing=Standing.RESIDENT,
                     charter=turn.content.charter.version, joined_at=turn.now, stopped=False,
                     skills={"likes": list(command.likes), "slots": list(command.slots)})
    people.agree(turn.session, person, "charter", turn.content.charter.version, turn.now)
    if command.place:
        settle(turn, command.place)
    actions.join(turn.desk, person)
    turn.know_anew()
    args = turn.facts[0].args if turn.facts else {}
    joined_group, came_from_the_group = _group_of_link(turn), bool(args.get("card"))
    by = invites.came(turn.desk, person, args, joined_group.id if joined_group else None)
    lead = _("Bienvenue, {name} ! Le menu est en bas de l’écran : demandez, aidez, notez vos heures.",
             name=command.first_name)
    here = (_("Vous participez au groupe « {group} ».", group=joined_group.name),) if joined_group else ()
    also = (ALSO,) if here and not came_from_the_group else ()
    turn.reply(screen(lead, *here, *also, expected(turn), keyboard="menu"))
    if by:
        turn.reply(screen(_("{name} vous a donné ce lien. Lui dire que vous êtes là ?", name=quoted(by.first_name)),
                          rows=((Button(_("👋 Oui, lui dire"), tap="invite.say"),),
                                (Button(_("Non merci"), tap="invite.not"),))), edit=False)
    first_steps(turn)


def settle(turn: Turn, place: Spotted) -> bool:
    """One more place of the person; False when they have three."""
    shown = place.label if place.known else town(place.commune)
    zone = zones.ensure(turn.session, kind_of_place(place.label), place.label, place.commune, place.cell, shown)
    return zones.settle(turn.session, turn.person.id, zone.id, turn.now)


def add_place(turn: Turn) -> None:
    talking.begin(turn, HOUSE, "place", answers={})


def placed(turn: Turn, place: Spotted) -> None:
    if not settle(turn, place):
        raise Refusal(THREE)
    turn.reply(screen(_("📍 C’est noté : {label}.", label=quoted(place.label)), keyboard="menu"))


def _group_of_link(turn: Turn) -> Group | None:
    """The group whose link began this conversation: its row was in the conversation's arguments."""
    args = turn.facts[0].args if turn.facts else {}
    group = groups.by_id(turn.session, int(args["group"])) if args.get("group") else None
    if group and args.get("card") and not members.belongs(turn, group):
        return None
    if group and group.zone and group.is_installed:
        zones.settle(turn.session, turn.person.id, group.zone, turn.now)
        people.take_part(turn.session, turn.person.id, group.id, turn.now)
        return group
    return None


def first_steps(turn: Turn) -> None:
    """At once, a geste; and a need nearby when there is one."""
    from bot.handlers import gestes, matching

    gestes.geste(turn)
    matching.offer_one(turn)


def link_to_join(turn: Turn) -> str:
    """A link to hand on: to the group when the person has one, else to the bot. It lives thirty days."""
    return turn.link("join", single=False, hours=24 * 30, **group_to_join(turn))


def group_to_join(turn: Turn) -> dict[str, int]:
    """The first group of the person that they are in, says Telegram."""
    mine = next((g for g in groups.of_person(turn.session, turn.person.id) if members.belongs(turn, g)), None)
    return {"group": mine.id} if mine else {}


def recommend(turn: Turn, _payload: str) -> None:
    members.runs(turn, turn.person.id)
    if not vouches.where_vouched(turn.session, turn.person.id):
        turn.reply(screen(_("Pour recommander quelqu’un, il faut avoir soi-même une recommandation. La personne qui "
                            "anime le groupe peut vous la donner."),
                          rows=((Button(_("🙋 La demander"), tap="vouch.ask"),),
                                (Button(_("✋ Parler à quelqu’un"), tap="someone"),))))
        return
    link = turn.link("vouch", hours=72, by=turn.person.id)
    turn.reply(screen(
        _("Vous connaissez bien quelqu’un ? Donnez-lui ce lien, à cette personne seulement. "
          "Il sert une fois, pendant trois jours :"),
        _("https://t.me/{bot}?start={link}", bot=turn.batch.username, link=link)))


def vouched(turn: Turn, params: Mapping[str, Any]) -> None:
    giver = int(params.get("by") or 0)
    if giver == turn.person.id:
        raise Refusal(_("Ce lien est pour une autre personne que vous."))
    if residents.by_id(turn.session, giver):
        members.runs(turn, giver)
    if not vouches.where_vouched(turn.session, giver):
        turn.reply(screen(_("Ce lien n’est plus valable. Demandez-en un nouveau.")))
        return
    if not vouching.give(turn.desk, turn.person.id, giver):
        turn.reply(screen(_("Ce lien n’est plus valable. Demandez-en un nouveau.")))


def leaving(turn: Turn, _payload: str) -> None:
    turn.reply(screen(
        _("Quitter le voisinage ? Vos demandes ouvertes s’arrêteront. Vos heures restent, "
          "et vous pourrez revenir. Pour tout effacer, écrivez /effacer."),
        rows=((Button(_("Oui, quitter"), tap="leave"),), (Button(_("Non, rester"), tap="menu"),))))


def leave(turn: Turn) -> None:
    take_leave(turn.desk, turn.person.id)
    residents.change(turn.session, turn.person.id, standing=Standing.LEFT)
    people.part_from_all(turn.session, turn.person.id)
    zones.leave(turn.session, turn.person.id)
    if turn.held:
        talking.drop(turn)
    people.drop_drafts(turn.session, turn.person.id)
    turn.reply(screen(_("C’est fait. Merci pour tout, et à bientôt : /start suffit pour revenir.")))


FEATURE = Feature(
    "residents",
    orders={
        "recommander": Order(recommend, Role.RESIDENT, Where.PRIVATE,
                             _("Recommander quelqu’un pour l’aide à domicile")),
        "quitter": Order(leaving, Role.RESIDENT, Where.PRIVATE, _("Quitter le voisinage")),
    },
    taps={
        "join": Tap(join_tap, Role.VISITOR, Where.PRIVATE),
        "leave": Tap(leave, Role.RESIDENT, Where.PRIVATE),
        "place": Tap(add_place, Role.RESIDENT, Where.PRIVATE),
    },
    links={
        "join": Link(join_link, Role.VISITOR),
        "vouch": Link(vouched, Role.RESIDENT),
    },
    talks=(Talk(JOIN, facts, joined, follows=True), Talk(PLACE, facts, placed, follows=True)),
)

"""/proposer: what one lends or can do. Added by theme, changed, paused or taken back one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, TypeAlias

from actions import offers as actions
from bot import talking
from bot.conversations.offers import (
    CHANGE,
    FREE,
    OFFER,
    ChangedOffer,
    ChangeFacts,
    NewOffers,
    OfferFacts,
    thing_named,
)
from bot.features import Feature, Order, Talk, Tap
from bot.handlers import offers_counts
from bot.handlers.house import HOUSE
from bot.rows import Loaded
from bot.turn import Turn
from rules.offers import MOST, Offer, about, names_price, slots_words
from rules.refusals import Gone, Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _, lines, n_
from storage import offers as store
from storage import residents

A_PAGE = 3
MINE: Row = (Button(_("🧰 Mes propositions"), tap="offers"),)
NEEDS: Row = (Button(_("💪 Voir les besoins"), tap="help.near"),)
FULL = _("Vous avez déjà dix propositions. Retirez-en une pour en ajouter une autre.")
RESTING = _("en pause")


def my_offer(turn: Turn, number: int) -> Offer | None:
    return store.by_id(turn.session, number, turn.person.id)


MyOffer: TypeAlias = Annotated[Offer, Loaded(my_offer)]


def propose(turn: Turn, payload: str = "") -> None:
    """« /proposer », or what one proposes behind it."""
    if names_price(payload):
        raise Refusal(FREE)
    mine = store.of_person(turn.session, turn.person.id)
    named = thing_named(payload, themes_left(turn, mine)) if payload.strip() else None
    if named is not None and len(mine) < MOST:
        begin(turn, {"theme": named[0].code, "what*": [named[1].code]})
    elif mine:
        listed(turn)
    else:
        add(turn)


def themes_left(turn: Turn, mine: list[Offer]) -> tuple[Any, ...]:
    """What they do not propose yet."""
    have = {one.what for one in mine}
    found = (replace(theme, things=tuple(one for one in theme.things if one.code not in have))
             for theme in turn.content.offers)
    return tuple(theme for theme in found if theme.things)


def listed(turn: Turn, page: int = 0) -> None:
    mine = store.of_person(turn.session, turn.person.id)
    if not mine:
        turn.reply(screen(_("Vous ne proposez rien pour l’instant : ni objet, ni coup de main."), rows=(
            (Button(_("➕ Proposer"), tap="offers.add"),), NEEDS)))
        return
    pages = -(-len(mine) // A_PAGE)
    shown = mine[page % pages * A_PAGE:][:A_PAGE]
    rows: list[Row] = [(Button(label(turn, one), tap=tap("offers.one", one.id)),) for one in shown]
    if pages > 1:
        rows.append((Button(_("➡ Suite"), tap=tap("offers", (page + 1) % pages)),))
    if len(mine) < MOST:
        rows.append((Button(_("➕ Proposer"), tap="offers.add"),))
    turn.reply(screen(n_("🧰 <b>Vous proposez {n} chose</b>", "🧰 <b>Vous proposez {n} choses</b>", len(mine)),
                      lines(*(line(turn, one) for one in shown)), rows=(*rows, NEEDS)))


def label(turn: Turn, offer: Offer) -> Words:
    """What the content has taken out keeps its bare name."""
    known = turn.content.things.get(offer.what)
    return Words(known.label if known else offer.what)


def line(turn: Turn, offer: Offer) -> Words:
    if not offer.stands:
        return _("• {what} : {state}", what=label(turn, offer), state=RESTING)
    return _("• {what} : {slots}", what=label(turn, offer), slots=slots_words(offer.slots))


def one(turn: Turn, offer: MyOffer) -> None:
    state = (Button(_("⏸ Mettre en pause"), tap=tap("offers.pause", offer.id)) if offer.stands else
             Button(_("▶ Reprendre"), tap=tap("offers.resume", offer.id)))
    told = about(label(turn, offer), offer.reach, offer.slots)
    turn.reply(screen(told if offer.stands else lines(told, _("⏸ En pause")), rows=(
        (Button(_("✏️ Modifier"), tap=tap("offers.fix", offer.id)),), (state,),
        (Button(_("🗑 Retirer"), tap=tap("offers.drop", offer.id)),), (Button(_("↩ Retour"), tap="offers"),))))


def pause(turn: Turn, offer: MyOffer) -> None:
    actions.pause(turn.desk, offer)
    shown_again(turn, offer)


def resume(turn: Turn, offer: MyOffer) -> None:
    actions.resume(turn.desk, offer)
    shown_again(turn, offer)


def shown_again(turn: Turn, offer: Offer) -> None:
    fresh = my_offer(turn, offer.id)
    if fresh is None:
        raise Gone
    one(turn, fresh)


def drop(turn: Turn, offer: MyOffer) -> None:
    turn.reply(screen(_("Ne plus proposer : {what} ?", what=label(turn, offer)), rows=(
        (Button(_("✅ Oui, retirer"), tap=tap("offers.dropped", offer.id)),),
        (Button(_("↩ Retour"), tap=tap("offers.one", offer.id)),))))


def dropped(turn: Turn, offer: MyOffer) -> None:
    actions.remove(turn.desk, offer)
    turn.reply(screen(_("C’est retiré : {what}. Merci de l’avoir proposé.", what=label(turn, offer)),
                      rows=(MINE, NEEDS)))


# adding and changing
def add(turn: Turn) -> None:
    begin(turn, None)


def begin(turn: Turn, answers: dict[str, Any] | None) -> None:
    """The hours they gave on joining are ticked."""
    if len(store.of_person(turn.session, turn.person.id)) >= MOST:
        raise Refusal(FULL)
    said = (residents.row(turn.session, turn.person.id).skills or {}).get("slots", ())
    talking.begin(turn, HOUSE, OFFER.name, answers={"slots*": list(said), **(answers or {})})


def facts(turn: Turn, _args: Mapping[str, Any]) -> OfferFacts:
    mine = store.of_person(turn.session, turn.person.id)
    if len(mine) >= MOST:
        raise Refusal(FULL)
    return OfferFacts(themes_left(turn, mine), MOST - len(mine))


def proposed(turn: Turn, command: NewOffers) -> None:
    count = actions.add(turn.desk, turn.person.id, command.things, command.reach, command.slots)
    if not count:
        turn.reply(screen(_("Rien n’a été ajouté."), rows=(MINE, NEEDS)))
        return
    turn.reply(screen(n_("✅ C’est noté : {n} proposition de plus. Merci !",
                         "✅ C’est noté : {n} propositions de plus. Merci !", count),
                      _("Personne ne voit la liste. On vous sollicite en privé quand cela peut servir, et vous restez "
                        "libre de dire non."),
                      rows=((Button(_("↩ Annuler"), tap="offers.undo"),),
                            (Button(_("➕ Autre proposition"), tap="offers.add"),), MINE)))


def undo(turn: Turn) -> None:
    if not actions.take_back(turn.desk, turn.person.id):
        turn.reply(screen(_("La minute est passée. Vous pouvez encore retirer une proposition."), rows=(MINE,)))
        return
    turn.reply(screen(_("C’est annulé : rien n’a été gardé."), rows=(MINE, NEEDS)))


def fix(turn: Turn, offer: MyOffer) -> None:
    talking.begin(turn, HOUSE, CHANGE.name, {"offer": offer.id}, answers={"slots*": list(offer.slots)})


def change_facts(turn: Turn, args: Mapping[str, Any]) -> ChangeFacts:
    found = my_offer(turn, int(args["offer"]))
    if found is None:
        raise Refusal(_("Cette proposition n’existe plus."))
    return ChangeFacts(found.id, label(turn, found))


def changed(turn: Turn, command: ChangedOffer) -> None:
    found = my_offer(turn, command.offer)
    if found is None:
        raise Refusal(_("Cette proposition n’existe plus."))
    actions.change(turn.desk, found, command.reach, command.slots)
    turn.reply(screen(_("✅ C’est noté."), about(label(turn, found), command.reach, command.slots), rows=(MINE,)))


# « Toujours d’accord ? »
def sure(turn: Turn) -> None:
    stands = actions.sure(turn.desk, turn.person.id)
    turn.reply(screen(_("Merci ! C’est toujours d’accord. Je vous le redemande dans trois mois.") if stands else
                      _("Vos propositions sont en pause. Reprenez-les une par une."), rows=(MINE,)))


def change(turn: Turn) -> None:
    actions.sure(turn.desk, turn.person.id)
    listed(turn)


def rest(turn: Turn) -> None:
    actions.rest(turn.desk, turn.person.id)
    turn.reply(screen(_("C’est en pause. Rien n’est effacé : reprenez quand vous voulez, avec /proposer."),
                      rows=(MINE,)))


PRIVATE = (Role.RESIDENT, Where.PRIVATE)
FEATURE = Feature(
    "offers",
    orders={"proposer": Order(propose, *PRIVATE, _("Dire ce que vous prêtez ou savez faire")), **offers_counts.ORDERS},
    taps={
        "offers": Tap(listed, *PRIVATE), "offers.one": Tap(one, *PRIVATE), "offers.add": Tap(add, *PRIVATE),
        "offers.undo": Tap(undo, *PRIVATE), "offers.fix": Tap(fix, *PRIVATE), "offers.pause": Tap(pause, *PRIVATE),
        "offers.resume": Tap(resume, *PRIVATE), "offers.drop": Tap(drop, *PRIVATE),
        "offers.dropped": Tap(dropped, *PRIVATE), "offers.sure": Tap(sure, *PRIVATE),
        "offers.change": Tap(change, *PRIVATE), "offers.rest": Tap(rest, *PRIVATE), **offers_counts.TAPS,
    },
    talks=(Talk(OFFER, facts, proposed, role=Role.RESIDENT), Talk(CHANGE, change_facts, changed, role=Role.RESIDENT)),
)

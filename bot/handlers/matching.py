"""« ✋ Je peux »: the first press wins, the asker says yes or someone else, either may step back."""

from __future__ import annotations

from functools import partial

from actions import matching as actions
from actions.vouches import may_help
from bot.features import Feature, Order, Tap
from bot.handlers import members
from bot.handlers.someone import stay
from bot.render import as_screen
from bot.rows import HandOfMyRequest, MyHand, MyPromise
from bot.turn import Turn
from messages.asks import FILLED
from messages.help_lines import TAKE, need, request_row
from rules.help import HELD, AcceptanceState, Request, RequestState
from rules.refusals import Gone, Refusal
from rules.residents import FIRST_NEED
from rules.rights import Role, Where
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, lines
from storage import asks, groups, help_lists, reach, zones
from storage import help as store
from storage.once import first_time

NOT_YOURS = _("Ce coup de main ne peut pas vous revenir : hors de vos lieux, déjà rendu, trop de promesses rendues "
              "aujourd’hui, ou une autre règle. Merci de votre élan !")
WHERE = _("Où habitez-vous ? Je cherche autour de chez vous.")
ADD_A_PLACE: tuple[Row, ...] = ((Button(_("➕ Ajouter un lieu"), tap="place"),),)
NO_MORE = _("Cette personne ne peut plus venir pour ce coup de main. Touchez « 🙏 Une autre personne » : votre demande "
            "s’ouvre à nouveau.")
OFFERS: Row = (Button(_("🧰 Ce que je propose"), tap="offers"),)
"""The other door: what one may lend or do, for the needs to come."""
MISSIONS: Row = (Button(_("📌 Missions près d’ici"), tap="missions.near"),)
BUSY = _("Quelqu’un s’en occupe déjà, merci !")


def take(turn: Turn, number: int) -> None:
    request = store.by_id(turn.session, number)
    if request is None or not request.living:
        turn.toast(_("Cette demande est terminée, merci !"))
    elif request.asker == turn.person.id:
        turn.toast(_("C’est votre demande."))
    elif request.state is not RequestState.OPEN:
        turn.toast(too_late(turn, request))
    elif (through := doors(turn, request)) is None:
        turn.toast(members.NOT_A_MEMBER, alert=True)
    elif not may_help(turn.desk, turn.person.id, request):
        unvouched(turn)
    else:
        offered = actions.take(turn.desk, request, turn.person, through, aloud=not turn.private)
        if offered is None:
            turn.toast(too_late(turn, request), alert=True)
        elif turn.private:
            turn.reply(as_screen(offered))
        else:
            turn.toast(_("Merci ! La suite est en privé."))


def unvouched(turn: Turn) -> None:
    words = _("Merci de vouloir aider ! Pour ce coup de main, il faut une recommandation : la personne qui anime le "
              "groupe peut vous la donner, ou deux personnes déjà recommandées.")
    if turn.private:
        turn.reply(screen(words, rows=((Button(_("🙋 La demander"), tap="vouch.ask"),),
                                       (Button(_("💪 Voir d’autres besoins"), tap="help.near"),))), edit=False)
    else:
        turn.toast(words, alert=True)


def doors(turn: Turn, request: Request) -> tuple[int, ...] | None:
    """The groups by which this request comes to a person, once Telegram said that they are in; None when it denies.

    In private a need near them needs no group.
    """
    if turn.group is not None:
        return (turn.group.id,) if members.belongs(turn, turn.group) else None
    for number in reach.only_by_group(turn.session, request.id, turn.person.id):
        group = groups.by_id(turn.session, number)
        if group is not None and members.belongs(turn, group):
            return (number,)
    return ()


def too_late(turn: Turn, request: Request) -> Words:
    """Why it could not be theirs. A block is never told: its sentence serves other causes too."""
    helpers = store.helpers(turn.session, request.id)
    mine = next((one for one in helpers if one.volunteer == turn.person.id), None)
    if mine:
        return (_("C’est déjà noté : vous aurez la réponse en privé.") if mine.state is AcceptanceState.PROPOSED else
                _("C’est déjà entendu : on vous attend, merci !"))
    if len(helpers) >= request.need:
        return FILLED if asks.of_request(turn.session, request.id, turn.person.id) else BUSY
    if not store.reachable(turn.session, request.id):
        return _("La personne qui a demandé n’est pas joignable par ici en ce moment : sa demande est suspendue. "
                 "Merci de votre élan !")
    return NOT_YOURS


def yes(turn: Turn, hand: HandOfMyRequest) -> None:
    if not may_help(turn.desk, hand.acceptance.volunteer, hand.request):
        raise Refusal(NO_MORE)
    if not actions.confirm(turn.desk, hand.acceptance):
        raise Gone
    turn.reply(screen(_("✅ C’est entendu. Voici la suite.")))


def safety(turn: Turn, hand: MyHand) -> None:
    """« 🛟 Bons réflexes », for the one who goes or for the one who opens; the code above stays."""
    stay(turn)
    found, request = hand
    never = _("Jamais de carte bancaire, de code secret ni de clés ; ni soin, ni conseil sur un médicament.")
    if turn.person.id == found.asker:
        told = [_("Demandez le code avant d’ouvrir. Un doute, quelqu’un qui insiste ? N’ouvrez pas, et appelez le 17."),
                _("L’argent des courses : seulement le prix du ticket.")]
    else:
        told = [Words(turn.content.safety[code]) for code in turn.content.kind(request.kind).safety[:2]]
    turn.reply(screen(_("🛟 <b>Bons réflexes</b>"), lines(never, *told), rows=((Button(
        _("🚨 Numéros d’urgence"), tap="numbers.rescue"),),)))


def other(turn: Turn, hand: HandOfMyRequest) -> None:
    if not actions.decline(turn.desk, *hand):
        raise Gone
    turn.reply(screen(_("Entendu. Votre demande est de nouveau ouverte, et la personne est prévenue avec tact."),
                      rows=request_row(hand.request.id)))


def withdraw(turn: Turn, hand: MyPromise) -> None:
    if not actions.withdraw(turn.desk, *hand, partial(members.organiser, turn)):
        raise Gone
    turn.reply(screen(_("C’est noté, merci de l’avoir dit. La demande est de nouveau ouverte."),
                      rows=((Button(_("☰ Menu"), tap="menu"),),)))


def still(turn: Turn, hand: MyPromise) -> None:
    if hand.acceptance.state not in HELD:
        raise Gone
    turn.reply(screen(_("Merci ! C’est toujours d’accord.")))


def near(turn: Turn, page: int = 0) -> None:
    """« 💪 Je peux aider »: one need a screen."""
    if not zones.of_person(turn.session, turn.person.id):
        turn.reply(screen(WHERE, rows=ADD_A_PLACE), edit=False)
        return
    found = help_lists.near(turn.session, turn.person.id, turn.today)
    if not found:
        turn.reply(screen(_("Personne n’a besoin d’un coup de main près de chez vous en ce moment. "
                            "Vous aurez un mot ici ou dans le groupe dès que quelqu’un demande. Merci !"),
                          rows=(OFFERS, MISSIONS, (Button(_("💡 Le geste du jour"), tap="geste"),),
                                (Button(_("👋 Inviter le voisinage"), tap=tap("geste.next", "inviter", "")),))),
                   edit=False)
        return
    place = page % len(found)
    turn.reply(shown(turn, found[place], place, len(found)), edit=page != 0)


def shown(turn: Turn, request: Request, place: int, count: int) -> Screen:
    kind = turn.content.kind(request.kind)
    about = need(kind.title, request.minutes) if kind.discreet else need(
        kind.title, request.minutes, request.zone_label, request.day, request.slot)
    rows: tuple[Row, ...] = ((Button(TAKE, tap=tap("help.take", request.id)),),)
    if count > 1:
        rows += ((Button(_("➡ Suite"), tap=tap("help.near", place + 1)),),)
    return screen(_("Près de chez vous ({n} sur {count}) :", n=place + 1, count=count), about,
                  rows=(*rows, OFFERS, MISSIONS))


def offer_one(turn: Turn) -> bool:
    """At joining: an open need nearby that they may take, if there is one."""
    found = [one for one in help_lists.near(turn.session, turn.person.id, turn.today)
             if may_help(turn.desk, turn.person.id, one)]
    if not found:
        return False
    turn.reply(shown(turn, found[0], 0, 1), edit=False)
    first_time(turn.session, f"p{turn.person.id}", FIRST_NEED, turn.now)
    return True


def not_now(turn: Turn) -> None:
    turn.reply(screen(_("Entendu, une autre fois. Merci d’avoir lu."),
                      rows=((Button(_("☰ Menu"), tap="menu"),),)))


def helps(turn: Turn, _payload: str = "") -> None:
    near(turn)


FEATURE = Feature(
    "matching",
    orders={
        "aider": Order(helps, Role.RESIDENT, Where.PRIVATE, _("Aider : les besoins près de chez vous")),
    },
    taps={
        "help.take": Tap(take, Role.RESIDENT, Where.EVERYWHERE),
        "help.near": Tap(near, Role.RESIDENT, Where.PRIVATE),
        "help.yes": Tap(yes, Role.RESIDENT, Where.PRIVATE),
        "help.safety": Tap(safety, Role.RESIDENT, Where.PRIVATE),
        "help.other": Tap(other, Role.RESIDENT, Where.PRIVATE),
        "help.withdraw": Tap(withdraw, Role.RESIDENT, Where.PRIVATE),
        "help.still": Tap(still, Role.RESIDENT, Where.PRIVATE),
        "help.not_now": Tap(not_now, Role.RESIDENT, Where.PRIVATE),
    },
)

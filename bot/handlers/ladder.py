"""« À deux, la première fois », and the next step for who helps often."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from actions import ladder as actions
from bot.features import Feature, Order, Tap
from bot.rows import HandOfMyRequest, Loaded, MyPromise
from bot.turn import Turn
from rules.refusals import Gone
from rules.rights import Role, Where
from rules.screens import Button, Row, screen
from rules.words import _, n_, quoted
from storage import ladder as store

MENU: Row = (Button(_("☰ Menu"), tap="menu"),)


def asked_of_me(turn: Turn, number: int) -> int | None:
    return number if store.was_asked(turn.session, number, turn.person.id) else None


AskedOfMe: TypeAlias = Annotated[int, Loaded(asked_of_me)]


def want(turn: Turn, hand: MyPromise) -> None:
    pair = store.pair(turn.session, hand.acceptance.id)
    if pair is not None:
        raise Gone
    count = actions.want(turn.desk, *hand)
    turn.reply(screen(n_("👥 C’est proposé à {n} personne. Vous aurez sa réponse ici.",
                         "👥 C’est proposé à {n} personnes. Vous aurez leur réponse ici.", count) if count else
                      _("Personne ne peut vous accompagner cette fois. Le reste ne change pas."), rows=(MENU,)))


def yes(turn: Turn, number: AskedOfMe) -> None:
    if not actions.yes(turn.desk, number, turn.person):
        turn.reply(screen(_("C’est pourvu, merci !"), rows=(MENU,)))
        return
    turn.reply(screen(_("👥 Merci ! La personne à aider est prévenue : vous aurez sa réponse ici."), rows=(MENU,)))


def agree(turn: Turn, hand: HandOfMyRequest) -> None:
    if not actions.agree(turn.desk, *hand):
        raise Gone
    turn.reply(screen(_("✅ C’est entendu : deux personnes viendront. Le code de visite reste le même.")))


def refuse(turn: Turn, hand: HandOfMyRequest) -> None:
    if not actions.refuse(turn.desk, *hand):
        raise Gone
    turn.reply(screen(_("Entendu : une seule personne viendra. Elles sont prévenues avec tact.")))


def along(turn: Turn) -> None:
    store.choose(turn.session, turn.person.id, wanted=True, now=turn.now)
    turn.reply(screen(_("👥 Merci ! Vous aurez un mot quand une personne nouvelle aimerait y aller à deux. Pour "
                        "arrêter : /binome."), rows=(MENU,)))


def binome(turn: Turn, _payload: str = "") -> None:
    """/binome: whether I go along, and the other way."""
    if store.goes_along(turn.session, turn.person.id):
        turn.reply(screen(_("👥 Vous accompagnez parfois une personne nouvelle, pour sa première fois."),
                          rows=((Button(_("✋ Ne plus accompagner"), tap="ladder.alone"),), MENU)))
    else:
        turn.reply(screen(_("👥 À deux, la première fois : aimeriez-vous accompagner parfois une personne nouvelle ?"),
                          rows=((Button(_("👥 Oui, en binôme"), tap="ladder.along"),), MENU)))


def alone(turn: Turn) -> None:
    store.choose(turn.session, turn.person.id, wanted=False, now=turn.now)
    turn.reply(screen(_("C’est noté, et merci pour ces premières fois."),
                      rows=((Button(_("↩ Annuler"), tap="ladder.along"),), MENU)))


def try_it(turn: Turn) -> None:
    told = actions.try_it(turn.desk, turn.person) if turn.desk.once(f"p{turn.person.id}", "ladder-try") else ""
    if not told:
        turn.reply(screen(_("Merci ! Dites-le à la mairie : elle nomme les référents."),
                          rows=((Button(_("✋ Parler à quelqu’un"), tap="someone"),), MENU)))
        return
    turn.reply(screen(_("🙋 Merci ! {name} le sait, et vous en parlera ici.", name=quoted(told)), rows=(MENU,)))


def no(turn: Turn) -> None:
    turn.reply(screen(_("Entendu. Merci pour tout ce que vous faites déjà."), rows=(MENU,)))


RESIDENT = (Role.RESIDENT, Where.PRIVATE)
FEATURE = Feature(
    "ladder",
    orders={"binome": Order(binome, *RESIDENT, _("Accompagner une personne nouvelle"))},
    taps={
        "duo.want": Tap(want, *RESIDENT), "duo.yes": Tap(yes, *RESIDENT), "duo.agree": Tap(agree, *RESIDENT),
        "duo.refuse": Tap(refuse, *RESIDENT), "ladder.along": Tap(along, *RESIDENT),
        "ladder.alone": Tap(alone, *RESIDENT), "ladder.try": Tap(try_it, *RESIDENT), "ladder.no": Tap(no, *RESIDENT),
    },
)

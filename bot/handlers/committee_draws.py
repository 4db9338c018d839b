"""Being willing to sit in the comité; being drawn; and drawing, by who coordinates."""

from __future__ import annotations

from typing import Literal

from actions import committee_draws as actions
from bot.features import Tap
from bot.turn import Turn
from messages.committees import JOURNAL
from rules.committees import FEWEST_WILLING, SEATS, TicketState
from rules.console import few
from rules.refusals import Gone
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _
from storage import committee_draws as store

S = TicketState
HOME: Row = (Button(_("↩ Le comité"), tap="comite"),)
SAID: dict[TicketState, Words] = {
    S.WILLING: _("🙋 C’est noté : votre numéro est le {n}. S’il sort, on vous demandera encore."),
    S.ASKED: _("🎲 Votre numéro, le {n}, est sorti. Voulez-vous siéger ?"),
    S.SEATED: _("🏛 Vous siégez au comité, par tirage au sort (numéro {n})."),
    S.DECLINED: _("🙏 Vous avez passé votre tour (numéro {n}).")}


def mine(turn: Turn) -> list[Row]:
    """In /comite, for who lives here."""
    if turn.visitor is None or not turn.visitor.is_resident:
        return []
    if store.of_person(turn.session, turn.visitor.id) is None:
        return [(Button(_("🙋 Je veux bien en être"), tap="comite.willing"),)]
    return [(Button(_("🎲 Mon numéro"), tap="comite.number"),)]


def willing(turn: Turn) -> None:
    store.enter(turn.session, turn.person.id, turn.now)
    number(turn)


def number(turn: Turn) -> None:
    ticket = store.of_person(turn.session, turn.person.id)
    if ticket is None:
        raise Gone
    rows: list[Row] = []
    if ticket.state is S.ASKED:
        rows = [(Button(_("✅ J’accepte"), tap=tap("comite.seat", "oui")),),
                (Button(_("🙏 Non merci"), tap=tap("comite.seat", "non")),)]
    turn.reply(screen(Words(SAID[ticket.state].text, {"n": ticket.number}), rows=(
        *rows, (Button(_("✖ Retirer mon numéro"), tap="comite.out"),), HOME)))


def out(turn: Turn) -> None:
    if store.of_person(turn.session, turn.person.id) is None:
        raise Gone
    actions.leave(turn.desk, turn.person.id)
    turn.reply(screen(_("✖ C’est fait : votre numéro est retiré, et rien n’en reste."), rows=(HOME,)))


def seat(turn: Turn, word: Literal["oui", "non"]) -> None:
    """The number is the presser's own, whoever passed the button on."""
    ticket = store.of_person(turn.session, turn.person.id)
    if ticket is None or ticket.state is not S.ASKED:
        raise Gone
    if word == "oui":
        actions.accept(turn.desk, ticket)
        turn.reply(screen(_("🏛 Merci ! Le comité est prévenu, avec votre prénom : qui administre son groupe vous y "
                            "invite."), rows=(HOME,)))
    else:
        actions.decline(turn.desk, ticket)
        turn.reply(screen(_("🙏 C’est noté, merci. Le numéro suivant est tiré."), rows=(HOME,)))


# by who coordinates
def asked(turn: Turn) -> None:
    hat = len(store.in_hat(turn.session))
    if hat < FEWEST_WILLING:
        turn.reply(screen(_("🎲 Il faut au moins {n} volontaires, pour qu’on ne devine personne. Proposez-le aux rues "
                            ": cela s’écrit /comite.", n=FEWEST_WILLING), rows=(HOME,)))
        return
    if store.held(turn.session) >= SEATS:
        turn.reply(screen(_("🎲 Les deux places sont prises ou proposées. On retire au sort quand l’une se libère."),
                          rows=(HOME,)))
        return
    turn.reply(screen(_("🎲 Tirer au sort parmi les volontaires ({n}) ? La graine et les numéros seront au journal : "
                        "chacun pourra refaire le tirage.", n=few(hat)),
                      rows=((Button(_("🎲 Tirer"), tap="comite.drawn"),), HOME)))


def drawn(turn: Turn) -> None:
    if store.held(turn.session) >= SEATS or not actions.draw(turn.desk):
        raise Gone
    turn.reply(screen(_("🎲 C’est tiré, et au journal. Les numéros sortis sont prévenus : sept jours pour dire oui."),
                      rows=(JOURNAL, HOME)))


def corner(_turn: Turn) -> list[Row]:
    """In /mairie."""
    return [(Button(_("🏛 Le comité"), tap="comite"),)]


NEIGHBOUR, COORDINATES = (Role.RESIDENT, Where.PRIVATE), (Role.COORDINATOR, Where.PRIVATE)
TAPS = {**{f"comite.{name}": Tap(handler, *NEIGHBOUR) for name, handler in (
            ("willing", willing), ("number", number), ("out", out), ("seat", seat))},
        "comite.draw": Tap(asked, *COORDINATES), "comite.drawn": Tap(drawn, *COORDINATES)}

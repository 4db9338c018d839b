"""A role of one's own: the invitation opened, accepted or not; what it allows; and giving it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions import console as actions
from bot.console_rows import MARKS, Mine, OpenedByMe
from bot.conversations.console import ROLE_LABELS, said
from bot.features import Link, Order, Tap
from bot.handlers.house import HOUSE
from bot.turn import Turn
from rules.console import ROLE_NAMES, Holding, RoleState, TownRole
from rules.first_names import tidy_first_name
from rules.refusals import Gone, Refusal
from rules.rights import STAFF, Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import _, lines, quoted
from storage import console as store

S = RoleState
LONGEST_NAME = 40
NO_LONGER = _("Cette invitation n’est plus valable. Demandez-en une autre à la mairie.")


def opened(turn: Turn, params: Mapping[str, Any]) -> None:
    """The link: bound to the first who opens it, and nothing is given yet."""
    number, meant = int(params.get("invitation", 0)), params.get("number")
    one = store.by_id(turn.session, number)
    if one is None or one.state not in MARKS:
        raise Refusal(NO_LONGER)
    if meant and meant != turn.incoming.sender.value:
        raise Refusal(_("Cette invitation est pour une autre personne : elle porte un autre numéro Telegram."))
    if one.by == turn.person.id:
        raise Refusal(_("C’est votre propre invitation : transmettez-la à la personne que vous invitez."))
    if already(turn, one):
        raise Refusal(_("Vous avez déjà ce rôle. L’invitation reste valable pour une autre personne."))
    if one.state is S.INVITED and not store.bind(turn.session, number, turn.person.id):
        raise Refusal(NO_LONGER)
    if one.state is S.INVITED:
        propose(turn, one)
    else:
        waiting(turn, one)


def already(turn: Turn, one: Holding) -> bool:
    same = [other for other in store.of_person(turn.session, turn.person.id)
            if (other.role, other.zone, other.tag) == (one.role, one.zone, one.tag)]
    return bool(same)


def propose(turn: Turn, one: Holding) -> None:
    town = quoted(turn.town.name) if turn.town.name else _("La mairie")
    turn.reply(screen(
        _("{town} vous propose un rôle : {role}.", town=town, role=said(one.role, one.tag)),
        _("Si vous acceptez, votre prénom et votre numéro Telegram seront montrés à la personne qui vous invite et à "
          "celles qui coordonnent. Vous pourrez rendre ce rôle quand vous voudrez."),
        rows=((Button(_("✅ Accepter"), tap=tap("role.accept", one.id)),),
              (Button(_("🙏 Non merci"), tap=tap("role.decline", one.id)),))), edit=False)


def accept(turn: Turn, one: OpenedByMe) -> None:
    if one.state is S.ASKED:
        waiting(turn, one)
        return
    sender = turn.incoming.sender
    assert sender.value is not None
    actions.take(turn.desk, one, turn.person, tidy_first_name(sender.first_name)[:LONGEST_NAME], sender.value)
    if one.by is None:
        turn.reply(screen(_("✅ C’est accepté.")))
    else:
        waiting(turn, one)


def waiting(turn: Turn, one: Holding) -> None:
    value = turn.incoming.sender.value or 0
    turn.reply(screen(_("C’est demandé. Dites votre numéro Telegram à la personne qui vous invite : {number}. Elle "
                        "a 24 h pour confirmer, et vous le saurez aussitôt.", number=value),
                      rows=((Button(_("↩ Renoncer"), tap=tap("role.decline", one.id)),),)))


def decline(turn: Turn, one: OpenedByMe) -> None:
    if not actions.give_up(turn.desk, one):
        raise Gone
    turn.reply(screen(_("C’est noté : vous n’avez pas ce rôle. Merci d’avoir répondu.")))


def my_roles(turn: Turn, _payload: str = "") -> None:
    held = store.of_person(turn.session, turn.person.id)
    rows: list[Row] = [(Button(ROLE_LABELS[one.role], tap=tap("role.leave", one.id)),) for one in held]
    about = dict(HOUSE.shown(roles={one.role for one in held}))
    theirs = [name for name, order in HOUSE.orders.items() if order.role in STAFF and name in about]
    turn.reply(screen(lines(_("👤 <b>Vos rôles</b>"), *(_("• {role}", role=said(one.role, one.tag)) for one in held)),
                      lines(*(_("/{name} — {about}", name=name, about=about[name]) for name in sorted(theirs))),
                      _("Pour rendre un rôle, appuyez dessus."),
                      rows=tuple(rows)))


def leave(turn: Turn, one: Mine) -> None:
    last = one.role is TownRole.COORDINATOR and len(store.coordinators(turn.session)) == 1
    alone = _("Vous êtes la seule personne à coordonner : ensuite, il faudra repasser par le serveur. ") if last else (
        quoted(""))
    turn.reply(screen(_("{alone}Rendre ce rôle ({role}) ? Ce que vous avez lancé s’arrête aussitôt.", alone=alone,
                        role=ROLE_NAMES[one.role]),
                      rows=((Button(_("↩ Oui, rendre ce rôle"), tap=tap("role.left", one.id)),),
                            (Button(_("✖ Non, le garder"), tap="role.mine"),))))


def left(turn: Turn, one: Mine) -> None:
    if not actions.leave(turn.desk, one):
        raise Gone
    turn.reply(screen(_("C’est fait : vous n’avez plus ce rôle. Merci pour ce que vous avez donné.")))


INVITED = (Role.VISITOR, Where.PRIVATE)
HAS_ONE = (Role.REFERENT, Where.PRIVATE)
TAPS = {
    "role.accept": Tap(accept, *INVITED), "role.decline": Tap(decline, *INVITED),
    "role.mine": Tap(my_roles, *HAS_ONE), "role.leave": Tap(leave, *HAS_ONE), "role.left": Tap(left, *HAS_ONE),
}
ORDER = Order(my_roles, *HAS_ONE, _("Mon rôle auprès de la mairie"))
LINK = Link(opened, Role.VISITOR)

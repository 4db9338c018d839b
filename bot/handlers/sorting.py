"""/tri: what has no term of its own, pile by pile, one thing after the other: kept, or taken away in two taps."""

from __future__ import annotations

from actions import sorting as actions
from bot.features import Feature, Order, Tap
from bot.handlers.places import town as commune_name
from bot.rows import Code
from bot.turn import Turn
from messages.console import named
from rules.console import ROLE_NAMES, TownRole
from rules.console_codes import shown
from rules.refusals import Gone
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.sorting import LABELS, Item, Pile, counted
from rules.words import Words, _, lines, quoted
from storage import console as roles
from storage import sorting as store

BACK: Row = (Button(_("↩ Mairie"), tap="console"),)
PILES: Row = (Button(_("📂 Le tri"), tap="sorting"),)


def items(turn: Turn, pile: Pile) -> list[Item]:
    """Nobody sorts their own role."""
    mine = {str(one.id) for one in roles.of_person(turn.session, turn.person.id)} if pile is Pile.ROLES else ()
    return [one for one in store.items(turn.session, pile, turn.now) if one.key not in mine]


def item(turn: Turn, pile: Pile, key: str) -> Item:
    found = next((one for one in items(turn, pile) if one.key == key), None)
    if found is None:
        raise Gone
    return found


def sorting(turn: Turn, _payload: str = "") -> None:
    found = {pile: len(items(turn, pile)) for pile in Pile}
    rows = [(Button(LABELS[pile], tap=tap("sorting.pile", pile)),) for pile, n in found.items() if n]
    if not rows:
        turn.reply(screen(_("📂 Rien à trier : ce qui est ancien s’efface de lui-même, chaque jour."), rows=(BACK,)))
        return
    turn.reply(screen(
        _("📂 <b>À garder ou à retirer</b>"),
        lines(*(_("• {what}", what=counted(pile, n)) for pile, n in found.items() if n)),
        _("Le reste s’efface de lui-même, à sa date."), rows=(*rows, BACK)))


def pile(turn: Turn, which: Pile) -> None:
    found = items(turn, which)
    if not found:
        sorting(turn)
        return
    one = found[0]
    turn.reply(screen(
        _("📂 <b>À trier ici : {n}</b>", n=len(found)), told(turn, one),
        rows=((Button(_("✅ Garder un an"), tap=tap("sorting.keep", which, one.key)),),
              (Button(_("🗑 Retirer"), tap=tap("sorting.ask", which, one.key)),), PILES)))


def told(turn: Turn, one: Item) -> Words:
    months = (turn.today - one.since).days // 30
    match one.pile:
        case Pile.CODES:
            place = quoted(commune_name(one.detail) or one.detail) if one.detail else _("toute la ville")
            return _("Code <b>{code}</b> ({place}), fait il y a {n} mois. Groupes reliés avec lui : {groups}.",
                     code=shown(one.key), place=place, n=months, groups=one.n)
        case Pile.ROLES:
            return _("<b>{name}</b> · {role}. Dernière visite il y a {n} mois.", name=named(one.about),
                     role=ROLE_NAMES[TownRole(one.detail)], n=months)
        case Pile.GROUPS:
            return _("« {group} », relié il y a {n} mois. Personne n’y est venu depuis six mois.",
                     group=quoted(one.about), n=months)


MEANS: dict[Pile, Words] = {
    Pile.CODES: _("Ce code ne reliera plus de groupe. Ceux qui le sont le restent."),
    Pile.ROLES: _("Ce rôle prend fin aussitôt, et la personne le lit."),
    Pile.GROUPS: _("La mairie n’écrira plus dans ce groupe. Qui l’anime peut le relier à nouveau."),
}


def keep(turn: Turn, which: Pile, key: Code) -> None:
    actions.keep(turn.desk, item(turn, which, key))
    pile(turn, which)


def ask(turn: Turn, which: Pile, key: Code) -> None:
    one = item(turn, which, key)
    turn.reply(screen(told(turn, one), MEANS[which], rows=(
        (Button(_("🗑 Oui, retirer"), tap=tap("sorting.drop", which, one.key)),),
        (Button(_("↩ Retour"), tap=tap("sorting.pile", which)),))))


def drop(turn: Turn, which: Pile, key: Code) -> None:
    if not actions.take_away(turn.desk, item(turn, which, key)):
        raise Gone
    pile(turn, which)


def waits(turn: Turn) -> list[Row]:
    """Among what waits for the town hall, while the year's sorting is open."""
    return [(Button(_("📂 Le tri de l’année"), tap="sorting"),)] if actions.is_open(turn.desk) else []


COORDINATES = (Role.COORDINATOR, Where.PRIVATE)
FEATURE = Feature(
    "sorting",
    orders={"tri": Order(sorting, *COORDINATES, _("Trier ce qui n’a pas de date de fin"))},
    taps={"sorting": Tap(sorting, *COORDINATES), "sorting.pile": Tap(pile, *COORDINATES),
          "sorting.keep": Tap(keep, *COORDINATES), "sorting.ask": Tap(ask, *COORDINATES),
          "sorting.drop": Tap(drop, *COORDINATES)},
    console={"files": waits},
)

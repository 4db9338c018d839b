"""/kit: sheets to print for a group, by one of its admins. The code on them opens the group for as long as it lives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot import talking
from bot.conversations.kits import KITS_TALK, KitsFacts, Printable, PrintKit
from bot.features import Feature, Link, Order, Talk, Tap
from bot.handlers import kit_facts
from bot.handlers.here import group_here
from bot.handlers.house import HOUSE
from bot.rows import NOT_INSTALLED, Administered
from bot.turn import Turn
from content.kits.facts import KitId, as_row
from rules.groups import Group
from rules.help import when
from rules.incoming import Tapped
from rules.kits import FEW, SAFETY_SHEETS, file_name
from rules.limits import Limit, sentence
from rules.refusals import Refusal
from rules.rights import Role, Where
from rules.screens import Attachment, Button, Screen, screen, tap
from rules.words import Words, _, quoted
from storage import asks_leaders, groups, limits
from storage import kits as store

NOT_ADMIN = _("Seule une personne qui administre le groupe peut le faire.")
NO_GROUP = _("Ces feuilles s’impriment par la personne qui administre un groupe installé. "
             "Dans votre groupe, une personne qui l’administre écrit /kit.")
FOR_THE_HALL = _("Vous veillez sur une rue : voici la feuille à mettre dans le hall.")
UNSIGNED = frozenset({KitId.VISIT_CARD, KitId.DIRECTORY})


def kit(turn: Turn, payload: str = "") -> None:
    if turn.private:
        begin(turn, payload)
    else:
        in_group(turn, payload)


def in_group(turn: Turn, wanted: str) -> None:
    here = group_here(turn)
    if not turn.is_admin(here):
        raise Refusal(NOT_ADMIN)
    link = turn.link("kit", single=False, hours=1, group=here.id, kit=wanted[:20])
    turn.reply(screen(_("Les feuilles à imprimer se choisissent en privé."),
                      rows=((Button(_("Continuer en privé"), start=link),),), silent=True))


def opened(turn: Turn, params: Mapping[str, Any]) -> None:
    begin(turn, str(params.get("kit", "")), int(params["group"]))


def again(turn: Turn, group: Administered) -> None:
    begin(turn, "", group.id)


def rename(turn: Turn, group: Administered, wanted: KitId) -> None:
    """The same sheet once more, under another name than the group's."""
    begin(turn, wanted, group.id, rename=True)


def begin(turn: Turn, wanted: str, group: int | None = None, *, rename: bool = False) -> None:
    """For one group, or for those this person runs; a sheet of safety, for those they take part in."""
    mine = [checked(turn, group)] if group is not None else store.run_by(turn.session, turn.person.id)
    resident = not mine and wanted in SAFETY_SHEETS
    if resident:
        mine = groups.of_person(turn.session, turn.person.id)
    if not mine and isinstance(turn.incoming.event, Tapped):
        raise Refusal(NO_GROUP)
    if not mine and asks_leaders.led_by(turn.session, turn.person.id, turn.now):
        turn.reply(screen(FOR_THE_HALL, rows=((Button(_("🖨 Panneau de la semaine"), tap="hall"),),)))
        return
    if not mine:
        turn.reply(screen(NO_GROUP, rows=((Button(_("✋ Parler à quelqu’un"), tap="someone"),),)))
        return
    if limits.is_spent(turn.session, Limit.PRINTS, turn.person.id, turn.now):
        raise Refusal(sentence(Limit.PRINTS))
    args: dict[str, Any] = {"groups": [one.id for one in mine]}
    if wanted in set(KitId):
        args["kit"] = wanted
    if rename:
        args["rename"] = True
    if resident:
        args["resident"] = True
    talking.begin(turn, HOUSE, KITS_TALK.name, args, answers={})


def checked(turn: Turn, number: int) -> Group:
    """The group, if this person administers it now, says Telegram."""
    group = groups.by_id(turn.session, number)
    if group is None or not group.is_installed:
        raise Refusal(NOT_INSTALLED)
    if not turn.is_admin(group):
        raise Refusal(NOT_ADMIN)
    return group


def shared(turn: Turn, asked: PrintKit) -> Group:
    """The group whose sheet of safety one of its people prints."""
    group = next((one for one in groups.of_person(turn.session, turn.person.id) if one.id == asked.group), None)
    if group is None or asked.kit not in SAFETY_SHEETS:
        raise Refusal(NOT_ADMIN)
    return group


def facts(turn: Turn, args: Mapping[str, Any]) -> KitsFacts:
    from content.kits.press import KITS

    mine = [group for number in args["groups"] if (group := groups.by_id(turn.session, int(number)))]
    if not mine:
        raise Refusal(NOT_INSTALLED)
    visits = tuple((v.request, when(v.day, v.slot))
                   for v in store.visits(turn.session, turn.person.id, turn.today))
    # With the mairie's number on paper, nobody's first name is printed: it is not asked for.
    signs = frozenset() if turn.town.phone or args.get("resident") else frozenset(KitId) - UNSIGNED
    return KitsFacts(
        tuple((group.id, group.name) for group in mine),
        tuple(Printable(one, about.title, about.sheets) for one, about in KITS.items()), turn.today,
        KitId(args["kit"]) if args.get("kit") else None, bool(args.get("rename")), turn.person.first_name, signs,
        visits, bool(args.get("resident")))


def printed(turn: Turn, asked: PrintKit) -> None:
    group = shared(turn, asked) if asked.resident else checked(turn, asked.group)
    turn.within(Limit.PRINTS)
    turn.reply(sheet(turn, group, asked))


def sheet(turn: Turn, group: Group, asked: PrintKit) -> Screen:
    """The file, made when it is sent. Its buttons are also the way on when it cannot be printed."""
    from content.kits.press import KITS

    about, row = KITS[asked.kit], as_row(kit_facts.gathered(turn, group, asked))
    file = Attachment(file_name(asked.kit, asked.name or group.name), kit=asked.kit.value,
                      facts=row | {"sheet": asked.paper.value}, form="pdf")
    titled = _("🖨 <b>{title}</b> — {description}", title=about.title, description=about.description)
    if asked.resident:
        return screen(titled, _("Imprimez-la chez vous ou à la mairie, et offrez-la à la porte d’à côté."),
                      rows=((Button(_("🖨 Une autre fois"), tap=tap("geste.next", "kit", asked.kit.value)),),),
                      attachment=file)
    return screen(
        titled,
        _("Le code à photographier mène à « {group} », sans date de fin.", group=quoted(group.name)),
        *read_so_far(turn, group),
        rows=((Button(_("🖨 Une autre feuille"), tap=tap("kit", group.id)),),
              (Button(_("✏️ Écrire un autre nom"), tap=tap("kit.name", group.id, asked.kit.value)),)), attachment=file)


def read_so_far(turn: Turn, group: Group) -> tuple[Words, ...]:
    times = store.scans(turn.session, group.id)
    return (_("Vos feuilles ont déjà été lues {n} fois.", n=times),) if times >= FEW else ()


FEATURE = Feature(
    "kits",
    orders={"kit": Order(kit, Role.ANYBODY, Where.EVERYWHERE, _("Imprimer une affiche, une feuille"))},
    taps={
        "kit": Tap(again, Role.VISITOR, Where.PRIVATE),
        "kit.name": Tap(rename, Role.VISITOR, Where.PRIVATE),
    },
    links={"kit": Link(opened, Role.VISITOR)},
    talks=(Talk(KITS_TALK, facts, printed),),
)

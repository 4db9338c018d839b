"""A group of a building or a street: added, installed in three questions, moved, silenced, removed, back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions import groups as actions
from actions import suspended
from bot import talking
from bot.conversations.groups import INSTALL, InstallFacts, InstallGroup
from bot.features import Feature, Link, Order, Talk, Tap
from bot.handlers import members
from bot.handlers.house import HOUSE
from bot.handlers.places import town
from bot.handlers.residents import welcome_into
from bot.rows import Administered
from bot.turn import Turn
from content.communes import communes
from rules.civil import UNDO
from rules.deliveries import AddressState
from rules.groups import Group, GroupState
from rules.incoming import BotStatus, MemberStatus, Migrated, Renamed, Tapped
from rules.limits import Limit
from rules.refusals import Refusal
from rules.rights import Role, Where
from rules.screens import Button, screen, tap
from rules.territories import timezone_of
from rules.words import _, lines
from storage import answers, belonging, groups, moves, people, residents, zones

HERE = ("member", "administrator", "creator", "restricted")
NOT_ADMIN = _("Seule une personne qui administre le groupe peut le faire.")


def status_changed(turn: Turn) -> None:
    """We were added, lost or got back the right to write, or were removed."""
    event = turn.incoming.event
    assert isinstance(event, BotStatus)
    if turn.private:
        state = AddressState.OPEN if event.status in HERE else AddressState.UNREACHABLE
        residents.set_address_state(turn.session, turn.person.address, state, turn.now)
        if state is AddressState.OPEN:
            suspended.reach_changed(turn.desk, turn.person.id, reachable=True)
        else:
            suspended.bot_blocked(turn.desk, turn.person.id)
    elif not turn.incoming.place.is_group:
        return
    elif event.status not in HERE:
        removed(turn)
    elif not event.can_send:
        silenced(turn)
    else:
        added(turn)


def added(turn: Turn) -> None:
    place = turn.incoming.place
    if turn.group is None:
        turn.group = actions.arrive(turn.desk, place.value, place.title, place.thread or 0)
    else:
        actions.come_back(turn.desk, turn.group)


def silenced(turn: Turn) -> None:
    if turn.group:
        actions.fall_silent(turn.desk, turn.group)


def removed(turn: Turn) -> None:
    if turn.group:
        actions.remove(turn.desk, turn.group)


def moved(turn: Turn) -> None:
    event = turn.incoming.event
    assert isinstance(event, Migrated)
    moves.move(turn.session, event.old, event.new, turn.now)


def renamed(turn: Turn) -> None:
    """A group that kept its chat's title follows it; a name chosen at installation stays."""
    event = turn.incoming.event
    assert isinstance(event, Renamed)
    if turn.group and not turn.group.is_installed:
        groups.change(turn.session, turn.group.id, name=event.title[:128])


def member_changed(turn: Turn) -> None:
    """Somebody left: they take part no more. Demoted, promoted: so is their mark as one who runs the group."""
    event = turn.incoming.event
    assert isinstance(event, MemberStatus)
    if turn.group is None:
        return
    if event.status in ("left", "kicked", "banned"):
        answers.drop(turn.session, turn.group.address, turn.now)
    for found in residents.by_values(turn.session, event.members).values():
        if event.status in ("left", "kicked", "banned"):
            belonging.end(turn.session, found.id, turn.group, turn.now)
        elif event.status in ("member", "restricted"):
            belonging.demote(turn.session, found.id, turn.group, turn.now)
        elif people.takes_part(turn.session, found.id, turn.group.id):
            people.take_part(turn.session, found.id, turn.group.id, turn.now, admin=True)


def install_order(turn: Turn, _payload: str) -> None:
    """In the group, by an admin, even an anonymous one: the way to private, where the real person is asked."""
    group, place = turn.group, turn.incoming.place
    if group is None:
        group = groups.add(turn.session, place.value, place.title, "fr", place.thread or 0, None, turn.now)
    if place.thread:
        groups.use_thread(turn.session, group.id, place.value, place.thread)
    link = turn.link("install", single=False, hours=24, group=group.id)
    turn.reply(screen(_("Trois questions en privé, et c’est prêt."),
                      rows=((Button(_("⚙️ Installer en privé"), start=link),),), silent=True))


def install_link(turn: Turn, params: Mapping[str, Any]) -> None:
    group = groups.by_id(turn.session, int(params["group"]))
    if group is None or group.state is GroupState.REMOVED:
        raise Refusal(_("Je ne suis plus dans ce groupe. Ajoutez-moi à nouveau pour l’installer."))
    if not turn.is_admin(group):
        raise Refusal(NOT_ADMIN)
    talking.start(turn, HOUSE, "install", {"group": group.id})


def facts(turn: Turn, args: Mapping[str, Any]) -> InstallFacts:
    group = groups.by_id(turn.session, int(args["group"]))
    if group is None:
        raise Refusal(_("Ce groupe n’existe plus ici."))
    zone = zones.by_id(turn.session, group.zone) if group.zone else None
    quiet = f"{group.quiet_from:%H:%M}-{group.quiet_to:%H:%M}"
    ours = communes().certain(turn.town.name) if turn.town.name else None
    return InstallFacts(group.id, group.name, group.name, zone.label if zone else "",
                        zone.kind if zone else InstallFacts(0, "").kind, quiet, args.get("part"),
                        zone.commune if zone else None, ours.code if ours else None)


def installed(turn: Turn, command: InstallGroup | None) -> None:
    if command is None:
        turn.reply(screen(_("Rien n’est enregistré. Pour recommencer, écrivez /installer dans le groupe.")))
        return
    group = groups.by_id(turn.session, command.group)
    if group is None or not turn.is_admin(group):
        raise Refusal(NOT_ADMIN)
    turn.within(Limit.INSTALLS)
    zone = _place(turn, group, command)
    first = actions.install(turn.desk, group, turn.person.id, {
        "name": command.name, "zone_id": zone.id, "quiet_from": command.quiet_from, "quiet_to": command.quiet_to,
        "timezone": timezone_of(zone.commune) if zone.commune else turn.town.timezone})
    if turn.person.is_resident:
        zones.settle(turn.session, turn.person.id, zone.id, turn.now)
    if not first:
        turn.reply(screen(_("C’est changé pour « {name} ».", name=command.name)))
    else:
        turn.reply(what_next(turn, command.name, group))


def _place(turn: Turn, group: Group, command: InstallGroup) -> zones.KnownZone:
    """The place read back. People from elsewhere read its commune: the words are those of whoever installed it."""
    known = zones.by_id(turn.session, group.zone) if group.zone else None
    if known and (known.kind, known.label, known.commune) == (command.kind, command.label, command.commune):
        return known
    return zones.ensure(turn.session, command.kind, command.label, command.commune, shown=town(command.commune))


def undo(turn: Turn, group: Administered) -> None:
    """Within a minute of the installation, as if nothing had been set: the card is the first message again."""
    since = groups.row(turn.session, group.id).installed_at
    if since is None or turn.now - since > UNDO:
        raise Refusal(_("La minute est passée. Vous pouvez tout changer avec /reglages dans le groupe."))
    turn.within(Limit.INSTALLS)
    actions.undo(turn.desk, group)
    turn.reply(screen(_("C’est annulé. Pour recommencer, écrivez /installer dans le groupe.")))


def what_next(turn: Turn, name: str, group: Group) -> Any:
    join = () if turn.person.is_resident else (
        (Button(_("👋 Participer aussi"), start=turn.link("join", group=group.id, card=True)),),)
    return screen(
        _("✅ Le groupe « {name} » est installé. Une carte y invite à participer.", name=name),
        lines(_("Et ensuite :"), _("• /reglages dans le groupe pour tout changer"),
              _("• /pause dans le groupe pour me faire taire"), _("• /inviter ici pour une invitation à transmettre"),
              _("• /kit ici pour imprimer une affiche")),
        rows=(*join, (Button(_("↩ Annuler"), tap=tap("group.undo", group.id)),)))


def take_part(turn: Turn, number: int) -> None:
    """« Je participe » : at once for who is known here, else the private chat opens on the first question."""
    group = groups.by_id(turn.session, number)
    if group is None or not group.is_installed:
        turn.toast(_("Ce bouton n’est plus actif."), alert=True)
    elif not members.belongs(turn, group):
        turn.toast(members.NOT_A_MEMBER, alert=True)
    elif turn.visitor is None or not turn.visitor.is_resident:
        turn.toast(None, start=turn.link("join", group=group.id, card=True))
    elif people.takes_part(turn.session, turn.visitor.id, group.id):
        turn.toast(_("Vous participez déjà. Merci !"), alert=True)
    elif isinstance(turn.incoming.event, Tapped) and turn.private:
        welcome_into(turn, group.id, card=True)
    else:
        if group.zone and not zones.settle(turn.session, turn.visitor.id, group.zone, turn.now):
            raise Refusal(_("Vous avez déjà trois lieux. Retirez-en un dans /reglages pour en ajouter un autre."))
        people.take_part(turn.session, turn.visitor.id, group.id, turn.now)
        turn.toast(_("Vous participez maintenant. Bienvenue !"), alert=True)


FEATURE = Feature(
    "groups",
    orders={"installer": Order(install_order, Role.GROUP_ADMIN, Where.GROUP, _("Installer le groupe"), in_groups=True)},
    taps={
        "group.join": Tap(take_part, Role.ANYBODY, Where.EVERYWHERE),
        "group.undo": Tap(undo, Role.VISITOR, Where.PRIVATE),
    },
    links={"install": Link(install_link, Role.VISITOR)},
    events={"BotStatus": status_changed, "Migrated": moved, "Renamed": renamed, "MemberStatus": member_changed},
    talks=(Talk(INSTALL, facts, installed),),
)

"""Who has a role from the town: inviting, confirming, seeing, ending.

A role is somebody's by their numeric id alone, and everything about it is said in private.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions import console as actions
from actions import partners
from bot import talking
from bot.console_rows import MARKS, AskedOfMe, Living, OfAnother, Pending
from bot.conversations.console import INVITE, Invite, InviteFacts, said
from bot.features import Talk, Tap
from bot.handlers.house import HOUSE
from bot.turn import Turn
from content.communes import communes
from messages.console import named
from rules.console import ROLE_NAMES, Holding, RoleState, TownRole
from rules.partners import REFUSAL, PartnerKind, shown
from rules.refusals import Gone
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _, lines, quoted
from storage import audience, residents, zones
from storage import console as store

S = RoleState
A_PAGE = 6
BACK: Row = (Button(_("↩ Les rôles"), tap="console.roles"),)


def roles(turn: Turn, page: int = 0) -> None:
    """Everybody who has a role, and who is on the way to one."""
    found = store.in_states(turn.session, S.ASKED, S.INVITED, S.ACTIVE)
    pages = max(1, -(-len(found) // A_PAGE))
    shown = found[page % pages * A_PAGE:][:A_PAGE]
    rows: list[Row] = [(Button(label(one), tap=tap("role.see", one.id)),) for one in shown]
    if pages > 1:
        rows.append((Button(_("➡ Suite"), tap=tap("console.roles", (page + 1) % pages)),))
    rows += [(Button(_("➕ Inviter"), tap="role.invite"),), (Button(_("↩ Mairie"), tap="console"),)]
    active = [one.role for one in found if one.state is S.ACTIVE]
    turn.reply(screen(_("👥 <b>Rôles</b>"), lines(*(
        _("• {role} : {n}", role=ROLE_NAMES[role], n=active.count(role)) for role in TownRole)), rows=tuple(rows)))


def label(one: Holding) -> Words:
    """The mark of its state, who it is, and for what."""
    name = quoted(one.name[:12]) if one.name else _("lien")
    return _("{mark} {name} · {role}", mark=MARKS[one.state], name=name, role=SHORT[one.role])


SHORT = {TownRole.COORDINATOR: _("mairie"), TownRole.PARTNER: _("part."), TownRole.REFERENT: _("rue")}


def see(turn: Turn, one: Living) -> None:
    me = turn.person.id
    rows: list[Row] = []
    if one.state is S.ASKED and one.by == me:
        rows.append((Button(_("✅ Confirmer"), tap=tap("role.confirm", one.id)),))
    if one.state is not S.ACTIVE:
        rows.append((Button(_("✖ Annuler l’invitation"), tap=tap("role.cancel", one.id)),))
    elif one.person == me:
        rows.append((Button(_("↩ Rendre ce rôle"), tap=tap("role.leave", one.id)),))
    else:
        rows.append((Button(_("🗑 Retirer ce rôle"), tap=tap("role.end", one.id)),))
    turn.reply(screen(*told(turn, one), rows=(*rows, BACK)))


def told(turn: Turn, one: Holding) -> list[Words]:
    """Name and number as Telegram gives them; since when; by whom."""
    shown = [_("<b>{role}</b>", role=said(one.role, one.tag))]
    zone = zones.by_id(turn.session, one.zone) if one.zone else None
    if zone:
        shown.append(_("📍 {street}", street=quoted(zone.label)))
    if one.value is not None:
        shown.append(_("{name} · n° Telegram {number}", name=named(one.name), number=one.value))
    state = {S.INVITED: _("Invitation pas encore acceptée"), S.ASKED: _("Attend la confirmation"),
             S.ACTIVE: _("Rôle actif")}[one.state]
    by = next((other.name for other in store.of_person(turn.session, one.by)), "") if one.by else ""
    giver = _("par {name}", name=quoted(by)) if by else _("depuis le serveur") if one.by is None else _("par la mairie")
    shown.append(_("{state}, {by}, le {day}.", state=state, by=giver, day=one.since.date()))
    return [lines(*shown)]


def begin(turn: Turn) -> None:
    talking.begin(turn, HOUSE, INVITE.name, answers={})


def facts(turn: Turn, _args: Mapping[str, Any]) -> InviteFacts:
    typed = str(turn.held.answers.get("street", "")) if turn.held else ""
    tags = tuple(tag for tag, _count in audience.tags(turn.session))
    ours = communes().certain(turn.town.name) if turn.town.name else None
    known = {code for code, _count in audience.communes(turn.session)} | {None, ours.code if ours else None}
    return InviteFacts(tags, tuple(zones.named(turn.session, typed, known)) if typed else ())


def prepared(turn: Turn, command: Invite) -> None:
    """The link stands alone in a message, to be passed on as it is."""
    if command.unknown:
        turn.reply(screen(_("Je ne connais pas « {street} » ici : une rue est connue dès qu’une personne y habite ou "
                            "qu’un groupe y est installé.", street=quoted(command.unknown))), edit=False)
        talking.begin(turn, HOUSE, INVITE.name, answers={"role": command.role.value})
        return
    if command.barred:
        turn.reply(screen(REFUSAL, rows=(BACK,)))
        return
    code = ""
    if command.kind:
        link, code = partners.prepare(turn.desk, PartnerKind(command.kind), command.name, command.tag)
    else:
        link = actions.invite(turn.desk, command.role, zone=command.zone, tag=command.tag)
    turn.reply(screen(_("✅ Transmettez le message ci-dessous à une seule personne. Quand elle aura accepté, vous "
                        "verrez son nom et son numéro, et vous confirmerez."), rows=(BACK,)))
    town = quoted(turn.town.name) if turn.town.name else _("La mairie")
    spoken = (_("Sans lien : écrivez au bot « /partenaire {code} ».", code=quoted(shown(code))),) if code else ()
    turn.reply(screen(_("{town} vous propose un rôle : {role}. Ce lien vaut 24 h et ne sert qu’à une personne.",
                        town=town, role=ROLE_NAMES[command.role]), *spoken,
                      rows=((Button(_("✉ Ouvrir l’invitation"), start=link),),)), edit=False)


def confirm(turn: Turn, one: AskedOfMe) -> None:
    person = residents.by_id(turn.session, one.person) if one.person else None
    if person is None or not actions.confirm(turn.desk, one, person):
        raise Gone
    turn.reply(screen(_("✅ {name} : {role}. C’est noté.", name=named(one.name), role=ROLE_NAMES[one.role]),
                      rows=((Button(_("🗑 Retirer ce rôle"), tap=tap("role.end", one.id)),), BACK)))


def refuse(turn: Turn, one: AskedOfMe) -> None:
    if not actions.refuse(turn.desk, one):
        raise Gone
    turn.reply(screen(_("C’est refusé. Personne n’a reçu de rôle."), rows=(BACK,)))


def cancel(turn: Turn, one: Pending) -> None:
    if not actions.cancel(turn.desk, one):
        raise Gone
    turn.reply(screen(_("L’invitation est annulée : son lien ne mène plus nulle part."), rows=(BACK,)))


def end(turn: Turn, one: OfAnother) -> None:
    turn.reply(screen(
        _("Retirer ce rôle à {name} ({role}) ? Ses commandes ne répondent plus aussitôt, et ses envois en cours "
          "s’arrêtent.", name=named(one.name), role=ROLE_NAMES[one.role]),
        rows=((Button(_("🗑 Oui, retirer"), tap=tap("role.ended", one.id)),),
              (Button(_("↩ Non, garder"), tap=tap("role.see", one.id)),))))


def ended(turn: Turn, one: OfAnother) -> None:
    if not actions.revoke(turn.desk, one):
        raise Gone
    turn.reply(screen(_("C’est fait : {name} n’a plus ce rôle. Pour le lui rendre, invitez à nouveau.",
                        name=named(one.name)), rows=((Button(_("➕ Inviter"), tap="role.invite"),), BACK)))


def to_confirm(turn: Turn) -> list[Row]:
    """In /file: those who opened an invitation of mine."""
    asked = store.by_person(turn.session, turn.person.id, (S.ASKED,))
    return [(Button(label(one), tap=tap("role.see", one.id)),) for one in asked[:A_PAGE]]


COORDINATES = (Role.COORDINATOR, Where.PRIVATE)
TAPS = {
    "console.roles": Tap(roles, *COORDINATES), "role.see": Tap(see, *COORDINATES),
    "role.invite": Tap(begin, *COORDINATES), "role.confirm": Tap(confirm, *COORDINATES),
    "role.refuse": Tap(refuse, *COORDINATES), "role.cancel": Tap(cancel, *COORDINATES),
    "role.end": Tap(end, *COORDINATES), "role.ended": Tap(ended, *COORDINATES),
}
TALK = Talk(INVITE, facts, prepared, follows=True, role=Role.COORDINATOR)

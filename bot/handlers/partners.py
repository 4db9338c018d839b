"""/partenaire: a structure's own door: its code, its charter, its missions; the team of a company."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions import partners as actions
from bot import talking
from bot.conversations.partners import SHEET, CompleteSheet, SheetFacts
from bot.features import Feature, Order, Talk, Tap
from bot.handlers.console_mine import opened
from bot.handlers.house import HOUSE
from bot.mission_rows import MyPartner
from bot.rows import Code
from bot.turn import Turn
from messages.partners import PartnerCharter
from rules.console import few
from rules.hours import duration
from rules.limits import Limit
from rules.partners import KIND_LABELS, REFUSAL, Partner, PartnerKind, in_full, read_code, renewable, shown
from rules.refusals import Gone
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _, lines, quoted
from storage import links
from storage import partners as store

NOT_A_CODE = _("Ce code n’ouvre rien : il est mal recopié, déjà utilisé, ou trop ancien. Demandez-en un autre à qui "
               "vous l’a donné.")


def begin(turn: Turn, payload: str = "") -> None:
    if payload:
        by_code(turn, payload)
        return
    mine = store.of_person(turn.session, turn.person.id)
    if mine:
        home(turn, mine[0], mine[1:])
    elif (held := store.without_sheet(turn.session, turn.person.id)) is not None:
        talking.begin(turn, HOUSE, SHEET.name, {"role": held[0]})
    elif (team := store.team_of(turn.session, turn.person.id)) is not None:
        team_screen(turn, team)
    else:
        turn.reply(screen(_("Pour une association, un CCAS, un bailleur, une entreprise ou une école. Écrivez "
                            "« /partenaire » suivi du code de la mairie, ou du code d’équipe de votre entreprise.")))


def by_code(turn: Turn, payload: str) -> None:
    """A wrong code says nothing of right ones, whoever tries, and only so often."""
    turn.within(Limit.PARTNER_CODES)
    code = read_code(payload[:40])
    found = links.use(turn.session, actions.hash_of(code), turn.person.id, turn.now) if code else None
    if found is not None:
        opened(turn, found.params)
        return
    team = store.by_team(turn.session, code) if code else None
    if team is None or code is None or not turn.person.is_resident:
        turn.reply(screen(NOT_A_CODE))  # said, not raised: the try counts
        return
    turn.reply(screen(_("⏱ L’heure solidaire de « {name} » : vos heures comptent dans son total, donné à partir de "
                        "cinq personnes. Elle ne voit jamais votre nom.", name=quoted(team.name)),
                      rows=((Button(_("✅ Rejoindre l’équipe"), tap=tap("partner.join", code)),),
                            (Button(_("☰ Menu"), tap="menu"),))))


def facts(turn: Turn, args: Mapping[str, Any]) -> SheetFacts:
    held = store.without_sheet(turn.session, turn.person.id)
    if held is None or held[0] != int(args["role"]):
        raise Gone
    return SheetFacts(held[0], bool(held[1]))


def completed(turn: Turn, command: CompleteSheet) -> None:
    if not command.kind:
        turn.reply(screen(REFUSAL))
        return
    partner = actions.complete(turn.desk, command.role, turn.person.id, PartnerKind(command.kind), command.name)
    if partner is None:
        raise Gone
    home(turn, partner)


def home(turn: Turn, partner: Partner, others: list[Partner] | None = None) -> None:
    if not partner.agreed or partner.until is None:
        turn.reply(PartnerCharter(partner.id, partner.name).screen())
        return
    rows: list[Row] = [(Button(_("➕ Mission"), tap=tap("mission.new", partner.id)),),
                       (Button(_("📋 Mes missions"), tap="missions.mine"),)]
    if renewable(partner, turn.now):
        rows.append((Button(_("🔁 Prolonger d’un an"), tap=tap("partner.renew", partner.id)),))
    rows += [(Button(_("🤝 {name}", name=quoted(one.name[:20])), tap=tap("partner", one.id)),) for one in others or ()]
    about = [_("{kind} : <b>{name}</b>", kind=KIND_LABELS[partner.kind], name=quoted(partner.name)),
             _("Charte acceptée, partenaire jusqu’au {day}.", day=in_full(partner.until.date()))]
    turn.reply(screen(lines(*about), *team_words(turn, partner), rows=tuple(rows)))


def team_words(turn: Turn, partner: Partner) -> tuple[Words, ...]:
    """Of a company: its code, and sums from five people on."""
    if partner.kind is not PartnerKind.COMPANY or partner.team is None:
        return ()
    people, minutes = store.team_total(turn.session, partner.id)
    total = _("{people} personnes, {time} données", people=people, time=duration(minutes)) if people >= 5 else _(
        "{people} personnes", people=few(people))
    return (lines(_("⏱ Heure solidaire, code d’équipe : <b>{code}</b>", code=quoted(shown(partner.team))), total),)


def one(turn: Turn, partner: MyPartner) -> None:
    home(turn, partner, [other for other in store.of_person(turn.session, turn.person.id) if other.id != partner.id])


def agree(turn: Turn, partner: MyPartner) -> None:
    if partner.agreed and not renewable(partner, turn.now):
        one(turn, partner)
        return
    until = actions.agree(turn.desk, partner)
    turn.reply(screen(_("✅ C’est noté, jusqu’au {day}. Vous pouvez proposer une mission ; la mairie la valide, puis "
                        "le voisinage la voit.", day=in_full(until.date())),
                      rows=((Button(_("➕ Mission"), tap=tap("mission.new", partner.id)),),
                            (Button(_("🤝 Ma structure"), tap=tap("partner", partner.id)),))))


def renew(turn: Turn, partner: MyPartner) -> None:
    if not renewable(partner, turn.now):
        raise Gone
    turn.reply(PartnerCharter(partner.id, partner.name).screen())


def join(turn: Turn, code: Code) -> None:
    team = store.by_team(turn.session, code)
    if team is None:
        raise Gone
    store.join(turn.session, turn.person.id, team.id, turn.now)
    team_screen(turn, team.id)


def team_screen(turn: Turn, number: int) -> None:
    team = store.by_id(turn.session, number)
    if team is None:
        raise Gone
    turn.reply(screen(_("⏱ Vous donnez votre heure avec l’équipe de « {name} ». Notez vos heures comme d’habitude.",
                        name=quoted(team.name)),
                      rows=((Button(_("⏱ Mon heure civique"), tap="hours"),),
                            (Button(_("📌 Voir les missions"), tap="missions.near"),),
                            (Button(_("↩ Quitter l’équipe"), tap="partner.leave"),))))


def leave(turn: Turn) -> None:
    store.leave(turn.session, turn.person.id)
    turn.reply(screen(_("C’est fait : vous n’êtes plus dans une équipe. Vos heures restent les vôtres."),
                      rows=((Button(_("☰ Menu"), tap="menu"),),)))


PARTNERS = (Role.PARTNER, Where.PRIVATE)
FEATURE = Feature(
    "partners",
    orders={"partenaire": Order(begin, Role.VISITOR, Where.PRIVATE, _("Une structure, ses missions, son code"))},
    taps={
        "partner": Tap(one, *PARTNERS), "partner.agree": Tap(agree, *PARTNERS), "partner.renew": Tap(renew, *PARTNERS),
        "partner.join": Tap(join, Role.RESIDENT, Where.PRIVATE),
        "partner.leave": Tap(leave, Role.RESIDENT, Where.PRIVATE),
    },
    talks=(Talk(SHEET, facts, completed, role=Role.PARTNER),),
)

"""A partner of the town: invited with a code, bound by a charter for a year, asked to renew, ended with a word."""

from __future__ import annotations

import hashlib
from datetime import datetime

from actions import console
from actions.agenda import when
from actions.desk import Desk
from messages.partners import PartnerAgreed, PartnerCharter, PartnerOver, PartnerRenew
from rules.civil import local_date
from rules.console import INVITATION, Holding, RoleState, TownRole
from rules.partners import AHEAD, CHARTER, YEAR, Partner, PartnerKind, draw_code, renewable
from rules.privacy import a_month_after
from rules.residents import Person
from storage import console as roles
from storage import links, residents
from storage import partners as store

LOOK = "partners.year"


def prepare(desk: Desk, kind: PartnerKind, name: str, tag: str) -> tuple[str, str]:
    """An invitation for one person, valid for a day: the payload of its link, and the code that does the same."""
    number = console.invited(desk, TownRole.PARTNER, tag=tag)
    store.add(desk.session, number, kind, name)
    code = draw_code(desk.random)
    links.add(desk.session, hash_of(code), "role", {"invitation": number, "number": None}, single=True, by=desk.by,
              now=desk.now, expires=desk.now + INVITATION)
    return console.link_to(desk, number), code


def hash_of(code: str) -> str:
    """Only this is kept of a code."""
    return hashlib.sha256(f"partenaire {code}".encode()).hexdigest()


@console.when_role_given
def ask_to_agree(desk: Desk, held: Holding, person: Person) -> None:
    """The role is theirs; nothing is done with it before the charter."""
    partner = store.of_role(desk.session, held.id)
    if partner is not None:
        store.change(desk.session, partner.id, person_id=person.id)
        desk.tell(person, PartnerCharter(partner.id, partner.name), even_apart=True)


def complete(desk: Desk, role: int, person: int, kind: PartnerKind, name: str) -> Partner | None:
    """The sheet of a role given before structures had one. None when it has one, or the role is over."""
    held = store.without_sheet(desk.session, person)
    if held is None or held[0] != role:
        return None
    number = store.add(desk.session, role, kind, name)
    store.change(desk.session, number, person_id=person)
    return store.by_id(desk.session, number)


def agree(desk: Desk, partner: Partner) -> datetime:
    """The charter is accepted, or accepted again: until when it holds. A second press changes nothing."""
    if partner.agreed and partner.until and not renewable(partner, desk.now):
        return partner.until
    start = max(partner.until, desk.now) if partner.until else desk.now
    until = datetime.combine(a_month_after(start.date(), YEAR), start.timetz())
    team = draw_code(desk.random) if partner.kind is PartnerKind.COMPANY and partner.team is None else partner.team
    store.change(desk.session, partner.id, charter=CHARTER, charter_at=desk.now, until=until, team=team)
    desk.at(LOOK, partner.id, until - AHEAD)
    console.note(desk, f"charter {CHARTER}", partner.person, said=partner.name)
    held = roles.by_id(desk.session, partner.role)
    if held is not None and held.by is not None and held.by != partner.person:
        desk.tell(held.by, PartnerAgreed(partner.name, until.date(), partner.until is not None), even_apart=True)
    return until


@when(LOOK)
def look(desk: Desk, number: int) -> None:
    """A month before the end they are asked; at the end the role ends."""
    partner = store.by_id(desk.session, number)
    if partner is None or partner.until is None or partner.person is None:
        return
    if desk.now >= partner.until:
        end(desk, partner)
        return
    desk.at(LOOK, number, partner.until)
    person = residents.by_id(desk.session, partner.person)
    if person is not None and desk.once(f"partner:{number}", f"renew-{partner.until.date()}"):
        desk.tell(person, PartnerRenew(number, partner.name, local_date(partner.until, person.timezone)))


def end(desk: Desk, partner: Partner) -> None:
    held = roles.by_id(desk.session, partner.role)
    if held is not None and console.end_of(desk, held, RoleState.EXPIRED) and partner.person is not None:
        desk.tell(partner.person, PartnerOver(partner.name))


"""The comité: its chat, and what it decides. Proposed, seven days, adopted unless somebody objects; the journal."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from actions import committee_modules, console, journal
from actions.agenda import when
from actions.desk import Desk
from actions.leaving import when_they_go
from messages.committees import (
    CommitteeLost,
    CommitteeTied,
    DecisionToDo,
    ObjectionGone,
    ObjectionSaid,
    ProposalCard,
    ProposalEnded,
)
from rules.committees import OPEN_AT_ONCE, WAIT, Matter, Objection, Proposal, ProposalState
from rules.groups import Group, GroupRhythm, GroupState
from rules.journal import Entry
from rules.theirs import Theirs
from storage import committees as store
from storage import console as roles
from storage import geste_plans, groups, links, residents

LOOK, A_DAY = "committees.look", timedelta(days=1)
S = ProposalState
ENTRY = {S.ADOPTED: Entry.ADOPTED, S.REJECTED: Entry.REJECTED, S.WITHDRAWN: Entry.WITHDRAWN}
CODE, CODE_LASTS = "committee", timedelta(hours=24)


# its chat
def code(desk: Desk) -> str:
    """What the admin of the chat types there, once, within a day."""
    made = desk.digits(8)
    links.add(desk.session, hashed(made), CODE, {}, single=True, by=desk.by, now=desk.now,
              expires=desk.now + CODE_LASTS)
    return made


def hashed(typed: str) -> str:
    return hashlib.sha256(f"{CODE}:{typed}".encode()).hexdigest()


def tie(desk: Desk, group: Group, typed: str, person: int) -> bool:
    """This chat is the comité's from now on. What was proposed and could be read nowhere has seven days more."""
    opened = links.use(desk.session, hashed(typed), person, desk.now)
    if opened is None or opened.purpose != CODE:
        return False
    lost = place(desk) is None
    store.tie(desk.session, group.id, desk.now)
    groups.change(desk.session, group.id, state=GroupState.INSTALLED, installed_at=desk.now,
                  geste_rhythm=GroupRhythm.NEVER)
    geste_plans.follow_group(desk.session, group.id, desk.now)
    desk.never("groups.leave", group.id)
    console.note(desk, "committee tied", group=group.id)
    journal.note(desk, Entry.TIED)
    desk.tell_group(group, CommitteeTied(), asked=True)
    for one in store.open_ones(desk.session):
        show(desk, group, one.id, again=lost)
    return True


def untie(desk: Desk) -> bool:
    if not store.untie(desk.session, desk.now):
        return False
    console.note(desk, "committee untied")
    journal.note(desk, Entry.UNTIED)
    return True


def place(desk: Desk) -> Group | None:
    """The chat where the comité can read and object; None when there is none, or nobody may write there."""
    known = store.chat(desk.session)
    group = groups.by_id(desk.session, known.group) if known and known.group else None
    return group if group and group.is_installed and not group.is_shut else None


# proposing
@dataclass(frozen=True, slots=True)
class New:
    matter: Matter
    title: str
    why: str
    word: str = ""


def propose(desk: Desk, group: Group, new: New, author: int) -> int | None:
    """None when too many are open already."""
    if len(store.open_ones(desk.session)) >= OPEN_AT_ONCE:
        return None
    number = store.propose(desk.session, desk.now, desk.now + WAIT, matter=new.matter, title=new.title, word=new.word,
                           why=new.why, author_id=author)
    journal.note(desk, Entry.PROPOSED, matter=new.matter.value, title=new.title)
    show(desk, group, number, again=True)
    return number


def show(desk: Desk, group: Group, number: int, *, again: bool) -> None:
    """Its card, anew. again: seven days from the hour it can be read."""
    found = store.by_id(desk.session, number)
    if found is None:
        return
    told = desk.tell_group(group, card(desk, found))
    if told is None:
        return
    due = told.at + WAIT if again else found.due
    store.change(desk.session, number, delivery_id=told.delivery, due=due)
    desk.at(LOOK, number, due)


def card(desk: Desk, found: Proposal) -> ProposalCard:
    author = residents.by_id(desk.session, found.author) if found.author else None
    name, why = (Theirs(author.first_name, author.id), Theirs(found.why, author.id)) if author else ("", found.why)
    return ProposalCard(found.id, found.matter, found.title, why, name,
                        found.due.astimezone(ZoneInfo(desk.town.timezone)).date(), found.state,
                        store.objections(desk.session, found.id))


def refresh(desk: Desk, number: int) -> None:
    found, group = store.by_id(desk.session, number), place(desk)
    if found and group and found.delivery:
        desk.tell_group(group, card(desk, found), replaces=found.delivery)


# objecting
def object_(desk: Desk, group: Group, found: Proposal, person: int, reason: str) -> bool:
    made = store.object_(desk.session, found.id, person, reason, desk.now)
    if made is None:
        return False
    who = residents.by_id(desk.session, person)
    name = Theirs(who.first_name, person) if who else ""
    desk.tell_group(group, ObjectionSaid(made, found.title, Theirs(reason, person), name), asked=True)
    refresh(desk, found.id)
    return True


def take_back(desk: Desk, group: Group, one: Objection, person: int) -> bool:
    found = store.by_id(desk.session, one.proposal)
    if found is None or not store.take_back(desk.session, one.id, person, desk.now):
        return False
    desk.tell_group(group, ObjectionGone(found.title), asked=True)
    refresh(desk, found.id)
    return True


# going
@when_they_go
def let_go(desk: Desk, person: int) -> None:
    for number in store.forget(desk.session, person):
        refresh(desk, number)


# ending
def withdraw(desk: Desk, found: Proposal) -> bool:
    """By who proposed it, before the seven days are over."""
    if not store.close(desk.session, found.id, S.WITHDRAWN, desk.now, before_due=True):
        return False
    over(desk, found, S.WITHDRAWN)
    return True


@when(LOOK)
def look(desk: Desk, number: int) -> None:
    """Seven days later. Without a chat to object in, nothing is adopted: it waits for one."""
    found = store.by_id(desk.session, number)
    if found is None or found.state is not S.OPEN:
        return
    if found.due > desk.now:
        desk.at(LOOK, number, found.due)
    elif place(desk) is None:
        lost(desk)
        desk.later(LOOK, number, A_DAY)
    else:
        state = S.REJECTED if store.objections(desk.session, number) else S.ADOPTED
        if store.close(desk.session, number, state, desk.now):
            over(desk, found, state)


def lost(desk: Desk) -> None:
    known = store.chat(desk.session)
    if known is not None and desk.once(f"committee:{known.id}", "lost"):
        journal.note(desk, Entry.UNTIED)
        for person in roles.coordinators(desk.session):
            desk.tell(person, CommitteeLost())


def over(desk: Desk, found: Proposal, state: ProposalState) -> None:
    desk.never(LOOK, found.id)
    journal.note(desk, ENTRY[state], matter=found.matter.value, title=found.title)
    refresh(desk, found.id)
    group = place(desk)
    if group is not None:
        desk.tell_group(group, ProposalEnded(found.matter, found.title, state))
    if state is S.ADOPTED and found.word:
        committee_modules.opened(desk, found.word)
    elif state is S.ADOPTED:
        for person in roles.coordinators(desk.session):
            desk.tell(person, DecisionToDo(found.matter, found.title))

"""A street where somebody has a row in every table that can hold one. All people are fictional."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import insert, select, update

from rules.calendar import ProposalState
from rules.campaigns import CampaignKind
from rules.circles import Patience
from rules.committees import Matter
from rules.consents import How
from rules.console import RoleState, TownRole
from rules.help import Slot
from rules.heroes import HeroState
from rules.hours import HourKind
from rules.intake import Noted
from rules.missions import MissionState, Public
from rules.moderation import Act, Office, Side
from rules.offers import OfferState, Reach
from rules.partners import PartnerKind
from rules.practices import Cost, Crowd, PracticeState, Takes
from rules.projects import Posted, ProjectState, Town
from rules.rounds import DoorState, HelperState, RoundState
from rules.shares import ShareState
from rules.tours import TourState
from rules.workshops import WorkshopState
from storage import campaigns, hours, inbox, invites, links, seating, seats, vouches
from storage.once import first_time
from storage.tables import (
    Ask,
    Block,
    CampaignTap,
    Consent,
    Conversation,
    Deed,
    GesteIdea,
    GesteShown,
    GesteTap,
    HelpAcceptance,
    HelpContact,
    NeighbourGroup,
    Report,
    RoleHeld,
    Schedule,
    Thanks,
    TownAudit,
    TownCode,
    TownLink,
    TownNews,
    table,
)
from storage.tables.alerts import AlertReader
from storage.tables.attestations import Attestation
from storage.tables.calendar import MomentDay, Proposal
from storage.tables.circles import Circle, CircleAsk, CircleInvitation, CircleMember, CircleTold
from storage.tables.committees import CommitteeObjection, CommitteeProposal, CommitteeTicket
from storage.tables.consents import HelpConsent, IntakeContact
from storage.tables.errands import ErrandList, ErrandReader, ErrandTrip, ErrandWish
from storage.tables.heroes import Hero
from storage.tables.intake import IntakeNote, IntakeOffer
from storage.tables.ladder import Companion, Duo, DuoAsk
from storage.tables.local import LocalEntry
from storage.tables.memories import CrisisHelper, MemoryOff
from storage.tables.missions import Mission, MissionCard, MissionInvitation
from storage.tables.moderation import Appeal, Carried, Measure, ReportReader, Suspended
from storage.tables.offers import Offer, OfferQuestion
from storage.tables.partners import Partner, TeamMate
from storage.tables.practices import Practice
from storage.tables.projects import Project
from storage.tables.referents import ReferentWord, StandIn, Trial
from storage.tables.rhythm import AperoVote, RhythmPost
from storage.tables.rounds import WatchDoor, WatchHelper, WatchRound, WatchStreet
from storage.tables.routing import Relay
from storage.tables.shares import Claim, Share
from storage.tables.todo import TodoOff
from storage.tables.tours import Tour, TourCard, TourStop
from storage.tables.voices import VoiceAnswer, VoiceAsked, VoiceNeed, VoiceVote
from storage.tables.weekly import Weekly
from storage.tables.workshops import Pledge, Workshop
from tests.pilots import Pilot
from tests.world.lilacs import NOW, TODAY, Lilacs

__all__ = ["NOW", "TODAY", "Lilacs", "everything_about", "exported"]


def everything_about(lilacs: Lilacs, me: int, other: int) -> None:
    """A row of hers in every table that can hold one, and rows of somebody else beside."""
    group, mark = lilacs.group, f"p{me}"
    mine, theirs = lilacs.request("Odile", "Sonnez deux fois"), lilacs.request("Lucas", "SECRET-DE-LUCAS")
    with lilacs.street.session() as session:
        def add(of: Any, **values: Any) -> int:
            key = next(iter(table(of).primary_key.columns))
            made = session.connection().execute(insert(table(of)).values(**values).returning(key)).scalar_one()
            return made if isinstance(made, int) else 0

        hers = seats.take(session, theirs, me, NOW)
        his = seats.take(session, mine, other, NOW)
        for request, person, phone in ((mine, me, "06 11 11 11 11"), (theirs, other, "06 22 22 22 22")):
            add(HelpContact, request_id=request, person_id=person, phone=phone, door="A2", at=NOW)
        session.connection().execute(update(table(HelpAcceptance)).where(table(HelpAcceptance).c.id == his).values(
            volunteer_says="MOT-DE-LUCAS", asker_says="oui"))
        add(Thanks, acceptance_id=hers, from_id=other, to_id=me, phrase="merci", at=NOW)
        hours.note(session, me, HourKind.NEIGHBOURS, 45, TODAY, NOW, partner=other, group=group)
        add(GesteShown, owner=mark, day=TODAY, geste="saluer", at=NOW)
        add(GesteTap, person_id=me, geste="saluer", day=TODAY, action="done", owner=mark, at=NOW)
        add(GesteIdea, person_id=me, group_id=group, text="Arroser les bacs", at=NOW)
        add(Deed, person_id=me, group_id=group, theme="courses", minutes=15, day=TODAY, at=NOW)
        add(Schedule, kind="geste", owner=mark, person_id=me, hour="09:00", timezone="Europe/Paris", since=NOW,
            next_at=NOW)
        first_time(session, mark, "hours-2026-11", NOW)
        session.connection().execute(insert(table(Block)).values(person_id=me, other_id=other, at=NOW))
        report = add(Report, author_id=me, about_id=other, group_id=group, reason="insultes", at=NOW)
        moderated(add, report, me, other)
        add(Ask, person_id=me, request_id=theirs, asker_id=other, at=NOW)
        add(Consent, person_id=me, purpose="charter", version="2026-11", at=NOW)
        session.connection().execute(insert(table(Conversation)).values(
            person_id=me, name="help", run=1, answers={"kind": "courses"}, args={}, active=False, updated_at=NOW))
        inbox.set_aside(session, 1, "{}", "unreadable", NOW, lilacs.odile.id)
        session.connection().execute(update(table(NeighbourGroup)).values(added_by=me))
        links.add(session, "ab" * 32, "join", {"group": group}, single=False, by=me, now=NOW, expires=None)
        vouches.give(session, me, other, NOW)
        vouches.ask(session, me, other, NOW)
        vouches.ask(session, other, me, NOW)
        for one, two in ((me, other), (other, me)):
            add(Weekly, asker_id=one, helper_id=two, zone_id=lilacs.zone, kind="courses", slot="matin", minutes=30,
                next_day=TODAY, since=NOW)
        add(ErrandList, request_id=mine, text="deux pains", ceiling=30, at=NOW)
        trip = add(ErrandTrip, person_id=me, zone_id=lilacs.zone, shop="le marché", day=TODAY, slot="matin", places=2,
                   created_at=NOW, ends_at=NOW)
        add(ErrandWish, trip_id=trip, person_id=me, text="un pain", ceiling=20, at=NOW)
        add(ErrandReader, person_id=me, since=NOW)
        asked = add(VoiceAsked, group_id=group, month="2026-11", question="se_croiser", at=NOW)
        session.connection().execute(insert(table(VoiceVote)).values(
            person_id=me, month="2026-11", asked_id=asked, choice=1, at=NOW))
        add(VoiceNeed, person_id=me, group_id=group, theme="lieux", text="Un banc", at=NOW)
        add(VoiceAnswer, month="2026-11", text="Trois bancs", by_id=me, at=NOW)
        for column in ("nominee_id", "author_id", "judge_id"):
            add(LocalEntry, group_id=group, author_id=me, kind="geste", text="Arroser les bacs", changed_at=NOW)
            add(Hero, token=column, group_id=group, what="Un trottoir salé", state=HeroState.SENT, created_at=NOW,
                changed_at=NOW, **{column: me})
        for author, judge in ((me, other), (other, me)):
            atelier = add(Workshop, group_id=group, author_id=author, judge_id=judge, what="masques", goal=200,
                          ceiling=220, place="la mairie", day=TODAY, ends_at=NOW, state=WorkshopState.DONE,
                          nudged=False, created_at=NOW, changed_at=NOW, pledged=5, deposited=0, told=0)
            add(Pledge, workshop_id=atelier, person_id=me, amount=5, deposited=False, at=NOW)
        for author in (me, other):
            food = add(Share, group_id=group, author_id=author, what="soupe", parts=2, place="la loge", day=TODAY,
                       at="20:00", ends_at=NOW, eat_by=TODAY, cold="sec", state=ShareState.OVER, created_at=NOW,
                       taken=0, allergens="")
            add(Claim, share_id=food, person_id=me, at=NOW)
        add(AperoVote, group_id=group, period="2026-05", person_id=me, choice="s", at=NOW)
        add(RhythmPost, group_id=group, day=TODAY, occasion="apero", period="2026-05", at=NOW)
        add(Project, group_id=group, author_id=me, what="Fleurir la cour", state=ProjectState.IDEA, slot=Slot.ANY,
            town=Town.NOT_ASKED, posted=Posted.IDEA, until=NOW, since=NOW, created_at=NOW)
        watch = add(WatchRound, alert_id=campaigns.add(session, CampaignKind.ALERT, "R1", other, NOW, theme="canicule",
                    title="", text=""), by_id=me, state=RoundState.OVER, opened_at=NOW,
                    ended_at=NOW)
        street = add(WatchStreet, round_id=watch, zone_id=lilacs.zone, lacks=False)
        for column in ("asker_id", "by_id", "volunteer_id"):
            add(WatchDoor, street_id=street, who="Sonnette 4" if column == "asker_id" else "Mme Petit",
                state=DoorState.SEEN, tries=0, made_at=NOW, changed_at=NOW, **{column: me})
        add(WatchHelper, round_id=watch, street_id=street, person_id=me, state=HelperState.YES, asked_at=NOW)
        for column in ("author_id", "judge_id"):
            add(Practice, group_id=group, title="Un café sur le palier", grounds="immeuble", cost=Cost.FREE,
                crowd=Crowd.FEW, takes=Takes.HOUR, state=PracticeState.SENT, created_at=NOW, changed_at=NOW,
                **{column: me})
        add(Companion, person_id=me, since=NOW)
        add(Duo, acceptance_id=his, companion_id=me, at=NOW)
        add(DuoAsk, acceptance_id=his, person_id=me, at=NOW)
        invites.keep(session, me, "INVITATION-A-MOI", NOW)
        invites.came(session, me, other, NOW)
        invites.came(session, other, me, NOW)
        campaign = campaigns.add(session, CampaignKind.CAMPAIGN, "100200", me, NOW, title="La fête", text="Samedi")
        add(CrisisHelper, campaign_id=campaign, person_id=me, told=0, at=NOW)
        add(MemoryOff, person_id=me, since=NOW)
        campaigns.mark(session, campaign, confirmed_by_id=me, approver_id=me)
        add(CampaignTap, campaign_id=campaign, person_id=me, group_id=group, code="go", at=NOW)
        seating.open_(session, "tour", 1, 2)
        seating.ask(session, "tour", 1, me, NOW)
        a_circle(add, me, other, mine)
        add(Attestation, person_id=me, year=2026, digest="d", code="AAAAABBBBB", at=NOW)
        add(HelpConsent, request_id=mine, proxy_id=me, how=How.ALOUD, version="2026-11", at=NOW)
        add(IntakeContact, request_id=mine, by_id=me, reach="05 46 00 00 00", at=NOW)
        add(IntakeOffer, by_id=me, zone_id=lilacs.zone, things="perceuse", reach=Reach.STREET, slots="",
            contact="05 46 00 00 00", how=How.CALL, version="2026-11", at=NOW, sure_at=NOW)
        add(IntakeNote, by_id=me, group_id=group, what=Noted.GESTE, code="bonjour", minutes=15, day=TODAY, at=NOW)
        add(Offer, person_id=me, what="perceuse", reach=Reach.STREET, slots="soir", state=OfferState.ACTIVE, at=NOW,
            sure_at=NOW)
        add(OfferQuestion, person_id=me, delivery_id=1, at=NOW)
        the_town(add, group, me, other)
        committee(add, me, other)
        for one, two, role in zip((me, other), (other, me), roles_of_the_town(session), strict=True):
            add(Trial, role_id=role, person_id=one, namer_id=two, ends_at=NOW)
            add(ReferentWord, person_id=one, by_id=two, zone_id=lilacs.zone, at=NOW)


def committee(add: Any, me: int, other: int) -> None:
    """What she proposed and what he did, an objection of each, her number in the hat."""
    for one in (me, other):
        proposal = add(CommitteeProposal, matter=Matter.THEME, title="Les bancs", why="On fatigue", author_id=one,
                       at=NOW, due=NOW, closed_at=NOW)
        for person in (me, other):
            add(CommitteeObjection, proposal_id=proposal, person_id=person, reason="Trop cher", at=NOW)
    add(CommitteeTicket, person_id=me, at=NOW)


def moderated(add: Any, report: int, me: int, other: int) -> None:
    """A report she reads, a decision about her and one of hers, the opinion she asked for, what she had carried."""
    add(ReportReader, report_id=report, person_id=me, office=Office.ORGANISER, at=NOW)
    measure = add(Measure, report_id=report, about_id=me, by_id=other, act=Act.REMIND, reason="insultes", at=NOW)
    add(Measure, report_id=report, about_id=other, by_id=me, act=Act.REMIND, reason="insultes", at=NOW)
    add(Appeal, report_id=report, measure_id=measure, person_id=me, judge_id=other, side=Side.ABOUT, at=NOW)
    add(Suspended, hash="s", report_id=report, by_id=me, reason="insultes", at=NOW, until=NOW)
    add(Carried, person_id=me, relay="1", mark="ab", at=NOW)


def a_circle(add: Any, me: int, other: int, request: int) -> None:
    """Hers with Lucas: what each asks of the other there, and a need that the other took over."""
    circle = add(Circle, name="Les cousins", created_at=NOW)
    for person in (me, other):
        add(CircleMember, circle_id=circle, person_id=person, since=NOW)
    for one, two in ((me, other), (other, me)):
        add(CircleInvitation, circle_id=circle, by_id=one, person_id=two, created_at=NOW, expires_at=NOW)
    for one, two, note in ((me, other, "Deux pains"), (other, me, "SECRET-DE-LUCAS")):
        ask = add(CircleAsk, circle_id=circle, asker_id=one, kind="courses", day=TODAY, slot=Slot.MORNING, minutes=30,
                  note=note, timezone="Europe/Paris", patience=Patience.DAY, helper_id=two, created_at=NOW)
        add(CircleTold, ask_id=ask, person_id=me, at=NOW)
        add(Relay, asker_id=one, holder_id=two, request_id=request, subject="soins", created_at=NOW,
            phone="06 11 11 11 11" if one == me else "06 22 22 22 22")


def roles_of_the_town(session: Any) -> list[int]:
    return list(session.connection().execute(select(table(RoleHeld).c.id).order_by(table(RoleHeld).c.id)).scalars())[:2]


def the_town(add: Any, group: int, me: int, other: int) -> None:
    """A role of hers, one she gave, the group she linked, the code she made, what she did, what was done to her."""
    for person, by, name in ((me, other, "Odile"), (other, me, "Lucas")):
        add(RoleHeld, role=TownRole.COORDINATOR, state=RoleState.ACTIVE, person_id=person, by_id=by, name=name,
            since=NOW)
        add(TownAudit, what="confirmed", by_id=by, person_id=person, at=NOW)
    partner = add(Partner, role_id=1, person_id=me, kind=PartnerKind.COMPANY, name="Menuiserie", charter="2026-11",
                  team="AAAAABBBBB")
    add(TeamMate, person_id=me, partner_id=partner, since=NOW)
    mission = add(Mission, partner_id=partner, by_id=me, kind=HourKind.COMMUNE, title="Tri", day=TODAY, at="14:00",
                  minutes=60, place="Salle", contact="Odile", age=18, public=Public.ALL, state=MissionState.OPEN,
                  timezone="Europe/Paris", starts_at=NOW, created_at=NOW)
    for by in (me, other):
        tour = add(Tour, partner_id=partner, by_id=by, what="repas", day=TODAY, at="10:00", starts_at=NOW, tag="",
                   timezone="Europe/Paris", place="Salle", contact="Ali", eat_by=TODAY, allergens="", cold="sec",
                   state=TourState.DONE, posted=0, created_at=NOW)
        add(TourStop, tour_id=tour, position=1, text="la porte verte", person_id=me, given_at=NOW)
        add(TourCard, tour_id=tour, group_id=group, delivery_id=1)
    add(MissionCard, mission_id=mission, group_id=group, delivery_id=1)
    for one, two in ((me, by), (by, me)):
        add(MissionInvitation, mission_id=mission, by_id=one, person_id=two, created_at=NOW, expires_at=NOW)
    add(TownLink, group_id=group, by_id=me, since=NOW)
    add(TownCode, code="valmont48213", by_id=me, created_at=NOW)
    add(TownNews, person_id=me, since=NOW)
    add(AlertReader, person_id=me, since=NOW)
    add(TodoOff, person_id=me, since=NOW)
    add(StandIn, person_id=me, deputy_id=other, asked_id=other, since=NOW)
    add(StandIn, person_id=other, deputy_id=me, asked_id=me, since=NOW)
    add(Proposal, person_id=me, moment="rentree", year=2027, group_id=0, state=ProposalState.DECLINED, at=NOW)
    add(MomentDay, moment="rentree", year=2027, starts=TODAY, by_id=me, at=NOW)


def exported(pilot: Pilot) -> dict[str, Any]:
    pilot.say("/aide")
    pilot.say("/mesdonnees")
    shown = pilot.last.screen.attachment
    assert shown is not None
    assert shown.name.endswith(".json")
    return dict(json.loads(shown.text or ""))

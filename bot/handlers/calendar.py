"""/calendrier: what the year brings, to those who coordinate and to who runs a group; nothing sends itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Annotated, Any, TypeAlias
from zoneinfo import ZoneInfo

from actions import calendar as actions
from bot import talking
from bot.conversations.calendar import DAY, DayFacts, SayDay
from bot.features import Feature, Order, Talk, Tap
from bot.handlers import campaign_screens
from bot.handlers.calendar_groups import SHOWN, for_group, listed, of_group, theme, themes
from bot.handlers.house import HOUSE
from bot.rows import Code, Loaded, administered
from bot.turn import Turn
from messages.calendar import when
from rules.calendar import Moment, ProposalState, Window
from rules.campaigns import Campaign
from rules.civil import clock
from rules.console import TownRole
from rules.groups import Group
from rules.refusals import Gone, Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _, lines, quoted
from storage import belonging, console
from storage import calendar as store
from storage.calendar import THE_TOWN, Proposed

FULL_WEEK = _("Le groupe a déjà eu ses deux messages de la semaine. Réessayez lundi.")


def mine(turn: Turn, number: int) -> Proposed | None:
    """Proposed to whoever presses."""
    found = store.by_id(turn.session, number)
    return found if found and found.person == turn.person.id else None


def of_the_town(turn: Turn, number: int) -> Proposed | None:
    """And they coordinate still."""
    found = mine(turn, number)
    return found if found and found.group == THE_TOWN and coordinates(turn) else None


def of_my_group(turn: Turn, number: int) -> tuple[Proposed, Group] | None:
    """Where nobody coordinates, to who runs the group now, says Telegram."""
    found = mine(turn, number)
    if found is None or found.group == THE_TOWN or console.coordinators(turn.session):
        return None
    group = administered(turn, found.group)
    return (found, group) if group else None


MyProposal: TypeAlias = Annotated[Proposed, Loaded(mine)]
OfTheTown: TypeAlias = Annotated[Proposed, Loaded(of_the_town)]
OfMyGroup: TypeAlias = Annotated[tuple[Proposed, Group], Loaded(of_my_group)]


def coordinates(turn: Turn) -> bool:
    return TownRole.COORDINATOR in console.roles_of(turn.session, turn.person.id)


# --- what comes ----------------------------------------------------------------------------------

def calendar(turn: Turn, _payload: str = "") -> None:
    run = belonging.run_by(turn.session, turn.person.id)
    if coordinates(turn):
        for_the_town(turn)
    elif len(run) == 1:
        for_group(turn, run[0])
    elif run:
        turn.reply(screen(_("📅 Pour quel groupe ?"), rows=tuple(
            (Button(quoted(group.name), tap=tap("calendar.group", group.id)),) for group in run[:SHOWN])))
    else:
        turn.reply(screen(_("📅 Le calendrier s’ouvre pour la mairie, et pour qui anime un groupe. Chez vous, les "
                            "gestes du jour suivent déjà l’année : /geste."),
                          rows=((Button(_("☰ Menu"), tap="menu"),),)))


def for_the_town(turn: Turn) -> None:
    where = actions.territories(turn.desk)
    if not where:
        turn.reply(screen(_("📅 Aucun groupe n’est encore relié à la mairie. Dans un groupe, qui l’administre écrit "
                            "/relier et votre code.")))
        return
    found = actions.ahead(turn.desk, where)[:SHOWN]
    rows: list[Row] = [(Button(Words(moment.title), tap=tap("calendar.one", moment.id, window.start.year)),)
                       for moment, window in found[:4]]
    turn.reply(screen(_("📅 <b>L’année qui vient</b>"), lines(*listed(found)),
                      _("Un texte vous est proposé avant chaque moment. Rien ne part sans vous."), rows=tuple(rows)))


def one(turn: Turn, moment: Code, year: int) -> None:
    """A moment of the town's year."""
    found, window = known(turn, moment, year)
    said = store.of_person(turn.session, turn.person.id, found.id, year)
    answered = {ProposalState.DECLINED: [_("Vous avez répondu : pas cette année.")],
                ProposalState.DRAFTED: [_("Un brouillon est déjà prêt.")]}.get(said.state, []) if said else []
    turn.reply(screen(_("📅 <b>{title}</b> : {day}.", title=Words(found.title),
                        day=when(window.start, window.confirmed)), *answered, rows=(
        (Button(_("✏️ Préparer l’envoi"), tap=tap("calendar.begin", found.id, year)),),
        (Button(_("📅 Dire la date"), tap=tap("calendar.date", found.id, year)),),
        (Button(_("❓ Vrai ou faux, et mots"), tap=tap("calendar.words", found.id)),))))


def known(turn: Turn, moment: str, year: int) -> tuple[Moment, Window]:
    found = next((m for m in turn.content.themes if m.id == moment), None)
    if found is None:
        raise Gone
    return found, actions.window_of(turn.desk, found, year)


# --- answering a proposal ------------------------------------------------------------------------

def draft(turn: Turn, proposal: OfTheTown) -> None:
    show(turn, actions.prepare(turn.desk, proposal))


def begin(turn: Turn, moment: Code, year: int) -> None:
    found, _window = known(turn, moment, year)
    said = store.of_person(turn.session, turn.person.id, found.id, year)
    number = said.id if said else store.propose(turn.session, turn.person.id, found.id, year, THE_TOWN, turn.now)
    proposal = store.by_id(turn.session, number or 0)
    assert proposal is not None
    show(turn, actions.prepare(turn.desk, proposal))


def show(turn: Turn, found: Campaign) -> None:
    turn.reply(campaign_screens.draft(turn, found, _("✏️ Le brouillon est prêt. Rien ne part sans vous.")))


def no(turn: Turn, proposal: MyProposal) -> None:
    actions.decline(turn.desk, proposal)
    turn.reply(screen(_("C’est noté : pas cette année. Je ne vous le proposerai plus.")))


def publish(turn: Turn, found: OfMyGroup) -> None:
    proposal, group = found
    if proposal.state is ProposalState.DRAFTED:
        raise Refusal(_("C’est déjà publié dans ce groupe."))
    told = actions.publish(turn.desk, proposal, group)
    if told is None:
        raise Refusal(FULL_WEEK)
    now = told.at <= turn.now
    turn.reply(screen(_("✅ C’est publié.") if now else
                      _("✅ C’est prêt : le message part {day} à {hour}.", day=local(told.at, group).date(),
                        hour=clock(local(told.at, group).time()))))


def local(moment: datetime, group: Group) -> datetime:
    return moment.astimezone(ZoneInfo(group.timezone))


def quiz(turn: Turn, proposal: MyProposal) -> None:
    words(turn, proposal.moment)


def words(turn: Turn, moment: Code) -> None:
    """A true or false to tell around, and phrases to ask for a hand or to say no to one."""
    found = next((m for m in turn.content.themes if m.id == moment), None)
    if found is None or found.quiz is None:
        raise Gone
    true = _("vrai") if found.quiz.true else _("faux")
    turn.reply(screen(
        _("❓ {statement} <b>{true}</b>. {answer}", statement=Words(found.quiz.statement), true=true,
          answer=Words(found.quiz.answer)),
        lines(_("Pour demander : « {words} »", words=Words(turn.content.words_to_ask[0])),
              _("Pour dire non : « {words} »", words=Words(turn.content.words_to_decline[0])))), edit=False)


# --- the town's own day --------------------------------------------------------------------------

def say(turn: Turn, proposal: OfTheTown) -> None:
    date_of(turn, proposal.moment, proposal.year)


def date_of(turn: Turn, moment: Code, year: int) -> None:
    found, _window = known(turn, moment, year)
    talking.start(turn, HOUSE, DAY.name, {"moment": found.id, "year": year})


def day_facts(turn: Turn, args: Mapping[str, Any]) -> DayFacts:
    found, window = known(turn, str(args["moment"]), int(args["year"]))
    first = max(turn.today + timedelta(days=1), date(window.start.year, 1, 1))
    return DayFacts(found.id, Words(found.title), window.start.year, turn.today, first,
                    date(window.start.year, 12, 31), window.start)


def day_said(turn: Turn, command: SayDay) -> None:
    found, _window = known(turn, command.moment, command.year)
    actions.say_day(turn.desk, found, command.year, command.day)
    said = [_("C’est noté : {day}. Les textes et les gestes suivront.", day=command.day) if command.day else
            _("C’est noté : pas cette année chez vous.")]
    drafts = store.drafts(turn.session, found.id, command.year)
    if drafts:
        said.append(_("Un message préparé parle encore de l’ancien jour : relisez-le."))
    turn.reply(screen(*said, rows=tuple(
        (Button(_("👀 Relire le message"), tap=tap("campaigns.see", number)),) for number in drafts[:3])))


def corner(_turn: Turn) -> list[Row]:
    """In /mairie."""
    return [(Button(_("🗓 Le calendrier"), tap="calendar"),)]


TOWN = (Role.COORDINATOR, Where.PRIVATE)
ITS_ADMIN = (Role.VISITOR, Where.PRIVATE)
FEATURE = Feature(
    "calendar",
    module=_("📅 Les moments de l’an"),
    orders={"calendrier": Order(calendar, *ITS_ADMIN, _("L’année qui vient"))},
    taps={
        "calendar": Tap(calendar, *TOWN),
        **{f"calendar.{name}": Tap(handler, *TOWN) for name, handler in (
            ("one", one), ("begin", begin), ("draft", draft), ("say", say), ("date", date_of), ("words", words))},
        **{f"calendar.{name}": Tap(handler, *ITS_ADMIN) for name, handler in (
            ("no", no), ("quiz", quiz), ("publish", publish), ("group", of_group), ("themes", themes),
            ("theme", theme))},
    },
    console={"campagnes": corner},
    talks=(Talk(DAY, day_facts, day_said, role=Role.COORDINATOR),),
)

"""The heure civique: the month's ring, noting, correcting, confirming."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from actions import hours as actions
from bot import talking
from bot.conversations.hours import HOURS, HourFacts, NoteHour
from bot.features import Feature, Order, Talk, Tap
from bot.handlers.house import HOUSE
from bot.rows import HourGivenToMe, MyHour, RequestIHelped, my_hour_to_correct
from bot.turn import Turn
from rules import hours as rules
from rules.civil import MONTHS
from rules.hours import Entry, HourKind, duration
from rules.refusals import Gone, Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _, lines
from storage import groups
from storage import hours as store

SHOWN = 4
MENU: tuple[Row, ...] = ((Button(_("☰ Menu"), tap="menu"),),)


def my_hours(turn: Turn, _payload: str = "") -> None:
    """The month so far, and what one may do with it."""
    log = store.log_of(turn.session, turn.person.id)
    month = rules.total(log, (turn.today.year, turn.today.month))
    rows: list[Row] = [(Button(_("➕ Noter un moment"), tap="hours.add"),)]
    if rules.standing(log):
        rows += [(Button(_("✏️ Corriger"), tap="hours.list"),), (Button(_("📅 Les autres mois"), tap="hours.months"),)]
    turn.reply(screen(_("⏱ <b>Votre heure civique</b>"), *progress(month.minutes), *street_lines(turn),
                      rows=tuple(rows)), edit=False)


def progress(minutes: int) -> list[Words]:
    line = _("{ring} {n} min sur 60", ring=rules.ring(minutes), n=min(minutes, rules.MONTHLY))
    if minutes <= rules.MONTHLY:
        return [line]
    return [lines(line, _("et {time} en plus", time=duration(minutes - rules.MONTHLY)))]


def street_lines(turn: Turn) -> list[Words]:
    """The street's own sum, beside its aim of an hour each; « quelques » while fewer than five people noted any."""
    said = []
    for group in groups.of_person(turn.session, turn.person.id):
        minutes, people = store.group_month(turn.session, group.id, turn.today.year, turn.today.month)
        if not minutes:
            continue
        aim = store.members(turn.session, group.id)
        said.append(_("{group} : quelques heures ce mois-ci", group=group.name) if people < rules.SMALL else
                    _("{group} : {n} h sur {aim} ce mois-ci", group=group.name, n=minutes // 60, aim=aim))
    return said


def add(turn: Turn) -> None:
    talking.start(turn, HOUSE, "hours")


def another_day(turn: Turn, entry: MyHour) -> None:
    """The moment just noted was another day: the same kind and time, asked for its day."""
    talking.begin(turn, HOUSE, "hours", {"replaces": entry.id, "kind": entry.kind.value, "minutes": entry.minutes,
                                         "ask_day": True}, answers={})


def other_duration(turn: Turn, request: RequestIHelped, day: date) -> None:
    """« Une autre durée », from a proposal: the kind and the day are known."""
    if not told_already(turn, request):
        talking.begin(turn, HOUSE, "hours", {"kind": HourKind.NEIGHBOURS.value, "day": day.isoformat(),
                                             "request": request}, answers={})


def facts(turn: Turn, args: Mapping[str, Any]) -> HourFacts:
    today = date.fromisoformat(args["day"]) if "day" in args else turn.today
    known = tuple((e.kind, e.day) for e in rules.standing(store.log_of(turn.session, turn.person.id)))
    kind, request = HourKind(args["kind"]) if "kind" in args else None, args.get("request")
    return HourFacts(today, bool(args.get("ask_day")), args.get("replaces"), kind, args.get("minutes"), request,
                     () if request else known)


def noted(turn: Turn, command: NoteHour) -> None:
    if command.same_again:
        turn.reply(screen(_("Entendu : ce moment était déjà noté, rien n’a changé."), rows=MENU))
        return
    if command.replaces is not None:
        old = my_hour_to_correct(turn, command.replaces)
        write(turn, command.kind, command.minutes, command.day, replaces=old)
    elif command.request is not None:
        write_help(turn, command.request, command.minutes, command.day)
    else:
        write(turn, command.kind, command.minutes, command.day)


def write(turn: Turn, kind: HourKind, minutes: int, day: date, *, replaces: Entry | None = None,
          partner: int | None = None, request: int | None = None) -> None:
    """Append to the log, read back what was noted, and leave a way back."""
    if not rules.may_log(day, turn.today):
        raise Refusal(_("Un moment se note une fois passé, dans les 60 jours."))
    number = actions.note(turn.desk, turn.person.id, turn.person.first_name, kind, minutes, day, replaces=replaces,
                          partner=partner, request=request)
    month = rules.total(store.log_of(turn.session, turn.person.id), (day.year, day.month))
    turn.reply(screen(
        _("✅ C’est noté : {time} {kind}, {day}.", time=duration(minutes), kind=rules.KIND_WORDS[kind], day=day),
        *progress(month.minutes),
        rows=((Button(_("📅 C’était un autre jour"), tap=tap("hours.day", number)),),
              (Button(_("↩ Annuler"), tap=tap("hours.undo", number)),))))


def undo(turn: Turn, entry: MyHour) -> None:
    actions.withdraw(turn.desk, entry)
    turn.reply(screen(_("C’est retiré : {time}, {day}. Vous pourrez le noter à nouveau.",
                        time=duration(entry.minutes), day=entry.day),
                      rows=((Button(_("➕ Noter un moment"), tap="hours.add"),),)))


def correct(turn: Turn) -> None:
    """The last moments, one button each."""
    entries = rules.standing(store.log_of(turn.session, turn.person.id))[-SHOWN:]
    rows = tuple((Button(_("{day} : {time}", day=e.day, time=duration(e.minutes)), tap=tap("hours.fix", e.id)),)
                 for e in reversed(entries))
    turn.reply(screen(_("Quel moment voulez-vous corriger ?"), rows=(*rows, (Button(_("↩ Retour"), tap="hours"),))))


def fix(turn: Turn, entry: MyHour) -> None:
    turn.reply(screen(
        _("{time} {kind}, {day}.", time=duration(entry.minutes), kind=rules.KIND_WORDS[entry.kind], day=entry.day),
        rows=((Button(_("📅 C’était un autre jour"), tap=tap("hours.day", entry.id)),),
              (Button(_("🗑 Retirer ce moment"), tap=tap("hours.undo", entry.id)),),
              (Button(_("↩ Retour"), tap="hours"),))))


def months(turn: Turn) -> None:
    totals = rules.months_of(store.log_of(turn.session, turn.person.id))
    said = [month_line(year, month, one) for (year, month), one in list(totals.items())[:12]]
    paper: tuple[Row, ...] = ((Button(_("📄 Mon attestation"), tap="attestation"),),) if said else ()
    turn.reply(screen(_("Vos mois :"), lines(*said) if said else _("Rien encore."),
                      rows=(*paper, (Button(_("↩ Retour"), tap="hours"),))))


def month_line(year: int, month: int, one: rules.Total) -> Words:
    about: dict[str, Words | str] = {"month": MONTHS[month - 1], "year": str(year), "time": duration(one.minutes)}
    if not one.confirmed:
        return _("{month} {year} : {time}", **about)
    return _("{month} {year} : {time} ({confirmed} avec confirmation)", confirmed=duration(one.confirmed), **about)


def note_help(turn: Turn, request: RequestIHelped, minutes: int, day: date) -> None:
    """« Oui, noter »: once for a request, for the one who really helped."""
    if not told_already(turn, request):
        write_help(turn, request, rules.rounded(min(max(minutes, rules.STEP), rules.MOST)), day)


def write_help(turn: Turn, request: int, minutes: int, day: date) -> None:
    partner = store.helped(turn.session, request, turn.person.id)
    if partner is None:
        raise Gone
    if not told_already(turn, request):
        write(turn, HourKind.NEIGHBOURS, minutes, day, partner=partner, request=request)


def told_already(turn: Turn, request: int) -> bool:
    already = store.for_request(turn.session, turn.person.id, request)
    if already:
        turn.reply(screen(_("C’est déjà noté : {time}, {day}.", time=duration(already.minutes), day=already.day)))
    return already is not None


def confirm(turn: Turn, entry: HourGivenToMe) -> None:
    actions.confirm(turn.desk, entry, turn.person.first_name)
    turn.reply(screen(_("Merci, c’est confirmé."), rows=MENU))


def no_thanks(turn: Turn) -> None:
    turn.reply(screen(_("Entendu. Merci à vous."), rows=MENU))


FEATURE = Feature(
    "hours",
    orders={"monheure": Order(my_hours, Role.RESIDENT, Where.PRIVATE, _("Mon heure civique"))},
    taps={
        "hours": Tap(my_hours, Role.RESIDENT, Where.PRIVATE),
        "hours.add": Tap(add, Role.RESIDENT, Where.PRIVATE),
        "hours.day": Tap(another_day, Role.RESIDENT, Where.PRIVATE),
        "hours.list": Tap(correct, Role.RESIDENT, Where.PRIVATE),
        "hours.fix": Tap(fix, Role.RESIDENT, Where.PRIVATE),
        "hours.undo": Tap(undo, Role.RESIDENT, Where.PRIVATE),
        "hours.note": Tap(note_help, Role.RESIDENT, Where.PRIVATE),
        "hours.other": Tap(other_duration, Role.RESIDENT, Where.PRIVATE),
        "hours.no": Tap(no_thanks, Role.RESIDENT, Where.PRIVATE),
        "hours.confirm": Tap(confirm, Role.RESIDENT, Where.PRIVATE),
        "hours.months": Tap(months, Role.RESIDENT, Where.PRIVATE),
    },
    talks=(Talk(HOURS, facts, noted),),
)

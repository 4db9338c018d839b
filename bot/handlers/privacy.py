"""Pause, stop, the privacy statement, one's own data, and erasing them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from actions import privacy as actions
from bot import talking
from bot.conversations.privacy import PAUSE, Pause, PauseFacts
from bot.features import Feature, Link, Order, Talk, Tap, TapHandler
from bot.handlers.group_pause import group_pause, hush
from bot.handlers.house import HOUSE
from bot.handlers.own_data import document
from bot.turn import Turn
from content.privacy import Statement, statement
from rules.civil import instant
from rules.limits import Limit
from rules.privacy import asks_to_resume, read_pause
from rules.rights import Role, Where
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, lines, quoted
from storage import residents


# the statement
def statement_order(turn: Turn, _payload: str = "") -> None:
    """/privacy: here and now, wherever it is asked and by whom."""
    if turn.private:
        turn.reply(page_screen(turn, 0))
        return
    name = quoted(turn.town.name) if turn.town.name else _("Vie privée")
    link = turn.link("privacy", single=False, do="page")
    turn.reply(screen(_("🔒 <b>{name}</b>", name=name), Words(text_of(turn).summary),
                      rows=((Button(_("Tout lire en privé"), start=link),),), silent=True))


def statement_tap(turn: Turn) -> None:
    if turn.private:
        turn.reply(page_screen(turn, 0), edit=False)
    else:
        turn.toast(None, start=turn.link("privacy", single=False, do="page"))


def page(turn: Turn, number: int) -> None:
    turn.reply(page_screen(turn, number))


def text_of(turn: Turn) -> Statement:
    known = turn.visitor.language if turn.private and turn.visitor else turn.group.language if turn.group else "fr"
    return statement(known)


def page_screen(turn: Turn, number: int) -> Screen:
    words, contact = text_of(turn), turn.town.privacy
    count = len(words.pages)
    shown = words.pages[number % count]
    text = shown.without_contact if shown.without_contact and not contact else shown.text
    about = Words(text, {"contact": quoted(contact)}) if shown.without_contact and contact else Words(text)
    place = number % count + 1
    rows: list[Row] = [(Button(_("➡ Suite"), tap=tap("privacy.page", place)),)] if place < count else []
    if place > 1:
        rows.append((Button(_("↩ Retour"), tap=tap("privacy.page", place - 2)),))
    rows.append((Button(_("📄 Voir mes données"), tap="privacy.export"),))
    if shown.rights:
        rows.append((Button(_("🗑 Tout effacer"), tap="privacy.ask"),))
    rows.append((Button(_("☰ Menu"), tap="menu"),))
    title = lines(_("🔒 <b>{title}</b> ({place} sur {count})", title=Words(shown.title), place=place, count=count))
    return screen(*((Words(words.summary),) if place == 1 else ()), title, about, rows=tuple(rows))


# in a group, everything personal continues in private
def privately(turn: Turn, do: str) -> None:
    link = turn.link("privacy", single=False, do=do)
    turn.reply(screen(_("C’est personnel : continuons en privé."),
                      rows=((Button(_("Continuer en privé"), start=link),),), silent=True))


def opened(turn: Turn, params: Mapping[str, Any]) -> None:
    orders = {"pause": pause_order, "stop": stop, "export": export, "ask": ask}
    doing = orders.get(str(params.get("do")), statement_order)
    doing(turn, "")


# pause and stop
def pause_order(turn: Turn, payload: str = "") -> None:
    if not turn.private:
        group_pause(turn, payload)
    elif asks_to_resume(payload):
        resume_tap(turn)
    elif day := read_pause(payload, turn.written_on) if payload else None:
        paused(turn, Pause(day))
    else:
        talking.begin(turn, HOUSE, "pause", answers={})


def pause_tap(turn: Turn) -> None:
    talking.begin(turn, HOUSE, "pause", answers={})


def pause_facts(turn: Turn, _args: Mapping[str, Any]) -> PauseFacts:
    until = turn.person.paused_until
    return PauseFacts(turn.today, turn.person.stopped or bool(until and until > turn.now))


def paused(turn: Turn, command: Pause) -> None:
    if command.until is None:
        resume_tap(turn)
        return
    until = instant(command.until, time(0), turn.person.timezone)
    residents.change(turn.session, turn.person.id, paused_until=until)
    turn.know_anew()
    turn.reply(screen(
        _("⏸ C’est entendu, jusqu’à {day}. Pendant la pause, je ne vous demande rien ; je réponds toujours à vos "
          "messages.", day=command.until),
        rows=((Button(_("▶ Reprendre"), tap="privacy.resume"),),)))


def resume(turn: Turn) -> bool:
    """End a stop or a pause, if there is one; True when there was."""
    known = residents.row(turn.session, turn.person.id)
    if not known.stopped and known.paused_until is None:
        return False
    residents.change(turn.session, turn.person.id, stopped=False, paused_until=None)
    turn.know_anew()
    return True


def resume_tap(turn: Turn) -> None:
    resume(turn)
    turn.reply(screen(_("▶ C’est reparti, bon retour !"), keyboard="menu" if turn.person.is_resident else None))


def stop(turn: Turn, _payload: str = "") -> None:
    if not turn.private:
        privately(turn, "stop")
        return
    residents.change(turn.session, turn.person.id, stopped=True)
    turn.know_anew()
    turn.reply(screen(
        _("🔕 C’est arrêté : je ne vous écris plus. Je réponds seulement si vous m’écrivez."),
        _("Pour reprendre : /start. Pour tout effacer : /effacer.")))


# one's own data
def export(turn: Turn, _payload: str = "") -> None:
    if not turn.private:
        privately(turn, "export")
        return
    turn.within(Limit.EXPORTS)
    actions.export(turn.desk, turn.person, document(turn))


# erasing
def ask(turn: Turn, _payload: str = "") -> None:
    if not turn.private:
        privately(turn, "ask")
        return
    turn.reply(screen(
        _("<b>Tout effacer ?</b>"),
        _("Tout part : prénom, lieux, demandes, contacts, heures, gestes, messages. L’autre personne d’une demande le "
          "saura, sans votre nom."),
        _("Il reste, sans vous, des totaux, vos idées adoptées et une marque secrète : 60 jours pour vous effacer "
          "d’une vieille copie, 24 mois pour un blocage."),
        rows=((Button(_("Oui, effacer"), tap=tap("privacy.erase", turn.today.isoformat())),),
              (Button(_("Non, garder"), tap="privacy.keep"),))))


def keep(turn: Turn) -> None:
    turn.reply(screen(_("Rien n’est effacé."), rows=((Button(_("☰ Menu"), tap="menu"),),)))


def erase(turn: Turn, asked: date) -> None:
    """Only today's button erases: one found months later in an old message asks again."""
    if asked != turn.today:
        ask(turn)
        return
    last_words = text_of(turn).erased
    actions.erase(turn.desk, turn.person)
    turn.reply(screen(Words(last_words), keyboard="none"))
    forget_in_batch(turn)


def forget_in_batch(turn: Turn) -> None:
    """The rest of this batch meets a newcomer; nothing of the person is written at its end."""
    batch, person = turn.batch, turn.person.id
    if turn.incoming.sender.value is not None:
        batch.people.pop(turn.incoming.sender.value, None)
    batch.held.pop(person, None)
    batch.dirty.pop(person, None)
    batch.touched.discard(person)
    turn.held = None


OWN: Mapping[str, TapHandler] = {
    "privacy.page": page, "privacy.pause": pause_tap, "privacy.resume": resume_tap, "privacy.export": export,
    "privacy.ask": ask, "privacy.erase": erase, "privacy.keep": keep}
FEATURE = Feature(
    "privacy",
    orders={
        "pause": Order(pause_order, Role.ANYBODY, Where.EVERYWHERE, _("Faire une pause"), in_groups=True),
        "stop": Order(stop, Role.ANYBODY, Where.EVERYWHERE, _("Ne plus recevoir de message")),
        "privacy": Order(statement_order, Role.ANYBODY, Where.EVERYWHERE),
        "confidentialite": Order(statement_order, Role.ANYBODY, Where.EVERYWHERE, _("Vie privée"), in_groups=True),
        "mesdonnees": Order(export, Role.ANYBODY, Where.EVERYWHERE, _("Voir tout ce qui est gardé sur moi")),
        "effacer": Order(ask, Role.ANYBODY, Where.EVERYWHERE, _("Effacer mes données")),
    },
    taps={
        "privacy": Tap(statement_tap, Role.ANYBODY, Where.EVERYWHERE),
        "privacy.hush": Tap(hush, Role.ANYBODY, Where.EVERYWHERE),
        **{name: Tap(handler, Role.ANYBODY, Where.PRIVATE) for name, handler in OWN.items()},
    },
    links={"privacy": Link(opened, Role.ANYBODY)},
    talks=(Talk(PAUSE, pause_facts, paused, role=Role.ANYBODY),),
)

__all__ = ["FEATURE", "resume"]

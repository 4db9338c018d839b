"""« Ce que j’ai saisi »: each paper, to be changed, printed, or ended at once when its person wants it no more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any, TypeAlias

from actions import intake as actions
from actions.help_cards import title
from bot import talking
from bot.conversations.intake import PAPER_CHANGE
from bot.conversations.offers import ChangedOffer, ChangeFacts
from bot.features import Tap
from bot.handlers import intake_papers as papers
from bot.handlers.house import HOUSE
from bot.handlers.todo import WaitsInMine, need
from bot.rows import Loaded
from bot.turn import Turn
from rules.geste_owners import THEMES
from rules.gestes import Theme
from rules.help import when
from rules.hours import KIND_WORDS, HourKind, duration
from rules.intake import NOTES_KEPT, Noted, PaperNote, PaperOffer
from rules.offers import about
from rules.refusals import Gone
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _, lines, quoted
from storage import intake as store

A_PAGE = 3
BACK: Row = (Button(_("📋 Ce que j’ai saisi"), tap="intake.mine"),)


def my_paper(turn: Turn, number: int) -> PaperOffer | None:
    return store.offer(turn.session, number, turn.person.id)


def my_note(turn: Turn, number: int) -> PaperNote | None:
    return store.a_note(turn.session, number, turn.person.id, turn.today - timedelta(days=NOTES_KEPT))


MyPaper: TypeAlias = Annotated[PaperOffer, Loaded(my_paper)]
MyNote: TypeAlias = Annotated[PaperNote, Loaded(my_note)]


def listed(turn: Turn, page: int = 0) -> None:
    found = everything(turn)
    if not found:
        turn.reply(screen(_("Vous n’avez rien saisi qui soit en cours."),
                          rows=((Button(_("✏️ Une saisie"), tap="intake"),),)))
        return
    pages = -(-len(found) // A_PAGE)
    shown = found[page % pages * A_PAGE:][:A_PAGE]
    rows: list[Row] = [(Button(label, tap=where),) for _line, label, where in shown]
    if pages > 1:
        rows.append((Button(_("➡ Suite"), tap=tap("intake.mine", (page + 1) % pages)),))
    turn.reply(screen(_("📋 <b>Ce que vous avez saisi</b>"), lines(*(line for line, _label, _where in shown)),
                      _("La personne ne veut plus ? Ouvrez sa ligne, puis ✋."), rows=tuple(rows)))


def everything(turn: Turn) -> list[tuple[Words, Words, str]]:
    """A line, its button, and where it leads; the newest first."""
    since = turn.today - timedelta(days=NOTES_KEPT)
    needs = [(_("• Demande n° {n} : {what}, {when}", n=one.id, what=Words(title(turn.desk, one)),
                when=when(one.day, one.slot)), _("🤝 Demande n° {n}", n=one.id), tap("help.mine", one.id))
             for one in store.requests_of(turn.session, turn.person.id)]
    offers = [(_("• Papier n° {n} : {what}", n=one.id, what=actions.label(turn.desk, one)),
               _("💪 Papier n° {n}", n=one.id), tap("intake.paper", one.id))
              for one in store.offers(turn.session, turn.person.id)]
    notes = [(_("• {what}", what=told(one)), _("⏱ {day}", day=one.day), tap("intake.note", one.id))
             for one in store.notes(turn.session, turn.person.id, since)]
    return [*reversed(needs), *reversed(offers), *reversed(notes)]


def told(one: PaperNote) -> Words:
    if one.what is Noted.GESTE:
        return _("{geste}, {day}", geste=THEMES[Theme(one.code)], day=one.day)
    return _("{time} {kind}, {day}", time=duration(one.minutes), kind=KIND_WORDS[HourKind(one.code)], day=one.day)


def paper(turn: Turn, offer: MyPaper) -> None:
    found = [_("☎ {contact}", contact=quoted(offer.contact))] if offer.contact else []
    turn.reply(screen(
        lines(_("💪 Papier n° {n}", n=offer.id), about(actions.label(turn.desk, offer), offer.reach, offer.slots),
              *found),
        rows=((Button(_("✅ Toujours d’accord"), tap=tap("intake.sure", offer.id)),),
              (Button(_("✏️ Modifier"), tap=tap("intake.fix", offer.id)),),
              (Button(_("🖨 Le papier à remettre"), tap=tap("intake.print", offer.id)),),
              (Button(_("✋ La personne dit non"), tap=tap("intake.no", offer.id)),), BACK)))


def match(turn: Turn, offer: MyPaper, request: WaitsInMine) -> None:
    """A need that this person may answer: the référent takes it, and calls them."""
    paper(turn, offer)
    need(turn, request)


def sure(turn: Turn, offer: MyPaper) -> None:
    store.sure(turn.session, offer.id, turn.person.id, turn.now)
    turn.reply(screen(_("✅ C’est noté. Je vous le redemande dans trois mois."), rows=(BACK,)))


def fix(turn: Turn, offer: MyPaper) -> None:
    talking.begin(turn, HOUSE, PAPER_CHANGE.name, {"offer": offer.id}, answers={"slots*": list(offer.slots)})


def change_facts(turn: Turn, args: Mapping[str, Any]) -> ChangeFacts:
    found = my_paper(turn, int(args["offer"]))
    if found is None:
        raise Gone
    return ChangeFacts(found.id, actions.label(turn.desk, found))


def changed(turn: Turn, command: ChangedOffer) -> None:
    if not store.change(turn.session, command.offer, turn.person.id, command.reach, command.slots, turn.now):
        raise Gone
    turn.reply(screen(_("✅ C’est noté."), rows=(
        (Button(_("🖨 Le papier à remettre"), tap=tap("intake.print", command.offer)),), BACK)))


def end(turn: Turn, offer: MyPaper) -> None:
    """Taken back: nothing of it is left from this second."""
    store.forget(turn.session, offer.id, turn.person.id)
    turn.reply(screen(_("✋ C’est effacé aussitôt, avec le contact. Merci de l’avoir dit."), rows=(BACK,)))


def note(turn: Turn, found: MyNote) -> None:
    turn.reply(screen(told(found), rows=((Button(_("🗑 Retirer ce moment"), tap=tap("intake.undo", found.id)),), BACK)))


def undo(turn: Turn, found: MyNote) -> None:
    if not store.take_back(turn.session, found):
        raise Gone
    turn.reply(screen(_("C’est retiré des totaux de la rue."), rows=(BACK,)))


def printed(turn: Turn, offer: MyPaper) -> None:
    papers.of_offer(turn, offer)


NEIGHBOUR = (Role.RESIDENT, Where.PRIVATE)
TAPS = {f"intake.{name}": Tap(handler, *NEIGHBOUR) for name, handler in (
    ("mine", listed), ("paper", paper), ("match", match), ("sure", sure), ("fix", fix), ("no", end), ("note", note),
    ("undo", undo), ("print", printed))}

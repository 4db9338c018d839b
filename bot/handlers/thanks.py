"""« Est-ce que cela s’est fait ? », then the thanks, then the hour."""

from __future__ import annotations

from actions import hours
from bot import talking
from bot.features import Feature, Tap
from bot.handlers import members, thanks_month, thanks_words
from bot.handlers.help_cards import refresh, title
from bot.handlers.house import HOUSE
from bot.handlers.thanks_words import OLD, pair
from bot.turn import Turn
from rules.civil import next_open_minute
from rules.deliveries import Window
from rules.groups import Group
from rules.help import Acceptance, AcceptanceState, CloseReason, Request
from rules.help_messages import HelpContradicted
from rules.messages import Button, Row, _, said, screen, tap
from rules.refusals import Refusal
from rules.rights import Role, Where
from rules.thanks import REASONS, FirstDeed, FirstThanks, Says, ThanksPrompt
from storage import belonging, groups, help_cards, thanks
from storage import help as store
from storage.once import first_time


def yes(turn: Turn, number: str) -> None:
    """One yes is enough. The first opens the thanks and the hour; a yes after a no is told to the admin."""
    found, request = pair(turn, number)
    asks = turn.person.id == found.asker
    thanks.say(turn.session, found.id, asker=asks, word=Says.YES, now=turn.now)
    before = found.state
    turn.reply(screen(_("Bonne nouvelle, merci de l’avoir dit !")))
    if thanks.done(turn.session, found.id, turn.now):
        after_done(turn, found, request)
        refresh(turn, request.id)
    elif asks:
        prompt(turn, found)
    if before is AcceptanceState.NOT_DONE:
        contradicted(turn, request)


def after_done(turn: Turn, found: Acceptance, request: Request) -> None:
    prompt(turn, found)
    hours.propose(turn.desk, found.volunteer, request.minutes, request.day, request.id)
    first_deed(turn, found)


def prompt(turn: Turn, found: Acceptance) -> None:
    turn.tell(found.asker, ThanksPrompt(found.id, found.volunteer_name))


def first_deed(turn: Turn, found: Acceptance) -> None:
    """The first action ever of a helper: the one who runs their group may thank them, within the day."""
    if thanks.deeds(turn.session, found.volunteer) != 1:
        return
    theirs = [group.id for group in groups.of_person(turn.session, found.volunteer)]
    admin = next(iter(members.organisers(turn, theirs, {found.volunteer})), None)
    if admin and first_time(turn.session, f"p{found.volunteer}", "first-deed", turn.now):
        opens = next_open_minute(turn.now, turn.person.timezone)
        turn.tell(admin[0], FirstDeed(found.id, found.volunteer_name),
                  window=Window(opens if opens > turn.now else None))


def later(turn: Turn, number: str) -> None:
    """« Reporté »: another day, the same helper."""
    found, request = pair(turn, number)
    if found.state is not AcceptanceState.CONFIRMED:
        raise Refusal(OLD)
    talking.begin(turn, HOUSE, "help_day", {"request": request.id}, answers={})


def no(turn: Turn, number: str) -> None:
    found, _request = pair(turn, number)
    rows: tuple[Row, ...] = tuple((Button(words, tap=tap("after.why", found.id, reason)),)
                                  for reason, words in REASONS.items())
    turn.reply(screen(_("Cela arrive. Que s’est-il passé ? Personne ne sera jugé."), rows=rows))


def why(turn: Turn, number: str, reason: str) -> None:
    found, request = pair(turn, number)
    if reason not in set(REASONS):
        raise Refusal(OLD)
    asks = turn.person.id == found.asker
    thanks.say(turn.session, found.id, asker=asks, word=Says.NO, now=turn.now)
    if thanks.not_done(turn.session, found.id, CloseReason(reason), turn.now):
        again: tuple[Row, ...] = ((Button(_("🤝 Redemander"), tap="help.ask"),),) if asks else ()
        turn.reply(screen(_("Merci de l’avoir dit. La demande est close."), rows=again))
        refresh(turn, request.id)
    elif found.state is AcceptanceState.DONE:
        contradicted(turn, request)
        turn.reply(screen(_("Merci de l’avoir dit. L’autre personne a répondu « oui » : la personne qui anime le "
                            "groupe est prévenue, sans nom. Vous pouvez lui écrire."),
                          rows=((Button(_("✋ Parler à quelqu’un"), tap="someone"),),)))
    else:
        turn.reply(screen(_("Merci de l’avoir dit. La demande est close.")))


def contradicted(turn: Turn, request: Request) -> None:
    if first_time(turn.session, f"help:{request.id}", "contradicted", turn.now):
        placed = help_cards.groups_of(turn.session, request.id)
        for admin, group in members.organisers(turn, placed, {request.asker}):
            turn.tell(admin, HelpContradicted(title(turn, request), group))


def first(turn: Turn, number: str) -> None:
    """The admin's thanks for a first action leave exactly once."""
    found = store.acceptance(turn.session, int(number)) if number.isdigit() else None
    group = led(turn, found) if found else None
    if found is None or group is None or found.state is not AcceptanceState.DONE:
        raise Refusal(OLD)
    if first_time(turn.session, f"p{found.volunteer}", "first-thanks", turn.now):
        turn.tell(found.volunteer, FirstThanks(turn.person.first_name, group.name))
    turn.reply(screen(_("🙏 Merci transmis à {name}.", name=said(found.volunteer_name))))


def led(turn: Turn, found: Acceptance) -> Group | None:
    """A group of the helper's that the person who speaks runs, says Telegram."""
    if found.volunteer == turn.person.id:
        return None
    marked = {group.id for group in belonging.run_by(turn.session, turn.person.id)}
    theirs = [group for group in groups.of_person(turn.session, found.volunteer) if group.id in marked]
    return next((group for group in theirs if turn.is_admin(group)), None)


FEATURE = Feature(
    "thanks",
    orders=thanks_words.ORDERS,
    taps={
        "after.yes": Tap(yes, Role.RESIDENT, Where.PRIVATE),
        "after.later": Tap(later, Role.RESIDENT, Where.PRIVATE),
        "after.no": Tap(no, Role.RESIDENT, Where.PRIVATE),
        "after.why": Tap(why, Role.RESIDENT, Where.PRIVATE),
        "thanks.first": Tap(first, Role.VISITOR, Where.PRIVATE),
        **thanks_words.TAPS,
        **thanks_month.TAPS,
    },
    talks=(thanks_words.TALK,),
    links={
        **thanks_words.LINKS,
        **thanks_month.LINKS,
    },
)

"""Words changed after they were sent: the answer itself while its read-back waits; later, one sentence."""

from __future__ import annotations

from bot import talking
from bot.conversations.kit import Asking, Input, Problem, replay
from bot.features import House
from bot.labels import as_tapped, footer_in
from bot.turn import Turn
from rules.incoming import Edited
from rules.screens import screen
from rules.words import _
from storage.conversations import Held
from storage.once import first_time

TOO_LATE = _("Un message modifié n’est pas relu. Pour changer quelque chose, écrivez-le à nouveau, ou /aide.")


def edited(turn: Turn, house: House, event: Edited, *, may_talk: bool) -> None:
    """may_talk: whether the person may go on with the conversation in hand."""
    held = turn.held
    footer = footer_in(event.text)
    question = answered_by(held, event.message) if held and may_talk and not footer else None
    if held and question and amend(turn, house, held, question, event):
        return
    known = turn.visitor if turn.private else turn.group
    subject = f"{'p' if turn.private else 'g'}{known.id}" if known else ""
    if subject and first_time(turn.session, subject, f"edit-{event.message}", turn.now):
        turn.reply(screen(TOO_LATE, silent=not turn.private))


def amend(turn: Turn, house: House, held: Held, name: str, event: Edited) -> bool:
    """The changed words are read as the answer to their question. False when that question is no longer asked."""
    talk = house.talks[held.name]
    before = {key: value for key, value in held.answers.items() if key != name}
    state = replay(talk.conversation.flow(talk.facts(turn, held.args)), before)
    if not isinstance(state, Asking) or state.question.name != name:
        return False
    given = Input(text=event.text, on=turn.written_on, marks=event.marks)
    read = state.question.read(as_tapped(turn, state.question, given))
    if read == held.answers[name]:
        return True  # Telegram also reports changes that nobody sees
    turn.batch.dirty[held.person] = held
    turn.facts = None
    if isinstance(read, Problem):
        del held.answers[name]
        held.misses += 1
        talking.proceed(turn, house, problem=read.words)
    else:
        held.answers[name] = read
        talking.proceed(turn, house)
    return True


def answered_by(held: Held, message: int) -> str | None:
    """The question that this message answered, if its answer is still held."""
    return next((key[:-1] for key, value in held.answers.items()
                 if key.endswith("@") and value == message and key[:-1] in held.answers), None)


def forget_answer(turn: Turn, message: int) -> None:
    """What that message answered is asked again."""
    held = turn.held
    if held and (name := answered_by(held, message)):
        del held.answers[name]
        turn.batch.dirty[held.person] = held
        turn.facts = None

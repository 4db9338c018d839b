"""Conversations in a turn: start, continue, go back, cancel, resume. The flow itself knows none of this."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.asked import only_later, question_screen
from bot.conversations.kit import (
    MORE,
    OFF,
    Asking,
    Done,
    Input,
    Problem,
    Several,
    replay,
)
from bot.features import House
from bot.labels import as_tapped
from bot.turn import Turn
from rules.incoming import Typed
from rules.refusals import Refusal
from rules.screens import Button, Screen, tap
from rules.words import Words, _
from storage import conversations
from storage.conversations import Held


def start(turn: Turn, house: House, name: str, args: Mapping[str, Any] | None = None, *,
          answers: dict[str, Any] | None = None) -> None:
    """Begin a conversation, shelving the active one as a draft. A draft of the same name is offered again."""
    draft = draft_of(turn, name) if answers is None else None
    same = draft is not None and all(draft.args.get(key) == value for key, value in dict(args or {}).items())
    if draft and draft.answers and same and house.talks[name].conversation.resumable:
        turn.reply(Screen((_("Vous aviez commencé ici. On reprend ?"),),
                          ((Button(_("▶ Reprendre"), tap=tap("talk.resume", name)),),
                           (Button(_("🔁 Recommencer"), tap=tap("talk.again", name)),))))
        return
    begin(turn, house, name, args, answers=answers)


def begin(turn: Turn, house: House, name: str, args: Mapping[str, Any] | None = None, *,
          answers: dict[str, Any] | None = None) -> None:
    shelve(turn, name)
    hold(turn, Held(turn.person.id, name, _run(turn), dict(answers or {}), dict(args or {})))
    proceed(turn, house)


def resume(turn: Turn, house: House, name: str) -> None:
    draft = draft_of(turn, name)
    if draft is None or name not in house.talks:
        turn.reply(Screen((_("Ce brouillon n’existe plus. Voici le menu."),), keyboard="menu"))
        return
    shelve(turn, name)
    draft.run = _run(turn)
    hold(turn, draft)
    proceed(turn, house)


def draft_of(turn: Turn, name: str) -> Held | None:
    """What was begun under this name: the conversation in hand, or a shelved one."""
    if turn.held and turn.held.name == name:
        return turn.held
    return turn.batch.drafts.get(turn.person.id, {}).get(name)


def shelve(turn: Turn, name: str) -> None:
    """Put the conversation in hand aside, unless it is the one about to begin."""
    held = turn.held
    if held and held.name != name:
        conversations.save(turn.session, [held], turn.now)
        conversations.shelve(turn.session, held.person)
        turn.batch.drafts.setdefault(held.person, {})[held.name] = held
        turn.batch.dirty.pop(held.person, None)


def _run(turn: Turn) -> int:
    """What tells this conversation's buttons from an earlier one's: the update that began it."""
    return turn.incoming.update % 1_000_000


def state_of(turn: Turn, house: House) -> Asking | Done:
    """Replay the flow over the answers so far: once a turn for the same. What it needs to know is read once a turn."""
    held = turn.held
    assert held is not None
    talk = house.talks[held.name]
    turn.module = house.of_module.get(f"talk:{held.name}", "")
    if turn.facts is None or turn.facts[0] is not held:
        turn.facts = (held, talk.facts(turn, held.args))
    facts = turn.facts[1]
    if turn.replayed is None or turn.replayed[0] is not facts or turn.replayed[1] != held.answers:
        state = replay(talk.conversation.flow(facts), held.answers)
        turn.replayed = (facts, dict(held.answers), state)
    found: Asking | Done = turn.replayed[2]
    return found


def hold(turn: Turn, held: Held) -> None:
    turn.held = turn.batch.held[held.person] = held
    turn.batch.dirty[held.person] = held
    turn.batch.ended.discard((held.person, held.name))


def drop(turn: Turn) -> None:
    """The conversation is over: nothing of it is kept."""
    held = turn.held
    assert held is not None
    turn.batch.ended.add((held.person, held.name))
    turn.batch.dirty.pop(held.person, None)
    turn.batch.drafts.get(held.person, {}).pop(held.name, None)
    turn.batch.held[held.person] = None
    turn.held = None


def carry_out(turn: Turn, house: House, held: Held, done: Done) -> None:
    """The conversation is over: its draft goes, what it decided is done."""
    drop(turn)
    house.talks[held.name].execute(turn, done.command)


def proceed(turn: Turn, house: House, problem: Words | None = None, page: int = 0) -> None:
    """Replay the flow: ask the next question, or execute what it decided."""
    held = turn.held
    assert held is not None
    state = state_of(turn, house)
    if isinstance(state, Done):
        carry_out(turn, house, held, state)
        return
    turn.reply(question_screen(held, state, problem, page), edit=not problem)


def answer(turn: Turn, house: House, given: Input) -> None:
    """An input for the active conversation's current question."""
    held = turn.held
    assert held is not None
    state = state_of(turn, house)
    if isinstance(state, Done):
        carry_out(turn, house, held, state)
        return
    question, given = state.question, as_tapped(turn, state.question, given)
    if given.value is not None and given.value.startswith(MORE):
        page = given.value[1:]
        proceed(turn, house, page=int(page) if page.isascii() and page.isdigit() else 0)
        return
    if isinstance(question, Several) and given.value is not None:
        answer_several(turn, house, held, question, given.value)
        return
    read = question.read(given)
    if isinstance(read, Problem) and house.understands(turn, given.text):
        return
    turn.batch.dirty[held.person] = held
    if isinstance(read, Problem):
        held.misses += 1
        proceed(turn, house, problem=read.words)
        return
    held.misses = 0
    held.answers[question.name] = read
    remember_words(turn, held, question.name)
    if house.talks[held.name].follows:
        turn.facts = None
    proceed(turn, house)


def remember_words(turn: Turn, held: Held, name: str) -> None:
    """Which message answered this question lives under its name with an @: changed words change the answer."""
    held.answers.pop(f"{name}@", None)
    if isinstance(turn.incoming.event, Typed) and turn.incoming.message is not None:
        held.answers[f"{name}@"] = turn.incoming.message


def answer_several(turn: Turn, house: House, held: Held, question: Several, value: str) -> None:
    """Choose one of many, or leave it; the tally lives under the question's name with a star, until « C’est tout »."""
    turn.batch.dirty[held.person] = held
    key = f"{question.name}*"
    chosen = [str(v) for v in held.answers.get(key, [])]
    if value == "=":
        held.answers[question.name] = chosen
        held.answers.pop(key, None)
    elif value.removeprefix(OFF) in [option.value for option in question.choices]:
        others = [v for v in chosen if v != value.removeprefix(OFF)]
        held.answers[key] = others if value.startswith(OFF) else chosen if value in chosen else [*chosen, value]
    proceed(turn, house, page=_page_of(question, value.removeprefix(OFF)))


def _page_of(question: Several, value: str) -> int:
    values = [option.value for option in question.options()]
    return values.index(value) // 4 if value in values and len(values) > 5 else 0


def tapped(turn: Turn, house: House, name: str, run: str, question: str, value: str) -> bool:
    """A tap on a question. False when it is yesterday's: another run, or a question already answered."""
    held = turn.held
    if held is None or held.name != name or str(held.run) != run:
        return False
    state = state_of(turn, house)
    if isinstance(state, Done) or state.question.name != question:
        return False
    answer(turn, house, Input(value=value))
    return True


def back(turn: Turn, house: House) -> None:
    held = turn.held
    assert held is not None
    state = state_of(turn, house)
    if state.path:
        held.answers.pop(state.path[-1], None)
        held.answers.pop(f"{state.path[-1]}*", None)
        held.answers.pop(f"{state.path[-1]}@", None)
    turn.batch.dirty[held.person] = held
    if house.talks[held.name].follows:
        turn.facts = None
    proceed(turn, house)


def at_later(turn: Turn, house: House) -> bool:
    try:
        state = state_of(turn, house)
    except Refusal:
        return False  # what it was about is gone: giving up is always possible
    return isinstance(state, Asking) and only_later(state.question)


def cancel(turn: Turn, house: House) -> None:
    """The draft goes, and says so; nothing was saved before the last « oui », or it is said what was."""
    if turn.held:
        if at_later(turn, house):
            answer(turn, house, Input(value="-"))
            return
        drop(turn)
    turn.reply(Screen((_("C’est annulé. Rien n’a été enregistré."),), ((Button(_("☰ Menu"), tap="menu"),),)))

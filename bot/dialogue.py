"""One incoming thing -> changes and what to say: the unit of work.

`handle_batch` runs in one transaction, each turn in a savepoint of its own. What a turn changes is kept apart until it
succeeds: one that refuses or raises is rolled back alone, the person gets one word, and the batch goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AnySet
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from bot import talking
from bot.batch import Batch, Lookup, Wanted, is_bare, posts_of
from bot.door import dead_button
from bot.features import House
from bot.gate import Pass, admit, may_ask
from bot.routes import route
from bot.turn import Turn
from bot.twins import copy_of, twice_told
from content.catalogue import Catalogue
from content.typed_places import forget_typed
from rules.deliveries import AddressState, Outcome, Post
from rules.incoming import BotStatus, Edited, Incoming, Other, Tapped
from rules.limits import GENTLY
from rules.refusals import Gone, Refusal
from rules.residents import Standing
from rules.screens import Screen, TapAnswer
from rules.town import Town
from rules.words import _
from storage import answers, conversations, groups, inbox, ledger, residents, returning, shutting
from storage.away import is_away
from storage.engine import lock_people, savepoint, transaction
from storage.outcomes import write_outcomes

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Result:
    """What a batch left to do: posts to speak at once, and turns that wait for a look-up."""

    posts: list[Post] = field(default_factory=list)
    waiting: list[tuple[Incoming, Lookup]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The house with its features, its content and its database. `languages` are those shipped."""

    engine: Engine
    house: House
    content: Catalogue
    username: str
    languages: frozenset[str]
    random: Callable[[int], bytes]
    town: Town = Town()
    geocoding: bool = True
    limited: bool = False

    def handle_batch(self, incoming: Sequence[Incoming], now: datetime, epoch: int,
                     known: dict[Lookup, Any] | None = None, passed: AnySet[int] = frozenset(),
                     outcomes: Sequence[tuple[Post, Outcome]] = (), arrived: AnySet[int] = frozenset()) -> Result:
        """Everything these updates cause, committed together; updates already seen change nothing.

        epoch: the sender's, when the caller speaks the answers itself; 0 leaves them to the sender.
        passed: updates that come again with what they asked for; the gate has counted them.
        outcomes: what became of earlier posts, written down on the way. arrived: deliveries that were said, which
        somebody else is to write.
        """
        try:
            return self._committed(incoming, now, epoch, dict(known or {}), passed, outcomes, arrived)
        except Exception as fault:  # the database may have refused for a moment: once more, then it is one
            if is_away(fault):
                raise
            log.warning("a batch of %d is played again: %s", len(incoming), type(fault).__name__,
                        extra={"event": "batch_replayed"})
            return self._committed(incoming, now, epoch, dict(known or {}), passed, outcomes, arrived)
        finally:
            forget_typed()

    def _committed(self, incoming: Sequence[Incoming], now: datetime, epoch: int, known: dict[Lookup, Any],
                   passed: AnySet[int], outcomes: Sequence[tuple[Post, Outcome]], arrived: AnySet[int]) -> Result:
        with transaction(self.engine) as session:
            write_outcomes(session, outcomes, now)
            return self._turns(session, incoming, now, epoch, known, passed, arrived)

    def _turns(self, session: Session, incoming: Sequence[Incoming], now: datetime, epoch: int,
               known: dict[Lookup, Any], passed: AnySet[int], arrived: AnySet[int]) -> Result:
        once = {i.update: i for i in incoming}
        new = inbox.take_new(session, once, now)
        fresh = [i for update, i in once.items()
                 if update in new and inbox.is_first_of_album(session, _album(i), now)]
        lock_people(session, {i.sender.value for i in fresh if i.sender.value})
        batch = Batch(session, now, self.content, self.username, self.town, self.geocoding, known,
                      random=self.random)
        self._read_people(batch, fresh)
        result, twice = Result(), twice_told(batch, fresh)
        asked: dict[int, Lookup] = {}
        for one in self._unhurried(batch, fresh, passed):
            if one.lane in asked:
                result.waiting.append((one, asked[one.lane]))
                continue
            outdated = copy_of(batch, one, twice)
            wanted = self._safely(batch, one)
            batch.said += outdated
            if wanted:
                asked[one.lane] = wanted
                result.waiting.append((one, wanted))
        waiting = [one for one, _wanted in result.waiting]
        inbox.give_back(session, [one.update for one in waiting], map(_album, waiting))
        result.posts = self._write(batch, epoch, arrived)
        return result

    def _read_people(self, batch: Batch, incoming: Sequence[Incoming]) -> None:
        values = {i.sender.value for i in incoming if i.sender.value is not None}
        rows = residents.by_values(batch.session, values) if values else {}
        speaking = {i.sender.value for i in incoming if i.place.is_private and not isinstance(i.event, BotStatus)}
        stale = batch.now - timedelta(hours=12)
        for value, row in rows.items():
            batch.people[value] = residents.person_of(row)
            if row.seen_at < stale:
                batch.touched.add(row.id)
            if row.state is not AddressState.OPEN and value in speaking:
                shutting.reopen(batch.session, value, batch.now)
                residents.set_address_state(batch.session, row.address_id, AddressState.OPEN, batch.now)
        if batch.people:
            held = conversations.of_people(batch.session, [p.id for p in batch.people.values()])
            for person in batch.people.values():
                mine = held.get(person.id, {})
                batch.held[person.id] = next((h for h, active in mine.values() if active), None)
                batch.drafts[person.id] = {name: h for name, (h, active) in mine.items() if not active}
        self._welcome(batch, incoming)

    def _welcome(self, batch: Batch, incoming: Sequence[Incoming]) -> None:
        """People who write in private for the first time become visitors."""
        new = {i.sender.value: i.sender.language if i.sender.language in self.languages else "fr" for i in incoming
               if i.place.is_private and i.sender.value and i.sender.value not in batch.people
               and not isinstance(i.event, Edited)}
        if new:
            made = residents.add_visitors(batch.session, new, batch.now, self.town.timezone)
            held = returning.recognise(batch.session, {value: one.id for value, one in made.items()}, batch.now)
            for value, person in made.items():
                batch.people[value] = replace(person, standing=Standing.SUSPENDED) if person.id in held else person
                batch.held[person.id] = None

    def _turn(self, batch: Batch, incoming: Incoming) -> None:
        turn = self._open(batch, incoming)
        route(turn, self.house)
        if isinstance(incoming.event, Tapped):
            if not turn.answered_tap:
                turn.toast()
            batch.said.sort(key=lambda d: not isinstance(d.message, TapAnswer))

    def _open(self, batch: Batch, incoming: Incoming) -> Turn:
        sender, place = incoming.sender, incoming.place
        person = batch.people.get(sender.value) if sender.value else None
        group = groups.by_chat(batch.session, place.value) if place.is_group else None
        if group and group.place in (AddressState.MUTED, AddressState.UNREACHABLE) and not isinstance(
                incoming.event, BotStatus):
            shutting.reopen(batch.session, place.value, batch.now)
        held = batch.held.get(person.id) if person and place.is_private else None
        return Turn(batch, incoming, person, group, held)

    def _safely(self, batch: Batch, incoming: Incoming) -> Lookup | None:
        mine = batch.part(incoming.sender.value)
        try:
            with savepoint(batch.session):
                self._turn(mine, incoming)
            batch.merge(incoming.sender.value, mine)
            return None
        except Wanted as wanted:
            how = may_ask(batch, incoming) if self.limited else Pass.OPEN
            if how is Pass.OPEN:
                return wanted.lookup
            self._slow_down(batch, incoming, how)
        except Gone as gone:
            self._say_dead(batch, incoming, gone)
        except Refusal as refusal:
            self._say_alone(batch, incoming, Screen((refusal.words,)), alert=True)
        except Exception as fault:
            if is_away(fault):
                raise
            log.exception("update %d failed", incoming.update,
                          extra={"event": "turn_failed", "update": incoming.update})
            inbox.set_aside(batch.session, incoming.update, repr(type(incoming.event).__name__), "turn failed",
                            batch.now, incoming.sender.value)
            self._say_alone(batch, incoming, Screen((
                _("Pardon, quelque chose n’a pas marché de notre côté. Rien n’est perdu : réessayez, "
                  "ou écrivez /aide."),)))
        return None

    def _say_dead(self, batch: Batch, incoming: Incoming, gone: Gone) -> None:
        """Said by a handler, or at the end of a conversation, which then is over too: it could only end so again."""
        turn, event = self._open(batch, incoming), incoming.event
        if turn.held and not (isinstance(event, Tapped) and not event.data.startswith("c:")):
            talking.drop(turn)
        dead_button(turn, gone.words)

    def _unhurried(self, batch: Batch, incoming: Sequence[Incoming], passed: AnySet[int]) -> Iterator[Incoming]:
        """Those that pass, in order."""
        new = [one for one in incoming if one.update not in passed]
        slowed = admit(batch, new, self.house) if self.limited else {}
        for one in incoming:
            if one.update in slowed:
                self._slow_down(batch, one, slowed[one.update])
            else:
                yield one

    def _slow_down(self, batch: Batch, incoming: Incoming, how: Pass) -> None:
        """One word a minute; a tap is answered, bare."""
        turn = self._open(batch, incoming)
        if how is Pass.GENTLY and (turn.private or isinstance(incoming.event, Tapped)):
            self._say_alone(batch, incoming, Screen((GENTLY,)))
        elif isinstance(incoming.event, Tapped):
            turn.toast()

    def _say_alone(self, batch: Batch, incoming: Incoming, words: Screen, alert: bool = False) -> None:
        turn = self._open(batch, incoming)
        if isinstance(incoming.event, Tapped):
            turn.toast(words.text[0], alert=alert or not turn.private)
        elif turn.private or alert:
            turn.reply(words)

    def _write(self, batch: Batch, epoch: int, arrived: AnySet[int]) -> list[Post]:
        session = batch.session
        conversations.end_many(session, batch.ended)
        conversations.save(session, batch.dirty.values(), batch.now)
        residents.touch(session, batch.touched, batch.now)
        batch.said = answers.in_line(session, batch.said, epoch, arrived)
        kept = [d for d in batch.said if not (epoch and is_bare(d))]
        ids = dict(zip(map(id, kept), ledger.add_answers(session, kept, batch.now, epoch), strict=True))
        return posts_of(batch, [ids.get(id(d), 0) for d in batch.said], epoch) if epoch else []


def _album(incoming: Incoming) -> str:
    return incoming.event.album if isinstance(incoming.event, Other) and incoming.place.is_private else ""

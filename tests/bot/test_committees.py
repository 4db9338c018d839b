"""The comité: proposed, seven days, adopted unless somebody objects and says why; the journal says it to all.

All people are fictional.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlalchemy import Engine

from bot.render import PLAIN_SPACES
from rules.committees import ProposalState, TicketState, order
from rules.groups import GroupState
from rules.town import Town
from storage import committee_draws, committees, groups, modules
from storage.tables import table
from storage.tables.committees import CommitteeObjection, CommitteeTicket
from tests.bot.scenes import join, rows
from tests.pilots import Pilot, Street
from tests.world.people import Chat
from tests.world.towns import TownHall

S, T = ProposalState, TicketState
WHY = "Les rues le demandent depuis un an."
REASON = "Personne ne pourra arroser en août."


class Comite:
    """A town whose comité has a chat: Nadia of the town hall, Paul of an association, Rose of the bailleur."""

    def __init__(self, engine: Engine, committee: frozenset[str] = frozenset()) -> None:
        self.hall = TownHall(Street(engine))
        self.street = self.hall.street
        town = Town("Valmont", committee=committee)
        self.street.dialogue = replace(self.street.dialogue, town=town)
        self.street.ring = replace(self.street.ring, town=town)
        self.nadia = self.hall.coordinator("Nadia")
        self.paul, self.rose, self.zoe = (self.street.person(name) for name in ("Paul", "Rose", "Zoé"))
        for one in (self.paul, self.rose, self.zoe):
            join(one)
        self.chat = self.street.group("Comité de Valmont")
        self.chat.add_bot(self.paul)
        for one in (self.paul, self.rose):
            self.street.members.setdefault(self.chat.value, set()).add(one.id)
        self.tie(self.chat)

    def tie(self, chat: Chat) -> None:
        self.nadia.say("/comite")
        self.nadia.press("Un code pour le groupe")
        code = self.nadia.last.text.translate(PLAIN_SPACES).split("/comite ")[1].split("\n")[0].strip()
        self.paul.say(f"/comite {code}", chat)

    def propose(self, who: Pilot, title: str = "Les jardins partagés") -> int:
        self.paul.say("/comite", self.chat)
        who.press("📝 Proposer", self.chat)
        who.press("Un nouveau thème")
        who.say(title)
        who.say(WHY)
        who.press("✅ Proposer")
        with self.street.session() as session:
            return committees.open_ones(session)[-1].id

    def object_(self, who: Pilot) -> None:
        who.press("J’ai une objection", self.chat)
        who.say(REASON)
        who.press("✅ M’opposer")

    def state(self, number: int) -> ProposalState:
        with self.street.session() as session:
            found = committees.by_id(session, number)
            assert found is not None
            return found.state

    def journal(self, who: Pilot | None = None) -> str:
        (who or self.zoe).say("/journal")
        return text(who or self.zoe)

    def later(self, **span: float) -> None:
        self.street.now += timedelta(**span)
        self.street.tick()


def text(who: Pilot) -> str:
    return who.last.text.translate(PLAIN_SPACES)


def refused(who: Pilot) -> str:
    """What is said above the chat."""
    return who.phone.toasts[-1].translate(PLAIN_SPACES)


@pytest.fixture
def comite(sqlite_engine: Engine) -> Comite:
    return Comite(sqlite_engine)


def test_proposed_then_seven_days_then_adopted_and_the_journal_tells_everybody_without_a_name(comite: Comite) -> None:
    number = comite.propose(comite.paul, "Les <b>jardins</b>")
    assert "Les &lt;b&gt;jardins&lt;/b&gt;" in comite.chat.last.text
    assert "(Paul)" in comite.chat.last.text
    comite.later(days=6, hours=23)
    assert comite.state(number) is S.OPEN
    comite.later(hours=2)
    assert comite.state(number) is S.ADOPTED
    comite.later(days=1)
    assert "✅ Adopté : personne ne s’y est opposé en sept jours." in comite.journal()
    assert "Paul" not in text(comite.zoe)
    assert WHY not in text(comite.zoe)
    assert any("Le comité a adopté" in seen.text for seen in comite.nadia.phone.messages.values())
    comite.zoe.say("/journal", comite.chat)
    assert "Adopté" in comite.chat.last.text


def test_an_objection_needs_a_reason_stands_until_taken_back_and_comes_in_time(comite: Comite) -> None:
    number = comite.propose(comite.paul)
    comite.rose.press("J’ai une objection", comite.chat)
    for empty in ("non", "<b>", "...", "x" * 4000):
        comite.rose.say(empty)
        assert rows(comite.street, CommitteeObjection) == 0, "asked for again"
    comite.rose.say(REASON)
    comite.rose.press("✅ M’opposer")
    assert REASON in "".join(seen.text for seen in comite.chat.phone.messages.values())
    comite.paul.press("Retirer mon objection", comite.chat)
    comite.rose.press("J’ai une objection", comite.chat)
    comite.rose.say("Et puis elle coûte trop cher.")
    comite.rose.press("✅ M’opposer")
    assert "une suffit" in refused(comite.rose)
    assert rows(comite.street, CommitteeObjection) == 1
    comite.rose.press("Retirer mon objection", comite.chat)
    comite.object_(comite.rose)
    comite.later(days=8)
    assert comite.state(number) is S.REJECTED
    assert "✋ Non adopté : il y a eu une objection." in comite.journal()
    assert REASON not in text(comite.zoe)
    other = comite.propose(comite.rose, "Les bancs")
    comite.object_(comite.paul)
    comite.paul.press("Retirer mon objection", comite.chat)
    comite.later(days=8)
    assert comite.state(other) is S.ADOPTED


def test_after_seven_days_it_is_too_late_even_if_the_clock_did_not_ring(comite: Comite) -> None:
    number = comite.propose(comite.paul)
    comite.rose.press("J’ai une objection", comite.chat)
    comite.rose.say(REASON)
    comite.street.now += timedelta(days=8)
    comite.rose.press("✅ M’opposer")
    assert "Les sept jours sont passés" in refused(comite.rose)
    comite.paul.tap(f"comite.withdraw:{number}", None, comite.chat)
    comite.rose.tap(f"comite.object:{number}", None, comite.chat)
    assert rows(comite.street, CommitteeObjection) == 0
    assert comite.state(number) is S.OPEN
    comite.street.tick()
    assert comite.state(number) is S.ADOPTED


def test_only_who_proposed_takes_it_back_and_what_is_taken_back_takes_no_objection(comite: Comite) -> None:
    number = comite.propose(comite.paul)
    comite.rose.press("Retirer ma proposition", comite.chat)
    assert comite.state(number) is S.OPEN
    comite.nadia.tap(f"comite.withdraw:{number}")
    comite.zoe.tap(f"comite.withdraw:{number}", None, comite.street.group("Les Lilas"))
    assert comite.state(number) is S.OPEN
    comite.paul.press("Retirer ma proposition", comite.chat)
    assert comite.state(number) is S.WITHDRAWN
    comite.rose.tap(f"comite.object:{number}", None, comite.chat)
    assert rows(comite.street, CommitteeObjection) == 0
    assert "↩ Retiré avant la fin." in comite.journal()
    assert comite.propose(comite.paul) != number, "and it may be proposed anew"


def test_a_stranger_to_the_chat_neither_proposes_nor_objects(comite: Comite) -> None:
    number = comite.propose(comite.paul)
    lilas = comite.street.group("Les Lilas")
    for forged in ("comite.propose", f"comite.object:{number}", "comite.open"):
        comite.zoe.tap(forged)
        comite.zoe.tap(forged, None, lilas)
    comite.paul.press("📝 Proposer", comite.chat)
    assert "Que propose le comité" in text(comite.paul)
    comite.street.members[comite.chat.value].discard(comite.paul.id)
    comite.street.gone.add((comite.chat.value, comite.paul.id))
    comite.paul.press("Un nouveau thème")
    comite.paul.say("Les bancs")
    comite.paul.say(WHY)
    comite.paul.press("✅ Proposer")
    assert "qui est dans le groupe du comité" in refused(comite.paul)
    with comite.street.session() as session:
        assert len(committees.open_ones(session)) == 1


def test_a_chat_that_moves_keeps_its_proposals_and_one_that_is_gone_adopts_nothing(comite: Comite) -> None:
    number = comite.propose(comite.paul)
    comite.chat.migrate(-1009, comite.paul)
    comite.object_(comite.rose)
    comite.rose.press("Retirer mon objection", comite.chat)
    comite.chat.remove_bot(comite.paul)
    comite.later(days=9)
    assert comite.state(number) is S.OPEN, "nobody could object"
    assert any("n’a plus de groupe" in seen.text for seen in comite.nadia.phone.messages.values())
    with comite.street.session() as session:
        known = committees.chat(session)
        assert known is not None
        assert known.group is not None
        groups.change(session, known.group, state=GroupState.REMOVED)
        groups.wipe(session, known.group)
    comite.later(days=1)
    comite.chat = comite.street.group("Comité, bis")
    comite.chat.add_bot(comite.paul)
    for one in (comite.paul, comite.rose):
        comite.street.members.setdefault(comite.chat.value, set()).add(one.id)
    comite.tie(comite.chat)
    comite.later(days=6)
    assert comite.state(number) is S.OPEN, "seven days from where it can be read"
    comite.later(days=2)
    assert comite.state(number) is S.ADOPTED


def test_a_chat_is_tied_by_two_and_a_code_serves_once(comite: Comite) -> None:
    other, street = comite.street.group("Autre"), comite.street
    other.add_bot(comite.paul)
    comite.zoe.say("/comite 12345678", other)
    comite.paul.say("/comite 12345678", other)
    comite.paul.say("/comite <b>", other)
    comite.tie(other)
    group = other.group.id
    with street.session() as session:
        known = committees.chat(session)
        assert known is not None
        assert known.group == group
    comite.paul.say("/comite", comite.chat)
    assert "Le comité a son propre groupe" in comite.chat.last.text
    comite.nadia.say("/comite")
    comite.nadia.press("Délier le groupe")
    comite.nadia.press("Oui, délier")
    with street.session() as session:
        assert committees.chat(session) is None


# the draw
def willing(comite: Comite, *names: str) -> list[Pilot]:
    people = [comite.street.person(name) for name in names]
    for one in people:
        join(one)
        one.say("/comite")
        one.press("Je veux bien en être")
    return people


def drawn(comite: Comite) -> None:
    comite.nadia.say("/comite")
    comite.nadia.press("🎲 Tirer au sort")


def test_two_neighbours_are_drawn_as_anybody_may_do_again_from_the_journal(comite: Comite) -> None:
    assert order("abc", [1, 2, 3]) == sorted([1, 2, 3], key=lambda n: sha256(f"abc:{n}".encode()).hexdigest())
    three = willing(comite, "Ali", "Bea", "Cléo")
    drawn(comite)
    assert "au moins 5 volontaires" in comite.nadia.last.text.replace("\u00a0", " "), "a town of three people"
    people = {str(n): one for n, one in enumerate([*three, *willing(comite, "Dan", "Eva")], 1)}
    drawn(comite)
    comite.nadia.press("🎲 Tirer")
    said = comite.journal()
    assert "Numéros : 1, 2, 3, 4, 5." in said
    seed = said.split("Graine : ")[1].split(".")[0]
    found = [str(one) for one in order(seed, [1, 2, 3, 4, 5])]
    assert f"Ordre : {', '.join(found)}." in said
    assert not any(name in said for name in ("Ali", "Bea", "Cléo", "Dan", "Eva"))
    people[found[0]].press("J’accepte")
    people[found[4]].tap("comite.seat:oui")
    people[found[1]].press("Non merci")
    assert states(comite, found) == [T.SEATED, T.DECLINED, T.ASKED, T.WILLING, T.WILLING]
    comite.later(days=7, hours=1)
    assert states(comite, found) == [T.SEATED, T.DECLINED, T.DECLINED, T.ASKED, T.WILLING], "no answer is a no"
    gone = people[found[0]]
    gone.say("/effacer")
    gone.press("Oui, effacer")
    assert states(comite, found)[1:] == [T.DECLINED, T.DECLINED, T.ASKED, T.ASKED]
    people[found[4]].say("/comite")
    people[found[4]].press("Mon numéro")
    people[found[4]].press("Retirer mon numéro")
    assert any("Plus personne à tirer" in seen.text for seen in comite.nadia.phone.messages.values())


def states(comite: Comite, numbers: list[str]) -> list[TicketState | None]:
    with comite.street.session() as session:
        found = [committee_draws.by_number(session, int(number)) for number in numbers]
    return [one.state if one else None for one in found]


# what is marked « comité »
def test_one_coordinator_alone_cannot_open_what_is_marked(sqlite_engine: Engine) -> None:
    comite = Comite(sqlite_engine, frozenset({"heroes"}))
    comite.later(hours=2)

    def off() -> frozenset[str]:
        with comite.street.session() as session:
            return modules.off_of_town(session)

    assert off() == {"heroes"}, "the mark closes it"
    comite.nadia.tap("town.module:heroes:0")
    assert "C’est au comité d’en décider" in refused(comite.nadia)
    assert off() == {"heroes"}
    comite.paul.say("/comite", comite.chat)
    comite.paul.press("📝 Proposer", comite.chat)
    comite.paul.press("Ouvrir un module")
    comite.paul.press("À l’honneur")
    comite.paul.say(WHY)
    comite.paul.press("✅ Proposer")
    comite.later(days=8)
    assert off() == frozenset()
    comite.nadia.tap("town.module:heroes:0")
    assert off() == {"heroes"}
    comite.nadia.tap("town.module:heroes:0")
    assert off() == frozenset(), "once the comité opened it, it is the town hall's to close and open"


def test_who_is_erased_leaves_their_objection_standing_without_a_name(comite: Comite) -> None:
    number = comite.propose(comite.paul)
    comite.object_(comite.rose)
    comite.rose.say("/effacer")
    comite.rose.press("Oui, effacer")
    with comite.street.session() as session:
        row = session.connection().execute(table(CommitteeObjection).select()).one()
        assert (row.person_id, row.reason, committees.objections(session, number)) == (None, "", 1)
    comite.paul.say("/effacer")
    comite.paul.press("Oui, effacer")
    comite.street.tick()
    with comite.street.session() as session:
        found = committees.by_id(session, number)
        assert found is not None
        assert (found.author, found.why) == (None, "")
    comite.later(days=8)
    assert comite.state(number) is S.REJECTED
    assert rows(comite.street, CommitteeTicket) == 0

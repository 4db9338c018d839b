"""Reporting without a name, and pairs that never meet again. All people are fictional."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import Engine, select

from rules.help import RequestState
from storage import help as requests
from storage.tables import Block, HelpRequest, Message, Report, table
from tests.world.lilacs import Lilacs


class Neighbours(Lilacs):
    def wait(self, **span: float) -> None:
        self.street.later(**span)
        self.street.tick()

    def helped(self, asker: str, helper: str) -> int:
        """A confirmed help; its acceptance."""
        self[helper].tap(f"help.take:{self.request(asker)}")
        self[asker].press("D’accord")
        with self.street.session() as session:
            return max(int(row.id) for row in session.connection().execute(
                requests.acceptances()).all())


@pytest.fixture
def lilacs(engine: Engine) -> Neighbours:
    return Neighbours(engine, ("Odile", "Lucas", "Fatou"))


def test_a_report_takes_two_taps_and_reaches_who_installed_the_group_without_its_author(lilacs: Neighbours) -> None:
    lilacs["Odile"].say("/signaler")
    lilacs["Odile"].press("Insultes")
    lilacs["Odile"].press("Oui, envoyer")
    assert "sans votre nom" in lilacs["Odile"].last.text
    assert re.search(r"Votre numéro\s: S-\d{6}\.", lilacs["Odile"].last.text)
    assert lilacs["Karim"].texts == [], "the minute would say who has just met whom"
    lilacs.wait(hours=8)
    told = next(one for one in lilacs["Karim"].phone.messages.values() if "Signalement" in one.text)
    assert "Insultes" in told.text
    assert "Les Lilas" in told.text
    with lilacs.street.session() as session:
        m = table(Message)
        params = session.connection().execute(select(m.c.params, m.c.author_id).where(
            m.c.kind == "moderation.report")).one()
    assert "Odile" not in str(params)
    assert str(lilacs.ids["Odile"]) not in [str(v) for k, v in params.params.items() if k != "report"]
    assert params.author_id is None
    lilacs["Karim"].press("C’est vu")
    assert lilacs.count(Report, table(Report).c.state == "seen") == 1


def test_a_person_in_danger_gets_the_numbers_at_once(lilacs: Neighbours) -> None:
    lilacs["Odile"].say("/signaler")
    lilacs["Odile"].press("danger")
    assert all(number in lilacs["Odile"].last.text for number in ("15", "17", "18", "112"))
    assert "Envoyer ce signalement" in lilacs["Odile"].last.text
    lilacs["Odile"].press("Oui, envoyer")
    assert "danger" in lilacs["Karim"].last.text


def test_a_report_one_gave_up_is_not_sent(lilacs: Neighbours) -> None:
    lilacs["Odile"].say("/signaler")
    lilacs["Odile"].press("Insultes")
    assert "des insultes" in lilacs["Odile"].last.text
    lilacs["Odile"].press("Annuler")
    assert "rien n’a été envoyé" in lilacs["Odile"].last.text
    assert lilacs.count(Report) == 0


def test_in_a_group_reporting_goes_on_in_private(lilacs: Neighbours) -> None:
    lilacs["Odile"].say("/signaler", lilacs.chat)
    assert lilacs.chat.last.labels == ["Continuer en privé"]
    lilacs["Odile"].press("Continuer en privé", lilacs.chat)
    assert "Que souhaitez-vous signaler" in lilacs["Odile"].last.text
    assert len(lilacs.chat.phone.messages) == 1


def test_a_repeated_report_merges(lilacs: Neighbours) -> None:
    for _time in range(3):
        lilacs["Odile"].say("/signaler")
        lilacs["Odile"].press("Fraude")
        lilacs["Odile"].press("Oui, envoyer")
    assert lilacs.count(Report) == 1
    assert len(set(re.findall(r"S-\d{6}", " ".join(lilacs["Odile"].texts)))) == 1
    assert sum("Signalement" in text for text in lilacs["Karim"].texts) == 1


def test_a_report_never_reaches_its_author_nor_the_person_it_is_about(lilacs: Neighbours) -> None:
    lilacs["Karim"].say("/signaler")
    lilacs["Karim"].press("Insultes")
    lilacs["Karim"].press("Oui, envoyer")
    assert not any("Signalement" in text for text in lilacs["Karim"].texts)
    acceptance = lilacs.helped("Odile", "Karim")
    lilacs["Odile"].tap(f"signal:{acceptance}")
    lilacs["Odile"].press("Fraude")
    lilacs["Odile"].press("Oui, envoyer")
    assert not any("Signalement" in text for text in lilacs["Karim"].texts)
    assert "parlez-en aussi à la mairie" in lilacs["Odile"].last.text


@pytest.mark.parametrize("forged", ["signal.send:insultes:{group}:0", "signal.say:insultes:{group}:0",
                                    "signal.say:moquerie:0:0", "signal:{acceptance}", "signal.seen:1",
                                    "block:{acceptance}", "block.yes:{acceptance}",
                                    "unblock:{acceptance}", "block:x"])
def test_a_stranger_to_it_can_forge_nothing(lilacs: Neighbours, forged: str) -> None:
    acceptance = lilacs.helped("Odile", "Lucas")
    lilacs["Odile"].tap("signal.send:insultes:0:0")
    stranger = lilacs.street.person("Nour")
    stranger.start()
    before = lilacs.count(Report)
    stranger.tap(forged.format(group=lilacs.group, acceptance=acceptance))
    assert lilacs.count(Block) == 0
    assert lilacs.count(Report, table(Report).c.state == "seen") == 0
    assert lilacs.count(Report, table(Report).c.group_id == lilacs.group) == before


@pytest.mark.parametrize("blocker", ["Odile", "Lucas"])
def test_blocked_pairs_never_meet(lilacs: Neighbours, blocker: str) -> None:
    """One tap, whoever of the two presses it; neither takes the other's request any more."""
    acceptance = lilacs.helped("Odile", "Lucas")
    other = "Lucas" if blocker == "Odile" else "Odile"
    seen = len(lilacs[other].texts)
    lilacs[blocker].tap(f"block.yes:{acceptance}")
    assert lilacs.count(Block) == 1
    told = lilacs[other].texts[seen:]
    assert told
    assert not any("bloqu" in text or blocker in text for text in told)
    again = table(HelpRequest)
    for asker, helper in (("Odile", "Lucas"), ("Lucas", "Odile")):
        number = lilacs.request(asker)
        lilacs[helper].tap(f"help.take:{number}")
        assert lilacs.count(HelpRequest, again.c.id == number, again.c.state == RequestState.OPEN) == 1
    lilacs["Fatou"].tap(f"help.take:{number}")
    assert lilacs.count(HelpRequest, again.c.id == number, again.c.state == RequestState.PROPOSED) == 1


def test_a_block_is_undone_in_one_tap(lilacs: Neighbours) -> None:
    acceptance = lilacs.helped("Odile", "Lucas")
    lilacs["Odile"].tap(f"block.yes:{acceptance}")
    lilacs["Odile"].press("Annuler")
    assert lilacs.count(Block) == 0
    number = lilacs.request("Odile")
    lilacs["Lucas"].tap(f"help.take:{number}")
    assert lilacs.count(HelpRequest, table(HelpRequest).c.id == number,
                        table(HelpRequest).c.state == RequestState.PROPOSED) == 1


def test_one_may_block_from_signaler_too(lilacs: Neighbours) -> None:
    lilacs.helped("Odile", "Lucas")
    lilacs["Lucas"].say("/signaler")
    lilacs["Lucas"].press("Bloquer une personne")
    lilacs["Lucas"].press("Odile")
    assert "Ne plus jamais croiser Odile" in lilacs["Lucas"].last.text
    assert lilacs.count(Block) == 0
    lilacs["Lucas"].press("Non, garder")
    assert lilacs.count(Block) == 0
    lilacs["Lucas"].press("Odile")
    lilacs["Lucas"].press("Oui, bloquer")
    assert lilacs.count(Block, table(Block).c.person_id == lilacs.ids["Lucas"]) == 1

"""A group linked to its town by its own admin, sorted by who coordinates, counted and never read. All fictional."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from sqlalchemy import Engine, select, update

from rules.audience import Audience
from rules.limits import FIGURES, Limit
from rules.town import Town
from storage import audience, zones
from storage import console_links as store
from storage.tables import GroupTag, HelpRequest, TownAudit, TownNews, table
from tests.bot.scenes import faults, install, join, rows
from tests.pilots import Chat, Pilot, Street
from tests.world.rows import a_person, a_request, a_role

NANTES = "44109"


@dataclass
class Hall:
    """Odile coordinates; Karim runs « Les Lilas »."""

    street: Street
    odile: Pilot
    karim: Pilot
    lilas: Chat

    def code(self, button: str = "Un code pour tous") -> str:
        """As it is read on the screen of who coordinates."""
        self.odile.tap("console.codes")
        self.odile.press(button)
        return self.code_shown()

    def code_shown(self) -> str:
        with self.street.session() as session:
            return store.codes(session)[-1].code

    def is_linked(self, chat: Chat | None = None) -> bool:
        group = (chat or self.lilas).group
        with self.street.session() as session:
            return store.is_linked(session, group.id)

    def done(self) -> list[str]:
        t = table(TownAudit)
        with self.street.session() as session:
            return list(session.connection().execute(select(t.c.what).order_by(t.c.id)).scalars())


@pytest.fixture
def hall(engine: Engine) -> Hall:
    street = Street(engine)
    street.dialogue = replace(street.dialogue, town=Town("Mairie de Valmont"))
    odile, karim, lilas = street.person("Odile"), street.person("Karim"), street.group("Les Lilas")
    install(lilas, karim)
    with street.session() as session:
        a_role(session, a_person(session, odile.id, first_name="Odile"))
    return Hall(street, odile, karim, lilas)


def test_the_admin_of_a_group_links_it_and_everybody_there_reads_what_the_town_may_do(hall: Hall) -> None:
    code = hall.code()
    hall.karim.say(f"/relier {code.upper()}", hall.lilas)
    assert hall.is_linked()
    assert "Mairie de Valmont" in hall.lilas.last.text
    assert "ne lit rien" in hall.lilas.last.text
    assert code not in " ".join(hall.lilas.texts).casefold().replace(" ", "")
    assert hall.done() == ["code made", "linked"]
    hall.karim.say("/relier", hall.lilas)
    assert "est relié" in hall.lilas.last.text


def test_the_code_may_be_typed_in_private_so_that_nobody_reads_it(hall: Hall) -> None:
    code = hall.code()
    hall.karim.say("/relier", hall.lilas)
    hall.karim.press("Relier en privé", hall.lilas)
    hall.karim.say("pas un code")
    assert "cinq chiffres" in hall.karim.last.text
    hall.karim.say(f" {code[:-5].title()} - {code[-5:]}")
    assert "est relié" in hall.karim.last.text
    assert hall.is_linked()


def test_the_link_is_taken_back_at_once_by_who_runs_the_group_and_nobody_else(hall: Hall) -> None:
    hall.karim.say(f"/relier {hall.code()}", hall.lilas)
    eve = hall.street.person("Eve")
    eve.press("Délier", hall.lilas)
    assert "qui administre" in hall.lilas.toast
    assert hall.is_linked()
    hall.karim.press("Délier", hall.lilas)
    assert not hall.is_linked()
    assert "ne peut plus y écrire" in hall.lilas.last.text
    with hall.street.session() as session:
        assert audience.groups(session, Audience()) == []
    hall.karim.tap(f"town.unlink:{hall.lilas.group.id}")
    assert "n’est plus actif" in hall.karim.toast


@pytest.mark.parametrize("who", ["a member", "an admin of another group", "a demoted admin", "an anonymous stranger"])
def test_nobody_else_links_a_group(hall: Hall, who: str) -> None:
    code, eve, port = hall.code(), hall.street.person("Eve"), hall.street.group("Le Port")
    install(port, eve, "rue du Port, Nantes")
    by = hall.karim if who == "a demoted admin" else eve
    if who == "a demoted admin":
        hall.street.admins.discard((hall.lilas.value, hall.karim.id))
    by.say(f"/relier {code}", hall.lilas, anonymous=port if who == "an anonymous stranger" else False)
    assert not hall.is_linked()
    by.tap(f"town.link:{hall.lilas.group.id}")
    by.say(code)
    assert not hall.is_linked()


def test_an_anonymous_admin_links_their_own_group(hall: Hall) -> None:
    hall.karim.say(f"/relier {hall.code()}", hall.lilas, anonymous=True)
    assert hall.is_linked()


def test_guessing_a_code_leads_nowhere(hall: Hall) -> None:
    code = hall.code()
    for number in range(FIGURES[Limit.LINKS].most):
        hall.karim.say(f"/relier valmont{90_000 + number}", hall.lilas)
        assert "Je ne connais pas ce code" in hall.lilas.last.text
    hall.karim.say(f"/relier {code}", hall.lilas)
    assert "beaucoup de codes" in hall.lilas.last.text
    assert not hall.is_linked()
    hall.street.later(days=1, minutes=1)
    hall.karim.say(f"/relier {code}", hall.lilas)
    assert hall.is_linked()


def test_a_code_of_another_commune_links_nothing_and_its_own_does(hall: Hall) -> None:
    hall.odile.tap("code.commune")
    hall.odile.say("Rennes")
    rennes = hall.code_shown()
    hall.karim.say(f"/relier {rennes}", hall.lilas)
    assert "Rennes" in hall.lilas.last.text
    assert "est ailleurs" in hall.lilas.last.text
    assert not hall.is_linked()
    hall.odile.tap("code.commune")
    hall.odile.say("Nulleparville")
    assert "Je ne connais pas cette commune" in hall.odile.last.text
    hall.odile.tap("code.commune")
    hall.odile.say("Nantes")
    with hall.street.session() as session:
        nantes = next(one.code for one in store.codes(session) if one.commune == NANTES)
    hall.karim.say(f"/relier {nantes}", hall.lilas)
    assert hall.is_linked()


def test_a_code_that_was_taken_back_links_nobody_more_and_its_groups_stay(hall: Hall) -> None:
    code, port, eve = hall.code(), hall.street.group("Le Port"), hall.street.person("Eve")
    install(port, eve, "rue du Port, Nantes")
    hall.karim.say(f"/relier {code}", hall.lilas)
    hall.odile.tap(f"code.drop:{code}")
    assert "déjà reliés le restent" in hall.odile.last.text
    eve.say(f"/relier {code}", port)
    assert not hall.is_linked(port)
    assert hall.is_linked()
    hall.odile.tap(f"code.drop:{code}")
    assert "n’est plus actif" in hall.odile.toast


def test_a_group_that_is_not_installed_is_not_linked(hall: Hall) -> None:
    port, eve, code = hall.street.group("Le Port"), hall.street.person("Eve"), hall.code()
    port.add_bot(eve)
    eve.say(f"/relier {code}", port)
    assert "pas encore installé" in port.last.text
    assert not hall.is_linked(port)


def test_undoing_an_installation_takes_the_link_back(hall: Hall) -> None:
    hall.karim.say(f"/relier {hall.code()}", hall.lilas)
    hall.karim.tap(f"group.undo:{hall.lilas.group.id}")
    assert not hall.is_linked()


def test_a_linked_group_is_sorted_by_quarter_and_tags_and_each_is_undone(hall: Hall) -> None:
    hall.karim.say(f"/relier {hall.code()}", hall.lilas)
    group = hall.lilas.group.id
    hall.odile.tap(f"console.group:{group}")
    assert "rue des Lilas" in hall.odile.last.text
    assert "quelques" in hall.odile.last.text or "0" in hall.odile.last.text
    hall.odile.press("Quartier")
    hall.odile.say("Centre <b>")
    assert "rien d’autre" in hall.odile.last.text
    hall.odile.say("Centre")
    hall.odile.press("Annuler")
    assert "aucun" in hall.odile.last.text
    hall.odile.press("Étiquettes")
    hall.odile.press("Autre étiquette")
    hall.odile.say("Personnes âgées")
    hall.odile.tap(f"group.newtag:{group}")
    hall.odile.say("personnes agees")
    with hall.street.session() as session:
        assert store.tags(session, group) == ["Personnes âgées"], "an accent makes no other tag"
    hall.odile.press("Personnes âgées")
    with hall.street.session() as session:
        assert store.tags(session, group) == []
    assert hall.done()[-4:] == ["quarter", "quarter", "tagged", "untagged"]


def test_a_group_that_is_not_linked_is_nobodys_business(hall: Hall) -> None:
    group = hall.lilas.group.id
    for tap in ("console.group", "group.tags", "group.quarter", "group.newtag", "group.off", "group.gone"):
        hall.odile.tap(f"{tap}:{group}")
        assert "n’est plus actif" in hall.odile.toast, tap
    hall.odile.tap("console.groups")
    assert "Les Lilas" not in " ".join([hall.odile.last.text, *hall.odile.last.labels])
    assert rows(hall.street, GroupTag) == 0


def test_the_map_names_places_and_hides_small_numbers(hall: Hall) -> None:
    with hall.street.session() as session:
        crowded = zones.ensure(session, zones.ZoneKind.STREET, "rue du Puits", NANTES, shown="rue du Puits").id
        small = zones.ensure(session, zones.ZoneKind.STREET, "chez Mme Petit", NANTES, shown="Nantes").id
        few = zones.ensure(session, zones.ZoneKind.STREET, "rue Courte", NANTES, shown="rue Courte").id
        for number, zone in enumerate([crowded] * 6 + [small] * 2 + [few] * 3):
            person = a_person(session, 7000 + number, first_name=f"Personne {number}")
            zones.settle(session, person, zone, hall.street.now)
        session.connection().execute(update(table(HelpRequest)).values(kind="courses"))
        a_request(session, person, zone_id=crowded, note="Le portail bleu", created_at=hall.street.now.replace(day=20))
    hall.odile.say("/carte")
    said = hall.odile.last.text
    assert "rue du Puits" in said
    assert "6 pers." in said
    assert "rue Courte" in said
    assert "quelques pers." in said
    assert "besoins en attente" in said
    assert "Petit" not in said
    assert "2 petits lieux" in said
    assert "Personne" not in said


def test_silent_groups_are_told_a_word_once_a_month(hall: Hall) -> None:
    join(hall.karim)
    hall.karim.say(f"/relier {hall.code()}", hall.lilas)
    hall.odile.say("/reveil")
    assert "Aucun groupe silencieux" in hall.odile.last.text, "it was installed today"
    hall.street.later(days=31)
    hall.odile.say("/reveil")
    assert "1 groupe est silencieux" in hall.odile.last.text
    hall.odile.press("Lire le mot")
    assert "calme depuis un mois" in hall.odile.last.text
    hall.odile.press("Envoyer")
    hall.odile.press("Annuler")
    hall.street.later(minutes=2)
    hall.street.tick()
    assert "calme depuis un mois" not in hall.karim.last.text
    for _twice in range(2):
        hall.odile.tap("console.wake")
        hall.street.later(minutes=2)
        hall.street.tick()
    hall.street.later(days=4)
    hall.street.tick()
    assert sum("calme depuis un mois" in text for text in hall.karim.texts) == 1
    hall.odile.say("/reveil")
    assert "Aucun groupe silencieux" in hall.odile.last.text


def test_the_news_of_the_town_are_asked_for_and_refused_in_one_tap(hall: Hall) -> None:
    join(hall.karim)
    hall.karim.say("/reglages")
    hall.karim.press("Nouvelles de la mairie")
    assert "non" in hall.karim.last.text
    assert rows(hall.street, TownNews) == 0, "off until it is asked for"
    hall.karim.press("Oui, les recevoir")
    assert rows(hall.street, TownNews) == 1
    hall.karim.tap("news.set:on")
    hall.karim.press("Ne plus les recevoir")
    assert rows(hall.street, TownNews) == 0


def test_the_screens_of_the_town_hall_have_no_dead_button(hall: Hall) -> None:
    hall.code()
    hall.karim.say(f"/relier {hall.code_shown()}", hall.lilas)
    seen: set[str] = set()
    hall.odile.say("/mairie")
    waiting = [button.tap for row in hall.odile.last.rows for _label, button in row if button.tap]
    while waiting:
        tap = waiting.pop()
        if tap in seen or tap.startswith(("c:", "talk.", "someone", "code.drop", "group.gone", "role.",
                                           "campaigns.throw", "town.module:")):
            continue
        seen.add(tap)
        hall.street.later(seconds=5)
        before = len(hall.odile.phone.toasts)
        hall.odile.tap(tap, hall.odile.last.id)
        assert len(hall.odile.phone.toasts) == before, f"{tap}: {hall.odile.toast}"
        waiting += [button.tap for row in hall.odile.last.rows for _label, button in row if button.tap]
    assert {"console", "console.at:rues", "console.at:files", "console.at:bilans", "console.figures"} <= seen
    assert not faults(hall.street)

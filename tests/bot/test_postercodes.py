"""The code of a poster, « LILAS 47 »: typed, it leads where the square leads, and says nothing but a group's name."""

from __future__ import annotations

import itertools

import pytest
from sqlalchemy import Engine, delete, func, select, update

from content.kits.facts import KitId
from rules.groups import GroupState
from rules.postercodes import candidates, shown, spelled, words_of
from storage import groups, postercodes
from storage.tables import Participation, Person, PosterCode, table
from tests.bot.scenes import agree
from tests.bot.test_kits import Printer
from tests.pilots import Pilot
from tests.world.pressing import press_value
from tests.world.rows import a_group

UNKNOWN = "Je ne connais pas ce code"
ENOUGH = "beaucoup de codes pour un jour"


@pytest.fixture
def home(engine: Engine) -> Printer:
    return Printer(engine)


def poster(home: Printer) -> str:
    code = home.facts(KitId.TEAR_OFF, "non").code
    assert isinstance(code, str)
    return code


def takes_part(home: Printer, who: Pilot) -> bool:
    with home.street.session() as session:
        return home.group in {group.id for group in groups.of_person(session, who.person_id)}


# what is printed

def test_a_code_is_a_word_of_the_groups_name_and_a_number_the_same_on_every_sheet(home: Printer) -> None:
    code = poster(home)
    word, number = code.split()
    assert word == "PEUPLIERS"
    assert 10 <= int(number) <= 99
    assert poster(home) == home.facts(KitId.DIRECTORY).code == code


def test_who_does_not_run_the_group_gets_no_code(home: Printer) -> None:
    home.odile.tap(f"geste.next:kit:{KitId.HEATWAVE}")
    press_value(home.odile, "a4")
    with home.street.session() as session:
        assert postercodes.of_group(session, home.group) is None


@pytest.mark.parametrize(("name", "words"), [
    ("Résidence des Lilas", ("lilas", "voisins")), ("Bât. B, 12 rue de l’Œuvre", ("oeuvre", "voisins")),
    ("🙂 حي الزهور", ("voisins",)), ("Le 14", ("voisins",)),
    ("Association du Grand-Hameau", ("voisins",)), ("Saint-Remy-en-Bouzemont", ("bouzemont", "remy", "voisins")),
    ("Rue Anticonstitutionnelle", ("anticonstitu", "voisins"))])
def test_the_word_says_which_place_it_is(name: str, words: tuple[str, ...]) -> None:
    assert words_of(name) == words


def test_numbers_are_short_and_mean_nothing_else() -> None:
    drawn = itertools.cycle((5, 7, 78, 37))  # 15, 17, 88: numbers that mean something else
    assert next(candidates("Les Lilas", lambda under: next(drawn) % under)) == "lilas47"
    assert shown("lilas47") == "LILAS 47"


def test_two_groups_of_the_same_name_never_share_a_code(home: Printer) -> None:
    with home.street.session() as session:
        ours = postercodes.give(session, home.group, iter(["lilas47"]), home.street.now)
        other = a_group(session, -100_777, name="Les Lilas")
        assert postercodes.give(session, other, iter(["lilas47", "lilas12"]), home.street.now) == "lilas12"
        third = a_group(session, -100_778, name="Les Lilas")
        assert postercodes.give(session, third, iter(["lilas47", "lilas12"]), home.street.now) is None
        assert (ours, postercodes.give(session, home.group, iter(["x"]), home.street.now)) == ("lilas47", "lilas47")


# typed

@pytest.mark.parametrize("typed", ["LILAS 47", "lilas47", "lilas-47.", " Lîlas — 47 ! ", "l i l a s 4 7",
                                   "« LILAS 47 »"])
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert spelled(typed) == "lilas47"


@pytest.mark.parametrize("typed", ["", "47", "lilas", "lilas 4", "lilas 4747", "47 lilas", "li 47", "12 rue des Lilas",
                                   "je cherche quelqu’un pour 15 minutes"])
def test_what_is_no_code_is_not_taken_for_one(typed: str) -> None:
    assert spelled(typed) is None


def test_a_stranger_types_it_and_joins_as_by_the_square(home: Printer) -> None:
    typed = poster(home).replace(" ", "-").lower() + "."
    nour = home.street.person("Nour")
    nour.say(typed)
    assert nour.last.text.startswith("Ce code mène à «\u00a0Les Peupliers\u00a0». C’est bien là")
    assert not takes_part(home, nour)
    nour.press("Oui, je participe")
    agree(nour, None)
    assert takes_part(home, nour)
    said = " ".join(nour.texts)
    assert "demandez l’invitation à la personne qui l’anime" in said


def test_the_first_hello_offers_to_type_it(home: Printer) -> None:
    code = poster(home)
    nour = home.street.person("Nour")
    nour.start()
    nour.press("J’ai un code d’affiche")
    assert "Quel code lisez-vous" in nour.last.text
    nour.say("je ne sais pas")
    assert "un mot puis un nombre" in nour.last.text
    nour.say("PEUPLIER 11")
    assert UNKNOWN in nour.last.text
    nour.press("Réessayer")
    nour.say(code)
    nour.press("Oui, je participe")
    assert "Quel est votre prénom" in nour.last.text


def test_a_resident_of_elsewhere_takes_part_after_saying_yes_and_once(home: Printer) -> None:
    code = poster(home)
    lou = home.street.person("Lou")
    lou.start()
    lou.press("Commencer")
    agree(lou)
    lou.say(code)
    lou.press("Oui, je participe")
    assert takes_part(home, lou)
    assert "demandez l’invitation" in lou.last.text
    lou.say(code)
    assert "Vous participez déjà au groupe" in lou.last.text


def test_an_answer_is_never_taken_for_a_code_where_it_fits(home: Printer) -> None:
    code = poster(home)
    home.odile.tap("someone.write")
    home.odile.say(code)
    assert code in " ".join(home.karim.texts) or code in home.odile.last.text
    assert "Ce code mène" not in " ".join(home.odile.texts)
    assert "Vous participez déjà" not in " ".join(home.odile.texts)


def test_where_nothing_else_fits_the_code_does(home: Printer) -> None:
    code = poster(home)
    nour = home.street.person("Nour")
    nour.start()
    nour.press("Commencer")
    nour.say("LILAS 99")  # no first name, and no code
    assert UNKNOWN not in nour.last.text
    nour.say(code)
    nour.press("Oui, je participe")
    agree(nour, None)
    assert takes_part(home, nour)


def test_typed_in_the_group_it_is_silence(home: Printer) -> None:
    code, before = poster(home), len(home.chat.texts)
    home.odile.say(code, home.chat)
    assert len(home.chat.texts) == before


def test_codes_that_were_typed_count_as_readings(home: Printer) -> None:
    code = poster(home)
    for name in ("Nour", "Sacha", "Inès"):
        newcomer = home.street.person(name)
        newcomer.say(code)
        newcomer.press("Oui, je participe")
    poster(home)
    assert "déjà été lues 3 fois" in home.karim.last.text


# guessing

def test_two_hundred_guesses_teach_nothing(home: Printer) -> None:
    code = poster(home)
    number = int(code.split()[1])
    guesser = home.street.person("Curieux")
    for guess in itertools.islice((n for n in range(10, 1000) if n != number), 200):
        guesser.say(f"PEUPLIERS {guess}")
    said = " ".join(guesser.texts)
    assert said.count(UNKNOWN) == 9
    assert ENOUGH in guesser.last.text
    guesser.say(code)
    guesser.tap(f"code.in:{spelled(code)}")
    assert "Les Peupliers" not in " ".join(guesser.texts)
    assert not takes_part(home, guesser)
    home.street.later(days=1, minutes=1)
    guesser.say(code)
    assert "Les Peupliers" in guesser.last.text


def test_pressing_forged_buttons_is_guessing_too(home: Printer) -> None:
    code = poster(home)
    guesser = home.street.person("Curieux")
    guesser.start()
    for guess in range(200, 230):
        guesser.tap(f"code.in:peupliers{guess}")
    guesser.tap("code.in:")
    guesser.tap("code.in:'; --")
    guesser.tap(f"code.in:{spelled(code)}")
    assert "Quel est votre prénom" not in " ".join(guesser.texts)


def test_a_right_guess_says_the_groups_name_and_nothing_else(home: Printer) -> None:
    home.ask()
    code = poster(home)
    guesser = home.street.person("Curieux")
    guesser.say(code)
    assert "Les Peupliers" in guesser.last.text
    for name in ("Karim", "Odile", "courses", "rue"):
        assert name not in guesser.last.text


# when it ends

def test_the_code_of_a_removed_group_ends_with_it(home: Printer) -> None:
    code = poster(home)
    home.set_group(state=GroupState.REMOVED, removed_at=home.street.now)
    nour = home.street.person("Nour")
    nour.say(code)
    assert UNKNOWN in nour.last.text
    with home.street.session() as session:
        groups.wipe(session, home.group)
        left = session.connection().execute(select(func.count()).select_from(table(PosterCode))).scalar_one()
    assert left == 0


def test_it_still_opens_when_who_printed_it_is_erased(home: Printer) -> None:
    code = poster(home)
    home.execute(delete(table(Person)).where(table(Person).c.id == home.karim.person_id))
    nour = home.street.person("Nour")
    nour.say(code)
    assert "Ce code mène à" in nour.last.text


def test_a_renamed_group_keeps_the_code_of_its_posters(home: Printer) -> None:
    code = poster(home)
    home.set_group(name="Les Tilleuls")
    assert poster(home) == code


def test_a_suspended_person_comes_in_no_more_by_a_code_than_by_the_square(home: Printer) -> None:
    code = poster(home)
    home.execute(delete(table(Participation)).where(table(Participation).c.person_id == home.lucas.person_id))
    home.execute(update(table(Person)).where(table(Person).c.id == home.lucas.person_id).values(standing="suspended"))
    home.lucas.tap(f"code.in:{spelled(code)}")
    assert not takes_part(home, home.lucas)

"""Every way of typing one place is one place, and nothing of the home is in what is kept, whatever is typed."""

from __future__ import annotations

from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from content.typed_places import read_place
from rules.addresses import parts_of
from rules.streets import LONGEST
from storage.zones import key_of

STREETS = ("rue des Lilas", "rue du 8 mai 1945", "avenue du Général Leclerc", "boulevard Saint-Michel",
           "place de la Mairie", "allée des 3 Moulins", "chemin du Port", "impasse de l’Église", "quai Victor Hugo",
           "résidence Les Peupliers", "rue de la 2e DB", "square Jean-Moulin")
TOWNS = (("Nantes", "44000", "44109"), ("Le Havre", "76600", "76351"), ("La Rochelle", "17000", "17300"),
         ("Lille", "59000", "59350"), ("Saint-Malo", "35400", "35288"), ("Rennes", "35000", "35238"),
         ("Saint-Denis", "97400", "97411"))
HOMES = ("", "4712", "4712 bis", "n° 4712", "4712 ter,", "numéro 4712", "4712 B", "4712-4714")
INSIDE = ("", " appt 4713", ", bât Q7", " 47e étage", " chez Zubrowka", ", chez Zubrowka", " digicode 47B15",
          ", porte 4713", ", escalier Q7, 47e gauche")
HIDDEN = ("4712", "4713", "4714", "Q7", "47e", "Zubrowka", "47B15")
CASES = (str, str.lower, str.upper)



SHAPES = ("{home} {street}{inside}, {town}", "{street} {home}{inside}, {town}",
          "j’habite au {home} {street}{inside}, {town}", "{home} {street}{inside}, {code} {town}",
          "{town}, {home} {street}{inside}", "Bonjour, {home} {street}{inside}, {town}, France")


@settings(deadline=None)
@given(st.sampled_from(STREETS), st.sampled_from(TOWNS), st.sampled_from(HOMES), st.sampled_from(INSIDE),
       st.sampled_from(SHAPES), st.sampled_from(CASES))
def test_one_place_is_one_key_and_no_home_is_kept(street: str, town: tuple[str, str, str], home: str, inside: str,
                                                  shape: str, case: type[str]) -> None:
    name, code, commune = town
    words = case(" ".join(shape.format(home=home, street=street, inside=inside, town=name, code=code).split()))
    read = read_place(words)
    kept = f"{read.street} {read.words} {read.named}"
    assert not [hidden for hidden in HIDDEN if hidden.casefold() in kept.casefold()], (words, kept)
    assert commune in [one.code for one in read.communes], (words, read)
    assert key_of(read.street, commune) == key_of(street, commune), (words, read.street)
    again = read_place(read.words)
    assert key_of(again.street, commune) == key_of(street, commune), (words, read.words)


HOSTILE = st.lists(st.sampled_from([
    "rue ", "1 ", "12 bis ", "chez ", "à ", "au ", "-", ",", "’", "44000 ", "France ", "n° ", "étage ", "appt ",
    "du 8 mai ", "des 3 ", "Saint-", "\u0301", "\ue001", "(", "a.", "@", "deux ", "quatre-", "bât ",
    "Nantes ", "é", "ﬁ", "٣"]),
    min_size=1, max_size=6).map(lambda parts: ("".join(parts) * LONGEST)[:4 * LONGEST])


@settings(deadline=None)
@given(st.one_of(HOSTILE, st.text(max_size=4096)))
def test_whatever_is_typed_is_read_in_a_moment(words: str) -> None:
    began = process_time()
    parts = parts_of(words)
    assert process_time() - began < 0.2
    assert sum(len(part.street) + len(part.after) for part in parts) <= 4 * LONGEST
    read = read_place(words)
    assert len(read.words) <= 200

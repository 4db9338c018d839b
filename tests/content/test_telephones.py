"""A telephone number is right, in France, overseas or abroad, or it is asked again."""

from __future__ import annotations

import subprocess
import sys
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.telephones import Unread, card_telephone, read_telephone


@pytest.mark.parametrize(("typed", "read"), [
    ("0612345678", "06 12 34 56 78"), ("06.12.34.56.78", "06 12 34 56 78"), ("06-12-34-56-78", "06 12 34 56 78"),
    ("06–12–34–56–78", "06 12 34 56 78"), ("06/12/34/56/78", "06 12 34 56 78"), ("O6 12 34 56 78", "06 12 34 56 78"),
    ("+33 6 12 34 56 78", "06 12 34 56 78"), ("0033612345678", "06 12 34 56 78"),
    ("(+33) 6 12 34 56 78", "06 12 34 56 78"),
    ("+33 (0)2 40 12 34 56", "02 40 12 34 56"), ("+33 06 12 34 56 78", "06 12 34 56 78"),
    ("０６ １２ ３４ ５６ ７８", "06 12 34 56 78"), ("٠٦١٢٣٤٥٦٧٨", "06 12 34 56 78"),
    ("C’est le 06 12 34 56 78.", "06 12 34 56 78"), ("06 12 34 56 78 merci", "06 12 34 56 78"),
    ("01 99 00 12 34", "01 99 00 12 34"), ("09 47 12 34 56", "09 47 12 34 56"), ("07 00 12 34 56", "07 00 12 34 56")])
def test_a_french_number_is_read_as_people_write_it(typed: str, read: str) -> None:
    assert read_telephone(typed) == read


@pytest.mark.parametrize(("typed", "read"), [
    ("0692 12 34 56", "06 92 12 34 56"), ("06 93 12 34 56", "06 93 12 34 56"), ("06 39 12 34 56", "06 39 12 34 56"),
    ("+262 692 12 34 56", "06 92 12 34 56"), ("+262 0692 12 34 56", "06 92 12 34 56"),
    ("+33 692 12 34 56", "06 92 12 34 56"), ("0269 61 12 34", "02 69 61 12 34"), ("0690 12 34 56", "06 90 12 34 56"),
    ("+590 690 12 34 56", "06 90 12 34 56"), ("0694 20 12 34", "06 94 20 12 34"), ("00594694201234", "06 94 20 12 34"),
    ("+596 696 20 12 34", "06 96 20 12 34"), ("+687 75 12 34", "+687 75 12 34"), ("+508 41 12 34", "+508 41 12 34"),
    ("+689 87 12 34 56", "+689 87 12 34 56"), ("+681 82 12 34", "+681 82 12 34")])
def test_an_overseas_number_is_read(typed: str, read: str) -> None:
    assert read_telephone(typed) == read


@pytest.mark.parametrize(("typed", "timezone", "read"), [
    ("75.12.34", "Pacific/Noumea", "+687 75 12 34"), ("87 12 34 56", "Pacific/Tahiti", "+689 87 12 34 56"),
    ("41 12 34", "America/Miquelon", "+508 41 12 34"), ("82 12 34", "Pacific/Wallis", "+681 82 12 34"),
    ("75.12.34", "Europe/Paris", Unread.INCOMPLETE)])
def test_a_short_number_is_one_where_people_live(typed: str, timezone: str, read: str | Unread) -> None:
    assert read_telephone(typed, timezone) == read


@pytest.mark.parametrize(("typed", "read"), [
    ("+32 470 12 34 56", "+32 470 12 34 56"), ("00 32 470 12 34 56", "+32 470 12 34 56"),
    ("+1 415 555 2671", "+1 415 555 2671"), ("+32 470 12 34", Unread.INCOMPLETE)])
def test_a_foreign_number_begins_with_its_country(typed: str, read: str | Unread) -> None:
    assert read_telephone(typed) == read


@pytest.mark.parametrize("typed", [
    "", "15", "3114", "06 12", "0012", "06 12 34 56 7", "06 12 34 56 7a", "+33 0", "123456789012345678",
    "+33 6 12 34 56 7", "0033 6 12 34 56 7", "+33 6 12 34 56 789", "06 12 34 56 789", "00 12 34 56 78", "bonjour",
    "06 12 34 56 78 ou 02 40 12 34 56", "06 12 34 56 78 / 02 40 12 34 56"])
def test_what_is_not_one_whole_number_is_asked_again(typed: str) -> None:
    assert read_telephone(typed) is Unread.INCOMPLETE


@pytest.mark.parametrize("typed", ["0899123456", "0811 12 34 56", "+33 899 12 34 56"])
def test_nobody_is_made_to_call_a_dear_number(typed: str) -> None:
    assert read_telephone(typed) is Unread.COSTLY


@pytest.mark.parametrize(("card", "read"), [
    ("33612345678", "06 12 34 56 78"), ("+33612345678", "06 12 34 56 78"), ("262692123456", "06 92 12 34 56"),
    ("32470123456", "+32 470 12 34 56"), ("0612345678", "06 12 34 56 78"), ("", Unread.INCOMPLETE)])
def test_a_contact_card_has_its_country_without_its_sign(card: str, read: str | Unread) -> None:
    assert card_telephone(card) == read


SIGNS = st.sampled_from(["", " ", ".", "-", "\u00a0", "\u202f", "/", "‑"])


@settings(deadline=None)
@given(st.from_regex(r"[67][0-9]{8}", fullmatch=True), SIGNS, st.sampled_from(["0", "+33", "0033", "+33 (0)", "+33 "]))
def test_a_mobile_is_the_same_number_however_it_is_written(digits: str, sign: str, head: str) -> None:
    pairs = [digits[0], *(digits[at:at + 2] for at in range(1, 9, 2))]
    assert read_telephone(head + sign.join(pairs)) == "0" + " ".join(pairs)
    assert read_telephone(head + sign.join(pairs)[:-1]) is Unread.INCOMPLETE


@settings(deadline=None)
@given(st.one_of(st.text(max_size=4096), st.text("0+(33) 6.-o", max_size=4096)))
def test_any_words_are_read_at_once(typed: str) -> None:
    began = process_time()
    read = read_telephone(typed)
    assert process_time() - began < 0.5
    assert isinstance(read, Unread) or read.startswith(("0", "+"))


def test_the_tables_of_numbers_wait_for_the_first_number() -> None:
    asked = "import sys, bot.handlers; print('phonenumbers' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"

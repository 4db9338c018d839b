"""A resident who asked for the version simple reads plain words in private, and nobody else does. All are fictional."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from sqlalchemy import Engine

from bot.handlers.settings import LANGUAGES
from bot.render import LOCALES, MENU, Renderer, shipped_languages, typeset, units
from bot.talking import question_screen
from rules.incoming import Incoming, Ordered, Place, PlaceKind, Sender, Tapped
from rules.residents import SIMPLE, reads
from rules.screens import Button, Screen
from rules.words import Words, _, n_, quoted
from storage import ledger
from storage.conversations import Held
from storage.tables import HelpRequest
from tests.bot.markup import balanced, tags
from tests.bot.test_english import join as join_in_english
from tests.bot.test_every_conversation import TALKS, walked
from tests.bot.test_every_message import KIND_NAMES, NASTY, variants
from tests.pilots import Chat, Pilot, Street
from tests.world.peupliers import Peupliers
from tests.world.pressing import press_tap

FIELD = re.compile(r"\{(\w+)\}")
USUAL, PLAIN = "De quel coup de main avez-vous besoin\u202f?", "Quelle aide voulez-vous\u202f?"


def plainly(pilot: Pilot) -> None:
    pilot.say("/reglages")
    press_tap(pilot, "set.simple")


def test_it_starts_with_the_tap_that_asks_for_it_and_ends_with_the_next(odile: Pilot) -> None:
    odile.say("/reglages")
    assert "Vos réglages" in odile.last.text
    odile.press("Version simple")
    assert "Vos choix" in odile.last.text
    odile.press("Version simple")
    assert "Vos réglages" in odile.last.text


def test_the_questions_of_a_conversation_and_what_they_refuse(odile: Pilot) -> None:
    odile.say("/besoin")
    assert USUAL in odile.last.text
    plainly(odile)
    odile.say("/besoin")
    assert PLAIN in odile.last.text
    usual = odile.last.labels
    odile.say("ananas")
    assert "juste en dessous" in odile.last.text
    plainly(odile)
    odile.say("/besoin")
    assert odile.last.labels == usual, "buttons say the same"


def test_the_words_of_a_button_may_be_typed(odile: Pilot) -> None:
    plainly(odile)
    odile.say("/pause")
    assert "Combien de temps dure votre pause" in odile.last.text
    odile.say("1 semaine")
    assert "Votre pause commence" in odile.last.text
    odile.menu(2)
    assert "heure civique" in odile.last.text


def test_a_tap_is_answered_in_plain_words(odile: Pilot) -> None:
    plainly(odile)
    odile.tap("set.ask:3", 1)
    assert odile.toast == "Ce bouton ne marche plus."


def test_answers_spoken_at_once_are_plain_too(street: Street, odile: Pilot, chat: Chat) -> None:
    """Those that the dialogue hands over itself, without another look at the ledger."""
    plainly(odile)
    said_here = [Incoming(street.update(), Sender(odile.id, "Odile", "fr"), Place(odile.id, PlaceKind.PRIVATE), event)
                 for event in (Ordered("besoin", ""), Tapped("q", "set.ask:3", 1))]
    said_there = Incoming(street.update(), Sender(odile.id, "Odile", "fr"), chat.place, Ordered("effacer", ""))
    posts = street.dialogue.handle_batch([*said_here, said_there], street.now, 1).posts
    assert sorted((post.private, post.language) for post in posts) == [(False, "fr"), (True, SIMPLE), (True, SIMPLE)]
    with street.session() as session:
        places = ledger.places(session, {post.address for post in posts})
    assert sorted((value > 0, language) for value, _thread, language in places.values()) == [
        (False, "fr"), (True, SIMPLE)]


def test_a_notice_comes_in_plain_words_to_who_wants_them(sqlite_engine: Engine) -> None:
    street = Peupliers(sqlite_engine)
    plainly(street.odile)
    number = street.ask()
    card = street.chat.last.text
    assert "<b>Un coup de main ?</b>" in card.replace("\u202f", " ")
    press_tap(street.lucas, "help.take", street.chat)
    assert "Lucas veut bien vous aider" in street.odile.last.text
    press_tap(street.odile, "help.yes")
    assert any("Lucas et vous devez pouvoir vous parler" in text for text in street.odile.texts)
    assert any("Comment voulez-vous parler avec Odile" in text for text in street.lucas.texts)
    assert not any("devez pouvoir" in text for text in [*street.lucas.texts, *street.chat.texts])
    assert street.row(HelpRequest, number)


def test_the_group_reads_the_usual_words(street: Street, odile: Pilot, chat: Chat) -> None:
    plainly(odile)
    odile.say("/effacer", chat)
    assert chat.last.text == "C’est personnel\u00a0: continuons en privé."
    odile.tap("set.ask:3", None, chat)
    assert "ne marche plus" not in chat.toast


def test_an_english_reader_stays_in_english(street: Street) -> None:
    ana = street.person("Ana", language="en")
    join_in_english(ana)
    ana.say("/besoin")
    before = ana.last.text
    plainly(ana)
    ana.say("/besoin")
    assert ana.last.text == before
    ana.say("/reglages")
    press_tap(ana, "set.me")
    press_tap(ana, "set.lang")
    ana.press("Français")
    ana.say("/besoin")
    assert PLAIN in ana.last.text


def test_it_is_no_language(odile: Pilot) -> None:
    assert SIMPLE not in shipped_languages()
    assert SIMPLE not in LANGUAGES
    odile.tap(f"set.speak:{SIMPLE}", 1)
    assert "n’est plus actif" in odile.toast
    assert reads("fr", True) == SIMPLE
    assert [reads("en", True), reads("fr", False), reads(None, None), reads(None, True)] == ["en", "fr", "fr", "fr"]


def test_what_has_no_plain_words_is_said_in_french() -> None:
    renderer = Renderer({"en": {}})
    assert renderer.plain(_("jamais dit plus simplement !"), SIMPLE) == "jamais dit plus simplement\u202f!"
    number = Words("Appelez le 116\u00a0006.")
    assert renderer.plain(number, SIMPLE) == number.text
    charter = Words("Je respecte chaque personne, et chaque «\u00a0non\u00a0».")
    assert renderer.plain(charter, SIMPLE) == "Je respecte chaque personne. Si elle dit «\u00a0non\u00a0», c’est non."
    for n, expected in ((0, "lettre."), (1, "lettre."), (2, "lettres.")):
        words = n_("Il faut au moins {n} lettre.", "Il faut au moins {n} lettres.", n)
        assert renderer.plain(words, SIMPLE) == f"C’est trop court. Écrivez au moins {n} {expected}"
        assert ("choses" in renderer.plain(n_("{n} chose", "{n} choses", n), SIMPLE)) is (n > 1)
    for label in (*MENU, _("📍 Partager ma position"), _("✋ Parler à quelqu’un")):
        assert renderer.plain(label, SIMPLE) == renderer.plain(label, "fr")
    shown = renderer.screen(Screen((_("Rien encore."),), ((Button(_("Rien encore."), tap="menu"),),)), SIMPLE)
    assert shown.text == "Vous n’avez rien noté."
    assert shown.rows[0][0][0] == "Rien encore.", "a button keeps its words even where a sentence has others"


# every entry
def entries() -> list[Message]:
    with (LOCALES / SIMPLE / "LC_MESSAGES" / "bot.po").open("rb") as stream:
        return [message for message in read_po(stream, locale="fr") if message.id]


def forms(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value) if isinstance(value, tuple | list) else ()


def pairs() -> Iterator[tuple[str, str]]:
    for message in entries():
        yield from zip(forms(message.id), forms(message.string), strict=True)


def test_there_are_many_and_each_says_it_otherwise() -> None:
    assert len(entries()) > 300
    assert [french for french, simple in pairs() if french == simple] == []


def test_each_renders_with_nasty_values_as_french_does() -> None:
    renderer = Renderer({})
    for french, simple in pairs():
        words = Words(french, {name: quoted(NASTY) for name in FIELD.findall(french)})
        shown, usual = renderer.html(words, SIMPLE), renderer.html(words, "fr")
        assert sorted(tags(shown)) == sorted(tags(usual))
        assert balanced(shown)
        assert FIELD.search(shown.replace("{accolades}", "")) is None
        assert set(FIELD.findall(french)) == set(FIELD.findall(simple))


def test_each_stays_within_a_message() -> None:
    assert [simple for french, simple in pairs() if units(typeset(simple)) > max(300, units(typeset(french)))] == []


@pytest.mark.parametrize("hard", ["sollicit", "clore", "clos", "transmis", "échéance", "brouillon", "désormais",
                                  "ci-dessous", "modalité", "préalable", "administre", "valable", "d’ici là"])
def test_hard_words_are_not_left(hard: str) -> None:
    assert [simple for _french, simple in pairs() if re.search(rf"\b{hard}", simple, re.IGNORECASE)] == []


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_each_kind_is_said_plainly(kind: str) -> None:
    for message in variants(kind, "Odile"):
        shown, usual = Renderer({}).screen(message, SIMPLE), Renderer({}).screen(message, "fr")
        assert shown.text.strip()
        assert balanced(shown.text)
        assert [[label for label, _b in row] for row in shown.rows] == [[x for x, _b in row] for row in usual.rows]


@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: talk.name)
def test_each_question_is_said_plainly(talk: object) -> None:
    for asking in walked(talk)[0]:  # type: ignore[arg-type]
        shown = Renderer({}).screen(question_screen(Held(1, "x", 1), asking, None, 0), SIMPLE)
        assert shown.text.strip()
        assert balanced(shown.text)

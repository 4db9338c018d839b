"""/accessibilite: anybody, anywhere; what is so, what Telegram prevents, whom to tell, the other way in."""

from __future__ import annotations

from dataclasses import replace

from rules.town import Town
from tests.bot.scenes import install, join
from tests.pilots import Street


def test_three_screens_say_the_state_the_limits_and_the_other_way_in(street: Street) -> None:
    """To somebody who never joined, too; a page that does not exist is one of them."""
    street.dialogue = replace(street.dialogue, town=Town("Nantes", phone="02 40 00 00 00"))
    ana = street.person("Ana")
    ana.say("/accessibilite")
    assert "non conformes" in ana.last.text
    ana.press("Suite")
    assert "lecture à voix haute" in ana.last.text
    ana.press("Suite")
    assert "Défenseur des droits" in ana.last.text
    assert "02 40 00 00 00" in ana.last.text.replace("\u00a0", " ")
    assert len(ana.phone.messages) == 1, "the screens follow each other in one message"
    ana.tap("accessibility:7", ana.last.id)
    assert "lecture à voix haute" in ana.last.text
    ana.tap("accessibility:2", ana.last.id)
    ana.press("Parler à quelqu’un")
    assert "112" in ana.last.text or "personne" in ana.last.text


def test_in_a_group_without_a_telephone_and_in_english(street: Street) -> None:
    karim, bob = street.person("Karim"), street.person("Bob", "en")
    join(karim)
    lilas = street.group("Les Lilas")
    install(lilas, karim)
    karim.say("/accessibilite", lilas)
    karim.press("Suite", lilas)
    karim.press("Suite", lilas)
    assert "demandez à la mairie" in lilas.last.text
    assert lilas.last.labels == []
    bob.say("/accessibilite")
    assert "Accessibility" in bob.last.text
    assert "not compliant" in bob.last.text

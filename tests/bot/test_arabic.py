"""Somebody whose Telegram is in Arabic joins, asks, helps and thanks in Arabic. All people are fictional."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine

from bot.directions import FSI, LRI, PDI, RLM
from bot.render import Renderer, day_in_full
from rules.days import hear_day, read_day
from rules.help import RequestState, Slot
from rules.words import Words, _, lines, n_, quoted
from storage.tables import HelpRequest
from tests.bot.scenes import LILACS
from tests.pilots import Pilot, Street
from tests.world.peupliers import Peupliers
from tests.world.pressing import press_tap, press_value

OURS = re.compile(r"Tous Voisins|Telegram|CNIL|CCAS|GRDF|Info Escroqueries|Les Peupliers|rue des \w+|Les Lilas|Nantes|"
                  r"Odile|Lucas|Ana|TSA|PDF|3 place de Fontenoy|Paris Cedex|cnil\.fr/plaintes|Français|English")
ELSE = re.compile(r"<[^>]*>|/\w+|https?://\S+")
ISOLATES = re.compile(f"[{FSI}{LRI}{PDI}{RLM}]")


def in_french(texts: list[str]) -> list[str]:
    """Texts that hold Latin letters, once orders, links, marks, names and streets are put aside."""
    bare = [ELSE.sub("", OURS.sub("", ISOLATES.sub("", text))) for text in texts]
    return [text for text, left in zip(texts, bare, strict=True) if re.search(r"[A-Za-zÀ-ÿ]{2}", left)]


def said(pilot: Pilot) -> list[str]:
    """All that is shown, but the gestes, which are said in French."""
    shown = [seen for seen in pilot.phone.messages.values() if not seen.text.startswith("💡")]
    return [*(seen.text for seen in shown), *pilot.phone.toasts, *(label for seen in shown for label in seen.labels)]


def test_joining_urgency_and_privacy(street: Street) -> None:
    ana = street.person("Ana", language="ar")
    ana.start()
    press_tap(ana, "join")
    press_value(ana, "=")
    ana.say(LILACS)
    for value in ("0", "=", "="):
        press_value(ana, value)
    ana.say("نعم")
    assert any("أهلًا بكم، " in text for text in ana.texts)
    for words in ("/menu", "/urgence", "/privacy", "سلام", "/inconnu", "/pause"):
        ana.say(words)
    ana.say("إلغاء")
    ana.say("/privacy")
    for _page in range(7):
        press_tap(ana, "privacy.page")
    ana.say("/urgence")
    press_tap(ana, "numbers")
    press_tap(ana, "numbers.hours")
    assert in_french(said(ana)) == []
    assert [label for seen in ana.phone.messages.values() for label in seen.labels if len(label) > 26] == []


def test_asking_being_helped_and_thanking(sqlite_engine: Engine) -> None:
    street = Peupliers(sqlite_engine, language="ar")
    odile, lucas = street.odile, street.lucas
    odile.say("/besoin")
    press_value(odile, "courses-et-repas")
    press_value(odile, "courses")
    odile.say("غدًا")
    press_value(odile, "apres-midi")
    odile.say("نعم")
    number = street.newest(HelpRequest)
    assert street.row(HelpRequest, number).day == date(2026, 11, 25)
    press_tap(lucas, "help.take", street.chat)
    press_tap(odile, "help.yes")
    press_tap(odile, "contact.phone")
    odile.say("06 12 34 56 78")
    odile.say("3")
    press_tap(lucas, "contact.relay")
    assert any(f"{FSI}06 12 34 56 78{PDI}" in text for text in lucas.texts), "a number keeps its order"
    street.street.at(datetime(2026, 11, 26, 17, 1, tzinfo=UTC))
    street.street.tick()
    press_tap(odile, "after.yes")
    press_tap(odile, "thanks.say")
    assert street.row(HelpRequest, number).state is RequestState.DONE
    for pilot in (odile, lucas):
        assert in_french(said(pilot)) == []
    assert in_french(street.chat.texts) == []


def test_what_it_does_not_say_is_in_french_never_half() -> None:
    render = Renderer({})
    inside = render.html(_("Jamais traduit : {day}", day=_("Demain")), "ar")
    assert inside == render.html(_("Jamais traduit : {day}", day=_("Demain")), "fr")
    outside = _("{name} peut vous aider : {title}, {when}.", name=quoted("Léa"), title=Words("jamais traduit"),
                when="9 h")
    assert render.html(outside, "ar") == render.html(outside, "fr")
    dated = render.plain(_("Jamais traduit : {day}", day=date(2026, 11, 26)), "ar")
    assert "jeudi 26 novembre" in dated
    two = render.plain(lines(_("Demain"), _("Jamais traduit")), "ar")
    assert two == "غدا\nJamais traduit", "lines are sentences apart"


@pytest.mark.parametrize(("count", "form"), [
    (0, "لا أحد آخر"), (1, "شخص آخر"), (2, "شخصان آخران"), (3, "3 أشخاص"), (10, "10 أشخاص"), (11, "11 شخصًا"),
    (99, "99 شخصًا"), (100, "100 شخص آخر"), (103, "103 أشخاص")])
def test_six_ways_to_count(count: int, form: str) -> None:
    words = n_("{n} autre personne est sollicitée tout de suite.",
               "{n} autres personnes sont sollicitées tout de suite.", count)
    assert Renderer({}).plain(words, "ar").startswith((form, RLM + form))


def test_days_are_said_and_heard() -> None:
    today = date(2026, 11, 24)
    assert day_in_full(date(2026, 11, 26), "ar") == "الخميس 26 نوفمبر"
    for typed, day in (("اليوم", 24), ("غدا", 25), ("بعد غد", 26), ("يوم السبت", 28), ("الأحد", 29),
                       ("٢٧ نوفمبر", 27), ("27/11", 27)):
        assert read_day(typed, today) == date(2026, 11, day), typed
    assert read_day("3 شتنبر", today) == date(2027, 9, 3)
    heard = hear_day("غدًا صباحًا", today)
    assert heard
    assert (heard.day, heard.slot) == (date(2026, 11, 25), Slot.MORNING)
    for day in (date(2026, 11, 24 + n) for n in range(1, 7)):
        assert read_day(day_in_full(day, "ar"), today) == day
    assert read_day("ليس يوما", today) is None


def test_each_line_runs_from_the_right_and_what_is_foreign_keeps_its_order() -> None:
    render = Renderer({})
    said = render.html(_("{name} vous dit oui. Merci !", name=quoted("Léa <b>")), "ar")
    assert f"{FSI}Léa &lt;b&gt;{PDI}" in said
    order = render.html(_("Pour reprendre : /start. Pour tout effacer : /effacer."), "ar")
    assert f"{LRI}/start{PDI}" in order
    assert f"{LRI}/effacer{PDI}" in order
    named = render.html(_("Bonjour {name} ! Que souhaitez-vous faire ?", name=quoted("عمر")), "ar")
    for text in (said, order, named):
        first = next(c for c in re.sub(r"<[^>]*>", "", text) if unicodedata.bidirectional(c) in ("L", "R", "AL"))
        assert unicodedata.bidirectional(first) in ("R", "AL")
    forged = render.html(_("Bonjour {name} ! Que souhaitez-vous faire ?", name=quoted(f"Léa{PDI}\u202e")), "ar")
    assert forged.count(FSI) == forged.count(PDI) == 1
    assert "\u202e" not in forged


def test_a_first_name_in_arabic_does_not_turn_a_french_line_over() -> None:
    words = _("{name} vous dit oui. Merci !", name=quoted("عمر"))
    assert Renderer({}).html(words, "fr").startswith(f"{FSI}عمر{PDI} vous dit oui.")
    assert Renderer({}).html(_("{name} vous dit oui. Merci !", name=quoted("Zoé")), "fr").startswith("Zoé vous")

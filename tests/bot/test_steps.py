"""At each step of joining, installing and noting an hour: wrong answers, back, cancel, drafts, restarts, old and
foreign buttons. All people are fictional.
"""

from __future__ import annotations

import pytest

from tests.bot.scenes import SCRIPTS, Script, dump, faults
from tests.pilots import Pilot, Street

EVERY_STEP = [(name, number) for name, script in SCRIPTS.items() for number in range(len(script.steps))]
AFTER_THE_FIRST = [(name, number) for name, number in EVERY_STEP if number]
DEAD = "Ce bouton n’est plus actif"


@pytest.fixture
def odile(street: Street) -> Pilot:
    return street.person("Odile")


@pytest.mark.parametrize("name", SCRIPTS)
def test_answers_that_will_not_do_bring_the_same_question_and_lose_nothing(odile: Pilot, name: str) -> None:
    script = SCRIPTS[name]
    script.begin(odile)
    for step in script.steps:
        for wrong in (*step.wrong, "/nimportequoi", "é" * 4096, " "):
            odile.say(wrong)
            said, *question = odile.last.text.split("\n\n")
            assert step.asks in "\n\n".join(question), f"« {wrong[:20]} » for « {step.asks} »: {odile.last.text}"
            assert "<b>Odile" not in said
        for asked in (odile.photo(), odile.share(None)):
            assert step.asks in asked.text
            assert len(asked.text.split("\n\n")) > 1
        step.good(odile)
    assert script.end in odile.texts[-1] + odile.texts[-2]
    assert not faults(odile.street)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_forged_button_of_the_question_asked_answers_nothing(odile: Pilot, name: str) -> None:
    script = SCRIPTS[name]
    script.begin(odile)
    for step in script.steps:
        seen = odile.last
        taps = [str(b.tap) for row in seen.rows for _l, b in row if b.tap and b.tap.startswith("c:")]
        prefix = taps[0].rpartition(":")[0] if taps else "c:x:1:y"
        for forged in ("+", "+x", "+²", "+99999999999", "-9", "é", "999", "a:b:c", "oui\u202e"):
            odile.tap(f"{prefix}:{forged}", seen.id)
            assert step.asks in odile.last.text
        step.good(odile)
    assert script.end in odile.texts[-1] + odile.texts[-2]
    assert not faults(odile.street)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_restart_before_each_answer_loses_nothing(odile: Pilot, name: str) -> None:
    script = SCRIPTS[name]
    script.begin(odile)
    for step in script.steps:
        odile.street.restart()
        odile.street.later(hours=1)
        assert step.asks in odile.last.text
        step.good(odile)
    assert script.end in odile.texts[-1] + odile.texts[-2]


@pytest.mark.parametrize("name", SCRIPTS)
def test_back_asks_the_question_before_and_keeps_the_others(odile: Pilot, name: str) -> None:
    script = SCRIPTS[name]
    script.walk(odile, 1)
    for before, step in zip(script.steps, script.steps[1:], strict=False):
        assert step.asks in odile.last.text
        odile.press("Retour")
        assert before.asks in odile.last.text
        before.good(odile)
        odile.say("retour")
        assert before.asks in odile.last.text
        before.good(odile)
        assert step.asks in odile.last.text
        step.good(odile)
    assert script.end in odile.texts[-1] + odile.texts[-2]


def test_there_is_nothing_before_the_first_question(odile: Pilot) -> None:
    SCRIPTS["join"].walk(odile, 0)
    assert "↩ Retour" not in odile.last.labels
    odile.say("retour")
    assert "Quel est votre prénom" in odile.last.text


@pytest.mark.parametrize(("name", "number"), EVERY_STEP)
def test_cancel_keeps_nothing(odile: Pilot, name: str, number: int) -> None:
    script, how = SCRIPTS[name], ("button", "word", "command")[number % 3]
    script.walk(odile, 0)
    odile.press("Annuler")
    affairs = dump(odile.street)
    script.walk(odile, number)
    if how == "button":
        odile.press("Annuler")
    else:
        odile.say("Annuler" if how == "word" else "/annuler")
    assert "C’est annulé. Rien n’a été enregistré." in odile.last.text
    after = dump(odile.street)
    assert {t: r for t, r in after.items() if t != "link"} == {t: r for t, r in affairs.items() if t != "link"}
    odile.say("et maintenant ?")
    assert odile.last.screen.keyboard == "menu"


def walk_away(script: Script, odile: Pilot, number: int) -> None:
    script.walk(odile, number)
    odile.street.later(days=3)
    odile.street.restart()
    script.begin(odile)


@pytest.mark.parametrize(("name", "number"), [(n, i) for n, i in AFTER_THE_FIRST if SCRIPTS[n].resumes])
def test_who_comes_back_goes_on_where_they_were(odile: Pilot, name: str, number: int) -> None:
    script = SCRIPTS[name]
    walk_away(script, odile, number)
    assert "On reprend" in odile.last.text
    odile.press("Reprendre")
    assert script.steps[number].asks in odile.last.text
    for step in script.steps[number:]:
        step.good(odile)
    assert script.end in odile.texts[-1] + odile.texts[-2]


@pytest.mark.parametrize("name", [n for n, script in SCRIPTS.items() if script.resumes])
def test_who_comes_back_may_begin_again(odile: Pilot, name: str) -> None:
    script = SCRIPTS[name]
    walk_away(script, odile, 2)
    odile.press("Recommencer")
    assert script.steps[0].asks in odile.last.text
    for step in script.steps:
        step.good(odile)
    assert script.end in odile.texts[-1] + odile.texts[-2]


def test_a_draft_that_was_cancelled_meanwhile_says_so(odile: Pilot) -> None:
    walk_away(SCRIPTS["join"], odile, 3)
    seen, resume = odile.find("Reprendre")
    _seen, again = odile.find("Recommencer")
    odile.say("/annuler")
    for button in (resume, again):
        odile.press_on(seen, button)
        assert "Ce brouillon n’existe plus" in odile.last.text


@pytest.mark.parametrize(("name", "number"), AFTER_THE_FIRST)
def test_the_button_of_an_earlier_question_changes_nothing(odile: Pilot, name: str, number: int) -> None:
    script = SCRIPTS[name]
    script.begin(odile)
    first = odile.last
    old = next(button for row in first.rows for _label, button in row if button.tap and button.tap.startswith("c:"))
    for step in script.steps[:number]:
        step.good(odile)
    odile.press_on(first, old)
    assert DEAD in odile.toast
    assert script.steps[number].asks in odile.last.text
    for step in script.steps[number:]:
        step.good(odile)
    assert script.end in odile.texts[-1] + odile.texts[-2]


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_buttons_of_an_earlier_conversation_are_dead(odile: Pilot, name: str) -> None:
    script = SCRIPTS[name]
    script.begin(odile)
    first = odile.last
    buttons = [b for row in first.rows for _label, b in row if b.tap and b.tap != "someone"]
    odile.say("/annuler")
    affairs = dump(odile.street)
    for button in buttons:
        odile.press_on(first, button)
        assert DEAD in odile.toast
    assert dump(odile.street) == affairs
    script.begin(odile)
    odile.street.later(minutes=1)
    for button in buttons:
        odile.press_on(first, button)
        assert script.steps[0].asks in odile.last.text


@pytest.mark.parametrize("name", SCRIPTS)
def test_somebody_elses_buttons_do_nothing_for_me(street: Street, odile: Pilot, name: str) -> None:
    lucas = street.person("Lucas")
    script = SCRIPTS[name]
    script.begin(odile)
    for number, step in enumerate(script.steps):
        buttons = [b for row in odile.last.rows for _label, b in row if b.tap and b.tap != "someone"]
        before = {t: r for t, r in dump(street).items() if t not in ("person", "conversation")}
        for button in buttons:
            lucas.tap(str(button.tap), 1)
            assert lucas.phone.toasts
        assert {t: r for t, r in dump(street).items() if t not in ("person", "conversation")} == before, number
        assert step.asks in odile.last.text
        step.good(odile)
    assert lucas.row.standing == "visitor"
    assert lucas.row.first_name == ""

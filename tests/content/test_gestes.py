"""What the editors promise of the gestes: their number, their dates, their next step."""

import re
import shutil
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from content.catalogue import HERE, Catalogue, read_all
from content.check import check
from content.likeness import MOST, alike
from rules.calendar import StepKind, windows_around
from rules.gestes import ANY_ALERT, Always, Conditions, During, Geste, Timing, UnderAlert, conditions, eligible
from rules.helpkinds import Offered
from rules.yearly import Season

TODAY = date(2026, 11, 28)
FIRST, LAST = date(2026, 1, 1), date(2029, 12, 31)
ASKING = {
    "demander-petit-service", "dire-oui-a-une-aide", "demander-un-objet", "demander-compagnie", "demander-un-relais",
    "demander-lecture-papier", "reparer-ensemble",
}  # fmt: skip
WITHDRAWN = {
    "lumieres-couloir", "gros-caracteres", "repas-voisin-malade", "signaler-lampadaire", "visite-locaux",
    "troc-de-jouets", "nettoyer-cour", "merci-public-voisin",
}  # fmt: skip
# The last day on which a text that names a day of the year is still true.
NAMED = {"musique-cour": "06-21", "brin-muguet": "05-01", "fleur-personne-agee": "10-01", "crepes-chandeleur": "02-02",
         "decorer-hall": "12-24", "reveillon-voisin-seul": "12-31"}  # fmt: skip
A_DAY = re.compile(
    r"\b(jour de la (fête|collecte)|semaine bleue|c’est la journée|réveillon|chandeleur|premier mai|noël|"
    r"(la )?fête (arrive|va)|ce jour-là, donnez|"
    r"\d+ (janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre))\b",
    re.IGNORECASE,
)


def shown(catalogue: Catalogue) -> list[Geste]:
    return [g for g in catalogue.gestes if g.retired_on is None]


def days() -> list[date]:
    return [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


def test_a_hundred_and_seventy_gestes_a_hundred_at_heart(catalogue: Catalogue) -> None:
    assert len(shown(catalogue)) == 170
    assert sum(g.core for g in shown(catalogue)) == 100


def test_a_withdrawn_geste_is_known_and_never_shown_again(catalogue: Catalogue) -> None:
    gone = {g.id for g in catalogue.gestes if g.retired_on}
    assert gone == WITHDRAWN
    kept = (HERE / "ids.txt").read_text("utf-8").splitlines()
    assert all(f"geste {name}" in kept and catalogue.geste(name).title for name in gone)
    assert not any(eligible(catalogue.geste(name), TODAY, Conditions(events={})) for name in gone)


def test_asking_is_a_geste_too(catalogue: Catalogue) -> None:
    asking = {g.id for g in shown(catalogue) if g.step.kind is StepKind.ASK}
    assert asking == ASKING
    assert len(asking) >= 6


def test_each_offer_of_help_answers_a_kind_of_need(catalogue: Catalogue) -> None:
    opened = {k.code for k in catalogue.kinds if k.offered is Offered.OPEN}
    offers = [g for g in shown(catalogue) if g.step.kind is StepKind.OFFER]
    assert {g.step.target for g in offers} <= opened
    assert len(offers) < 40
    chairs = {"preter-chaises": "pret_objet", "pharmacie-ordonnance": "pharmacie", "trajet-partage": "trajet"}
    assert {g.id: g.step.target for g in offers if g.id in chairs} == chairs


def test_a_health_alert_has_three_gestes_of_its_own(catalogue: Catalogue) -> None:
    own = {g.id for g in shown(catalogue) if UnderAlert("crise_sanitaire") in g.when}
    assert own >= {"courses-paillasson", "coudre-des-masques", "se-repartir-les-appels"}
    assert all(UnderAlert(ANY_ALERT) not in catalogue.geste(name).when for name in own)


def test_no_two_gestes_say_the_same(catalogue: Catalogue) -> None:
    assert [(round(near, 2), one.id, other.id) for near, one, other in alike(shown(catalogue))] == []


def test_the_same_idea_in_other_words_is_seen(catalogue: Catalogue) -> None:
    bags = catalogue.geste("sac-lourd-a-la-porte")
    twin = replace(
        bags, id="sac", title="Monter un sac par une anse",
        text="Une personne monte un sac ? Prenez une anse, doucement, et laissez le sac sur son paillasson.",
    )  # fmt: skip
    [(near, one, other)] = alike([*shown(catalogue), twin])
    assert near > MOST
    assert {one.id, other.id} == {bags.id, "sac"}


def test_nothing_is_said_to_take_a_minute(catalogue: Catalogue) -> None:
    said = [(g.id, t) for g in shown(catalogue) for t in (g.title, g.text, g.simple)]
    english = [(i, catalogue.english[t]) for i, t in said]
    assert [i for i, t in (*said, *english) if re.search(r"\bune minute\b|\b(a|one) minute\b", t, re.IGNORECASE)] == []


def test_nobody_is_sent_to_what_has_not_begun_or_is_over(catalogue: Catalogue) -> None:
    """Every day of four years: the day suits what the text asks."""
    bound = [replace(g, best_before=LAST) for g in shown(catalogue) if g.timing]
    met: Counter[str] = Counter()
    for on in days():
        today = conditions(catalogue.moments, on)
        for geste in bound:
            if eligible(geste, on, today):
                assert suits(catalogue, geste, on), f"{geste.id} on {on}"
                met[geste.id] += 1
    assert set(met) == {g.id for g in bound}, "one was never shown in four years"


def suits(catalogue: Catalogue, geste: Geste, on: date) -> bool:
    return any(_suits(catalogue, geste, term, on) for term in geste.when)


def _suits(catalogue: Catalogue, geste: Geste, term: object, on: date) -> bool:
    if isinstance(term, During):
        around = windows_around(catalogue.moment(term.event), on)
        if geste.timing is Timing.DURING:
            return any(window.holds(on) for window in around)
        return any(on <= window.end and window.start - on <= timedelta(days=21) for window in around)
    month, day = map(int, NAMED[geste.id].split("-"))
    left = date(on.year, month, day) - on
    return left == timedelta(0) if geste.timing is Timing.DURING else timedelta(0) <= left <= timedelta(days=24)


def test_a_text_that_names_a_day_says_when_it_is_true(catalogue: Catalogue) -> None:
    texts = {g.id: " ".join((g.title, g.text, g.simple)) for g in shown(catalogue) if not g.timing}
    assert {name: found[0] for name, text in texts.items() if (found := A_DAY.search(text))} == {}
    assert all(isinstance(t, Season | During) for g in shown(catalogue) if g.timing for t in g.when)
    assert not any(isinstance(t, Always) for g in shown(catalogue) if g.timing for t in g.when)


SPOILED = [
    ('quand: ["10-01"]', 'quand: ["10-01..10-03"]', "s’ouvre aussi d’autres jours"),
    ('quand: ["event:semaine_bleue"]', 'quand: ["event:fete_des_voisins"]', "s’ouvre aussi d’autres jours"),
    ('quand: ["10-01"]', 'quand: ["toute"]', "les jours où le texte est vrai"),
    ('suite: "proposer:courses"', 'suite: "proposer"', "le genre de besoin"),
    ('suite: "proposer:courses"', 'suite: "proposer:enfants"', "« enfants » n’existe pas"),
    ('suite: "proposer:courses"', 'suite: "proposer:magie"', "« magie » n’existe pas"),
    ('jour: "pendant"', 'jour: "hier"', "« hier » refusé"),
]  # fmt: skip


@pytest.mark.parametrize(("good", "bad", "said"), SPOILED)
def test_a_date_or_a_step_that_leads_nowhere_is_refused(folder: Path, good: str, bad: str, said: str) -> None:
    path = folder / "gestes.yaml"
    text = path.read_text("utf-8")
    assert good in text
    path.write_text(text.replace(good, bad, 1), "utf-8")
    rules = [fault.rule for fault in check(read_all(folder), folder, TODAY)]
    assert any(said in rule for rule in rules), rules


def test_a_copy_under_another_id_is_refused(folder: Path) -> None:
    path = folder / "gestes.yaml"
    shutil.copy(HERE / "gestes.yaml", path)
    blocks = re.split(r"(?m)^(?=- id: )", path.read_text("utf-8"))
    bread = next(b for b in blocks if b.startswith('- id: "pain-du-voisin"'))
    copy = bread.replace("pain-du-voisin", "le-pain").replace("Bien cuite", "Cuite")
    path.write_text("".join(blocks) + copy, "utf-8")
    assert any("ressemble trop à « pain-du-voisin »" in f.rule for f in check(read_all(folder), folder, TODAY))

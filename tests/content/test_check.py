"""`python -m content.check` passes on what is shipped and fails on what a reviewer would refuse."""

from datetime import date
from pathlib import Path

import pytest

from content.catalogue import HERE, read_all
from content.check import check, main, reread_list, warnings
from content.schema import Spoken
from content.writing import lint_writing

TODAY = date(2026, 11, 28)

SPOILED = [
    ("gestes.yaml", "Dites votre prénom", "Dis ton prénom", "tutoiement"),
    ("charter.yaml", "J’aide", "J'aide", "apostrophe droite"),
    ("charter.yaml", "«\u00a0non", "« non", "insécable (U+00A0) attendue après"),
    ("charter.yaml", "non\u00a0»", "non »", "insécable (U+00A0) attendue avant »"),
    ("safety.yaml", "Médicaments\u00a0:", "Médicaments :", "attendue avant « : »"),
    ("safety.yaml", "danger\u202f?", "danger ?", "U+202F"),
    ("safety.yaml", "danger\u202f?", "danger\u00a0?", "U+202F"),
    ("safety.yaml", "danger\u202f?", "danger?", "U+202F"),
    ("safety.yaml", "Gants et pinces.", "Gants  et pinces.", "espace en trop"),
    ("safety.yaml", "Gants et pinces.", "<b>Gants</b> et pinces.", "ne s’écrivent pas"),
    ("charter.yaml", "J’aide et je demande", "Les voisin·es", "suppose un genre"),
    ("charter.yaml", "J’aide et je demande", "Vous êtes inscrit(e)", "suppose un genre"),
    ("charter.yaml", "J’aide et je demande", "Pour un voisin", "suppose un genre"),
    ("charter.yaml", "people’s", "people's", "apostrophe droite"),
    ("charter.yaml", "J’aide", "{prenom} aide", "n’est remplacé par rien"),
    ("calendar.yaml", "Neighbours’ party", "Neighbours’ party {date}", "les accolades diffèrent"),
    ("calendar.yaml", "Le 3977 écoute", "Le 3978 écoute", "3978 n’est pas dans numbers.yaml"),
    ("numbers.yaml", "verifie_le: 2026-11-23", "verifie_le: 2025-11-20", "plus de douze mois"),
    ("numbers.yaml", "verifie_le: 2026-11-23", "verifie_le: 2027-01-01", "date à venir"),
    ("gestes.yaml", "coeur: true", "coeur: false", "99 au cœur"),
    ("gestes.yaml", "relu_le: 2026-11-23\n  dluo: 2028-11-23", "relu_le: 2024-01-01\n  dluo: 2026-01-01", "à relire"),
    ("safety.yaml", "verifie_le: 2026-11-23", "verifie_le: 2027-01-01", "date à venir"),
    ("gestes.yaml", "Dites votre prénom", "Appelez le 01 23 45 67", "ne se lit pas"),
    ("gestes.yaml", "Dites votre prénom", "Appelez le 0800 06 66 66", "ne se lit pas"),
    ("gestes.yaml", "Dites votre prénom", "Appelez le 01\u00a023\u00a045\u00a067\u00a089", "pas dans numbers.yaml"),
    ("gestes.yaml", "Dites votre prénom", "Lisez http://exemple.fr", "ne mène nulle part"),
    ("gestes.yaml", "Dites votre prénom", "Lisez https://exemple", "ne mène nulle part"),
    ("gestes.yaml", "Dites votre prénom", "Lisez www.exemple..fr", "ne mène nulle part"),
    ("gestes.yaml", "Dites votre prénom", "Dites 漢", "nos polices ne dessinent pas « 漢 »"),
    ("privacy.yaml", "obligatoire. Ni", "obligatoire : ni", "attendue avant « : »"),
    ("ids.txt", "geste saluer-par-prenom", "geste parti-ailleurs", "ne disparaît pas"),
    ("ids.txt", "geste saluer-par-prenom\n", "", "nouvel identifiant"),
]  # fmt: skip


def test_the_shipped_content_is_in_order() -> None:
    assert [str(fault) for fault in check(read_all(), HERE, TODAY)] == []


@pytest.mark.parametrize(("file", "good", "bad", "said"), SPOILED)
def test_a_reviewer_would_refuse(folder: Path, file: str, good: str, bad: str, said: str) -> None:
    path = folder / file
    text = path.read_text("utf-8")
    assert good in text
    path.write_text(text.replace(good, bad, 1), "utf-8")
    rules = [fault.rule for fault in check(read_all(folder), folder, TODAY)]
    assert any(said in rule for rule in rules), rules


@pytest.mark.parametrize(("file", "good", "bad"), [
    ("gestes.yaml", "relu_le: 2026-11-23\n  dluo: 2028-11-23", "relu_le: 2024-01-01\n  dluo: 2026-01-01"),
    ("numbers.yaml", "verifie_le: 2026-11-23", "verifie_le: 2025-11-20"),
    ("safety.yaml", "verifie_le: 2026-11-23", "verifie_le: 2027-01-01"),
])  # fmt: skip
def test_a_fault_is_told_with_the_line_it_stands_on(folder: Path, file: str, good: str, bad: str) -> None:
    path = folder / file
    text = path.read_text("utf-8").replace(good, bad, 1)
    path.write_text(text, "utf-8")
    (fault, *_others) = check(read_all(folder), folder, TODAY)
    lines = text.split("\n")
    assert fault.file == file
    assert bad.split("\n")[-1].strip() in lines[fault.line - 1]


def test_good_links_and_numbers_pass() -> None:
    good = ("Lisez https://exemple.fr/a.", "le 3977 écoute", "de 9 h à 18 h", "voir www.caf.fr.", "en 2026, à 09:00")
    said = [Spoken("x.yaml", 1, "x", "fr", text) for text in good]
    assert list(lint_writing(said, {"3977"})) == []


def test_the_same_words_twice_are_one_geste(folder: Path) -> None:
    path = folder / "gestes.yaml"
    text = path.read_text("utf-8")
    titles = [line for line in text.split("\n") if line.startswith("  titre:")]
    english = [line for line in text.split("\n") if line.startswith("    titre:")]
    text = text.replace(titles[1], titles[0], 1).replace(english[1], english[0], 1)
    path.write_text(text, "utf-8")
    assert any("dit la même chose" in f.rule for f in check(read_all(folder), folder, TODAY))


def test_a_long_sentence_is_not_plain(folder: Path) -> None:
    path = folder / "gestes.yaml"
    lines = path.read_text("utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith("  simple:"))
    lines[at] = '  simple: "Dites bonjour à chaque personne que vous croisez dans la rue le matin avant de partir."'
    path.write_text("\n".join(lines), "utf-8")
    assert any("version simple, 12 au plus" in f.rule for f in check(read_all(folder), folder, TODAY))


def test_the_command_says_where_and_fails(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--today", "2026-11-28", "--folder", str(folder)]) == 0
    path = folder / "numbers.yaml"
    path.write_text(path.read_text("utf-8").replace("urgence: true", "urgence: oui", 1), "utf-8")
    assert main(["--today", "2026-11-28", "--folder", str(folder)]) == 1
    assert "numbers.yaml:11: n15.urgence: écrivez true ou false" in capsys.readouterr().out


def test_a_year_later_the_numbers_fail_the_build(folder: Path) -> None:
    rules = [f.rule for f in check(read_all(folder), folder, date(2027, 11, 29))]
    assert rules.count("vérifié il y a plus de douze mois") == 17


def test_what_to_reread_is_listed_before_it_is_late() -> None:
    catalogue = read_all().catalogue
    assert warnings(catalogue, TODAY) == ()
    late = [g for g in catalogue.gestes if g.best_before == date(2027, 11, 23)]
    assert late
    autumn = reread_list(read_all(), date(2027, 9, 1))
    assert all(any(line.startswith(f"geste {g.id} ") for line in autumn) for g in late)
    assert any(line.startswith("safety.yaml S1 ") for line in autumn)
    assert any(line.startswith("charter.yaml ") for line in autumn)
    assert any("est à relire avant" in line for line in warnings(catalogue, date(2027, 11, 1)))


def test_new_ids_are_appended_never_removed(folder: Path) -> None:
    path = folder / "ids.txt"
    path.write_text("geste parti-ailleurs\n", "utf-8")
    main(["--today", "2026-11-28", "--folder", str(folder), "--write-ids"])
    kept = path.read_text("utf-8").splitlines()
    assert kept[0] == "geste parti-ailleurs"
    assert set(kept[1:]) == set((HERE / "ids.txt").read_text("utf-8").splitlines())


def test_an_announced_moment_without_its_date_is_named_two_months_before() -> None:
    catalogue = read_all().catalogue
    [said] = [line for line in warnings(catalogue, date(2027, 4, 10)) if "fete_des_voisins" in line]
    assert said == "calendar.yaml : fete_des_voisins n’a pas de date confirmée pour 2027 (par défaut le 2027-05-28)"
    assert not [line for line in warnings(catalogue, date(2026, 4, 10)) if "journee_benevolat" in line], "a fixed day"


def test_the_text_of_an_announced_moment_promises_no_day_of_its_own(folder: Path) -> None:
    path = folder / "calendar.yaml"
    text = path.read_text("utf-8")
    day = "dans les villes qui participent\u00a0: {date}."
    assert day in text
    path.write_text(text.replace(day, "le 28 janvier.", 1), "utf-8")
    rules = [f.rule for f in check(read_all(folder), folder, date(2026, 11, 28))]
    assert "une date annoncée se dit {date}" in rules

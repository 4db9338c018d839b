"""The bilan as a picture, two pages and a table for the town hall. All people are fictional."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import Engine, insert

from bot.files import make_file
from bot.render import PLAIN_SPACES
from rules.console import TownRole
from rules.periods import Period
from rules.report_table import HEAD, as_csv, harmless, months, places
from rules.reports import Minutes, Report
from rules.town import Town
from storage.tables import HelpEvent, table
from tests.pages.test_attestation import words_of
from tests.world.peupliers import MORNING, Peupliers
from tests.world.rows import a_role

ROOT = Path(__file__).parents[2]
NOVEMBER = Period(2026, 11)


def french(words: Any) -> str:
    return str(words.text)


def test_the_table_opens_in_a_french_spreadsheet() -> None:
    report = Report({"done": 12, "unserved": 5, "not_done": 6}, Minutes(750, 8), Minutes(90, 2), 20, 8)
    lines = as_csv(months([(NOVEMBER, report)]), french).split("\r\n")
    assert lines[0] == "\ufeffdebut;fin;lieu;indicateur;libelle;valeur;unite;secret"
    assert lines[1] == "2026-11-01;2026-11-30;;servies;Demandes servies;12;demandes;non"
    assert "2026-11-01;2026-11-30;;heures_declarees;Heures déclarées;12,50;heures;non" in lines
    assert "2026-11-01;2026-11-30;;heures_confirmees;Heures avec confirmation;;heures;oui" in lines
    assert "2026-11-01;2026-11-30;;sollicitation;Personnes sollicitées;40;%;non" in lines


def test_no_cell_of_less_than_five_is_told_nor_found_by_subtraction() -> None:
    year = [(Period(2026, month), Report({"done": count})) for month, count in ((9, 30), (10, 3), (11, 12))]
    assert [line.value for line in months(year) if line.code == "servies"] == [30, None, None]
    assert [line.value for line in months(year) if line.code == "voisinage"] == [30, None, None], "nor by its parts"
    named = [("rue des Lilas", Report({"done": 9})), ("rue des Ormes", Report({"done": 20}))]
    found = {line.place: line.value for line in places(NOVEMBER, named, [Report({"done": 2})])
             if line.code == "servies"}
    assert found == {"rue des Lilas": None, "rue des Ormes": 20}, "31 less 29 would say 2"
    whole = places(NOVEMBER, named, [Report({"done": 7})])
    assert Decimal(29) == sum(line.value or 0 for line in whole if line.code == "servies")


@pytest.mark.parametrize("typed", ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", " =cmd|' /C calc'!A0", "\u00a0=1"])
def test_a_place_that_somebody_typed_is_never_a_formula(typed: str) -> None:
    assert harmless(typed) == f"'{typed}"
    assert harmless("rue du 8-Mai") == "rue du 8-Mai"
    text = as_csv(places(NOVEMBER, [(f'{typed}";"x', Report({"done": 9}))], []), french)
    assert f"\"'{typed}\"\";\"\"x\"" in text


@pytest.fixture
def street(sqlite_engine: Engine) -> Peupliers:
    return Peupliers(sqlite_engine)


def ended(street: Peupliers, *ends: str, at: datetime = MORNING) -> None:
    with street.street.session() as session:
        session.connection().execute(insert(table(HelpEvent)), [
            {"request_id": 9000 + n, "what": what, "zone_id": street.zone, "at": at} for n, what in enumerate(ends)])


def file_of(who: Any) -> bytes:
    attachment = who.last.screen.attachment
    assert attachment is not None
    return make_file(attachment)


def test_the_group_has_its_picture_and_its_two_pages(street: Peupliers, tmp_path: Any) -> None:
    ended(street, *["done"] * 7, *["unserved"] * 3)
    street.lucas.say("/bilan")
    street.lucas.press("Une image")
    assert "• Demandes servies : 7" in street.lucas.last.text.translate(PLAIN_SPACES), "who cannot see it reads it"
    assert file_of(street.lucas)[:8] == b"\x89PNG\r\n\x1a\n"
    street.lucas.say("/bilan")
    street.lucas.press("Deux pages")
    printed = words_of(file_of(street.lucas), tmp_path)
    said = " ".join(printed.split())
    assert "Novembre 2026" in said
    assert "Demandes servies 7" in said
    assert "Sans personne 3" in said
    assert "la personne aidée l’a dit aussi" in said
    assert printed.count("\f") == 2, "two pages"


def test_the_town_hall_reads_its_months_and_no_neighbour_does(street: Peupliers) -> None:
    ended(street, *["done"] * 7, *["unserved"] * 3)
    street.lucas.say("/bilan mairie")
    assert "sont pour la mairie" in street.lucas.last.text
    street.karim.say("/bilan mairie", street.chat)
    assert "7" not in street.chat.last.text
    for data in ("report.town", "report.table:2026-11", "report.csv:2026-11", "report.xlsx:2026-11",
                 "report.town2:2026-11", "report.ages"):
        street.lucas.tap(data)
        assert street.lucas.last.screen.attachment is None
        assert "servies" not in street.lucas.last.text
    karim = street.karim.person_id
    with street.street.session() as session:
        a_role(session, karim, TownRole.COORDINATOR)
    street.karim.say("/bilan mairie")
    said = street.karim.last.text.translate(PLAIN_SPACES)
    assert "• Demandes servies : 7\n• Sans personne : quelques\n" in said
    street.karim.press("Tableau")
    street.karim.press("Tableau CSV")
    text = file_of(street.karim).decode()
    assert "2026-11-01;2026-11-30;;servies;Demandes servies;7;demandes;non" in text
    assert "sans_personne;Sans personne;;demandes;oui" in text
    assert "Peupliers" not in text, "fewer than five people live there"
    street.karim.tap("report.xlsx:2026-11")
    first, second = file_of(street.karim), file_of(street.karim)
    assert first == second
    with ZipFile(BytesIO(first)) as book:
        sheet, words = (book.read(f"xl/{name}.xml").decode() for name in ("worksheets/sheet1", "sharedStrings"))
    assert "<v>7</v>" in sheet
    assert "<f>" not in sheet
    assert "Demandes servies" in words
    street.karim.say("/mairie")
    street.karim.press("Bilans")
    street.karim.press("Mois et année")
    street.karim.press("Deux pages")
    assert file_of(street.karim)[:4] == b"%PDF"
    street.karim.say("/bilan mairie décembre 2026")
    assert "ce n’est pas encore commencé" in street.karim.last.text.translate(PLAIN_SPACES)
    street.karim.say("/bilan mairie 2024")
    assert "n’était pas encore là" in street.karim.last.text.translate(PLAIN_SPACES)


def test_past_months_are_open_where_the_commune_chose_so(street: Peupliers) -> None:
    ended(street, *["done"] * 7, *["unserved"] * 3, at=MORNING - timedelta(days=30))
    street.lucas.say("/bilan ouvert")
    assert "n’a pas choisi d’ouvrir" in street.lucas.last.text
    street.street.dialogue = replace(street.street.dialogue, town=Town("Valmont (fictive)", open_data=True))
    street.lucas.say("/bilan ouvert")
    lines = file_of(street.lucas).decode().split("\r\n")
    assert "2026-10-01;2026-10-31;;servies;Demandes servies;7;demandes;non" in lines
    assert "2026-10-01;2026-10-31;;sans_personne;Sans personne;;demandes;oui" in lines
    assert not any(line.startswith("2026-11") for line in lines), "a month that is not over is not told"
    codes = {line.split(";")[3] for line in lines[1:] if line}
    schema = (ROOT / "docs" / "open-data.md").read_text("utf-8")
    assert all(f"`{code}`" in schema for code in codes)
    assert all(f"`{column}`" in schema for column in HEAD)


def test_a_year_is_told_month_by_month_up_to_now(street: Peupliers) -> None:
    ended(street, *["done"] * 7, at=MORNING - timedelta(days=40))
    karim = street.karim.person_id
    with street.street.session() as session:
        a_role(session, karim, TownRole.COORDINATOR)
    street.karim.say("/bilan mairie année")
    street.karim.press("Tableau")
    street.karim.press("Tableau CSV")
    lines = file_of(street.karim).decode().split("\r\n")
    assert "2026-10-01;2026-10-31;;servies;Demandes servies;7;demandes;non" in lines
    assert "2026-09-01;2026-09-30;;servies;Demandes servies;0;demandes;non" in lines
    assert not any(line.startswith("2026-12") for line in lines)

"""Sheets printed for a group: who may, what they say, and what to do when one cannot be printed. All fictional."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiogram.methods import SendDocument
from sqlalchemy import Engine, delete, func, insert, select, update

from bot.files import make_file
from bot.render import Renderer
from bot.telegram.speak import TelegramSpeaker, make_bot
from content.kits.facts import KitId, Sheet, from_row
from content.kits.press import KITS
from rules.deliveries import Policy, Post
from rules.hours import EntryState, HourKind
from rules.residents import Standing
from rules.screens import Attachment, Screen
from rules.town import Town
from storage import housekeeping
from storage.tables import (
    Deed,
    HelpAcceptance,
    HelpEvent,
    HelpRequest,
    HourEntry,
    Link,
    NeighbourGroup,
    Participation,
    Person,
    Zone,
    table,
)
from tests.pilots import BOT, Pilot
from tests.world.peupliers import MORNING, Peupliers
from tests.world.pressing import press_tap, press_value
from tests.world.rows import a_group, a_person


class Printer(Peupliers):
    """Karim runs the group « Les Peupliers »; Odile, Lucas and Fatou live there."""

    def __init__(self, engine: Engine, language: str = "fr") -> None:
        super().__init__(engine, language=language)
        t = table(Participation)
        self.execute(update(t).where(t.c.person_id == self.karim.person_id).values(admin=True))

    def execute(self, statement: Any) -> None:
        with self.street.session() as session:
            session.connection().execute(statement)

    def set_group(self, **columns: Any) -> None:
        t = table(NeighbourGroup)
        self.execute(update(t).where(t.c.id == self.group).values(**columns))

    def print(self, kit: KitId, *answers: str, who: Pilot | None = None) -> Attachment:
        """/kit KIT, then each answer pressed in order; the file that came."""
        who = who or self.karim
        who.say(f"/kit {kit}")
        for answer in answers:
            press_value(who, answer)
        file = file_of(who)
        assert file, who.texts[-2:]
        return file

    def facts(self, kit: KitId, *answers: str) -> Any:
        return facts_of(self.print(kit, *answers))


def file_of(who: Pilot) -> Attachment | None:
    return who.last.screen.attachment


def facts_of(file: Attachment) -> Any:
    return from_row({name: value for name, value in file.facts.items() if name != "sheet"})


def words_on(file: Attachment, folder: Path) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    (folder / file.name).write_bytes(make_file(file))
    ran = subprocess.run(["pdftotext", "-raw", folder / file.name, "-"], capture_output=True, check=True)
    return " ".join(ran.stdout.decode().split())


@pytest.fixture
def home(engine: Engine) -> Printer:
    return Printer(engine)


# who may print

def test_an_admin_chooses_a_sheet_and_its_paper_and_gets_a_pdf(home: Printer) -> None:
    home.karim.say("/kit")
    assert home.karim.last.labels[:5] == ["Affiche", "Tract", "Panneau du voisinage", "Papillon à remplir",
                                          "➡ Autres choix"]
    press_value(home.karim, "affiche")
    assert home.karim.last.labels[:2] == ["Page normale, A4", "Grand format, A3"]
    press_value(home.karim, "a3")
    press_value(home.karim, "non")
    file = file_of(home.karim)
    assert file
    assert (file.name, file.facts["sheet"]) == ("affiche-les-peupliers.pdf", "a3")
    assert make_file(file).startswith(b"%PDF")
    assert "Affiche" in home.karim.last.text


@pytest.mark.parametrize("kit", KitId)
def test_every_sheet_can_be_printed_from_the_chat_on_every_paper(sqlite_engine: Engine, kit: KitId) -> None:
    home = Printer(sqlite_engine)
    for paper in KITS[kit].sheets:
        home.karim.say(f"/kit {kit}")
        while not file_of(home.karim):
            values = [b.tap.split(":", 4)[4] for row in home.karim.last.rows for _label, b in row
                      if (b.tap or "").startswith("c:")]
            press_value(home.karim, paper if paper in values else "non" if "non" in values else values[0])
        assert make_file(file_of(home.karim) or Attachment("")).startswith(b"%PDF")


def test_others_are_told_who_can(home: Printer) -> None:
    home.odile.say("/kit")
    assert "par la personne qui administre un groupe installé" in home.odile.last.text
    assert not file_of(home.odile)
    home.odile.say("/kit affiche", home.chat)
    assert home.chat.last.text == "Seule une personne qui administre le groupe peut le faire."
    home.odile.tap(f"kit:{home.group}")
    home.odile.tap(f"kit.name:{home.group}:affiche")
    home.odile.tap("kit:99999")
    home.odile.tap("kit:abc")
    assert file_of(home.odile) is None
    assert "Quelle feuille" not in " ".join(home.odile.texts)


def test_in_the_group_one_goes_on_in_private(home: Printer) -> None:
    home.karim.say("/kit tract", home.chat)
    assert home.chat.last.labels == ["Continuer en privé"]
    home.karim.press("Continuer en privé", home.chat)
    assert "Sur quel papier" in home.karim.last.text
    home.odile.press("Continuer en privé", home.chat)
    assert "administre le groupe" in home.odile.last.text


def test_an_anonymous_admin_is_answered_in_the_group(home: Printer) -> None:
    home.karim.say("/kit", home.chat, anonymous=True)
    assert home.chat.last.labels == ["Continuer en privé"]


def test_another_admin_of_the_group_prints_too(home: Printer) -> None:
    home.street.admins.add((home.chat.value, home.fatou.id))
    home.fatou.say("/kit", home.chat)
    home.fatou.press("Continuer en privé", home.chat)
    for value in ("papillon", "non"):
        press_value(home.fatou, value)
    assert file_of(home.fatou)


def test_who_lost_the_group_meanwhile_prints_nothing(home: Printer) -> None:
    home.karim.say("/kit papillon")
    home.street.admins.clear()
    press_value(home.karim, "non")
    assert "administre le groupe" in home.karim.toast
    assert file_of(home.karim) is None


def test_a_group_that_is_not_installed_is_installed_first(home: Printer) -> None:
    home.set_group(state="added", installed_at=None)
    home.karim.say("/kit", home.chat)
    assert "/installer" in home.chat.last.text


def test_ten_sheets_a_day(home: Printer) -> None:
    for _sheet in range(10):
        home.print(KitId.TEAR_OFF, "non")
    home.karim.say("/kit papillon")
    assert home.karim.last.text.startswith("Dix feuilles aujourd’hui")
    home.street.later(days=1)
    home.print(KitId.TEAR_OFF, "non")


# where the code leads

def test_the_code_opens_the_group_without_an_end_even_when_who_printed_it_is_gone(home: Printer) -> None:
    link = home.facts(KitId.TEAR_OFF, "non").link
    start, token = link.split("?start=")
    assert start == f"https://t.me/{BOT}"
    home.street.later(days=800)
    home.execute(delete(table(Person)).where(table(Person).c.id == home.karim.person_id))
    with home.street.session() as session:
        housekeeping.forget(session, home.street.now)
    for name in ("Nour", "Sacha"):
        newcomer = home.street.person(name)
        newcomer.start(token)
        newcomer.press(name)
        assert "Qu’aimez-vous faire" in newcomer.last.text


def test_the_code_itself_is_not_kept_and_its_readings_are_counted(home: Printer) -> None:
    token = home.facts(KitId.TEAR_OFF, "non").link.split("?start=")[1]
    with home.street.session() as session:
        kept = session.connection().execute(table(Link).select()).all()
    assert all(token not in str(row) for row in kept)
    for name in ("Nour", "Sacha", "Inès"):
        home.street.person(name).start(token)
    home.print(KitId.TEAR_OFF, "non")
    assert "déjà été lues 3 fois" in home.karim.last.text


# what sheets say

def test_the_board_says_needs_and_offers_and_nobody(home: Printer, tmp_path: Path) -> None:
    home.ask()
    home.ask(kind="animaux_plantes", family="presence-et-sorties")
    people = table(Person)
    home.execute(update(people).values(skills={"likes": ["courses-et-repas"]}))
    home.execute(update(people).where(people.c.id == home.lucas.person_id).values(
        skills={"likes": ["maison-et-jardin"]}))
    file = home.print(KitId.BOARD, "a4", "non")
    facts = facts_of(file)
    discreet, dated = sorted(facts.open_requests, key=lambda line: "," in line)
    assert "jeudi 26 novembre" in dated
    assert "novembre" not in discreet
    assert facts.offers == ("Courses et repas\u00a0: 3 personnes", "Maison et jardin\u00a0: quelques personnes")
    words = words_on(file, tmp_path)
    assert "Des courses" in words
    assert not any(who.first_name in words for who in (home.odile, home.lucas, home.fatou, home.karim))


def test_only_open_requests_of_the_street_are_on_the_board(home: Printer) -> None:
    home.agreed()
    assert home.facts(KitId.BOARD, "a4", "non").open_requests == ()


def test_the_board_is_said_in_english_too(engine: Engine) -> None:
    home = Printer(engine, language="en")
    home.ask()
    facts = home.facts(KitId.BOARD, "a4", "non")
    assert facts.language == "en"
    assert facts.open_requests[0].startswith("Some shopping, Thursday 26 November")


def test_a_figure_of_fewer_than_five_people_stays_in_the_group(home: Printer) -> None:
    with home.street.session() as session:
        fifth = a_person(session, 9000, first_name="Sam")
    people = [p.person_id for p in (home.karim, home.odile, home.lucas, home.fatou)]
    rows = [{"person_id": p, "group_id": home.group, "theme": "saluer", "minutes": None, "day": date(2026, 11, 3),
             "at": MORNING} for p in people]
    home.execute(insert(table(Deed)).values([*rows, *rows]))
    assert home.facts(KitId.MONTH, "a4", "non", "ce").month.gestes is None
    home.execute(insert(table(Deed)).values([rows[0] | {"person_id": fifth}]))
    assert home.facts(KitId.MONTH, "a4", "non", "ce").month.gestes == 9


def test_the_month_is_that_of_the_street(home: Printer) -> None:
    with home.street.session() as session:
        people = [a_person(session, 9000 + n, first_name="Sam") for n in range(5)]
    home.execute(insert(table(Participation)).values(
        [{"person_id": p, "group_id": home.group, "admin": False, "since": MORNING} for p in people]))
    home.execute(insert(table(HourEntry)).values(
        [{"person_id": p, "kind": HourKind.NEIGHBOURS, "minutes": 45, "day": date(2026, 10, 31),
          "state": EntryState.DECLARED, "at": MORNING} for p in people]))
    # 31 October 23:30 in Paris, and 1 November 00:30: one is of the month before.
    last = MORNING.replace(month=10, day=31, hour=22, minute=30)
    for number, (who, at) in enumerate([*((p, last) for p in people), (people[0], last + timedelta(hours=1))]):
        home.execute(insert(table(HelpRequest)).values(
            id=500 + number, asker_id=who, zone_id=home.zone, kind="courses", day=date(2026, 11, 2), slot="matin",
            minutes=30, state="done", visit_code="1234", created_at=at, expires_at=at))
        home.execute(insert(table(HelpEvent)).values(request_id=500 + number, what="asked", zone_id=home.zone, at=at))
    home.execute(insert(table(HelpEvent)).values(request_id=500, what="done", zone_id=home.zone, at=last))
    home.execute(insert(table(HelpAcceptance)).values(
        request_id=500, volunteer_id=people[1], state="done", place=1, at=last, changed_at=last))
    told = home.facts(KitId.MONTH, "a4", "non", "passe").month
    assert (told.month.month, told.requests, told.hours, told.answered) == (10, 5, 3, None)
    now = home.facts(KitId.MONTH, "a4", "non", "ce").month
    assert (now.month.month, now.requests, now.hours) == (11, None, None)
    assert now.next_geste


def test_a_card_of_visit_holds_ones_own_code_or_blanks(home: Printer) -> None:
    home.agreed()
    assert home.facts(KitId.VISIT_CARD, "a6").visit is None
    home.ask(home.karim)
    press_tap(home.lucas, "help.take", home.chat)
    press_tap(home.karim, "help.yes")
    number = home.newest(HelpRequest)
    visit = home.facts(KitId.VISIT_CARD, "a6", str(number)).visit
    assert visit.code == home.row(HelpRequest, number).visit_code
    assert (visit.day, visit.moment, visit.helper_first_name) == (date(2026, 11, 26), "l’après-midi", None)
    assert home.facts(KitId.VISIT_CARD, "a6", "0").visit is None
    home.karim.say("/kit carte-code")
    press_value(home.karim, "a6")
    forged = str(home.karim.last.rows[0][0][1].tap).rpartition(":")[0] + f":{number - 1}"
    home.karim.tap(forged, home.karim.last.id)
    assert file_of(home.karim) is None
    assert "Appuyez sur l’un des boutons" in home.karim.last.text


def test_a_safety_sheet_has_the_numbers_of_its_territory(home: Printer) -> None:
    heat = home.facts(KitId.HEATWAVE, "a4", "non").numbers
    assert [line.number for line in heat] == ["15", "17", "18", "112", "114"]
    cold = home.facts(KitId.COLD_SPELL, "a4", "non").numbers
    assert [line.number for line in cold] == ["15", "17", "18", "112", "114", "115"]
    home.execute(update(table(Zone)).where(table(Zone).c.id == home.zone).values(commune="98818"))
    lines = home.facts(KitId.HEATWAVE, "a4", "non").numbers
    assert len(lines) == 4
    assert all("à vérifier" in line.purpose for line in lines)


def test_the_town_hall_is_whom_to_call_else_a_first_name_with_a_yes(home: Printer) -> None:
    home.karim.say("/kit papillon")
    assert "Mettre votre prénom sur la feuille" in home.karim.last.text
    press_value(home.karim, "oui")
    assert facts_of(file_of(home.karim) or Attachment("")).referent_first_name == "Karim"
    assert home.facts(KitId.TEAR_OFF, "non").referent_first_name is None
    home.street.dialogue = replace(home.street.dialogue, town=Town(phone="02 40 00 00 00"))
    facts = home.facts(KitId.TEAR_OFF)
    assert (facts.phone, facts.referent_first_name) == ("02 40 00 00 00", None)


def test_an_invitation_says_when_and_where_or_leaves_blanks(home: Printer, tmp_path: Path) -> None:
    assert home.facts(KitId.INVITATION, "a5", "non", "non").gathering is None
    home.karim.say("/kit invitation")
    for value in ("a5", "non", "oui"):
        press_value(home.karim, value)
    for typed in ("Soupe d’automne", "hier", "samedi", "de 16 h à 18 h", "hall du 14"):
        home.karim.say(typed)
    file = file_of(home.karim)
    assert file
    words = words_on(file, tmp_path)
    assert all(said in words for said in ("Soupe d’automne", "Samedi 28 novembre 2026", "de 16 h à 18 h", "hall du 14"))


# when a sheet cannot be printed

def test_a_group_without_a_name_is_asked_for_one(home: Printer) -> None:
    home.set_group(name="🙂✋")
    home.karim.say("/kit papillon")
    assert "n’a pas de nom qui s’imprime" in home.karim.last.text
    home.karim.say("🙂🙂🙂")
    assert "au moins une lettre" in home.karim.last.text
    home.karim.say("Rue du Port")
    press_value(home.karim, "non")
    file = file_of(home.karim)
    assert file
    assert file.name == "papillon-rue-du-port.pdf"


def test_a_name_without_any_break_is_asked_for_shorter(home: Printer) -> None:
    home.set_group(name="L" * 80)
    home.karim.say("/kit papillon")
    assert "trop long pour une feuille" in home.karim.last.text


def spoken(home: Printer, shown: Screen) -> Any:
    """What the speaker would send, without sending it."""

    async def made() -> Any:
        voice = make_bot("1:fictional", "http://127.0.0.1:9")
        try:
            speaker = TelegramSpeaker(voice, Renderer({}, BOT), make_file)
            return await speaker.method(Post(1, 1, home.karim.id, 0, "fr", 0, Policy.AT_LEAST_ONCE, shown), None, None)
        finally:
            await voice.session.close()

    return asyncio.run(made())


@pytest.mark.parametrize(("name", "said"), [("Les 漢 Lilas", "« 漢 » ne peut pas être imprimé"),
                                            ("M" * 40, "trop long pour cette feuille")])
def test_what_cannot_be_printed_is_said_with_another_way(home: Printer, name: str, said: str) -> None:
    home.set_group(name=name)
    home.print(KitId.POSTER, "a4", "non")
    refused = spoken(home, home.karim.last.screen)
    assert refused.name == "sendMessage"
    assert said in refused.params["text"].replace("\u00a0", " ")
    assert refused.params["reply_markup"]
    home.karim.press("Écrire un autre nom")
    home.karim.say("Les Lilas")
    for value in ("a4", "non"):
        press_value(home.karim, value)
    sent = spoken(home, home.karim.last.screen)
    assert isinstance(sent, SendDocument)
    assert "Affiche" in (sent.caption or "")


def test_the_longest_name_is_printed(home: Printer) -> None:
    home.set_group(name=("Résidence des Marronniers " * 6)[:128].strip())
    for kit in (KitId.POSTER, KitId.VISIT_CARD):
        home.karim.say(f"/kit {kit}")
        press_value(home.karim, KITS[kit].sheets[0])
        if kit is KitId.POSTER:
            press_value(home.karim, "non")
        assert make_file(file_of(home.karim) or Attachment("")).startswith(b"%PDF")


# from a geste

@pytest.mark.parametrize("kit", [KitId.HEATWAVE, KitId.POSTER, KitId.BOARD])
def test_a_geste_that_ends_on_a_sheet_leads_to_it(home: Printer, kit: KitId) -> None:
    home.karim.tap(f"geste.next:kit:{kit}")
    assert "Sur quel papier" in home.karim.last.text
    press_value(home.karim, Sheet.A4)
    press_value(home.karim, "non")
    file = file_of(home.karim)
    assert file
    assert file.kit == kit


def test_from_the_groups_geste_an_admin_goes_on_in_private_and_a_neighbour_is_told(home: Printer) -> None:
    home.karim.tap("geste.next:kit:papillon", chat=home.chat)
    home.karim.start(home.chat.phone.opened.pop())
    assert "Mettre votre prénom" in home.karim.last.text
    home.odile.tap("geste.next:kit:papillon", chat=home.chat)
    home.odile.start(home.chat.phone.opened.pop())
    assert "administre un groupe installé" in home.odile.last.text


def test_everybody_in_the_group_prints_the_two_sheets_of_safety_without_opening_it(home: Printer) -> None:
    links = count(home)
    for kit in (KitId.HEATWAVE, KitId.COLD_SPELL):
        home.odile.tap(f"geste.next:kit:{kit}")
        press_value(home.odile, Sheet.A4)
        file = file_of(home.odile)
        assert file
        assert file.kit == kit
        facts = facts_of(file)
        assert facts.link == f"https://t.me/{BOT}", "who does not run a group does not open it on paper"
        assert facts.referent_first_name is None
        assert [line.number for line in facts.numbers][:2] == ["15", "17"]
        assert "mène à" not in home.odile.last.text
    assert count(home) == links
    home.odile.press("Une autre fois")
    assert "Sur quel papier" in home.odile.last.text


def test_who_left_the_group_prints_no_sheet_of_it(home: Printer) -> None:
    home.odile.tap(f"geste.next:kit:{KitId.HEATWAVE}")
    home.execute(delete(table(Participation)).where(table(Participation).c.person_id == home.odile.person_id))
    press_value(home.odile, Sheet.A4)
    assert file_of(home.odile) is None
    home.odile.tap(f"geste.next:kit:{KitId.HEATWAVE}")
    assert "administre un groupe installé" in home.odile.toast


def count(home: Printer) -> int:
    """Ways into the group by a code."""
    with home.street.session() as session:
        return int(session.connection().execute(select(func.count()).select_from(table(Link))).scalar_one())


def test_an_unknown_sheet_shows_the_list(home: Printer) -> None:
    home.karim.say("/kit banderole")
    assert "Quelle feuille" in home.karim.last.text


def test_someone_who_runs_two_groups_says_which(home: Printer) -> None:
    other, karim = home.street.group("Rue du Port"), home.karim.person_id
    home.street.admins.add((other.value, home.karim.id))
    with home.street.session() as session:
        number = a_group(session, -other.value, name="Rue du Port", installed_by=karim)
        session.connection().execute(insert(table(Participation)).values(
            person_id=karim, group_id=number, admin=True, since=MORNING))
    assert home.facts(KitId.TEAR_OFF, str(number), "non").group_name == "Rue du Port"


def test_a_visitor_who_runs_a_group_prints_without_joining(home: Printer) -> None:
    home.execute(update(table(Person)).where(table(Person).c.id == home.karim.person_id).values(
        standing=Standing.VISITOR, first_name=""))
    assert home.facts(KitId.TEAR_OFF).referent_first_name is None

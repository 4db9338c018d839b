"""What a printed sheet promises: its codes lead to the group, and everything stays on one page."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import product
from pathlib import Path

import cv2
import numpy as np
import pytest
import typst

from bot.handlers import HOUSE
from content.kits.facts import KitFacts, KitId, Language, PhoneOf, Sheet, Visit, as_row, from_row
from content.kits.press import HERE, KITS, KitRefusal, fonts, print_kit
from tests.kits.samples import FACTS, LONGEST, SHORTEST

PRINTS = [(kit, sheet) for kit, described in KITS.items() for sheet in described.sheets]
MILLIMETRES = {Sheet.A3: (297, 420), Sheet.A4: (210, 297), Sheet.A5: (148, 210), Sheet.A6: (105, 148)}
CODES = {(KitId.TEAR_OFF, Sheet.A4): 8, (KitId.VISIT_CARD, Sheet.A4): 4}  # without a telephone
CODES |= {(kit, Sheet.A4): 2 for kit in (KitId.LEAFLET, KitId.INVITATION)}
printed = lru_cache(maxsize=None)(print_kit)


def picture(kit: KitId, facts: KitFacts, sheet: Sheet) -> np.ndarray:
    drawn = cv2.imdecode(np.frombuffer(printed(kit, facts, "png", sheet), np.uint8), cv2.IMREAD_GRAYSCALE)
    assert drawn is not None
    return drawn


def decoded(page: np.ndarray) -> Iterator[str]:
    """Each code by itself: white squares of the page first, as a person frames one code with a phone."""
    _found, texts, corners, _codes = cv2.QRCodeDetectorAruco().detectAndDecodeMulti(page)
    for text, quad in zip(texts, corners if corners is not None else (), strict=True):
        if text:
            yield text
            continue
        x, y, width, height = cv2.boundingRect(quad.astype(np.int32))
        edge = width // 8
        close = page[max(0, y - edge) : y + height + edge, max(0, x - edge) : x + width + edge]
        yield cv2.QRCodeDetector().detectAndDecode(cv2.resize(close, None, fx=2, fy=2))[0]


@pytest.mark.parametrize("facts", [SHORTEST, LONGEST], ids=["shortest", "longest"])
@pytest.mark.parametrize(("kit", "sheet"), PRINTS)
def test_every_code_leads_to_the_exact_link_even_photocopied(kit: KitId, sheet: Sheet, facts: KitFacts) -> None:
    page = picture(kit, facts, sheet)
    _level, photocopy = cv2.threshold(page, 128, 255, cv2.THRESH_BINARY)
    by_phone = kit is KitId.VISIT_CARD and facts.phone  # a number, for somebody without the application
    expected = [] if by_phone else [facts.link] * CODES.get((kit, sheet), 1)
    assert list(decoded(page)) == expected
    assert list(decoded(photocopy)) == expected


@pytest.mark.parametrize(("kit", "sheet"), PRINTS)
def test_a_print_is_one_page_of_its_paper(kit: KitId, sheet: Sheet) -> None:
    height, width = picture(kit, LONGEST, sheet).shape
    in_millimetres = sorted(round(side / 200 * 25.4) for side in (height, width))
    assert in_millimetres == sorted(MILLIMETRES[sheet])
    assert len(re.findall(rb"/Type\s*/Page\b", printed(kit, LONGEST, "pdf", sheet))) == 1


@pytest.mark.parametrize("kit", KitId)
def test_nothing_is_printed_within_five_millimetres_of_the_edge_but_ground(kit: KitId) -> None:
    page = picture(kit, LONGEST, KITS[kit].sheets[0])
    margin = round(4.5 / 25.4 * 200)
    for strip in (page[:, -margin:], page[-margin:, :]):
        dark = int((strip < 90).sum())
        allowed = strip.size // 20 if kit is KitId.POSTER or kit is KitId.TEAR_OFF else 0  # ground line, cut lines
        assert dark <= allowed


@pytest.mark.parametrize(("kit", "facts"), list(product(KitId, (FACTS, LONGEST, SHORTEST))))
def test_an_accessible_pdf_says_its_language_and_title(kit: KitId, facts: KitFacts) -> None:
    for language in ("fr", "en"):
        pdf = printed(kit, replace(facts, language=language), "pdf")
        assert b"pdfuaid" in pdf
        assert f"/Lang({language})".encode() in pdf.replace(b" (", b"(")


def text_of(pdf: bytes, path: Path) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    (path / "sheet.pdf").write_bytes(pdf)
    ran = subprocess.run(["pdftotext", "-raw", path / "sheet.pdf", "-"], capture_output=True, check=True)
    return ran.stdout.decode()


def test_emoji_are_left_out_and_signs_of_markup_stay_as_typed(tmp_path: Path) -> None:
    facts = replace(FACTS, group_name="Lilas 🙂👩🏽‍🌾 #*_[]<>$\\ 1️⃣ été")
    assert "Lilas #*_[]<>$\\ 1 été" in text_of(printed(KitId.POSTER, facts, "pdf"), tmp_path)


def test_a_name_of_emoji_alone_is_a_group_without_a_name() -> None:
    with pytest.raises(KitRefusal, match="nom au groupe"):
        print_kit(KitId.POSTER, replace(FACTS, group_name="🙂 ✋"))


def test_an_arabic_name_is_printed() -> None:
    assert print_kit(KitId.POSTER, replace(FACTS, group_name="حي الزهور")).startswith(b"%PDF")


@pytest.mark.parametrize("format", ["pdf", "png"])
def test_a_sign_no_font_draws_is_refused_in_one_sentence(format: str) -> None:
    with pytest.raises(KitRefusal, match="ne peut pas être imprimé") as refused:
        print_kit(KitId.POSTER, replace(FACTS, group_name="Lilas 漢"), format)  # type: ignore[arg-type]
    assert "漢" in str(refused.value.words.values["sign"])


@pytest.mark.parametrize("kit", KitId)
@pytest.mark.parametrize("name", ["Lilas " * 60, "L" * 120], ids=["words", "one word"])
def test_a_name_too_long_is_refused_rather_than_cut(kit: KitId, name: str) -> None:
    with pytest.raises(KitRefusal, match="trop long"):
        print_kit(kit, replace(FACTS, group_name=name))


def words_of(kit: KitId, facts: KitFacts, folder: Path) -> str:
    return re.sub(r"\s+", " ", text_of(printed(kit, facts, "pdf"), folder))


@pytest.mark.parametrize("kit", KitId)
def test_what_to_type_the_date_and_a_phone_are_written_in_clear(kit: KitId, tmp_path: Path) -> None:
    facts = replace(LONGEST, phone_of=PhoneOf.MAIRIE)
    words = words_of(kit, facts, tmp_path)
    if kit is not KitId.VISIT_CARD:
        assert "@TousVoisinsTousSolidairesEnVille" in words
        assert "CONSTITUTION 999" in words
    assert "start=" not in words, "twenty-two letters by chance are for the square alone"
    assert "lundi 23 novembre 2026" in words
    assert "05 46 00 00 00" in words


def test_a_card_without_a_telephone_has_the_square_and_what_to_type(tmp_path: Path) -> None:
    words = words_of(KitId.VISIT_CARD, replace(FACTS, phone=None), tmp_path)
    assert "Cherchez @TousVoisinsBot dans Telegram, écrivez LILAS 47." in words


@pytest.mark.parametrize("kit", KitId)
def test_every_sheet_is_signed(kit: KitId, tmp_path: Path) -> None:
    words = words_of(kit, replace(FACTS, phone_of=PhoneOf.MAIRIE), tmp_path)
    assert "Tous Voisins, un service proposé par Ville de La Rochelle" in words
    assert kit is KitId.VISIT_CARD or "Ville de La Rochelle · 05 46 00 00 00" in words
    assert "Tous Voisins · Résidence des Lilas" in words_of(kit, replace(FACTS, town=""), tmp_path)
    english = words_of(kit, replace(FACTS, language="en"), tmp_path)
    assert "Tous Voisins, a service offered by Ville de La Rochelle" in english


@pytest.mark.parametrize("kit", KitId)
def test_one_name_for_one_thing_and_words_that_hold_for_who_reads(kit: KitId, tmp_path: Path) -> None:
    words = words_of(kit, FACTS, tmp_path)
    assert not re.search(r"\b(robot|bot)\b|entrer dans le groupe", words)
    assert ("Gratuit, sans publicité" in words) is (kit is not KitId.REFERENT_GUIDE)
    assert kit is not KitId.REFERENT_GUIDE or "application" not in words


WHOLE = ("05 46 00 00 00", "16 h", "18 h", "LILAS 47", "écrivez LILAS", "send LILAS", "@TousVoisinsBot", "le 15",
         "call 15", "le 115", "/confidentialite", "/privacy", "/pause", "/besoin", "/kit", "/effacer", "Tous Voisins,")


@pytest.mark.parametrize("name", ["Lys", "Résidence des Lilas, Bâtiment B", LONGEST.group_name[:80]])
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kit", KitId)
def test_no_hour_number_command_or_code_is_cut_at_the_end_of_a_line(
    kit: KitId, language: Language, name: str, tmp_path: Path
) -> None:
    facts = replace(FACTS, group_name=name, language=language, phone_of=PhoneOf.MAIRIE)
    lines = [re.sub(r"\s", " ", line) for line in text_of(printed(kit, facts, "pdf"), tmp_path).splitlines()]
    whole = " ".join(lines)
    for kept in WHOLE:
        if kit is KitId.TEAR_OFF and kept == "LILAS 47":
            continue  # strips are turned, and what is read of turned lines is cut at each change of face
        assert whole.count(kept) == sum(line.count(kept) for line in lines), kept


def test_an_invitation_says_the_day_then_the_hours(tmp_path: Path) -> None:
    lines = text_of(printed(KitId.INVITATION, FACTS, "pdf"), tmp_path).replace("\u00a0", " ").splitlines()
    assert "Quand Samedi 9 janvier 2027" in lines
    assert "de 16 h à 18 h" in lines


def test_a_square_is_three_centimetres_without_its_white_border() -> None:
    link = "https://t.me/TousVoisinsBot?start=" + "a1B2" * 5 + "xy"
    for kit, sheet in PRINTS:
        if kit is KitId.TEAR_OFF:  # strips are read from the hand
            continue
        page = picture(kit, replace(FACTS, link=link, phone=None if kit is KitId.VISIT_CARD else FACTS.phone), sheet)
        _found, _texts, corners, _codes = cv2.QRCodeDetectorAruco().detectAndDecodeMulti(page)
        for quad in corners:
            assert np.linalg.norm(quad[1] - quad[0]) / 200 * 25.4 >= 29.5, (kit, sheet)


def test_no_zero_is_slashed() -> None:
    """A slash fills the middle of a zero: the telephone's looked crossed out."""
    sheet = b'#set page(width: 20mm, height: 20mm, margin: 0mm)\n#set text(font: ((name: "Public Sans Digits", covers: '
    sheet += b'regex("[0-9]")), "Atkinson Hyperlegible"), weight: "bold", size: 40pt)\n#align(center + horizon)[0]'
    page = typst.Compiler(sheet, font_paths=fonts()).compile(format="png", ppi=200)
    assert isinstance(page, bytes)
    drawn = cv2.imdecode(np.frombuffer(page, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert drawn is not None
    inside, _hierarchy = cv2.findContours(255 - drawn, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    assert len(inside) == 2, "an outline and one hole"
    assert 'name: "Public Sans Digits", covers: regex("[0-9]")' in (HERE / "page.typ").read_text()


@pytest.mark.parametrize("kit", [KitId.HEATWAVE, KitId.COLD_SPELL])
def test_a_safety_sheet_shows_official_orders_first_and_the_numbers_given(kit: KitId, tmp_path: Path) -> None:
    facts = replace(FACTS, phone_of=PhoneOf.MAIRIE, official_orders=("Salle fraîche ouverte à la mairie.",))
    words = text_of(printed(kit, facts, "pdf"), tmp_path)
    assert words.index("Salle fraîche") < words.index("Chez vous") < words.index("registre")
    assert all(line.number in words for line in FACTS.numbers)
    with pytest.raises(KitRefusal, match="numéros d’urgence"):
        print_kit(kit, replace(FACTS, numbers=()))


def test_a_board_too_full_counts_what_it_leaves_out(tmp_path: Path) -> None:
    words = text_of(printed(KitId.BOARD, LONGEST, "pdf"), tmp_path)
    shown = words.count("Accompagner une")
    assert 5 < shown < 30
    assert f"et {30 - shown} de plus dans le groupe" in words


def test_a_month_hides_a_figure_that_may_not_be_shown(tmp_path: Path) -> None:
    words = text_of(printed(KitId.MONTH, FACTS, "pdf"), tmp_path)
    assert "31" in words
    assert "heures offertes" not in words
    with pytest.raises(KitRefusal, match="pas encore compté"):
        print_kit(KitId.MONTH, replace(FACTS, month=None))


def test_a_directory_holds_no_name(tmp_path: Path) -> None:
    words = text_of(printed(KitId.DIRECTORY, replace(FACTS, referent_first_name=None), "pdf"), tmp_path)
    assert "Nadia" not in words
    assert "Karim" not in words


def test_the_same_facts_give_the_same_bytes() -> None:
    assert print_kit(KitId.LEAFLET, FACTS) == print_kit(KitId.LEAFLET, FACTS)


@pytest.mark.parametrize("facts", [FACTS, SHORTEST, LONGEST])
def test_facts_survive_waiting_in_a_row(facts: KitFacts) -> None:
    assert from_row(as_row(facts)) == facts


@pytest.mark.parametrize("link", ["", "t.me/x", "https://t.me/x y", "https://t.me/é"])
def test_a_link_that_cannot_be_typed_is_a_fault(link: str) -> None:
    with pytest.raises(ValueError, match="https"):
        replace(FACTS, link=link)


@pytest.mark.parametrize("code", ["", "427", "42712", "42a1"])
def test_a_visit_code_is_four_digits(code: str) -> None:
    with pytest.raises(ValueError, match="four digits"):
        Visit(code, date(2026, 11, 24))


def test_french_on_paper_is_typeset_as_french() -> None:
    for template in Path(print_kit.__code__.co_filename).parent.glob("*.typ"):
        for line in template.read_text().splitlines():
            assert not re.search(r"[a-zàéè]'[a-zàéèê]", line), line
            assert not re.search(r"« | »|\w [?!](?=[\s\"\]])", line), line


def test_every_command_on_paper_exists() -> None:
    folder = Path(print_kit.__code__.co_filename).parent
    named = {word for page in folder.glob("*.typ") for word in re.findall(r"[ \"\[]/([a-z]{3,})\b", page.read_text())}
    assert {"kit", "pause", "effacer", "besoin", "confidentialite"} <= named <= set(HOUSE.orders)

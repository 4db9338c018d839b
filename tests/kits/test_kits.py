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

from bot.handlers import HOUSE
from content.kits.facts import KitFacts, KitId, PhoneOf, Sheet, Visit, as_row, from_row
from content.kits.press import KITS, KitRefusal, print_kit
from tests.kits.samples import FACTS, LONGEST, SHORTEST

PRINTS = [(kit, sheet) for kit, described in KITS.items() for sheet in described.sheets]
MILLIMETRES = {Sheet.A3: (297, 420), Sheet.A4: (210, 297), Sheet.A5: (148, 210), Sheet.A6: (105, 148)}
CODES = {(KitId.TEAR_OFF, Sheet.A4): 8, (KitId.VISIT_CARD, Sheet.A4): 4}
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
    expected = [facts.link] * CODES.get((kit, sheet), 1)
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


def test_the_exact_address_the_date_and_a_phone_are_written_in_clear(tmp_path: Path) -> None:
    for kit in KitId:
        words = text_of(printed(kit, replace(LONGEST, phone_of=PhoneOf.MAIRIE), "pdf"), tmp_path)
        assert LONGEST.link in words.replace("\n", "")
        assert "lundi 23 novembre 2026" in re.sub(r"\s", " ", words)
        assert "Gratuit, sans publicité" in re.sub(r"\s", " ", words)
        if kit is not KitId.VISIT_CARD or LONGEST.phone:
            assert "05 46 00 00 00" in re.sub(r"\s", " ", words)


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
    named = {word for page in folder.glob("*.typ") for word in re.findall(r" /([a-z]{3,})\b", page.read_text())}
    assert {"kit", "pause"} <= named <= set(HOUSE.orders)

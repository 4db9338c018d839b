"""The certificate on paper."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from content.kits.press import KitRefusal
from content.pages.press import print_page

FACTS: dict[str, Any] = {
    "language": "fr", "printed_on": "2026-11-28", "day": "samedi 28 novembre 2026", "year": "2026",
    "signature": "Tous Voisins, Mairie de Valmont (fictive)", "name": "Odile Martin", "bot": "TousVoisinsBot",
    "code": "K7PM2-F9QXA", "lines": [{"kind": "dans le voisinage", "confirmed": "3 h 30", "declared": "45 min"},
                                     {"kind": "pour la commune", "confirmed": "0 min", "declared": "2 h"}],
    "confirmed": "3 h 30", "declared": "2 h 45"}


def words_of(pdf: bytes, folder: Path) -> str:
    (folder / "page.pdf").write_bytes(pdf)
    return subprocess.run(["pdftotext", "-layout", "page.pdf", "-"], cwd=folder, capture_output=True, text=True,
                          check=True).stdout


def test_confirmed_and_declared_stand_apart_and_are_explained(tmp_path: Path) -> None:
    said = " ".join(words_of(print_page("attestation", FACTS), tmp_path).split())
    assert "Odile Martin" in said
    assert "dans le voisinage 3 h 30 45 min" in said
    assert "En tout 3 h 30 2 h 45" in said
    assert "la personne aidée l’a dit aussi" in said
    assert "/verifier K7PM2-F9QXA" in said


def test_a_sheet_without_a_name_leaves_a_line_to_write_it_on(tmp_path: Path) -> None:
    said = words_of(print_page("attestation", FACTS | {"name": ""}), tmp_path)
    assert "Nom" in said


def test_a_name_of_eighty_letters_is_printed_whole(tmp_path: Path) -> None:
    name = "Marie-Antoinette " * 4 + "de la Tour-du-Pin"
    said = " ".join(words_of(print_page("attestation", FACTS | {"name": name[:80]}), tmp_path).split())
    assert name[:80].replace(" ", "") in said.replace(" ", ""), "a line may end at a hyphen"


def test_a_name_that_no_line_holds_is_refused_in_a_sentence() -> None:
    with pytest.raises(KitRefusal) as refused:
        print_page("attestation", FACTS | {"name": "W" * 80})
    assert "nom" in refused.value.words.text


def test_it_is_printed_in_english_too(tmp_path: Path) -> None:
    said = words_of(print_page("attestation", FACTS | {"language": "en", "day": "Saturday 28 November 2026"}), tmp_path)
    assert "Certificate of civic hours" in said


def test_the_same_facts_give_the_same_bytes() -> None:
    assert print_page("attestation", FACTS) == print_page("attestation", FACTS)


def test_a_page_that_is_not_there_is_a_fault() -> None:
    with pytest.raises(ValueError, match="no page"):
        print_page("page", FACTS)

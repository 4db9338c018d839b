"""What the pages say is so: links lead somewhere, commands, buttons, verbs, paths and settings exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.handlers import HOUSE
from bot.render import typeset
from tests.docs.conftest import ROOT
from tools.texts import gathered

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "sandbox").glob("*.md"),
                *(ROOT / "content").rglob("*.md")])
GUIDES = (ROOT / "docs" / "guide-habitants.md", ROOT / "docs" / "guide-admins.md",
          ROOT / "docs" / "guide-coordination.md", ROOT / "docs" / "guide-partenaires.md")
FOR_A_TOWN = tuple(ROOT / "docs" / f"{page}.md" for page in (
    "pourquoi-telegram", "guide-mairie", "declaration-accessibilite"))
ROOMS = "bot|rules|messages|actions|content|storage|scheduler|sandbox|benchmarks|tests|docs|tools"
# Said by Telegram's own buttons, or emphasis that begins like one.
TELEGRAM = frozenset({"Démarrer", "Ajouter à un groupe"})


def words(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def orders_in(text: str) -> set[str]:
    return set(re.findall(r"`/([a-z]+)[` ]", text))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_between_pages_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", re.sub(r"```.*?```", "", words(page), flags=re.DOTALL))
    inside = [link.partition("#")[0] for link in links if not link.startswith(("http://", "https://", "#"))]
    assert [link for link in inside if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("order", sorted(word for word, order in HOUSE.orders.items() if order.about))
def test_every_command_of_the_menu_is_in_a_guide(order: str) -> None:
    assert any(order in orders_in(words(guide)) for guide in GUIDES)


@pytest.mark.parametrize("guide", [*GUIDES, *FOR_A_TOWN], ids=name)
def test_a_guide_names_no_command_that_does_not_exist(guide: Path) -> None:
    assert orders_in(words(guide)) - HOUSE.orders.keys() - {"setprivacy"} == set(), "/setprivacy is said to BotFather"


@pytest.mark.parametrize("guide", GUIDES, ids=name)
def test_a_guide_names_buttons_as_they_are(guide: Path) -> None:
    """What is bold and begins with a picture is a button; the bot must say it in the same words."""
    known = {plain(message.id) for message in gathered() if isinstance(message.id, str)}
    bold = {plain(label) for label in re.findall(r"\*\*([^*]+)\*\*", words(guide))}
    buttons = {label for label in bold if ord(label[0]) > 0x2000} | {
        plain(cell) for cell in re.findall(r"^\| (\W+ [^|`]+?) \|", words(guide), re.MULTILINE)
        if ord(cell[0]) > 0x2000}
    assert len(buttons) >= 10
    assert buttons - known - TELEGRAM == set()


@pytest.mark.parametrize("guide", [*GUIDES, *FOR_A_TOWN], ids=name)
def test_a_guide_is_set_and_speaks_like_the_bot(guide: Path) -> None:
    prose = re.sub(r"`[^`]*`|\]\([^)]*\)", "", words(guide))
    assert typeset(prose) == prose, "hard spaces are missing before ; ! ? : or inside « »"
    assert "'" not in prose
    assert re.findall(r"\b(?:tu|ton|ta|tes|toi)\b|\w·\w|\(e\)", prose, re.IGNORECASE) == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_make_verb_exists(page: Path) -> None:
    verbs = set(re.findall(r"^([a-z]+):", words(ROOT / "Makefile"), re.MULTILINE))
    said = set(re.findall(r"(?:`|^)make ([a-z]+)", words(page), re.MULTILINE))
    assert said - verbs == set()


@pytest.mark.parametrize("page", [p for p in PAGES if p.name in ("README.md", "operating.md")], ids=name)
def test_every_setting_named_is_in_the_example(page: Path) -> None:
    known = set(re.findall(r"^([A-Z_]+)=", words(ROOT / ".env.example"), re.MULTILINE))
    named = set(re.findall(r"`([A-Z]+_[A-Z_]+)(?:=[^`]*)?`", words(page)))
    assert named - known == set()


def test_the_readme_sends_to_the_example_of_settings_and_both_guides() -> None:
    for link in (".env.example", "docs/operating.md", "docs/guide-habitants.md", "docs/guide-admins.md"):
        assert f"]({link})" in words(ROOT / "README.md")


@pytest.mark.parametrize("page", [ROOT / "README.md", *sorted((ROOT / "docs" / "decisions").glob("*.md"))], ids=name)
def test_every_path_named_exists(page: Path) -> None:
    paths = re.findall(rf"`((?:{ROOMS})/[\w./-]*)`", words(page))
    assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("word", sorted(HOUSE.features))
def test_every_feature_has_its_word_in_the_glossary(word: str) -> None:
    rows = re.findall(r"^\| [^|]+ \| `([a-z_]+)` \|", words(ROOT / "docs" / "glossary.md"), re.MULTILINE)
    assert rows.count(word) == 1


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_no_page_names_a_machine(page: Path) -> None:
    assert re.findall(r"/(?:work|home|root|tmp)/\w+", words(page)) == []

"""docs/contribuer.md is true: each command it names runs, and each example it gives is accepted."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "contribuer.md").read_text("utf-8")
COMMANDS = [line for block in re.findall(r"^```sh\n(.*?)^```", PAGE, re.M | re.S) for line in block.splitlines()]
EXAMPLES = dict(re.findall(r"^```yaml (\w+)\n(.*?)^```", PAGE, re.M | re.S))
FILES = {"gestes": "gestes.yaml", "moments": "calendar.yaml"}
ROOMS = ("actions", "bot", "content", "messages", "rules", "scheduler", "storage", "tools", "tests")
PYTHON = ".venv/bin/python"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as an editor has it, without what tells git or an earlier run apart."""
    place = tmp_path_factory.mktemp("house")
    for room in ROOMS:
        shutil.copytree(ROOT / room, place / room, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "CHANGELOG.md", "Makefile"):
        shutil.copy(ROOT / name, place)
    return place


def run(house: Path, command: str) -> subprocess.CompletedProcess[str]:
    """On the day the content was last read: a year later its check fails, as it should, and this test does not."""
    command = command.replace(PYTHON, sys.executable).replace("content.check", "content.check --today 2026-11-28")
    return subprocess.run(["bash", "-c", command], cwd=house, capture_output=True, text=True, check=False, timeout=300)


@pytest.mark.parametrize("command", dict.fromkeys(COMMANDS))
def test_each_command_of_the_page_runs(house: Path, command: str) -> None:
    ran = run(house, command)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    if command.startswith("grep"):
        assert re.search(r":\d+:", ran.stdout)


@pytest.mark.parametrize("example", FILES)
def test_an_example_is_accepted_once_its_id_is_written(house: Path, example: str) -> None:
    path, ids = house / "content" / FILES[example], house / "content" / "ids.txt"
    before, known = path.read_text("utf-8"), ids.read_text("utf-8")
    try:
        path.write_text(before + EXAMPLES[example], "utf-8")
        missing = run(house, f"{PYTHON} -m content.check")
        assert "nouvel identifiant" in missing.stdout, missing.stdout + missing.stderr
        assert "1 identifiants ajoutés" in run(house, f"{PYTHON} -m content.check --write-ids").stdout
        done = run(house, f"{PYTHON} -m content.check")
        assert done.stdout.strip().endswith("contenu en ordre"), done.stdout
        path.write_text(before, "utf-8")
        assert "un identifiant ne disparaît pas" in run(house, f"{PYTHON} -m content.check").stdout
    finally:
        path.write_text(before, "utf-8")
        ids.write_text(known, "utf-8")


def test_a_slip_in_an_example_is_told_with_its_line(house: Path, tmp_path: Path) -> None:
    place = shutil.copytree(house / "content", tmp_path / "content", ignore=shutil.ignore_patterns("kits", "data"))
    path = place / "gestes.yaml"
    path.write_text(path.read_text("utf-8") + EXAMPLES["gestes"].replace('"partager-un-parapluie"', "on"), "utf-8")
    line = path.read_text("utf-8").count("\n", 0, path.read_text("utf-8").index("- id: on")) + 1
    told = run(house, f"{PYTHON} -m content.check --folder {place}")
    assert told.returncode == 1
    assert f"gestes.yaml:{line}: " in told.stdout


def test_the_page_names_files_that_exist() -> None:
    named = re.findall(r"`((?:content|tests|docs)/[\w./-]+)`", PAGE)
    assert named
    made = {"content/locales/en/LC_MESSAGES/bot.po"}
    assert [name for name in named if name not in made and not (ROOT / name).exists()] == []


def test_the_page_is_typeset_as_french() -> None:
    words = re.sub(r"```.*?```|`[^`]*`", "", PAGE, flags=re.S)
    assert not re.search(r"\w'\w", words)
    assert not re.search(r" [;!?:»]|« ", words)

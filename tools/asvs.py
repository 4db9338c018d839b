"""Count the lines of docs/asvs.md into the README, and print there what the code accepts. `python -m tools.asvs`.

A line ends with the tests that show it, or with one of WITHOUT.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.conversations.questions import Text
from bot.port import MOST_BYTES
from rules.attestations import LONGEST_NAME as LONGEST_FULL_NAME
from rules.campaigns import MOST_TEXT
from rules.first_names import LONGEST_NAME
from rules.hours import MOST, STEP
from rules.words import quoted

HERE = Path(__file__).parents[1]
PAGE, README = HERE / "docs" / "asvs.md", HERE / "README.md"
OBJECT, OPERATOR, NOT_YET = "without object", "operator", "not yet"
WITHOUT = (OBJECT, OPERATOR, NOT_YET)
_LINE = re.compile(r"^\| (\d+\.\d+\.\d+) \| (\d) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Line:
    number: str
    level: int
    asks: str
    here: str
    shown: str

    @property
    def tests(self) -> tuple[str, ...]:
        """As pytest names them: path::name."""
        return tuple(re.findall(r"`([^`]+)`", self.shown))


def lines(page: str) -> Iterator[Line]:
    for number, level, asks, here, shown in _LINE.findall(page):
        yield Line(number, int(level), asks, here, shown)


def counted(page: str) -> str:
    kinds = Counter(line.shown if line.shown in WITHOUT else "" for line in lines(page))
    return (f"[OWASP ASVS 5.0, line by line](docs/asvs.md): {kinds.total()} lines, {kinds['']} held by a test, "
            f"{kinds[OBJECT]} without object,\n{kinds[OPERATOR]} up to the operator, {kinds[NOT_YET]} not yet.")


def accepted() -> str:
    rows = (
        ("a first name", f"letters of any script, {LONGEST_NAME} at most, not the town hall’s", "rules/first_names.py"),
        ("the name on an attestation", f"{LONGEST_FULL_NAME} signs at most, not kept", "rules/attestations.py"),
        ("words of one’s own", f"{Text('', quoted('')).max_length} signs at most on one line, unless its question "
         "says fewer", "bot/conversations/questions.py"),
        ("an hour given", f"{STEP} minutes to {MOST // 60} hours, by {STEP} minutes, not in the future, 60 days back",
         "rules/hours.py"),
        ("a place", "a street without number and a commune of the list, or a position, rounded",
         "content/typed_places.py"),
        ("a telephone", "a number one may call in France without a higher price", "content/telephones.py"),
        ("a message to many", f"{MOST_TEXT:,} signs at most, no bank number", "rules/campaigns.py"),
        ("a button", "64 bytes: an action that exists and a row of the kind it names", "bot/rows.py"),
        ("an update", f"JSON of {MOST_BYTES:,} bytes at most, numbers that a row can hold", "bot/telegram/reading.py"))
    return "\n".join(f"| {what} | {rule} | `{where}` |" for what, rule, where in rows)


def between(page: str, name: str, text: str) -> str:
    """The page with `text` between its marks."""
    return re.sub(rf"(<!-- {name} -->\n).*?(?=<!-- end of {name} -->)", lambda found: f"{found[1]}{text}\n", page,
                  flags=re.DOTALL)


def with_accepted(page: str) -> str:
    before, head, _old = page.partition("| what is given | accepted | where |\n|---|---|---|\n")
    return f"{before}{head}{accepted()}\n"


def main() -> None:
    page = with_accepted(PAGE.read_text("utf-8"))
    PAGE.write_text(page, "utf-8")
    README.write_text(between(README.read_text("utf-8"), "asvs", counted(page)), "utf-8")


if __name__ == "__main__":
    main()

"""Compile the translations: `.po` is what one writes, `.mo` is what the program reads, and no commit holds it.

Called by the install and by the wheel's build; `python -m tools.compile_texts` does it by hand.
"""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).resolve().parent.parent / "content" / "locales"


def compile_texts(locales: Path = LOCALES) -> None:
    """A `.mo` beside each `.po`, whatever was there. The version simple is French, with its plurals."""
    for path in sorted(locales.glob("*/LC_MESSAGES/*.po")):
        name = path.parent.parent.name
        with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source, locale="fr" if name == "simple" else name))


if __name__ == "__main__":
    compile_texts()

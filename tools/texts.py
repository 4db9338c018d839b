"""Gather the French words of the code into content/locales, and compile the translations (which no commit holds).

`python -m tools.texts` writes; `--check` changes nothing and tells what is stale, missing or wrong.
Files depend on the words alone: no date, no line number, so that two runs write the same bytes.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from bot.render import PLAIN_SPACES
from content.catalogue import load
from content.privacy import statement
from content.typography import longest_sentence
from rules.residents import SIMPLE
from tools.compile_texts import compile_texts
from tools.covered import COVERED, must_say

HERE = Path(__file__).parent.parent
LOCALES = HERE / "content" / "locales"
ROOMS = ("bot", "rules", "messages", "actions", "scheduler", "content")
LANGUAGES = ("en",)
KEYWORDS = {"_": None, "n_": (1, 2)}
TEMPLATE = LOCALES / "bot.pot"
LONGEST_SIMPLE = 15
NEVER = datetime(2026, 1, 1, tzinfo=UTC)
_FIELD = re.compile(r"\{(\w*)\}")
_TAG = re.compile(r"</?\w+[^>]*>")
# Hard spaces are put in by the renderer: here it is enough that there is a space.
_BAD_FRENCH = (
    (re.compile(r"\w'\w"), "straight apostrophe, use ’"),
    (re.compile(r"[^\s?!][?!;](?!\w)"), "a space is missing before ; ! ?"),
    (re.compile(r"\w:(?![\w/])"), "a space is missing before :"),
    (re.compile(r"«\S|\S»"), "a space is missing inside « »"),
    (re.compile(r"\.\.\."), "use …"),
    (re.compile(r"\w·\w|\(e\)"), "a middle dot or (e): find a word for everybody"),
    (re.compile(r"\b(tu|ton|ta|tes|toi)\b", re.IGNORECASE), "the house says vous"),
)


def gathered() -> Catalog:
    """Every French message of the code, with the files that say it."""
    catalog = fresh()
    for room in ROOMS:
        for path in sorted((HERE / room).rglob("*.py")):
            name = path.relative_to(HERE).as_posix()
            for _line, message, comments, _context in extract_from_file("python", path, keywords=KEYWORDS):
                catalog.add(message, locations=[(name, 0)], auto_comments=comments)
    return catalog


def plainly_said(template: Catalog) -> Catalog:
    """What may be said in plainer French: the words of the code, and those of the editors. Plain spaces only;
    no file is named, so that moving words changes nothing."""
    catalog = fresh()
    for message in template:
        if message.id:
            catalog.add(message.id.translate(PLAIN_SPACES) if isinstance(message.id, str) else message.id)
    privacy = statement("fr")
    pages = (text for page in privacy.pages for text in (page.title, page.text, page.without_contact) if text)
    for text in (*load().english, privacy.summary, privacy.erased, *pages):
        catalog.add(text.translate(PLAIN_SPACES))
    return catalog


def fresh(language: str | None = None) -> Catalog:
    return Catalog(locale=language, project="Tous Voisins", version="", copyright_holder="", fuzzy=False,
                   msgid_bugs_address="", last_translator="", language_team="", creation_date=NEVER,
                   revision_date=NEVER, header_comment="# French is the message itself.")


def of(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "bot.po"


def updated(language: str, template: Catalog) -> Catalog:
    """The translations we have, for the messages of today; those no longer said are kept, commented out."""
    locale = "fr" if language == SIMPLE else language
    catalog = fresh(locale)
    path = of(language)
    if path.exists():
        with path.open("rb") as stream:
            for message in read_po(stream, locale=locale):
                if message.id:
                    catalog.add(message.id, message.string)
    catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
    return catalog


def simplified(template: Catalog) -> Catalog:
    """The version simple: only what it says otherwise than French."""
    return partial(SIMPLE, template)


def partial(language: str, template: Catalog) -> Catalog:
    """What this language says, of the code and of the editors, and must say; the rest is said in French."""
    due = {text for _feature, text in must_say(language, template)}
    catalog = updated(language, plainly_said(template))
    for message in list(catalog):
        if message.id and not any(_texts(message.string)) and _texts(message.id)[0] not in due:
            catalog.delete(message.id)
    return catalog


def as_po(catalog: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, catalog, width=110, sort_output=True, include_lineno=False)
    return out.getvalue()


def files(template: Catalog) -> Iterator[tuple[Path, bytes]]:
    """Every file this tool owns, and what should be in it."""
    yield TEMPLATE, as_po(template)
    catalogs = {language: updated(language, template) for language in LANGUAGES} | {
        language: partial(language, template) for language in (SIMPLE, *COVERED)}
    for language, catalog in catalogs.items():
        yield of(language), as_po(catalog)


def faults(template: Catalog) -> Iterator[str]:
    for message in template:
        for text in _texts(message.id):
            yield from (f"« {text} »: {rule}" for pattern, rule in _BAD_FRENCH if pattern.search(text))
    for language in LANGUAGES:
        for message in updated(language, template):
            if message.id:
                yield from (f"{language}: « {_texts(message.id)[0]} »: {why}"
                            for why in _untrue(_texts(message.id), _texts(message.string)))
    for language in COVERED:
        yield from _of_partial(language, template)
    for message in simplified(template):
        if message.id:
            yield from (f"{SIMPLE}: « {_texts(message.id)[0]} »: {why}"
                        for why in _not_simple(_texts(message.id), _texts(message.string)))


def _of_partial(language: str, template: Catalog) -> Iterator[str]:
    """Nothing wrong in what it says, and nothing missing in what it declares to cover."""
    due = {text: feature for feature, text in must_say(language, template)}
    for message in partial(language, template):
        if message.id:
            text = _texts(message.id)[0]
            covered = f" (« {due[text]} » is declared covered)" if text in due else ""
            yield from (f"{language}: « {text} »: {why}{covered}"
                        for why in _untrue(_texts(message.id), _texts(message.string)))


def _not_simple(french: tuple[str, ...], simple: tuple[str, ...]) -> Iterator[str]:
    yield from _untrue(french, simple)
    for said, text in zip(french, simple, strict=True):
        if sorted(_TAG.findall(said)) != sorted(_TAG.findall(text)):
            yield "other marks than in French"
        if (words := longest_sentence(_TAG.sub("", text))) > LONGEST_SIMPLE:
            yield f"a sentence of {words} words, {LONGEST_SIMPLE} at most"
        yield from (rule for pattern, rule in _BAD_FRENCH if pattern.search(text))


def _texts(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list | tuple) else ()


def _untrue(french: tuple[str, ...], foreign: tuple[str, ...]) -> Iterator[str]:
    if not foreign or not all(foreign):
        yield "not translated"
        return
    for pattern, what in ((_FIELD, "values"), (_TAG, "tags")):
        if not {part for text in foreign for part in pattern.findall(text)} <= {
                part for text in french for part in pattern.findall(text)}:
            yield f"other {what} than in French"
    if set(_FIELD.findall(french[-1])) - set(_FIELD.findall(foreign[-1])):
        yield "a value of the French is missing"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.texts", description="Texts and translations.")
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when something is to do")
    check = parser.parse_args().check
    template = gathered()
    wrong = list(faults(template))
    for path, content in files(template):
        if path.exists() and path.read_bytes() == content:
            continue
        if check:
            wrong.append(f"{path.relative_to(HERE)} is not up to date; run: make texts")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            print(f"written: {path.relative_to(HERE)}")
    if not check:
        compile_texts()
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return 1 if check and wrong else 0


if __name__ == "__main__":
    sys.exit(main())

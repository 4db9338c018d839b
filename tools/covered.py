"""What a partial translation must say: features, each with the files that speak for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from babel.messages import Catalog

from bot.render import PARTIAL, PLAIN_SPACES, has_words
from content.catalogue import read_all
from content.privacy import statement

FIRST_NEEDS: Mapping[str, tuple[str, ...]] = {
    "joining": ("bot/conversations/residents.py", "bot/handlers/residents.py", "messages/residents.py",
                "rules/residents.py", "bot/conversations/places.py", "rules/first_names.py", "charter.yaml"),
    "asking": ("bot/conversations/help.py", "bot/handlers/help.py", "messages/help.py", "messages/help_lines.py",
               "rules/help.py", "bot/conversations/days.py", "rules/days.py", "bot/handlers/help_list.py",
               "bot/handlers/asks_words.py", "help.yaml"),
    "helping": ("bot/handlers/matching.py", "bot/conversations/contacts.py", "bot/handlers/contacts.py",
                "messages/contacts.py", "bot/conversations/telephone.py", "bot/conversations/written.py",
                "messages/help_care.py", "messages/asks.py", "messages/hours.py", "safety.yaml"),
    "thanks": ("bot/handlers/thanks.py", "bot/handlers/thanks_words.py", "messages/thanks.py", "rules/thanks.py",
               "bot/conversations/thanks.py"),
    "urgency": ("bot/handlers/numbers.py", "numbers.yaml"),
    "privacy": ("bot/handlers/privacy.py", "bot/conversations/privacy.py", "messages/privacy.py", "privacy.yaml"),
    "around": ("bot/render.py", "bot/handlers/menu.py", "bot/conversations/questions.py", "bot/conversations/kit.py",
               "rules/hours.py", "rules/civil.py", "rules/elision.py", "bot/talking.py", "bot/rows.py",
               "bot/routes.py", "bot/asked.py", "bot/dialogue.py", "bot/door.py", "bot/editing.py",
               "rules/refusals.py"),
}
COVERED: Mapping[str, Mapping[str, tuple[str, ...]]] = dict.fromkeys(sorted(PARTIAL), FIRST_NEEDS)


def must_say(language: str, template: Catalog) -> Iterator[tuple[str, str]]:
    """Each feature with each sentence it needs, typed with plain spaces."""
    for feature, files in COVERED.get(language, {}).items():
        for message in template:
            if message.id and any(name in files for name, _line in message.locations):
                text = message.id if isinstance(message.id, str) else message.id[0]
                if has_words(text):
                    yield feature, text.translate(PLAIN_SPACES)
        yield from ((feature, text.translate(PLAIN_SPACES)) for text in _of_editors(files))


def _of_editors(files: tuple[str, ...]) -> Iterator[str]:
    reading = read_all()
    english = reading.catalogue.english
    yield from (said.text for said in reading.spoken
                if said.file in files and said.language == "fr" and said.text in english)
    if "privacy.yaml" in files:
        told = statement("fr")
        yield from (told.summary, told.erased)
        yield from (text for page in told.pages for text in (page.title, page.text, page.without_contact) if text)

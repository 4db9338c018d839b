"""Everything an operator may choose, with what follows from it: the settings one by one, then the files of content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import SecretStr

from bot.settings import Settings, masked
from content.catalogue import Catalogue

EFFECTS: Mapping[str, str] = {
    "BOT_TOKEN": "the bot that speaks; without it, only the sandbox works",
    "TELEGRAM_API_BASE": "where Telegram is called",
    "DATABASE_URL": "where everything is kept; SQLite for one process, PostgreSQL for several",
    "TZ_DEFAULT": "the zone of a new group, until its place tells better",
    "PACE_PER_SECOND": "messages a second at most, in all; 0 for your own Bot API server only",
    "LIMITS": "twenty actions a minute and person; false for trials only",
    "GEOCODER_URL": "who turns a typed address into a quarter; empty: nobody is asked, the list of communes answers",
    "WEBHOOK_URL": "where Telegram calls; empty: the bot asks it, and needs no public address",
    "WEBHOOK_SECRET": "what proves that a call comes from Telegram",
    "WEBHOOK_PORT": "where the webhook is listened to, on 127.0.0.1",
    "LOG_LEVEL": "from which gravity on the log tells; never names, words, numbers or tokens",
    "LOG_FORMAT": "json for programs, plain for eyes",
    "HEALTH_PORT": "/health, /ready and /metrics on 127.0.0.1; 0: off",
    "TOWN_NAME": "the town, on posters, certificates and in its messages",
    "TOWN_PHONE": "the town hall’s telephone, on posters and where a human is needed",
    "PRIVACY_CONTACT": "who answers for personal data, shown by /confidentialite; empty: the notice names nobody",
    "SECOND_ABOVE": "above so many groups, a coordinator’s message waits for a second one’s yes; 0: always",
    "OPEN_DATA": "true: any resident may take the town’s past months by /bilan ouvert; false: the town hall alone",
    "COMMITTEE": "words of modules that stay closed until the comité adopts them; empty: who coordinates opens any",
    "BACKUP_KEY": "seals backups; without it, whoever reads the file reads the people",
    "SANDBOX_CLOCK": "the sandbox’s clock instead of the machine’s; for demonstrations only",
}
CONTENT: Mapping[str, str] = {
    "gestes.yaml": "the gestes proposed, one a week or a day",
    "calendar.yaml": "the moments of the year, their dates and their messages",
    "help.yaml": "what one may ask for, what is off until a group opens it, and where the rest is sent",
    "practices.yaml": "the first good practices, to be copied as projects",
    "offers.yaml": "what a neighbour may say to lend or do, by theme",
    "numbers.yaml": "every telephone number a resident may read, by territory",
    "safety.yaml": "the advice said before a visit",
    "charter.yaml": "the promise made when joining",
    "voices.yaml": "the question asked each month in the groups linked to the town",
    "privacy.yaml": "the notice of personal data",
    "sensitive.yaml": "words of danger, answered at once and in private",
    "private_words.yaml": "what the note of a request may not tell",
    "words.yaml": "wordings refused in what editors write",
    "sources.yaml": "where an idea, a date or a number was read",
    "locales": "the same words in English and in a simple version",
    "kits": "posters, flyers and certificates",
    "fonts": "the letters they are printed in",
}


def chosen(settings: Settings) -> Iterator[str]:
    """A line a setting: its value, whether it is the default, its effect. Secrets are said set or not."""
    for name, field in Settings.model_fields.items():
        value = getattr(settings, name)
        mark = " (default)" if value == field.default else ""
        yield f"{name.upper()} = {shown(value)}{mark}: {EFFECTS[name.upper()]}"


def shown(value: Any) -> str:
    if value is None or value == "":
        return "not set"
    if isinstance(value, SecretStr):
        return "set"
    return str(value).lower() if isinstance(value, bool) else masked(str(value))


def edited(content: Catalogue) -> Iterator[str]:
    """A line a file that an editor may change without a programmer."""
    counts = {"gestes.yaml": len(content.gestes), "calendar.yaml": len(content.moments),
              "help.yaml": len(content.kinds), "numbers.yaml": len(content.numbers)}
    for name, effect in CONTENT.items():
        count = f" ({counts[name]})" if name in counts else ""
        yield f"content/{name}{count}: {effect}"

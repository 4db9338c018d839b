"""What an operator can set, read once at start from `.env` and the environment (the environment wins).

Every fault is one sentence that names the variable and never shows a secret.
"""

from __future__ import annotations

import base64
import binascii
import difflib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from dotenv.parser import parse_stream
from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

LOOPBACK = ("localhost", "127.0.0.1", "::1")
AN_ADDRESS = "an https address (http only for this machine)"
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
FORMS = ("json", "plain")
OF_ONE_TOWN = ("BOT_TOKEN", "DATABASE_URL", "WEBHOOK_URL", "WEBHOOK_SECRET", "BACKUP_KEY", "TOWN_NAME", "TOWN_PHONE")
"""What no two towns share, so never said by the environment where several are served."""
_PASSWORD = re.compile(r"(://[^/@:\s]*):[^@\s]+@")


class SettingsError(Exception):
    """The settings cannot be used; the message is one sentence for the operator."""


class TokenRefusedForGood(SettingsError):
    """Telegram no longer knows this token."""


def masked(text: str) -> str:
    """The same text, with the passwords of its URLs hidden."""
    return _PASSWORD.sub(r"\1:***@", text)


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if value and not (safe and parts.hostname):
        raise ValueError
    return value.rstrip("/")


def _database(value: str) -> str:
    if not value.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ValueError
    return value


def _zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError
    return value


def _level(value: str) -> str:
    if value.upper() not in LEVELS:
        raise ValueError
    return value.upper()


def _form(value: str) -> str:
    if value.lower() not in FORMS:
        raise ValueError
    return value.lower()


def _words(value: str) -> str:
    if not re.fullmatch(r"([a-z_]{1,30}( *, *[a-z_]{1,30})*)?", value):
        raise ValueError
    return value


def _token(value: SecretStr | None) -> SecretStr | None:
    if value is not None and not re.fullmatch(r"\d+:[A-Za-z0-9_-]{3,}", value.get_secret_value()):
        raise ValueError
    return value


def _webhook_secret(value: SecretStr | None) -> SecretStr | None:
    if value is not None and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", value.get_secret_value()):
        raise ValueError
    return value


def _backup_key(value: SecretStr | None) -> SecretStr | None:
    if value is None:
        return None
    try:
        raw = base64.urlsafe_b64decode(value.get_secret_value().encode())
    except (binascii.Error, UnicodeEncodeError) as fault:
        raise ValueError from fault
    if len(raw) != 32:
        raise ValueError
    return value


WebAddress = Annotated[str, AfterValidator(_web_address)]


class Settings(BaseSettings):
    """One field per variable; `description` is what an operator reads when a value is refused."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", alias_generator=str.upper, populate_by_name=True,
        str_strip_whitespace=True, hide_input_in_errors=True)

    bot_token: Annotated[SecretStr | None, AfterValidator(_token)] = Field(
        default=None, description="the token BotFather gives, like 123456789:AAE…")
    telegram_api_base: WebAddress = Field(
        default="https://api.telegram.org", description=AN_ADDRESS)
    database_url: Annotated[str, AfterValidator(_database)] = Field(
        default="sqlite:///data/tous-voisins.db", repr=False, description="sqlite:///path or postgresql+psycopg://…")
    tz_default: Annotated[str, AfterValidator(_zone)] = Field(
        default="Europe/Paris", description="an IANA zone such as Europe/Paris or Indian/Reunion")
    pace_per_second: int = Field(default=25, ge=0, le=1000, description="a whole number from 0 to 1000")
    limits: bool = Field(default=True, description="true, or false for trials on one's own")
    geocoder_url: WebAddress = Field(default="", description=AN_ADDRESS)
    webhook_url: WebAddress = Field(default="", description=AN_ADDRESS)
    webhook_secret: Annotated[SecretStr | None, AfterValidator(_webhook_secret)] = Field(
        default=None, description="16 to 256 letters, digits, - or _")
    webhook_port: int = Field(default=8443, ge=1, le=65535, description="a port from 1 to 65535")
    log_level: Annotated[str, AfterValidator(_level)] = Field(
        default="INFO", description="one of " + ", ".join(LEVELS))
    log_format: Annotated[str, AfterValidator(_form)] = Field(
        default="json", description="one of " + ", ".join(FORMS))
    health_port: int = Field(default=0, ge=0, le=65535, description="a port from 1 to 65535, or 0 for none")
    town_name: str = Field(default="", max_length=80, description="a name of at most 80 characters")
    town_phone: str = Field(
        default="", pattern=r"^(\+?\d[\d .]{1,18}\d)?$", description="a telephone number such as 01 23 45 67 89")
    privacy_contact: str = Field(default="", max_length=600, description="a text of at most 600 characters")
    second_above: int = Field(default=50, ge=0, le=100_000, description="a whole number from 0 to 100000")
    open_data: bool = Field(default=False, description="true or false")
    committee: Annotated[str, AfterValidator(_words)] = Field(
        default="", max_length=400, description="words of modules with commas between, such as voices,rounds")
    backup_key: Annotated[SecretStr | None, AfterValidator(_backup_key)] = Field(
        default=None, description="the 44 characters that `python -m storage.sealing` prints")
    sandbox_clock: bool = Field(default=False, description="true or false")

    @classmethod
    def settings_customise_sources(
            cls, settings_cls: type[BaseSettings], init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource, dotenv_settings: PydanticBaseSettingsSource,
            file_secret_settings: PydanticBaseSettingsSource) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what `load` hands over: it refuses unknown names, which the stock sources pass over."""
        return (init_settings,)

    @classmethod
    def names(cls) -> tuple[str, ...]:
        return tuple(name.upper() for name in cls.model_fields)

    @classmethod
    def load(cls, env_file: Path | None = Path(".env"), environ: Mapping[str, str] | None = None) -> Self:
        """The settings of `.env` (which may be absent) under those of the environment.

        Raises SettingsError, in one sentence, for an unknown name, a bad value or a `.env` others can read.
        """
        around = os.environ if environ is None else environ
        values = read_env_file(env_file, cls.names()) if env_file else {}
        values |= {name: around[name] for name in cls.names() if name in around}
        try:
            found = cls(**{name: value for name, value in values.items() if value.strip()})  # type: ignore[arg-type]
        except ValidationError as fault:
            raise SettingsError(_sentence(cls, fault)) from None
        if found.webhook_url and found.webhook_secret is None:
            raise SettingsError("WEBHOOK_SECRET is missing: a webhook without a secret believes anybody.")
        if found.webhook_url and found.health_port == found.webhook_port:
            raise SettingsError("HEALTH_PORT must differ from WEBHOOK_PORT, which the outside reaches.")
        return found

    def at(self, home: Path) -> Self:
        """The same, with a SQLite file named from this folder instead of the working one."""
        name = self.database_url.removeprefix("sqlite:///")
        if name == self.database_url or name.startswith(("/", ":memory:")):
            return self
        return self.model_copy(update={"database_url": f"sqlite:///{home.absolute() / name}"})

    @property
    def of_committee(self) -> frozenset[str]:
        return frozenset(word.strip() for word in self.committee.split(",")) - {""}

    @property
    def database_shown(self) -> str:
        """The database's address, fit for a log."""
        return masked(self.database_url)


def _sentence(cls: type[Settings], fault: ValidationError) -> str:
    name = str(fault.errors(include_input=False, include_url=False)[0]["loc"][0])
    expected = cls.model_fields[name.lower()].description
    return f"{name.upper()} cannot be used as it is: expected {expected}."


def read_env_file(path: Path, known: tuple[str, ...]) -> dict[str, str]:
    """NAME=value lines of a file, {} when it is absent. Raises SettingsError."""
    if not path.exists():
        return {}
    try:
        if path.stat().st_mode & 0o077:
            raise SettingsError(f"{path} can be read by others on this machine: run chmod 600 {path}")
        with path.open(encoding="utf-8") as stream:
            bindings = list(parse_stream(stream))
    except (OSError, UnicodeDecodeError) as fault:
        why = getattr(fault, "strerror", "it is not UTF-8")
        raise SettingsError(f"{path} cannot be read: {why}.") from None
    values: dict[str, str] = {}
    for binding in bindings:
        if binding.key is None and not binding.error:
            continue
        text = binding.original.string
        line = binding.original.line + text[:len(text) - len(text.lstrip())].count("\n")
        if binding.error or binding.key is None or binding.value is None:
            raise SettingsError(f"{path}, line {line}: expected NAME=value.")
        if binding.key not in known:
            raise SettingsError(f"{path}, line {line}: {_unknown(binding.key, known)}")
        if binding.key in values:
            raise SettingsError(f"{path}, line {line}: {binding.key} is set twice.")
        values[binding.key] = binding.value
    return values


def _unknown(name: str, known: tuple[str, ...]) -> str:
    near: list[Any] = difflib.get_close_matches(name.upper(), known, 1, 0.5)
    hint = f"did you mean {near[0]}?" if near else ".env.example lists them all."
    return f"{name} is not a setting; {hint}"

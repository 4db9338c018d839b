"""Import aiogram without building its 700 pydantic models: each is built the first time it is used.

aiogram ends its import by rebuilding every model; here that waits. Nothing may import aiogram before this module.
Late building is not thread-safe: only the event loop's thread speaks.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

from pydantic import BaseModel


@contextmanager
def models_unbuilt() -> Iterator[None]:
    config, rebuild = BaseModel.model_config, BaseModel.__dict__["model_rebuild"]
    setattr(BaseModel, "model_config", {**config, "defer_build": True})  # noqa: B010
    setattr(BaseModel, "model_rebuild", classmethod(lambda _cls, **_: None))  # noqa: B010
    try:
        yield
    finally:
        setattr(BaseModel, "model_config", config)  # noqa: B010
        setattr(BaseModel, "model_rebuild", rebuild)  # noqa: B010


SESSION = "aiogram.client.session.aiohttp"


def _default_session(**options: Any) -> Any:
    """aiogram's own session over aiohttp, which weighs 7 MB, is loaded by who asks for it: our bots bring theirs."""
    sys.modules.pop(SESSION, None)
    return import_module(SESSION).AiohttpSession(**options)


_late = ModuleType(SESSION)
setattr(_late, "AiohttpSession", _default_session)  # noqa: B010
sys.modules[SESSION] = _late

with models_unbuilt():
    import aiogram
    from aiogram import types
    from aiogram.methods.base import Response, TelegramMethod
    from aiogram.types.base import TelegramObject


def _build_late(root: type[BaseModel]) -> None:
    """aiogram's annotations only resolve among the names of aiogram.types: hand them over at first use."""

    def model_rebuild(cls: Any, /, **options: Any) -> bool | None:
        options.pop("_parent_namespace_depth", None)
        options.setdefault("_types_namespace", vars(types))
        built: bool | None = super(root, cls).model_rebuild(**options)
        return built

    setattr(root, "model_rebuild", classmethod(model_rebuild))  # noqa: B010


for _root in (TelegramObject, TelegramMethod, Response):
    _build_late(_root)

__all__ = ["aiogram"]

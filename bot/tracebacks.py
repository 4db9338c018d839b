"""Where a fault happened, without what it says: the message of an exception may quote what somebody wrote.

Kept are the words of faults that speak of code or of the machine, never of a value.
"""

from __future__ import annotations

import traceback

from storage.engine import StorageError

OF_THE_CODE = (AttributeError, TypeError, NameError, AssertionError, ImportError, NotImplementedError, OSError,
               RuntimeError, StorageError)
MOST = 20_000


def told(fault: BaseException) -> str:
    """Its frames and those of what led to it, oldest first; for a group, those of each."""
    return "\n".join(_parts(fault, set()))[-MOST:]


def _parts(fault: BaseException, seen: set[int]) -> list[str]:
    seen.add(id(fault))
    before = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    parts = [*_parts(before, seen), "which led to:"] if before is not None and id(before) not in seen else []
    frames = "".join(traceback.format_tb(fault.__traceback__)).rstrip()
    parts.append("\n".join(["Traceback (most recent call last):", *([frames] if frames else []), _name(fault)]))
    if isinstance(fault, BaseExceptionGroup):
        for one in fault.exceptions:
            parts += [] if id(one) in seen else _parts(one, seen)
    return parts


def _name(fault: BaseException) -> str:
    name = type(fault).__qualname__
    return f"{name}: {fault}" if isinstance(fault, OF_THE_CODE) else name

"""Import aiogram without building its thousand pydantic models: each is built at its first use."""


def load_aiogram() -> None:
    """Call before the first import of aiogram."""

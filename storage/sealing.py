"""Files sealed with a key (Fernet, piece by piece), so that a large backup never sits whole in memory.

`python -m storage.sealing` prints a new key. Each line of a sealed file is one piece, numbered, the last one
marked: a piece changed, moved, repeated or cut off is noticed. cryptography is loaded by who seals: a start does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

PIECE = 1 << 20


class SealBroken(Exception):
    """Not sealed with this key, or not whole."""


def seal(source: IO[bytes], target: IO[bytes], key: str) -> None:
    from cryptography.fernet import Fernet

    fernet = Fernet(key)
    for number, (piece, last) in enumerate(_pieces(source)):
        target.write(fernet.encrypt(_head(number, last) + piece) + b"\n")


def unseal(source: IO[bytes], target: IO[bytes], key: str) -> None:
    """Raises SealBroken; what was written until then is not to be used."""
    from cryptography.fernet import Fernet, InvalidToken

    fernet = Fernet(key)
    last = False
    for number, line in enumerate(source):
        try:
            piece = fernet.decrypt(line.rstrip(b"\n"))
        except InvalidToken as fault:
            raise SealBroken("another key, or a damaged file") from fault
        if last or piece[:8] != number.to_bytes(8, "big"):
            raise SealBroken("its pieces are not in order")
        last = piece[8:9] == b"\1"
        target.write(piece[9:])
    if not last:
        raise SealBroken("its end is missing")


def _head(number: int, last: bool) -> bytes:
    return number.to_bytes(8, "big") + (b"\1" if last else b"\0")


def _pieces(source: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
    """(bytes, whether it is the last); an empty source gives one empty piece."""
    piece = source.read(PIECE)
    while following := source.read(PIECE):
        yield piece, False
        piece = following
    yield piece, True


if __name__ == "__main__":
    from cryptography.fernet import Fernet

    print(Fernet.generate_key().decode())

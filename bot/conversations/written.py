"""Questions answered with words as they are formatted on the phone, or with a photo or a PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.conversations.questions import Input, NoLonger, Option, Problem
from rules.campaigns import MOST_DOCUMENT, MOST_PHOTO
from rules.kinds import Json
from rules.markup import html_of, plain
from rules.words import Words, _

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was written, as our safe HTML; file and what it is when one came with it."""

    html: str
    file: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """Words of any number of lines, their formatting kept; a photo or a PDF with its caption is both at once.

    fits: what to say when it is too long, given whether a file is there.
    """

    name: str
    words: Words
    fits: Callable[[str, bool], Words | None]
    with_file: bool = False

    def options(self) -> Sequence[Option]:
        return ()

    def read(self, given: Input) -> Json | Problem:
        file = None
        if given.other is not None:
            found = file_in(given)
            if isinstance(found, Problem):
                return found
            file = found
        html = html_of(given.text if given.text is not None else given.caption, given.marks)
        if not plain(html).strip():
            return Problem(_("Il manque les mots. Écrivez le texte, ou une légende sous la photo."))
        if problem := self.fits(html, file is not None or self.with_file):
            return Problem(problem)
        return {"html": html, "file": file.file if file else None, "kind": file.kind if file else None}

    def load(self, stored: Json) -> Sheet:
        if not isinstance(stored, dict) or not isinstance(stored.get("html"), str):
            raise NoLonger
        file, kind = stored.get("file"), stored.get("kind")
        return Sheet(str(stored["html"]), str(file) if file else None, str(kind) if kind else None)


@dataclass(frozen=True, slots=True)
class Filed:
    """A photo or a PDF; « - » for none."""

    name: str
    words: Words
    none: Words

    def options(self) -> Sequence[Option]:
        return (Option("-", self.none),)

    def read(self, given: Input) -> Json | Problem:
        if given.value == "-":
            return {"html": ""}
        found = file_in(given)
        return found if isinstance(found, Problem) else {"html": "", "file": found.file, "kind": found.kind}

    def load(self, stored: Json) -> Sheet:
        if not isinstance(stored, dict):
            raise NoLonger
        file, kind = stored.get("file"), stored.get("kind")
        return Sheet("", str(file) if file else None, str(kind) if kind else None)


def file_in(given: Input) -> Sheet | Problem:
    """The photo or the PDF that came, or what to do instead."""
    if given.other == "photo" and given.file:
        return Sheet("", given.file, "photo") if given.size <= MOST_PHOTO else too_heavy(MOST_PHOTO)
    if given.other == "document" and given.file and given.mime == PDF:
        return Sheet("", given.file, "document") if given.size <= MOST_DOCUMENT else too_heavy(MOST_DOCUMENT)
    if given.other == "document" and given.mime.startswith("image/"):
        return Problem(_("Envoyez-la comme une photo, et non comme un fichier : tout le monde la verra sans l’ouvrir."))
    return Problem(_("Il me faut une photo ou un PDF. Touchez le trombone, choisissez, envoyez."))


def too_heavy(most: int) -> Problem:
    return Problem(_("C’est trop lourd : {n} Mo au plus. Choisissez un fichier plus petit.", n=most >> 20))

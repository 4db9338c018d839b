"""Print a kit: `print_kit(KitId.POSTER, facts, "pdf")`.

Pure: the same facts give the same bytes, offline, with our fonts alone. `typst` blocks: call it from a thread.
"""

import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast

import segno
import typst

from content.kits.facts import KitFacts, KitId, Sheet
from content.kits.wording import printable
from rules.refusals import Refusal
from rules.words import Words, _

Format = Literal["pdf", "png"]
FORMATS: tuple[Format, ...] = ("pdf", "png")
HERE = Path(__file__).resolve().parent
FONTS = HERE.parent / "fonts"
PIXELS_PER_INCH = 200  # below, the smallest codes no longer read


class KitRefusal(Refusal):
    """The sheet cannot be printed with these facts; `words` says what to change."""


@dataclass(frozen=True)
class Kit:
    """`sheets` are the papers it prints on, the usual one first."""

    title: Words
    description: Words
    sheets: tuple[Sheet, ...]
    formats: tuple[Format, ...] = FORMATS


NUMBERED = (KitId.HEATWAVE, KitId.COLD_SPELL)
TOO_LONG: Mapping[str, Words] = {
    "name": _("Le nom du groupe est trop long pour cette feuille : raccourcissez-le."),
    "place": _("L’adresse du groupe est trop longue pour cette feuille : raccourcissez-la."),
    "link": _("Le lien du groupe est trop long pour cette feuille."),
    "contact": _("Le prénom ou le téléphone à imprimer est trop long : raccourcissez-le."),
    "person": _("Ce nom est trop long pour cette feuille : raccourcissez-le."),
    "text": _("Il y a trop de texte pour cette feuille : raccourcissez-le."),
}

POSTERS = (Sheet.A4, Sheet.A3)

KITS: Mapping[KitId, Kit] = {
    KitId.POSTER: Kit(_("Affiche"), _("Pour le hall ou la vitrine, avec le code pour participer."), POSTERS),
    KitId.LEAFLET: Kit(_("Tract"), _("Pour les boîtes aux lettres."), (Sheet.A5, Sheet.A4)),
    KitId.BOARD: Kit(_("Panneau du voisinage"), _("Les demandes et les offres du jour, sans nom."), POSTERS),
    KitId.TEAR_OFF: Kit(
        _("Papillon « J’ai besoin / Je peux »"), _("À remplir à la main, avec des languettes."), (Sheet.A4,)
    ),
    KitId.DIRECTORY: Kit(_("Annuaire à remplir"), _("Un tableau vierge : Tous Voisins n’en garde rien."), (Sheet.A4,)),
    KitId.VISIT_CARD: Kit(
        _("Carte du code de visite"), _("À remettre à la personne qui attend une visite."), (Sheet.A6, Sheet.A4)
    ),
    KitId.HEATWAVE: Kit(_("Fiche canicule"), _("Les bons gestes quand il fait très chaud."), POSTERS),
    KitId.COLD_SPELL: Kit(_("Fiche grand froid"), _("Les bons gestes quand il fait très froid."), POSTERS),
    KitId.MONTH: Kit(_("Le mois chez nous"), _("Une page : les chiffres, les mercis, le prochain geste."), POSTERS),
    KitId.RESIDENT_GUIDE: Kit(
        _("Tous Voisins pas à pas"), _("Demander, aider, noter, souffler, effacer : six images."), POSTERS
    ),
    KitId.REFERENT_GUIDE: Kit(_("Mode d’emploi référent"), _("Une page pour la personne référente."), (Sheet.A4,)),
    KitId.INVITATION: Kit(_("Invitation"), _("Pour un moment ensemble."), (Sheet.A5, Sheet.A4)),
}


def print_kit(kit: KitId, facts: KitFacts, format: Format = "pdf", sheet: Sheet | None = None) -> bytes:
    """One page, PDF/UA or a 200 ppi picture. Raises KitRefusal with one sentence for the person."""
    paper = sheet or KITS[kit].sheets[0]
    if paper not in KITS[kit].sheets or format not in KITS[kit].formats:
        raise ValueError(f"{kit} is not printed as {format} on {paper}")
    return drawn(HERE / f"{kit}.typ", HERE, _facts_json(kit, facts, paper), facts.printed_on, format, PIXELS_PER_INCH)


def drawn(template: Path, root: Path, facts: str, on: date, format: str, ppi: int) -> bytes:
    """A template with its facts (JSON), dated `on`. PDF/UA is made for pictures too: it alone refuses a sign that no
    font can draw.
    """
    compiler = typst.Compiler(template, root=root, font_paths=fonts(), sys_inputs={"facts": facts})
    day = datetime.combine(on, time(12), UTC)
    try:
        page = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=day)
        if format == "png":
            page = compiler.compile(format="png", ppi=ppi)
    except typst.TypstError as error:
        raise refusal(error) from error
    if not isinstance(page, bytes):
        raise RuntimeError("what is drawn as a picture is one page")
    return page


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


def _facts_json(kit: KitId, facts: KitFacts, paper: Sheet) -> str:
    values = cast(dict[str, object], printable(facts, facts.language))
    if not values["group_name"]:
        raise KitRefusal(_("Donnez d’abord un nom au groupe."))
    if kit in NUMBERED and not facts.numbers:
        raise KitRefusal(_("Les numéros d’urgence de votre territoire ne sont pas encore connus."))
    if kit is KitId.MONTH and facts.month is None:
        raise KitRefusal(_("Ce mois n’est pas encore compté."))
    return json.dumps(values | {"sheet": paper, "link": facts.link, "qr": _qr(facts.link)})


def _qr(link: str) -> str:
    drawn = io.BytesIO()
    segno.make_qr(link, error="m").save(drawn, kind="svg", border=4, light="#fff", omitsize=True, xmldecl=False)
    return drawn.getvalue().decode().replace("<svg ", '<svg shape-rendering="crispEdges" ', 1)


def refusal(error: typst.TypstError) -> KitRefusal:
    """Our own templates say what is too long; ua-1 says which sign has no drawing. The rest is a fault."""
    if too_long := re.search(r"KIT-TOO-LONG ([a-z]+)", error.message):
        return KitRefusal(TOO_LONG[too_long[1]])
    if unknown := re.search(r'the text `"(.+?)"` could not be displayed', error.message):
        return KitRefusal(_("Le signe « {sign} » ne peut pas être imprimé : retirez-le.", sign=unknown[1]))
    raise error

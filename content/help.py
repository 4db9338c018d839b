"""help.yaml -> families, kinds of help, and what is sent to someone better placed."""

from dataclasses import dataclass, replace

from content.names import Known, among, one_of, read_id, reviewed
from content.schema import Desk, Entry
from content.yaml_lines import Fault, Fields, Node
from rules.helpkinds import FIRST_LEVEL, Family, HelpPlace, Kind, Offered, Redirect

FILE = "help.yaml"
LABEL_LENGTH, TITLE_LENGTH, TEXT_LENGTH = 24, 60, 300
MINUTES = range(15, 721, 15)


@dataclass(frozen=True)
class HelpBook:
    families: tuple[Family, ...] = ()
    kinds: tuple[Kind, ...] = ()
    redirects: tuple[Redirect, ...] = ()


def read_help(desk: Desk, node: Node | None, known: Known) -> HelpBook:
    if node is None:
        return HelpBook()
    if not isinstance(node, Fields):
        desk.faults.append(Fault(FILE, node.line, "fichier", "des champs en retrait sont attendus"))
        return HelpBook()
    top = Entry(desk, FILE, node, "entraide")
    reviewed(top, known)
    taken: set[str] = set()
    genres = top.each("genres")
    kinds = [_kind(entry, taken, known) for entry in genres]
    families = [_family(entry, {k.code: k for k in kinds}) for entry in top.each("familles")]
    redirects = [_redirect(entry, taken, known) for entry in top.each("renvois")]
    _one_family_each(genres, families, kinds)
    top.done()
    of = {code: family.code for family in families for code in family.kinds}
    return HelpBook(tuple(families), tuple(_placed(kind, of) for kind in kinds), tuple(redirects))


def _placed(kind: Kind, family_of: dict[str, str]) -> Kind:
    return replace(kind, family=family_of.get(kind.code, ""))


def _kind(entry: Entry, taken: set[str], known: Known) -> Kind:
    kind = Kind(
        code=read_id(entry, taken, "code"),
        family="",
        label=entry.wording("bouton", LABEL_LENGTH),
        title=entry.wording("titre", TITLE_LENGTH),
        minutes=entry.whole("minutes", MINUTES, "par pas de 15 minutes, 720 au plus"),
        place=entry.made("lieu", one_of(HelpPlace), HelpPlace.BUILDING),
        at_home=entry.yes("a_domicile"),
        needs_vouch=entry.yes("recommandation"),
        discreet=entry.yes("discret", default=False),
        offered=entry.made("propose", one_of(Offered), Offered.OPEN),
        safety=entry.all_made("securite", among(known.safety, "la consigne")),
    )
    if kind.at_home and not kind.needs_vouch:
        entry.fault("recommandation", "une aide à domicile demande une recommandation")
    entry.done()
    return kind


def _family(entry: Entry, kinds: dict[str, Kind]) -> Family:
    family = Family(
        code=read_id(entry, set(), "code"),
        emoji=entry.text("emoji", 4),
        title=entry.wording("titre", LABEL_LENGTH),
        kinds=entry.all_made("genres", among(kinds, "le genre"), least=1),
    )
    shown = [code for code in family.kinds if not kinds[code].hidden]
    if len(shown) > FIRST_LEVEL:
        entry.fault("genres", f"{FIRST_LEVEL} genres visibles au plus")
    entry.done()
    return family


def _one_family_each(genres: list[Entry], families: list[Family], kinds: list[Kind]) -> None:
    listed = [code for family in families for code in family.kinds]
    for entry, kind in zip(genres, kinds, strict=True):
        found, wanted = listed.count(kind.code), 0 if kind.offered is Offered.ELSEWHERE else 1
        if found != wanted:
            entry.fault("propose", f"« {kind.code} » est dans {found} familles au lieu de {wanted}")


def _redirect(entry: Entry, taken: set[str], known: Known) -> Redirect:
    redirect = Redirect(
        code=read_id(entry, taken, "code"),
        title=entry.wording("titre", TITLE_LENGTH),
        text=entry.wording("texte", TEXT_LENGTH),
        numbers=entry.all_made("numeros", among(known.numbers, "le numéro")),
    )
    reviewed(entry, known)
    entry.done()
    return redirect

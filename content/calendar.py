"""calendar.yaml -> moments of the year, days without a festive word, words to ask or to say no."""

from dataclasses import dataclass

from content.names import Known, among, one_of, read_id, read_territories, reviewed, step
from content.schema import Desk, Entry
from content.yaml_lines import Fault, Fields, Node
from rules.calendar import Button, Correction, Moment, MomentKind, Quiz, Step, StepKind
from rules.yearly import Fixed, MonthDay, Never, Rule, Season, parse_day, parse_rule

FILE = "calendar.yaml"
TEXT_LENGTH, LABEL_LENGTH, MOST_BUTTONS = 300, 24, 4
_NO_RULE: Rule = Never()
_SHAPES: dict[MomentKind, type[Rule] | tuple[type[Rule], ...]] = {
    MomentKind.FIXED: Fixed,
    MomentKind.SEASON: Season,
    MomentKind.ALERT: Never,
}


@dataclass(frozen=True)
class YearBook:
    moments: tuple[Moment, ...] = ()
    sober_days: tuple[MonthDay, ...] = ()
    words_to_ask: tuple[str, ...] = ()
    words_to_decline: tuple[str, ...] = ()


def read_year(desk: Desk, node: Node | None, known: Known) -> YearBook:
    if node is None:
        return YearBook()
    if not isinstance(node, Fields):
        desk.faults.append(Fault(FILE, node.line, "fichier", "des champs en retrait sont attendus"))
        return YearBook()
    top = Entry(desk, FILE, node, "calendrier")
    taken: set[str] = set()
    book = YearBook(
        tuple(_moment(entry, taken, known) for entry in top.each("moments")),
        top.all_made("jours_sans_fete", parse_day),
        _phrases(top, "mots_pour_demander"),
        _phrases(top, "mots_pour_dire_non"),
    )
    top.done()
    return book


def _phrases(top: Entry, name: str) -> tuple[str, ...]:
    said = []
    for entry in top.each(name):
        said.append(entry.wording("texte", TEXT_LENGTH))
        entry.done()
    return tuple(said)


def _moment(entry: Entry, taken: set[str], known: Known) -> Moment:
    kind = entry.made("kind", one_of(MomentKind), MomentKind.FIXED)
    sources, checked_on = reviewed(entry, known)
    moment = Moment(
        id=read_id(entry, taken),
        title=entry.wording("titre", 60),
        kind=kind,
        rule=_rule(entry, kind),
        days=entry.whole("duree_jours", range(1, 367), "1 à 366 jours", default=1),
        lead_days=entry.whole("avance_jours", range(61), "0 à 60 jours", default=10),
        territories=read_territories(entry),
        group_text=entry.wording("groupe", TEXT_LENGTH),
        private_text=entry.wording("prive", TEXT_LENGTH),
        buttons=_buttons(entry, known),
        sources=sources,
        checked_on=checked_on,
        theme=entry.yes("theme", default=False),
        gestes_before=entry.whole("gestes_avant", range(61), "0 à 60 jours", default=0),
        gestes_after=entry.whole("gestes_apres", range(61), "0 à 60 jours", default=0),
        quiz=_quiz(entry),
        safety=entry.all_made("securite", among(known.safety, "la consigne")) if entry.has("securite") else (),
        overrides=_overrides(entry, known),
    )
    if moment.theme and moment.quiz is None:
        entry.fault("quiz", "un thème de l’année a son vrai ou faux")
    if moment.kind is MomentKind.ALERT and not moment.safety:
        entry.fault("securite", "une alerte a au moins une consigne")
    entry.done()
    return moment


def _rule(entry: Entry, kind: MomentKind) -> Rule:
    rule: Rule = entry.made("regle", parse_rule, _NO_RULE)
    shape = _SHAPES.get(kind)
    if shape is not None and entry.has("regle") and not isinstance(rule, shape):
        entry.fault("regle", f"une règle d’un autre genre que « {kind} »")
    return rule


def _buttons(entry: Entry, known: Known) -> tuple[Button, ...]:
    found = entry.each("boutons")
    if len(found) > MOST_BUTTONS:
        entry.fault("boutons", f"{MOST_BUTTONS} boutons au plus")
    buttons = []
    for one in found:
        buttons.append(
            Button(one.wording("texte", LABEL_LENGTH), one.made("suite", step(known), Step(StepKind.NONE)))
        )
        one.done()
    return tuple(buttons)


def _quiz(entry: Entry) -> Quiz | None:
    inner = entry.inner("quiz") if entry.has("quiz") else None
    if inner is None:
        return None
    quiz = Quiz(inner.wording("phrase"), inner.yes("vrai"), inner.wording("reponse"))
    inner.done()
    return quiz


def _overrides(entry: Entry, known: Known) -> dict[int, Correction]:
    years = entry.inner("overrides") if entry.has("overrides") else None
    if years is None:
        return {}
    found: dict[int, Correction] = {}
    for year in years.node.fields:
        one = years.inner(year)
        if one is None or not (year.isdigit() and len(year) == 4):
            years.fault(year, "une année à quatre chiffres entre guillemets, ses champs en retrait")
            continue
        found[int(year)] = _correction(one, int(year), known)
    return found


def _correction(entry: Entry, year: int, known: Known) -> Correction:
    cancelled = entry.yes("annule", default=False)
    start = None if cancelled else entry.day("debut")
    end = entry.day("fin") if entry.has("fin") else None
    if start is not None and (start.year != year or (end is not None and end < start)):
        entry.fault("debut", "le jour est de cette année-là, et la fin ne vient pas avant")
    reviewed(entry, known)
    entry.done()
    return Correction(start, end)

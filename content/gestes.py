"""gestes.yaml -> gestes."""

import re
from datetime import date

from content.names import Known, among, one_of, read_id, step
from content.schema import NO_DAY, Desk, Entry, entries
from content.yaml_lines import Node
from rules.calendar import Step, StepKind
from rules.gestes import (
    ANY_ALERT,
    SCHOOL_TERM,
    Always,
    Audience,
    During,
    Geste,
    Pillar,
    Place,
    Term,
    Theme,
    Timing,
    UnderAlert,
    parse_term,
)

FILE = "gestes.yaml"
MINUTES = (5, 15, 60)
TITLE_LENGTH, TEXT_LENGTH = 60, 300


def read_gestes(desk: Desk, node: Node | None, known: Known) -> tuple[Geste, ...]:
    taken: set[str] = set()
    return tuple(_geste(entry, taken, known) for entry in entries(desk, FILE, node))


def _geste(entry: Entry, taken: set[str], known: Known) -> Geste:
    geste = Geste(
        id=read_id(entry, taken),
        title=_title(entry),
        text=entry.wording("texte", TEXT_LENGTH),
        simple=entry.wording("simple", TEXT_LENGTH),
        theme=entry.made("theme", one_of(Theme), Theme.HELLO),
        core=entry.yes("coeur"),
        minutes=entry.whole("duree", MINUTES, "5, 15 ou 60 minutes"),
        place=entry.made("lieu", one_of(Place), Place.ANYWHERE),
        when=_when(entry, known),
        audience=entry.all_made("public", one_of(Audience), least=1),
        pillar=entry.made("pilier", one_of(Pillar), Pillar.NEIGHBOURS),
        safety=entry.all_made("securite", among(known.safety, "la consigne")),
        step=entry.made("suite", step(known), Step(StepKind.NONE)),
        sources=entry.all_made("source", among(known.sources, "la source"), least=1),
        reread_on=entry.day("relu_le"),
        best_before=entry.day("dluo"),
        retired_on=entry.maybe_day("retire_le"),
        timing=entry.made("jour", one_of(Timing), Timing.BEFORE) if entry.has("jour") else None,
    )
    _dates_in_order(entry, geste.reread_on, geste.best_before)
    _a_day_to_name(entry, geste)
    entry.done()
    return geste


def _title(entry: Entry) -> str:
    title = entry.wording("titre", TITLE_LENGTH)
    words = len(re.findall(r"[\w’'-]+", title))
    if title and not 4 <= words <= 8:
        entry.fault("titre", f"{words} mots, il en faut 4 à 8")
    return title


def _when(entry: Entry, known: Known) -> tuple[Term, ...]:
    terms = entry.all_made("quand", parse_term, least=1)
    for term in terms:
        if isinstance(term, During) and term.event not in known.events | {SCHOOL_TERM}:
            entry.fault("quand", f"le moment « {term.event} » n’existe pas dans calendar.yaml")
        if isinstance(term, UnderAlert) and term.alert not in known.alerts | {ANY_ALERT}:
            entry.fault("quand", f"l’alerte « {term.alert} » n’existe pas dans calendar.yaml")
    return terms


def _a_day_to_name(entry: Entry, geste: Geste) -> None:
    """A text that names a day is never shown all year long; nor a button that no need could answer."""
    if geste.timing and any(isinstance(term, Always | UnderAlert) for term in geste.when):
        entry.fault("jour", "« quand » dit les jours où le texte est vrai, ni « toute » ni une alerte")
    if geste.step.kind is StepKind.OFFER and not geste.step.target:
        entry.fault("suite", "« proposer: » et le genre de besoin auquel ce geste répond")


def _dates_in_order(entry: Entry, reread_on: date, best_before: date) -> None:
    if NO_DAY not in (reread_on, best_before) and best_before <= reread_on:
        entry.fault("dluo", "elle vient après la relecture")

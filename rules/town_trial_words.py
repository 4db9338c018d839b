"""How the figures of a trial are typed and read: in hundredths underneath, as people write them on top."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rules.town_trials import (
    HUNDRED,
    LESS_IS_BETTER,
    TARGETS,
    UNITS,
    Counted,
    Failure,
    Trial,
    Unit,
    failures,
    measured,
)
from rules.town_trials import Indicator as N
from rules.words import Words, _, lines

LABELS: dict[N, Words] = {
    N.ACTIONS: _("Coups de main, par personne et par an"), N.HOURS: _("Heures, par personne et par an"),
    N.ASKED: _("Personnes sollicitées dans le mois"), N.FIRST_ASK: _("Sollicitées 7 jours après l’arrivée"),
    N.SERVED: _("Demandes servies"), N.FIRST_YES: _("Premier oui, la moitié en"), N.NO_SHOW: _("Rendez-vous manqués"),
    N.OFFLINE: _("Demandes pour qui n’a pas Telegram"), N.LOST: _("Groupes partis ou muets, pour 100 par mois")}
FAILED: dict[Failure, Words] = {
    Failure.UNSERVED: _("Sans personne"), Failure.MISSED: _("Rendez-vous manqués"),
    Failure.UNHEARD: _("Sans nouvelles"), Failure.REFUSED: _("« Pas cette fois »"), Failure.LEFT: _("Comptes effacés")}

_TYPED = re.compile(r"(\d{1,4})(?:[.,](\d{1,2}))?\s*(?:%|h|heures?)?", re.ASCII)
_CLOCK = re.compile(r"(\d{1,3})\s*h\s*(\d{1,2})(?:\s*min)?", re.ASCII)
HOW = _("Écrivez un nombre, par exemple « 0,31 » ou « 80 ».")
TOO_MUCH = _("C’est une part : de 0 à 100, par exemple « 33 » ou « 33,5 ».")


def typed(text: str, unit: Unit) -> int | Words:
    """« 0,31 », « 80 % », « 4 h », « 1 h 30 »: in hundredths, or what to write instead."""
    bare = text.strip().casefold().replace("\u00a0", " ").replace("\u202f", " ")
    if unit is Unit.HOURS and (clock := _CLOCK.fullmatch(bare)) and int(clock[2]) < 60:
        return int(clock[1]) * HUNDRED + round(int(clock[2]) / 0.6)
    found = _TYPED.fullmatch(bare)
    if found is None:
        return HOW
    value = int(found[1]) * HUNDRED + int((found[2] or "0").ljust(2, "0"))
    return TOO_MUCH if unit is Unit.SHARE and value > HUNDRED * HUNDRED else value


def number(value: int) -> Words:
    """« 0,31 », « 3 », « 33,5 »."""
    whole, cents = divmod(value, HUNDRED)
    if not cents:
        return _("{n}", n=whole)
    return _("{whole},{cents}", whole=whole, cents=f"{cents:02}".rstrip("0"))


def said(value: int | None, unit: Unit) -> Words:
    if value is None:
        return _("trop peu pour le dire")
    match unit:
        case Unit.SHARE:
            return _("{n} %", n=round(value / HUNDRED))
        case Unit.HOURS:
            return _("{n} h", n=number(value))
    return number(value)


def target(one: N) -> Words:
    words = said(TARGETS[one], UNITS[one])
    return _("{n} au plus", n=words) if one in LESS_IS_BETTER else _("{n} au moins", n=words)


def counted(count: int | None) -> Words:
    return _("quelques") if count is None else _("aucun") if not count else _("{n}", n=count)


def line(one: N, value: int | None, before: int | None) -> Words:
    """What is measured, what was there before, what is aimed at."""
    unit = UNITS[one]
    if before is None:
        return _("• {label} : <b>{n}</b> (visé : {target})", label=LABELS[one], n=said(value, unit), target=target(one))
    return _("• {label} : <b>{n}</b> (avant : {before} ; visé : {target})", label=LABELS[one], n=said(value, unit),
             before=said(before, unit), target=target(one))


def told(found: Counted, trial: Trial, page: int) -> Words:
    """Three figures a page."""
    values = measured(found)
    return lines(*(line(one, values[one], trial.baseline.get(one)) for one in tuple(N)[3 * page:3 * page + 3]))


def told_failures(found: Counted, earlier: Sequence[Counted]) -> Words:
    return lines(*(_("• {label} : {n}", label=FAILED[what], n=counted(count))
                   for what, count in failures(found, earlier).items()))


PAGES = -(-len(N) // 3) + 1
"""The last one is of what did not go well."""
NO_BASELINE = _("Aucun chiffre d’avant n’a été donné : rien n’est comparé.")
NOTHING_YET = _("Il n’y a encore rien à compter sur ces mois.")
DEFINITIONS: tuple[Words, ...] = (
    _("Coups de main et heures : ce que les voisins ont fait, heures déclarées et confirmées, ramené à un an et aux "
      "personnes disponibles, en moyenne de chaque mois. Disponible : inscrit, sans pause ni arrêt."),
    _("Sollicitées : personnes disponibles qui ont reçu au moins une demande privée dans le mois. Après l’arrivée : "
      "une demande privée dans les 7 jours qui suivent l’inscription."),
    _("Servies : de toutes celles qui ont eu une fin, sauf celles qui ont été annulées. Sans personne, manquées et "
      "sans nouvelles comptent contre."),
    _("Premier oui : la moitié des demandes ont eu le leur plus vite. Manqués : un oui, et personne n’est venu."),
    _("Pour qui n’a pas Telegram : demandes faites pour quelqu’un d’autre, avec son accord, par un proche ou par qui "
      "veille sur la rue."),
    _("Groupes partis ou muets : l’automate y a été retiré ou rendu muet, pour 100 groupes suivis pendant un mois. "
      "Comptes effacés : par la personne elle-même."),
    _("« Trop peu » et « quelques » : moins de cinq, pour ne montrer personne. Une réponse tardive déplace un chiffre, "
      "ici comme dans les bilans."))

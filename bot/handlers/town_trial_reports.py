"""A report of the trial, read by those who coordinate and, by their choice, by everybody: figures, failures, files."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from actions import town_trials as actions
from bot.features import Tap
from bot.handlers.kit_facts import sayer
from bot.rows import Loaded
from bot.turn import Turn
from content.kits.facts import Language
from content.kits.wording import day_in_words
from rules.limits import Limit
from rules.refusals import Gone
from rules.rights import Right, Role, Verdict, Where
from rules.screens import Attachment, Button, Row, Screen, screen, tap
from rules.town_trial_table import as_csv
from rules.town_trial_words import (
    DEFINITIONS,
    FAILED,
    LABELS,
    NO_BASELINE,
    NOTHING_YET,
    PAGES,
    counted,
    said,
    target,
    told,
    told_failures,
)
from rules.town_trials import UNITS, Counted, Indicator, Trial, failures, is_nothing, measured
from rules.words import Words, _, lines, quoted
from storage import town_trials as store

Milestone: TypeAlias = Literal[3, 6, 12]
BACK: Row = (Button(_("↩ L’essai"), tap="trials"),)


def coordinates(turn: Turn) -> bool:
    return turn.verdict(Right(Role.COORDINATOR, Where.PRIVATE)) is Verdict.ALLOWED


def readable(turn: Turn, number: int) -> Trial | None:
    found = store.by_id(turn.session, number)
    return found if found and (found.public or coordinates(turn)) else None


ReadableTrial: TypeAlias = Annotated[Trial, Loaded(readable)]


def ready(turn: Turn, trial: Trial) -> list[int]:
    """The reports that this person may read."""
    done = actions.ready(turn.desk, trial)
    return done if coordinates(turn) else [one for one in done if one <= trial.public]


def of(turn: Turn, trial: Trial, months: int) -> Counted:
    if months not in ready(turn, trial):
        raise Gone
    return actions.report(turn.desk, trial, months)


def place(turn: Turn) -> Words:
    return quoted(turn.town.name[:60]) if turn.town.name else _("La commune")


def heading(turn: Turn, months: int) -> Words:
    return _("🧪 <b>{where}</b> : {n} mois d’essai", where=place(turn), n=months)


def read(turn: Turn, trial: ReadableTrial, months: Milestone, page: int = 0) -> None:
    found, page = of(turn, trial, months), page % PAGES
    rows: list[Row] = [(Button(_("➡ Suite"), tap=tap("trials.read", trial.id, months, (page + 1) % PAGES)),),
                       (Button(_("📄 Deux pages (PDF)"), tap=tap("trials.pdf", trial.id, months)),),
                       (Button(_("📥 Tableau CSV"), tap=tap("trials.csv", trial.id, months)),)]
    if coordinates(turn):
        rows.append((Button(_("↩ Ne plus le montrer"), tap=tap("trials.hide", trial.id)),)
                    if trial.public >= months else
                    (Button(_("📢 Le rendre public"), tap=tap("trials.show", trial.id, months)),))
    turn.reply(screen(heading(turn, months), body(turn, trial, found, months, page), rows=(*rows, BACK)))


def body(turn: Turn, trial: Trial, found: Counted, months: int, page: int) -> Words:
    if is_nothing(found):
        return NOTHING_YET
    if page == PAGES - 1:
        return lines(_("Ce qui n’a pas marché :"), told_failures(found, actions.earlier(turn.desk, trial, months)))
    if page or trial.baseline:
        return told(found, trial, page)
    return lines(told(found, trial, page), NO_BASELINE)


def means(turn: Turn, page: int = 0) -> None:
    page %= len(DEFINITIONS)
    turn.reply(screen(_("❓ <b>Ce que cela compte</b>"), DEFINITIONS[page], rows=(
        (Button(_("➡ Suite"), tap=tap("trials.means", (page + 1) % len(DEFINITIONS))),), BACK)))


# the files
def sheet(turn: Turn, trial: ReadableTrial, months: Milestone) -> None:
    found = of(turn, trial, months)
    turn.within(Limit.PRINTS)
    turn.reply(Screen((heading(turn, months),), attachment=Attachment(
        f"essai-{months}-mois.pdf", page="essai", facts=facts(turn, trial, months, found), form="pdf")), edit=False)


def table(turn: Turn, trial: ReadableTrial, months: Milestone) -> None:
    found = of(turn, trial, months)
    turn.within(Limit.EXPORTS)
    text = as_csv(trial, months, found, actions.earlier(turn.desk, trial, months), sayer(turn, "fr"))
    turn.reply(Screen((_("📥 Cellules de 5 et plus ; en dessous, la valeur est vide et « secret » dit oui."),),
                      attachment=Attachment(f"essai-{months}-mois.csv", text=text)), edit=False)


def facts(turn: Turn, trial: Trial, months: int, found: Counted) -> dict[str, Any]:
    """Dated by the last day it counts, so that the same figures make the same page."""
    language: Language = "en" if turn.person.language == "en" else "fr"
    say, values, last = sayer(turn, language), measured(found), trial.last(months)
    before = actions.earlier(turn.desk, trial, months)
    return {
        "language": language, "printed_on": last.isoformat(), "months": str(months),
        "signature": f"Tous Voisins, {turn.town.name}" if turn.town.name else "Tous Voisins",
        "where": say(place(turn)), "title": say(_("L’essai, ce qu’il a donné")),
        "period": say(_("Du {first} au {last}", first=day_in_words(trial.first, language),
                        last=day_in_words(last, language))),
        "rows": [{"label": say(LABELS[one]), "now": say(said(values[one], UNITS[one])), "target": say(target(one)),
                  "before": say(said(trial.baseline[one], UNITS[one])) if one in trial.baseline else "–"}
                 for one in Indicator],
        "failed": [{"label": say(FAILED[what]), "said": say(counted(count))}
                   for what, count in failures(found, before).items()],
        "note": "" if trial.baseline else say(NO_BASELINE), "definitions": [say(words) for words in DEFINITIONS]}


READERS = (Role.VISITOR, Where.PRIVATE)
TAPS = {"trials.read": Tap(read, *READERS), "trials.pdf": Tap(sheet, *READERS), "trials.csv": Tap(table, *READERS),
        "trials.means": Tap(means, *READERS)}

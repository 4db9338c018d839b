"""/essai: the town's trial. Who coordinates begins it, types what there was before, publishes; then all read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from actions import town_trials as actions
from bot import talking
from bot.conversations.town_trials import BEGIN, FIGURE, BeginFacts, BeginTrial, FigureFacts, SetFigure
from bot.features import Feature, Link, Order, Talk, Tap
from bot.handlers import town_modules
from bot.handlers import town_trial_reports as reports
from bot.handlers.house import HOUSE
from bot.handlers.town_trial_reports import BACK, Milestone, coordinates
from bot.rows import Loaded
from bot.turn import Turn
from rules.civil import DAY
from rules.periods import read_code
from rules.refusals import Gone, Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.town_trial_words import LABELS, said
from rules.town_trials import MILESTONES, MONTHS_AHEAD, MONTHS_BACK, UNITS, Indicator, Trial, TrialState
from rules.words import _, lines, n_
from storage import town_trials as store

S = TrialState
A_PAGE = 3
ANOTHER = _("Un autre essai a commencé entre-temps : il n’y en a qu’un à la fois.")
NOT_PUBLIC = _("🧪 La commune n’a pas encore publié de rapport d’essai. Les chiffres de votre groupe : /bilan.")


def any_trial(turn: Turn, number: int) -> Trial | None:
    return store.by_id(turn.session, number)


AnyTrial: TypeAlias = Annotated[Trial, Loaded(any_trial)]


def order(turn: Turn, _payload: str = "") -> None:
    if not turn.private:
        in_group(turn)
    elif coordinates(turn):
        mine(turn)
    else:
        for_all(turn)


def in_group(turn: Turn) -> None:
    trial = store.shown(turn.session)
    if trial is None:
        raise Refusal(NOT_PUBLIC)
    turn.reply(screen(_("🧪 Le rapport de l’essai se lit en privé : {n} mois, avec ce qui n’a pas marché.",
                        n=trial.public),
                      rows=((Button(_("Continuer en privé"), start=turn.link("trials")),),), silent=True))


def home(turn: Turn) -> None:
    order(turn)


def opened(turn: Turn, _params: Mapping[str, Any]) -> None:
    order(turn)


def for_all(turn: Turn) -> None:
    trial = store.shown(turn.session)
    if trial is None:
        raise Refusal(NOT_PUBLIC)
    turn.reply(screen(_("🧪 L’essai de la commune, depuis le {day} : ce qu’il a donné, et ce qui n’a pas marché.",
                        day=trial.first), rows=(*read_rows(turn, trial), MEANING)))


MEANING: Row = (Button(_("❓ Ce que cela compte"), tap="trials.means:0"),)


def read_rows(turn: Turn, trial: Trial) -> list[Row]:
    return [(Button(_("📊 Rapport de {n} mois", n=months), tap=tap("trials.read", trial.id, months)),)
            for months in reversed(reports.ready(turn, trial))]


# those who coordinate
def mine(turn: Turn) -> None:
    trial = store.newest(turn.session)
    begin_row: Row = (Button(_("▶️ Commencer un essai"), tap="trials.begin"),)
    flags: Row = (Button(_("🧩 Les modules"), tap="town.modules:0"),)
    if trial is None:
        turn.reply(screen(_("🧪 Un essai mesure avant, puis après 3, 6 et 12 mois, échecs compris. Rien n’est montré "
                            "sans vous."), rows=(begin_row, flags)))
        return
    rows: list[Row] = [*read_rows(turn, trial), (Button(_("✏️ Les chiffres d’avant"), tap=tap(
        "trials.figures", trial.id)),)]
    if trial.state is S.RUNNING:
        rows.append((Button(_("✖ Arrêter l’essai"), tap=tap("trials.stop", trial.id)),))
    else:
        rows += [(Button(_("↩ Reprendre l’essai"), tap=tap("trials.on", trial.id)),)] * (trial.state is S.CANCELLED)
        rows.append((Button(_("🔁 Recommencer"), tap="trials.begin"),))
    turn.reply(screen(lines(STATES[trial.state], _("Premier mois : {month}.", month=trial.month(1).words)),
                      next_report(turn, trial), rows=(*rows, flags, MEANING)))


STATES = {S.RUNNING: _("🧪 <b>Un essai est en cours</b>"), S.OVER: _("🧪 <b>L’essai est fini</b>"),
          S.CANCELLED: _("🧪 <b>L’essai est arrêté</b>")}


def next_report(turn: Turn, trial: Trial) -> Any:
    done = actions.ready(turn.desk, trial)
    ahead = [months for months in MILESTONES if months not in done]
    if trial.state is not S.RUNNING or not ahead:
        return n_("{n} rapport est prêt.", "{n} rapports sont prêts.", len(done))
    return _("Rapport suivant : le {day}.", day=trial.last(ahead[0]) + DAY)


def begin(turn: Turn) -> None:
    known = store.newest(turn.session)
    if known is not None and known.state is S.RUNNING:
        raise Gone(ANOTHER)
    talking.start(turn, HOUSE, BEGIN.name)


def begin_facts(turn: Turn, _args: Mapping[str, Any]) -> BeginFacts:
    return BeginFacts(tuple(actions.choices(turn.desk, MONTHS_BACK, MONTHS_AHEAD)),
                      actions.this_month(turn.desk).first)


def begun(turn: Turn, command: BeginTrial) -> None:
    """A trial that begins again keeps what was typed of before."""
    first, known = read_code(command.first), store.newest(turn.session)
    if first is None or actions.begin(turn.desk, first, dict(known.baseline) if known else {}) is None:
        raise Refusal(ANOTHER)
    mine(turn)


# what there was before
def figures(turn: Turn, trial: AnyTrial, page: int = 0) -> None:
    pages = -(-len(Indicator) // A_PAGE)
    shown = tuple(Indicator)[page % pages * A_PAGE:][:A_PAGE]
    rows: list[Row] = [(Button(SHORT[one], tap=tap("trials.figure", trial.id, one.value)),) for one in shown]
    rows.append((Button(_("➡ Suite"), tap=tap("trials.figures", trial.id, (page + 1) % pages)),))
    told = [_("• {label} : {n}", label=LABELS[one], n=said(trial.baseline[one], UNITS[one])) if one in trial.baseline
            else _("• {label} : pas de chiffre", label=LABELS[one]) for one in shown]
    turn.reply(screen(_("✏️ <b>Avant l’essai</b> : ce que vous savez. Sans chiffre, rien n’est comparé."), lines(*told),
                      rows=(*rows, BACK)))


N = Indicator
SHORT = {
    N.ACTIONS: _("✏️ Coups de main"), N.HOURS: _("✏️ Heures"), N.ASKED: _("✏️ Sollicitées"),
    N.FIRST_ASK: _("✏️ Après l’arrivée"), N.SERVED: _("✏️ Servies"), N.FIRST_YES: _("✏️ Premier oui"),
    N.NO_SHOW: _("✏️ Manqués"), N.OFFLINE: _("✏️ Sans Telegram"), N.LOST: _("✏️ Groupes perdus")}


def figure(turn: Turn, trial: AnyTrial, one: Indicator) -> None:
    talking.begin(turn, HOUSE, FIGURE.name, {"trial": trial.id, "one": one.value}, answers={})


def figure_facts(_turn: Turn, args: Mapping[str, Any]) -> FigureFacts:
    return FigureFacts(int(args["trial"]), Indicator(args["one"]))


def set_figure(turn: Turn, command: SetFigure) -> None:
    store.set_figure(turn.session, command.trial, command.one, command.value)
    trial = store.by_id(turn.session, command.trial)
    if trial is None:
        raise Gone
    figures(turn, trial, tuple(Indicator).index(command.one) // A_PAGE)


# stopped, shown, hidden
def stop(turn: Turn, trial: AnyTrial) -> None:
    if trial.state is not S.RUNNING:
        raise Gone
    turn.reply(screen(_("✖ Arrêter l’essai ? Plus aucun mois n’est compté. Vous pourrez reprendre, et ce qui est déjà "
                        "compté reste."), rows=((Button(_("✖ Oui, arrêter"), tap=tap("trials.stopped", trial.id)),),
                                                (Button(_("↩ Non, continuer"), tap="trials"),))))


def stopped(turn: Turn, trial: AnyTrial) -> None:
    if not actions.stop(turn.desk, trial):
        raise Gone
    mine(turn)


def resumed(turn: Turn, trial: AnyTrial) -> None:
    if not actions.go_on(turn.desk, trial):
        raise Gone(ANOTHER)
    mine(turn)


def show(turn: Turn, trial: AnyTrial, months: Milestone) -> None:
    if months not in actions.ready(turn.desk, trial):
        raise Gone
    turn.reply(screen(_("📢 Montrer ce rapport à tout le monde, avec ceux d’avant ? Chacun peut le lire par /essai, "
                        "échecs compris."),
                      rows=((Button(_("📢 Oui, le montrer"), tap=tap("trials.shown", trial.id, months)),),
                            (Button(_("↩ Non, pas encore"), tap=tap("trials.read", trial.id, months)),))))


def shown(turn: Turn, trial: AnyTrial, months: Milestone) -> None:
    if months not in actions.ready(turn.desk, trial):
        raise Gone
    actions.publish(turn.desk, trial, months)
    turn.reply(screen(_("📢 C’est public : tout le monde peut le lire par /essai."),
                      rows=((Button(_("↩ Ne plus le montrer"), tap=tap("trials.hide", trial.id)),), BACK)))


def hide(turn: Turn, trial: AnyTrial) -> None:
    actions.publish(turn.desk, trial, 0)
    turn.reply(screen(_("C’est fait : ce rapport n’est plus public. Ce qui a déjà été lu ou copié ne se reprend pas."),
                      rows=(BACK,)))


def corner(_turn: Turn) -> list[Row]:
    return [(Button(_("🧪 L’essai"), tap="trials"),)]


COORDINATES = (Role.COORDINATOR, Where.PRIVATE)
FEATURE = Feature(
    "town_trials",
    orders={"essai": Order(order, Role.VISITOR, Where.EVERYWHERE)},
    taps={"trials": Tap(home, Role.VISITOR, Where.PRIVATE), **reports.TAPS, **town_modules.TAPS,
          **{f"trials.{name}": Tap(handler, *COORDINATES) for name, handler in (
              ("begin", begin), ("figures", figures), ("figure", figure), ("stop", stop), ("stopped", stopped),
              ("on", resumed), ("show", show), ("shown", shown), ("hide", hide))}},
    links={"trials": Link(opened, Role.VISITOR)},
    talks=(Talk(BEGIN, begin_facts, begun, role=Role.COORDINATOR),
           Talk(FIGURE, figure_facts, set_figure, role=Role.COORDINATOR)),
    console={"bilans": corner},
)

"""/alerte: warn the streets at once, with a second person's yes; follow, correct, take back, lift."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from actions import alert_words as words
from actions import alerts as actions
from bot import talking
from bot.conversations.alerts import ALERT, CORRECT, AlertFacts, AskAlert, CorrectAlert, CorrectFacts
from bot.features import Feature, Order, Talk, Tap
from bot.handlers import settings
from bot.handlers.house import HOUSE
from bot.rows import Loaded
from bot.turn import Turn
from content.communes import communes
from messages.alerts import reach, rehearsed
from rules.alerts import SILENCE, WHOLE, Alert, AlertState
from rules.incoming import Tapped
from rules.refusals import Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, n_, quoted
from storage import alerts as store
from storage import audience, console

NOBODY_ELSE = _("Personne d’autre ne coordonne : vous pourrez envoyer dans 10 minutes. Pour aller plus vite, "
                "invitez une deuxième personne avec /mairie.")


def load(turn: Turn, number: int) -> Alert | None:
    return store.by_id(turn.session, number)


AnAlert: TypeAlias = Annotated[Alert, Loaded(load)]
"""Of the town: whoever coordinates may act on each; the tap says who may press."""


def begin(turn: Turn, payload: str = "") -> None:
    """What is on first; « /alerte canicule » goes straight to that one."""
    on = [one for one in store.in_states(turn.session, AlertState.ON, AlertState.ASKED) if not one.rehearsal]
    theme = payload.strip().casefold().replace(" ", "_")
    known = {moment.id for moment in turn.content.alerts}
    if theme in known:
        talking.start(turn, HOUSE, ALERT.name, answers={"theme": theme})
    elif theme:
        new(turn)
    elif on:
        turn.reply(screen(_("🚨 <b>Les alertes</b>"), rows=(*(_row(turn, one) for one in on[:3]),
                                                         (Button(_("🚨 Une autre alerte"), tap="alert.new"),))))
    else:
        new(turn)


def new(turn: Turn) -> None:
    talking.start(turn, HOUSE, ALERT.name, answers={})


def _row(turn: Turn, one: Alert) -> Row:
    return (Button(Words(words.title(turn.desk, one)), tap=tap("alert.one", one.campaign)),)


# --- asking --------------------------------------------------------------------------------------

def facts(turn: Turn, _args: Mapping[str, Any]) -> AlertFacts:
    towns = audience.communes(turn.session)
    places = [(WHOLE, _("🏛 Tous les groupes"))]
    if len(towns) > 1:
        places += [(code, quoted(_name(code))) for code, _groups in towns]
    return AlertFacts(tuple((moment.id, Words(moment.title)) for moment in turn.content.alerts), tuple(places),
                      lambda theme: Words(turn.content.moment(theme).group_text),
                      lambda place: _("Pour {reach}.", reach=reach(*words.reached(turn.desk, _communes(place)))))


def _name(code: str) -> str:
    found = communes().by_code(code)
    return found.name if found else code


def _communes(place: str) -> tuple[str, ...]:
    return () if place == WHOLE else (place,)


def execute(turn: Turn, command: AskAlert) -> None:
    asked = actions.ask(turn.desk, turn.person.id, command.theme, _communes(command.place),
                        rehearsal=command.rehearsal)
    others = len(console.coordinators(turn.session)) - 1
    said = n_("J’ai demandé l’accord de la personne qui coordonne avec vous.",
              "J’ai demandé l’accord de {n} personnes.", others) if others > 0 else NOBODY_ELSE
    turn.reply(screen(*rehearsed(asked.rehearsal), said, rows=(
        (Button(_("✖ Ne plus envoyer"), tap=tap("alert.drop", asked.campaign)),),)))


# --- the second person ---------------------------------------------------------------------------

def yes(turn: Turn, alert: AnAlert) -> None:
    actions.allow(turn.desk, alert, turn.person.id)
    turn.toast(_("Merci. La répétition est finie.") if alert.rehearsal else _("Merci. C’est parti."))


def no(turn: Turn, alert: AnAlert) -> None:
    actions.refuse(turn.desk, alert, turn.person.id)
    turn.reply(screen(*rehearsed(alert.rehearsal), _("C’est noté : rien n’est parti.")))


def alone(turn: Turn, alert: AnAlert) -> None:
    actions.go_alone(turn.desk, alert, turn.person.id)
    turn.toast(_("C’est parti. C’est noté que personne n’avait répondu."))


def drop(turn: Turn, alert: AnAlert) -> None:
    if alert.author != turn.person.id:
        raise Refusal(actions.OVER)
    no(turn, alert)


# --- following -----------------------------------------------------------------------------------

def one(turn: Turn, alert: AnAlert) -> None:
    turn.reply(_panel(turn, alert))


def _panel(turn: Turn, alert: Alert) -> Screen:
    desk, number = turn.desk, alert.campaign
    head = _("🚨 <b>{title}</b>", title=Words(words.title(desk, alert)))
    match alert.state:
        case AlertState.ON | AlertState.LAPSED:
            return screen(*words.report(desk, alert).screen().text, *_until(alert), rows=(
                (Button(_("✅ Lever l’alerte"), tap=tap("alert.ask_lift", number)),),
                (Button(_("🔁 Prolonger de 48 heures"), tap=tap("alert.renew", number)),),
                (Button(_("✏️ Corriger le texte"), tap=tap("alert.fix", number)),),
                (Button(_("🗑 Retirer, erreur"), tap=tap("alert.ask_undo", number)),),
                *HOUSE.doors_of(turn, "alert", number)))
        case AlertState.ASKED:
            rows: list[Row] = [(Button(_("✖ Ne plus envoyer"), tap=tap("alert.drop", number)),)]
            if alert.author != turn.person.id:
                rows = [(Button(_("🚨 D’accord, envoyer"), tap=tap("alert.yes", number)),),
                        (Button(_("✖ Ne pas envoyer"), tap=tap("alert.no", number)),)]
            elif turn.now - alert.asked_at >= SILENCE:
                rows.insert(0, (Button(_("🚨 Envoyer sans attendre"), tap=tap("alert.alone", number)),))
            return screen(head, _("Elle attend l’accord d’une deuxième personne."), rows=tuple(rows))
        case _:
            return screen(head, _("Cette alerte est finie."), rows=(
                (Button(_("🖼 Image pour le conseil"), tap=tap("results.picture", number)),),
                (Button(_("🚨 Une autre alerte"), tap="alert.new"),)))


def _until(alert: Alert) -> list[Words]:
    if alert.state is AlertState.LAPSED:
        return [_("Elle s’est éteinte d’elle-même.")]
    return [_("Elle dure jusqu’à {at}.", at=alert.until)] if alert.until else []


def ask_lift(turn: Turn, alert: AnAlert) -> None:
    turn.reply(screen(_("Le danger est passé, disent la préfecture et la mairie ? Les groupes liront « L’alerte est "
                        "levée », avec un merci."),
                      rows=((Button(_("✅ Oui, lever l’alerte"), tap=tap("alert.lift", alert.campaign)),),
                            (Button(_("↩ Retour"), tap=tap("alert.one", alert.campaign)),))))


def lift(turn: Turn, alert: AnAlert) -> None:
    told = actions.lift(turn.desk, alert, turn.person.id)
    turn.reply(screen(n_("✅ L’alerte est levée : {n} message de fin part.",
                         "✅ L’alerte est levée : {n} messages de fin partent.", told), rows=(
        (Button(_("🖼 Image pour le conseil"), tap=tap("results.picture", alert.campaign)),),)))


def renew(turn: Turn, alert: AnAlert) -> None:
    actions.renew(turn.desk, alert, turn.person.id)
    turn.toast(_("C’est prolongé de 48 heures."))
    turn.reply(_panel(turn, store.by_id(turn.session, alert.campaign) or alert))


def ask_undo(turn: Turn, alert: AnAlert) -> None:
    turn.reply(screen(_("Cette alerte est partie par erreur ? Son texte sera remplacé partout par un mot d’excuse."),
                      rows=((Button(_("🗑 Oui, retirer partout"), tap=tap("alert.undo", alert.campaign)),),
                            (Button(_("↩ Retour"), tap=tap("alert.one", alert.campaign)),))))


def undo(turn: Turn, alert: AnAlert) -> None:
    changed = actions.withdraw(turn.desk, alert, turn.person.id)
    turn.reply(screen(n_("C’est retiré : {n} message change.", "C’est retiré : {n} messages changent.", changed)))


def fix(turn: Turn, alert: AnAlert) -> None:
    talking.start(turn, HOUSE, CORRECT.name, {"alert": alert.campaign})


def fix_facts(turn: Turn, args: Mapping[str, Any]) -> CorrectFacts:
    found = store.by_id(turn.session, int(args.get("alert", 0)))
    if found is None or found.state is not AlertState.ON:
        raise Refusal(actions.OVER)
    return CorrectFacts(found.campaign, words.text(turn.desk, found))


def fixed(turn: Turn, command: CorrectAlert) -> None:
    changed = actions.correct(turn.desk, words.the(turn.desk, command.alert), turn.person.id, command.text)
    turn.reply(screen(n_("✅ C’est corrigé : {n} message change.", "✅ C’est corrigé : {n} messages changent.",
                         changed)))


# --- in the street -------------------------------------------------------------------------------

def seen(turn: Turn, alert: AnAlert) -> None:
    """« Vu », by anybody there: thanked with one sentence of safety, and counted when we know each other."""
    if alert.state is not AlertState.ON:
        turn.toast(_("L’alerte est levée. Merci !"))
        return
    event = turn.incoming.event
    if turn.visitor is not None:
        actions.see(turn.desk, alert, turn.person.id, turn.group, event.message if isinstance(event, Tapped) else None)
    turn.toast(_("Merci. {rule}", rule=words.safety(turn.desk, alert)), alert=True)


def wanted(turn: Turn) -> None:
    """« Alertes » in one's own settings: each press changes it."""
    person = turn.person.id
    store.ask_for_them(turn.session, person, not store.reads(turn.session, person), turn.now)
    turn.reply(settings.mine(turn))


FOR_TOWN = (Role.COORDINATOR, Where.PRIVATE)
FEATURE = Feature(
    "alerts",
    orders={"alerte": Order(begin, *FOR_TOWN, _("Prévenir d’un danger (mairie)"))},
    taps={
        "alert.wanted": Tap(wanted, Role.RESIDENT, Where.PRIVATE),
        "alert.seen": Tap(seen, Role.ANYBODY, Where.EVERYWHERE),
        **{f"alert.{name}": Tap(handler, *FOR_TOWN) for name, handler in (
            ("new", new), ("one", one), ("yes", yes), ("no", no), ("alone", alone), ("drop", drop),
            ("ask_lift", ask_lift), ("lift", lift), ("renew", renew), ("ask_undo", ask_undo), ("undo", undo),
            ("fix", fix))},
    },
    talks=(Talk(ALERT, facts, execute, role=Role.COORDINATOR), Talk(CORRECT, fix_facts, fixed, role=Role.COORDINATOR)),
)

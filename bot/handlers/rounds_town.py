"""The round as the town hall sees it: what it is not, opened from an alert, counted by street, ended. Never a name."""

from __future__ import annotations

from collections.abc import Mapping

from actions import alert_words
from actions import rounds as actions
from bot.features import Tap
from bot.handlers.alerts import AnAlert
from bot.turn import Turn
from rules.alerts import Alert, AlertState
from rules.console import FEWEST, TownRole, few
from rules.refusals import Gone, Refusal
from rules.rights import Role, Where
from rules.rounds import Coverage, RoundState
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, lines, n_, quoted
from storage import alerts as alert_store
from storage import console
from storage import round_counts as counts
from storage import round_helpers as helpers
from storage import rounds as store

A_PAGE = 4
ON_ONLY = _("Un tour de veille s’ouvre pendant une alerte, et finit avec elle.")


def door(_turn: Turn, alert: int) -> list[Row]:
    """On the panel of an alert."""
    return [(Button(_("🚪 Tour de veille"), tap=tap("round.see", alert)),)]


def alerts(turn: Turn) -> list[Row]:
    """In /tour, for who coordinates."""
    if TownRole.COORDINATOR not in console.roles_of(turn.session, turn.person.id):
        return []
    on = [one for one in alert_store.in_states(turn.session, AlertState.ON) if not one.rehearsal]
    rows: list[Row] = [(Button(Words(alert_words.title(turn.desk, one)), tap=tap("round.see", one.campaign)),)
                       for one in on[:2]]
    return rows or [(Button(_("🚨 Ouvrir une alerte"), tap="alert.new"),)]


def see(turn: Turn, alert: AnAlert, page: int = 0) -> None:
    found = store.of_alert(turn.session, alert.campaign)
    if found and (found.state is RoundState.OPEN or alert.state is not AlertState.ON):
        turn.reply(panel(turn, alert, page))
        return
    must_be_on(alert)
    turn.reply(screen(_("🚪 <b>Tour de veille</b> : qui le souhaite demande une visite, des personnes recommandées "
                        "de la rue passent."),
                      _("Ce n’est ni le registre de la mairie, jamais repris ici, ni la réserve communale (contrat de "
                        "1 à 5 ans, 15 jours par an au plus)."),
                      rows=((Button(_("🚪 Ouvrir le tour"), tap=tap("round.open", alert.campaign)),),
                            (Button(_("↩ Retour"), tap=tap("alert.one", alert.campaign)),))))


def must_be_on(alert: Alert) -> None:
    if alert.state is not AlertState.ON or alert.rehearsal:
        raise Refusal(ON_ONLY)


def open_(turn: Turn, alert: AnAlert) -> None:
    must_be_on(alert)
    if actions.open_(turn.desk, alert, turn.person.id):
        turn.toast(_("C’est ouvert : les groupes le lisent."))
    turn.reply(panel(turn, alert, 0))


def panel(turn: Turn, alert: Alert, page: int) -> Screen:
    """Counts from five up; a street of fewer doorsteps has no line of its own."""
    found = store.of_alert(turn.session, alert.campaign)
    if found is None:
        raise Gone
    streets = counts.coverage(turn.session, found.id)
    named = [(counts.nameable(turn.session, one.zone, FEWEST), one) for one in streets if one.asked >= FEWEST]
    told = [line(name, one) for name, one in named if name]
    pages = max(1, -(-len(told) // A_PAGE))
    said = told[page % pages * A_PAGE:][:A_PAGE]
    if hidden := len(streets) - len(told):
        said.append(n_("• et {n} petit lieu", "• et {n} petits lieux", hidden))
    number = alert.campaign
    rows: list[Row] = [(Button(_("➡ Suite"), tap=tap("round.see", number, (page + 1) % pages)),)] if pages > 1 else []
    if found.state is RoundState.OPEN:
        rows += [(Button(_("🔄 Actualiser"), tap=tap("round.see", number)),),
                 (Button(_("✅ Finir le tour"), tap=tap("round.ask_end", number)),)]
    return screen(total(streets, helpers.volunteers(turn.session, found.id)),
                  lines(*said) if said else _("Personne n’a encore demandé de visite."),
                  _("Le tour est fini : tout est effacé sept jours après.") if found.ended_at else
                  _("Les noms restent à la personne qui veille sur chaque rue."),
                  rows=(*rows, (Button(_("↩ L’alerte"), tap=tap("alert.one", number)),)))


def total(streets: list[Coverage], going: int) -> Words:
    asked, covered = sum(one.asked for one in streets), sum(one.covered for one in streets)
    waits = sum(one.open for one in streets)
    said = [_("🚪 <b>Tour de veille</b>"),
            _("Visites demandées : {asked} ; faites : {done}", asked=few(asked), done=few(covered)),
            _("Volontaires : {n}", n=few(going))]
    if waits:
        said.append(_("Chez les référents : {n}", n=few(waits)))
    return lines(*said)


def line(name: str, one: Coverage) -> Words:
    return _("• {street} : {done} sur {asked}", street=quoted(name), done=few(one.covered), asked=one.asked)


def ask_end(turn: Turn, alert: AnAlert) -> None:
    turn.reply(screen(_("On finit le tour ? Plus personne ne passe. Les portes non vues vont aux personnes référentes, "
                        "et tout s’efface dans sept jours."),
                      rows=((Button(_("✅ Oui, finir"), tap=tap("round.end", alert.campaign)),),
                            (Button(_("↩ Retour"), tap=tap("round.see", alert.campaign)),))))


def end(turn: Turn, alert: AnAlert) -> None:
    found = store.of_alert(turn.session, alert.campaign)
    if found is None or not actions.end(turn.desk, found):
        raise Gone
    turn.reply(panel(turn, alert, 0))


TAPS: Mapping[str, Tap] = {f"round.{name}": Tap(handler, Role.COORDINATOR, Where.PRIVATE) for name, handler in (
    ("see", see), ("open", open_), ("ask_end", ask_end), ("end", end))}

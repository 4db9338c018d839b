"""How a message of the town stands, and where it arrived: groups by their name, never a person."""

from __future__ import annotations

from actions.campaign_runs import figures, tally_of
from bot.handlers.campaign_screens import FEWEST, one
from bot.turn import Turn
from messages.campaign_notices import tally_words
from rules.campaign_buttons import read
from rules.campaign_plans import when_words
from rules.campaigns import REMOVABLE, STATE_WORDS, Campaign, CampaignState
from rules.deliveries import DeliveryState
from rules.screens import Row, Screen, screen
from rules.words import Words, _, lines, n_, quoted
from storage import campaign_answers as answers
from storage import campaign_rows as rows
from storage import residents, runs

S, D = CampaignState, DeliveryState
PAGE = 8
TO_SEE = (D.FAILED, D.UNCERTAIN, D.MISSED, D.CANCELLED, D.SENDING, D.WAITING, D.READY, D.PAUSED)


def report(turn: Turn, found: Campaign) -> Screen:
    """By its state: what there is to know, and to do."""
    if found.state is S.PLANNED:
        return planned(turn, found)
    tally = tally_of(turn.desk, found.id)
    head = _("📣 <b>{title}</b> : {state}", title=found.name, state=STATE_WORDS[found.state])
    taken = (_("↩ Retiré partout."),) if found.withdrawn_at else (_("✅ Complet."),) if found.full_at else ()
    said = lines(*tally_words(tally)) if sum(figures(tally)) else _long_ago(found)
    return screen(head, *taken, said, *_pressed(turn, found), rows=(*_steps(found, tally.failed, tally.uncertain), *(
        (one(_("🏘 Groupe par groupe"), "campaigns.groups", found.id, 0),) if sum(figures(tally)) else ()),
        one(_("⚙️ Changer, copier"), "campaigns.more", found.id)))


def _long_ago(found: Campaign) -> Words:
    """Its deliveries are forgotten, or it never had any."""
    if found.started_at is None:
        return _("Rien n’en est parti.")
    return n_("Parti vers {n} groupe. Le détail n’est gardé que trente jours.",
              "Parti vers {n} groupes. Le détail n’est gardé que trente jours.", found.groups)


def _pressed(turn: Turn, found: Campaign) -> tuple[Words, ...]:
    """The totals of its buttons, from five people up."""
    totals = answers.totals(turn.session, found.id)
    counted = [(one.words, totals.get(one.code, 0)) for one in read(found.buttons) if one.counts]
    if found.seats:
        return (n_("🪑 {n} place prise", "🪑 {n} places prises", found.taken),)
    said = [_("{label} : {n}", label=label, n=n) if n >= FEWEST else _("{label} : moins de cinq", label=label)
            for label, n in counted if n]
    return (lines(*said),) if said else ()


def _steps(found: Campaign, failed: int, uncertain: int) -> tuple[Row, ...]:
    match found.state:
        case S.ACTIVE:
            return (one(_("⏸ Mettre en pause"), "campaigns.pause", found.id),)
        case S.PAUSED:
            return (one(_("▶ Reprendre"), "campaigns.resume", found.id),
                    one(_("⏹ Arrêter"), "campaigns.stop", found.id))
        case S.DONE:
            again = (one(n_("🔁 Réessayer {n} échec", "🔁 Réessayer {n} échecs", failed), "campaigns.again", found.id),
                     ) if failed else ()
            doubt = (one(n_("❔ Renvoyer {n} incertain", "❔ Renvoyer {n} incertains", uncertain), "campaigns.doubt",
                         found.id),) if uncertain else ()
            return (*again, *doubt)
        case _:
            return ()


def planned(turn: Turn, found: Campaign) -> Screen:
    by = residents.by_id(turn.session, found.by) if found.by else None
    waits = (_("👥 Il faut encore l’accord d’une deuxième personne."),) if (
        found.approved_at is None and found.groups > turn.town.second_above) else ()
    return screen(
        _("📣 <b>{title}</b> : {state}", title=found.name, state=STATE_WORDS[found.state]),
        _("🕘 Départ : {moment}", moment=when_words(found, {})),
        *((_("Confirmé par {name}.", name=quoted(by.first_name)),) if by else ()), *waits,
        rows=(one(_("↩ Annuler l’envoi"), "campaigns.undo", found.id),
              one(_("⚙️ Changer, copier"), "campaigns.more", found.id)))


OUTCOMES = {
    D.SENT: _("✅ {name} : reçu"), D.FAILED: _("✖ {name} : refusé"), D.UNCERTAIN: _("❔ {name} : incertain"),
    D.MISSED: _("⌛ {name} : trop tard"), D.SENDING: _("⏳ {name} : en cours"), D.WAITING: _("📬 {name} : à envoyer"),
    D.READY: _("📬 {name} : à envoyer"), D.PAUSED: _("⏸ {name} : en pause"), D.CANCELLED: _("⏹ {name} : annulé"),
}
GONE = _("👋 {name} : parti")


def by_group(turn: Turn, found: Campaign, after: int, *, reached: bool = False) -> Screen:
    """Those that need a look first; behind a button, those that have it."""
    message = runs.message_of(turn.session, found.id)
    wanted = (D.SENT,) if reached else TO_SEE
    listed = rows.outcomes(turn.session, message, wanted, after, PAGE + 1) if message is not None else []
    shown = [Words(_what(one.state, one.reason).text, {"name": quoted(one.name)}) for _id, one in listed[:PAGE]]
    more: list[Row] = []
    if len(listed) > PAGE:
        last = listed[PAGE - 1][0]
        more.append(one(_("➡ Suite"), "campaigns.reached" if reached else "campaigns.groups", found.id, last))
    elif not reached:
        more.append(one(_("✅ Ceux qui l’ont reçu"), "campaigns.reached", found.id, 0))
    none = _("Aucun groupe de plus ne l’a reçu.") if reached else _("Rien à signaler de plus.")
    return screen(lines(*shown) if shown else none, rows=(*more, one(_("↩ Au résumé"), "campaigns.see", found.id)))


def _what(state: DeliveryState, reason: str) -> Words:
    left = reason.startswith(("place detached", "not installed", "place closed", "unlinked"))
    kicked = state is D.FAILED and ("kicked" in reason or "not a member" in reason or "deleted" in reason)
    return GONE if left or kicked else OUTCOMES[state]


def more(turn: Turn, found: Campaign) -> Screen:
    """What may still be done with what was said."""
    said = found.state in (S.ACTIVE, S.PAUSED, S.DONE, S.CANCELLED) and found.started_at and not found.withdrawn_at
    change: tuple[Row, ...] = ()
    if said:
        change = (one(_("✏️ Corriger partout"), "campaigns.correct", found.id, found.version),
                  one(_("↩ Retirer partout"), "campaigns.withdraw", found.id))
        if found.seats and not found.full_at:
            change = (one(_("✅ Complet, merci"), "campaigns.full", found.id), *change)
    return screen(_("⚙️ <b>{title}</b>\nNuméro à vérifier : {code}", title=found.name, code=found.code), rows=(
        *change, *((one(_("🖼 Image pour le conseil"), "results.picture", found.id),) if found.started_at else ()),
        one(_("📋 Texte à copier"), "campaigns.plain", found.id),
        one(_("📑 En faire un nouveau"), "campaigns.copy", found.id), one(_("↩ Au résumé"), "campaigns.see", found.id)))


def asked_to_withdraw(turn: Turn, found: Campaign) -> Screen:
    old = found.started_at is not None and turn.now - found.started_at > REMOVABLE
    said = _("Il date de plus de deux jours : là où Telegram ne laisse plus l’enlever, il dira qu’il est retiré.") if (
        old) else _("Il disparaîtra partout où il est arrivé, et ce qui reste à envoyer ne partira pas.")
    return screen(_("↩ Retirer « {title} » ?", title=found.name), said, rows=(
        one(_("↩ Oui, retirer partout"), "campaigns.gone", found.id), one(_("↩ Au résumé"), "campaigns.see", found.id)))

"""What those who write in the town's name see: their drafts, what would leave and when, and how it went."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from actions.campaign_plans import plan_of
from actions.campaign_sends import Sending
from bot.turn import Turn
from rules.audience import StreetReached
from rules.campaign_plans import Plan, said, when_words
from rules.campaigns import STATE_WORDS, Campaign, CampaignState
from rules.civil import clock
from rules.markup import plain
from rules.refusals import Refusal
from rules.screens import Button, Row, Screen, screen, tap
from rules.sending import how_long
from rules.words import Words, _, lines, n_, quoted
from storage import residents

S = CampaignState
FEWEST = 5
PAGE, STREETS = 4, 8


def one(label: Words, action: str, *args: str | int) -> Row:
    return (Button(label, tap=tap(action, *args)),)


def home() -> Screen:
    return screen(_("📣 <b>Campagnes de la mairie</b>\nUn message part une fois dans chaque groupe relié, et vous "
                    "savez où il est arrivé."), rows=(
        one(_("✏️ Écrire un message"), "campaigns.new"), one(_("📂 Les brouillons"), "campaigns.drafts", 0),
        one(_("📊 Parties et à venir"), "campaigns.past", 0)))


def listed(title: Words, found: Sequence[Campaign], again: str, page: int, empty: Words) -> Screen:
    """A page of them, each behind its own button."""
    if not found:
        return screen(empty, rows=(one(_("📣 Campagnes"), "campaigns"),))
    shown = found[page * PAGE:(page + 1) * PAGE]
    rows = [one(_("{title} · {state}", title=quoted(c.title[:16]) if c.title else _("sans titre"),
                  state=STATE_WORDS[c.state]), "campaigns.see", c.id) for c in shown]
    if len(found) > (page + 1) * PAGE:
        rows.append(one(_("➡ Suite"), again, page + 1))
    return screen(title, rows=(*rows, one(_("📣 Campagnes"), "campaigns")))


def draft(turn: Turn, found: Campaign, before: Words | None = None) -> Screen:
    """The draft as it stands: what is written, for whom, when; and who else changed it."""
    text = plain(found.text).replace("\n", " ")
    short = quoted(text if len(text) <= 70 else text[:69] + "…") if text else _("à écrire")
    file = {None: (), "photo": (_("🖼 Une photo"),), "document": (_("📎 Un PDF"),)}[found.file_kind]
    buttons = (n_("🔘 {n} bouton", "🔘 {n} boutons", len(found.buttons)),) if found.buttons else ()
    facts = (_("📝 {words}", words=short), *file, *buttons,
             *who(turn, found))
    return screen(*((before,) if before else ()), head(turn, found), lines(*facts), rows=(
        one(_("✏️ Écrire"), "campaigns.write", found.id),
        one(_("🎯 Pour qui"), "campaigns.who", found.id, found.version),
        one(_("🗓 Quand"), "campaigns.days", found.id, found.version),
        one(_("👁 Aperçu et envoi"), "campaigns.preview", found.id, found.version)))


def head(turn: Turn, found: Campaign) -> Words:
    title = _("<b>Brouillon : {title}</b>, version {n}", title=found.name, n=found.version)
    other = found.changed_by if found.changed_by != turn.person.id else None
    person = residents.by_id(turn.session, other) if other else None
    if person is None or found.changed_at is None:
        return title
    local = found.changed_at.astimezone(ZoneInfo(turn.person.timezone))
    return lines(title, _("✍️ {name} l’a changé {day} à {hour}.", name=quoted(person.first_name), day=local.date(),
                          hour=clock(local)))


def who(turn: Turn, found: Campaign) -> tuple[Words, ...]:
    """How many it reaches, with what that means."""
    try:
        plan = plan_of(turn.desk, found, turn.person.id)
    except Refusal as refusal:
        return (refusal.words,)
    day = (_("🗓 {day}", day=found.event),) if found.event else ()
    return (reach(plan), *day, _("🕘 Départ : {moment}", moment=when_words(found, plan.zones)))


def reach(plan: Plan) -> Words:
    groups = n_("🎯 {n} groupe", "🎯 {n} groupes", plan.groups)
    crowd = _("{n} personnes y participent", n=plan.residents) if plan.residents >= FEWEST else _(
        "moins de cinq personnes y participent")
    if not plan.people:
        return _("{groups}, {crowd}", groups=groups, crowd=crowd)
    people = n_("{n} personne en privé", "{n} personnes en privé", plan.people) if plan.people >= FEWEST else _(
        "quelques personnes en privé")
    return _("{groups}, {crowd} ; {people}", groups=groups, crowd=crowd, people=people)


DEFINITION = _("<i>Groupes : reliés à la mairie, installés et ouverts à nos messages. Personnes : qui ont appuyé sur "
               "« Je participe », comptées une fois. Personne ne sait qui a lu.</i>")


def writing(found: Campaign) -> Screen:
    v = found.version
    return screen(_("✏️ Que voulez-vous écrire ?"), rows=(
        one(_("📝 Le texte"), "campaigns.text", found.id, v), one(_("🖼 Photo ou PDF"), "campaigns.file", found.id, v),
        one(_("🔘 Les boutons"), "campaigns.buttons", found.id, v), one(_("🗑 Jeter"), "campaigns.throw", found.id),
        one(_("↩ Au brouillon"), "campaigns.draft", found.id)))


def before_sending(found: Sending) -> Screen:
    """Under the preview: for whom, when, what a rule changes; and « Envoyer », of this very version."""
    campaign, plan = found.campaign, found.plan
    second = (_("👥 Au-delà de ce nombre de groupes, une deuxième personne doit dire oui."),) if found.second else ()
    long = how_long(plan.groups + plan.people)
    takes = (_("⏱ Tout sera parti en {time} environ.", time=long),) if long else ()
    leaves = _("🕘 Départ : {moment}", moment=when_words(campaign, plan.zones))
    return screen(
        _("👆 Voilà ce qui sera lu, version {n}.", n=campaign.version),
        lines(reach(plan), leaves, *takes, *said(plan), *second),
        DEFINITION,
        rows=(one(_("📣 Envoyer"), "campaigns.send", campaign.id, campaign.version),
              one(_("🏘 Rue par rue"), "campaigns.streets", campaign.id, 0),
              one(_("↩ Au brouillon"), "campaigns.draft", campaign.id)))


def by_street(found: Campaign, streets: Sequence[StreetReached], page: int) -> Screen:
    """A page of the places it would reach: groups, and who takes part in them, « quelques » under five."""
    shown = [_("{street} : {groups}, {people}", street=quoted(street.street) if street.street else _("sans lieu"),
               groups=n_("{n} groupe", "{n} groupes", street.groups),
               people=n_("{n} personne", "{n} personnes", street.residents) if street.residents >= FEWEST else _(
                   "moins de cinq personnes")) for street in streets[page * STREETS:(page + 1) * STREETS]]
    more = (one(_("➡ Suite"), "campaigns.streets", found.id, page + 1),) if (
        len(streets) > (page + 1) * STREETS) else ()
    return screen(lines(*shown) if shown else _("Aucun groupe relié ne correspond. Changez « 🎯 Pour qui »."),
                  DEFINITION, rows=(*more, one(_("↩ Au brouillon"), "campaigns.draft", found.id)))


def sure(found: Sending) -> Screen:
    plan, campaign = found.plan, found.campaign
    asked = n_("{n} groupe, {moment} : on confirme ?", "{n} groupes, {moment} : on confirme ?", plan.groups,
               moment=when_words(campaign, plan.zones))
    return screen(asked, rows=(one(_("✅ Confirmer"), "campaigns.sure", campaign.id, campaign.version),
                               one(_("↩ Au brouillon"), "campaigns.draft", campaign.id)))


def confirmed(found: Sending) -> Screen:
    moment = when_words(found.campaign, found.plan.zones)
    if found.second:
        words = _("👥 C’est confirmé. Une deuxième personne est prévenue : rien ne part avant son oui. Départ : "
                  "{moment}.", moment=moment)
    elif found.campaign.send_day:
        words = _("✅ C’est confirmé. Départ : {moment}.", moment=moment)
    else:
        words = _("✅ C’est confirmé. Départ dans une minute.")
    return screen(words, *said(found.plan), rows=(one(_("↩ Annuler l’envoi"), "campaigns.undo", found.campaign.id),))

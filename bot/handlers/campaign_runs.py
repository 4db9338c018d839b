"""What the town said: where it is, how far; paused, corrected, taken back; and the second person's word."""

from __future__ import annotations

from typing import Any

from actions import campaign_changes as changes
from actions import campaign_runs as runs
from actions import campaign_sends as sends
from actions import campaigns as actions
from bot import talking
from bot.conversations.campaigns import CORRECT, Piece
from bot.features import Feature, Order, Talk, Tap
from bot.handlers import campaign_reports as reports
from bot.handlers import campaign_screens as screens
from bot.handlers.campaigns import Ours, draft_facts, mine, ours
from bot.handlers.house import HOUSE
from bot.turn import Turn
from rules.campaigns import Campaign, CampaignState
from rules.markup import plain
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import _, n_, quoted
from storage import campaigns as store

MOST_TO_JUDGE = 6

S = CampaignState
GOING = (S.PLANNED, S.ACTIVE, S.PAUSED, S.DONE, S.CANCELLED)


def past(turn: Turn, page: int) -> None:
    turn.reply(screens.listed(_("📊 Parties et à venir"), [c for c in mine(turn, *GOING) if c.confirmed_at],
                              "campaigns.past", page, _("Rien n’est encore parti.")))


def see(turn: Turn, campaign: Ours) -> None:
    _see(turn, campaign)


def _see(turn: Turn, found: Campaign) -> None:
    turn.reply(screens.draft(turn, found) if found.is_draft else reports.report(turn, found))


def judge(turn: Turn, campaign: Ours, version: int) -> None:
    """The second person reads what will be read, then decides."""
    sends.judged_by_another(turn.desk, campaign.id, version)
    turn.reply(actions.as_received(turn.desk, campaign).screen(), edit=False)
    turn.reply(screen(*screens.who(turn, campaign), rows=(
        screens.one(_("✅ Approuver"), "campaigns.approve", campaign.id, version),
        screens.one(_("✖ Ne pas envoyer"), "campaigns.decline", campaign.id, version))), edit=False)


def approve(turn: Turn, campaign: Ours, version: int) -> None:
    sends.approve(turn.desk, campaign.id, version)
    turn.reply(screen(_("✅ Merci : « {title} » partira à son heure. Vous pouvez encore l’arrêter par /campagne.",
                        title=campaign.name)))


def decline(turn: Turn, campaign: Ours, version: int) -> None:
    sends.decline(turn.desk, campaign.id, version)
    turn.reply(screen(_("✖ C’est dit. Rien n’est parti : « {title} » est de nouveau un brouillon.",
                        title=campaign.name)))


def pause(turn: Turn, campaign: Ours) -> None:
    runs.pause(turn.desk, campaign.id)
    _see(turn, ours(turn, campaign.id))


def resume(turn: Turn, campaign: Ours) -> None:
    runs.resume(turn.desk, campaign.id)
    _see(turn, ours(turn, campaign.id))


def stop(turn: Turn, campaign: Ours) -> None:
    runs.stop(turn.desk, campaign.id)
    _see(turn, ours(turn, campaign.id))


def late(turn: Turn, campaign: Ours) -> None:
    sends.send_late(turn.desk, campaign.id)
    _see(turn, ours(turn, campaign.id))


def groups(turn: Turn, campaign: Ours, after: int) -> None:
    turn.reply(reports.by_group(turn, campaign, after))


def reached(turn: Turn, campaign: Ours, after: int) -> None:
    turn.reply(reports.by_group(turn, campaign, after, reached=True))


def again(turn: Turn, campaign: Ours) -> None:
    count = runs.try_again(turn.desk, campaign.id)
    turn.toast(n_("🔁 {n} envoi repart.", "🔁 {n} envois repartent.", count))
    _see(turn, ours(turn, campaign.id))


def doubt(turn: Turn, campaign: Ours) -> None:
    """What may have arrived is sent again only by somebody who knows it."""
    turn.reply(screen(_("❔ Ces groupes l’ont peut-être déjà reçu : renvoyé, il peut y être deux fois. On renvoie ?"),
                      rows=(screens.one(_("🔁 Oui, renvoyer"), "campaigns.doubtful", campaign.id),
                            screens.one(_("↩ Au résumé"), "campaigns.see", campaign.id))))


def doubtful(turn: Turn, campaign: Ours) -> None:
    runs.try_again(turn.desk, campaign.id, uncertain=True)
    _see(turn, ours(turn, campaign.id))


def more(turn: Turn, campaign: Ours) -> None:
    turn.reply(reports.more(turn, campaign))


def plain_text(turn: Turn, campaign: Ours) -> None:
    """To be passed on elsewhere: words alone, in a message of their own."""
    turn.reply(screen(quoted(plain(campaign.text))), edit=False)
    turn.reply(screen(_("👆 À copier ou à transférer : WhatsApp, courriel, bulletin.")), edit=False)


def copy(turn: Turn, campaign: Ours) -> None:
    turn.reply(screens.draft(turn, actions.copy(turn.desk, campaign.id)))


def rectify(turn: Turn, _payload: str = "") -> None:
    """/rectifier: among what was said lately."""
    turn.reply(screens.listed(_("✏️ Lequel corriger ou retirer ? Ouvrez-le, puis « ⚙️ Changer, copier »."),
                              [c for c in mine(turn, S.ACTIVE, S.PAUSED, S.DONE, S.CANCELLED) if c.started_at
                               and not c.withdrawn_at], "campaigns.past", 0, _("Rien n’est encore parti.")))


def correct(turn: Turn, campaign: Ours, version: int) -> None:
    changes.said_already(turn.desk, campaign.id)
    talking.begin(turn, HOUSE, CORRECT.name, {"campaign": campaign.id, "version": version})


def corrected(turn: Turn, command: Piece) -> None:
    count = changes.correct(turn.desk, command.campaign, command.version, str(command.what["text"]))
    turn.reply(screen(n_("✏️ C’est corrigé : {n} message change, et ce qui n’est pas parti partira ainsi.",
                         "✏️ C’est corrigé : {n} messages changent, et ce qui n’est pas parti partira ainsi.", count),
                      rows=(screens.one(_("📋 Le détail"), "campaigns.see", command.campaign),)))


def withdraw(turn: Turn, campaign: Ours) -> None:
    turn.reply(reports.asked_to_withdraw(turn, campaign))


def gone(turn: Turn, campaign: Ours) -> None:
    done = changes.withdraw(turn.desk, campaign.id)
    marked = (n_("{n} a plus de deux jours : il dit maintenant qu’il est retiré.",
                 "{n} ont plus de deux jours : ils disent maintenant qu’ils sont retirés.", done.marked),
              ) if done.marked else ()
    turn.reply(screen(n_("↩ Retiré : {n} message disparaît.", "↩ Retiré : {n} messages disparaissent.", done.removed),
                      *marked, rows=(screens.one(_("📋 Le détail"), "campaigns.see", campaign.id),)))


def full(turn: Turn, campaign: Ours) -> None:
    changes.complete_by_hand(turn.desk, campaign.id)
    _see(turn, ours(turn, campaign.id))


def to_judge(turn: Turn) -> list[Row]:
    """In /file: messages to many groups that wait for the yes of somebody else who coordinates."""
    waiting = [one for one in store.in_state(turn.session, CampaignState.PLANNED)
               if one.approved_at is None and one.by != turn.person.id and one.groups > turn.town.second_above]
    return [(Button(_("📣 {title}", title=quoted(one.title[:20]) if one.title else one.name),
                    tap=tap("campaigns.judge", one.id, one.version)),) for one in waiting[:MOST_TO_JUDGE]]


def _own(handler: Any) -> Tap:
    return Tap(handler, Role.REFERENT, Where.PRIVATE)


FEATURE = Feature(
    "campaign_runs",
    orders={"rectifier": Order(rectify, Role.REFERENT, Where.PRIVATE, _("Corriger ou retirer un message"))},
    taps={
        "campaigns.past": _own(past), "campaigns.see": _own(see), "campaigns.pause": _own(pause),
        "campaigns.resume": _own(resume), "campaigns.stop": _own(stop), "campaigns.late": _own(late),
        "campaigns.groups": _own(groups), "campaigns.reached": _own(reached), "campaigns.again": _own(again),
        "campaigns.doubt": _own(doubt), "campaigns.doubtful": _own(doubtful), "campaigns.more": _own(more),
        "campaigns.plain": _own(plain_text), "campaigns.copy": _own(copy), "campaigns.correct": _own(correct),
        "campaigns.withdraw": _own(withdraw), "campaigns.gone": _own(gone), "campaigns.full": _own(full),
        "campaigns.judge": Tap(judge, Role.COORDINATOR, Where.PRIVATE),
        "campaigns.approve": Tap(approve, Role.COORDINATOR, Where.PRIVATE),
        "campaigns.decline": Tap(decline, Role.COORDINATOR, Where.PRIVATE),
    },
    talks=(Talk(CORRECT, draft_facts, corrected, role=Role.REFERENT),),
    console={"files": to_judge},
)

"""/campagne: what the town says, while it is written. What is decided stands in actions/campaigns.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from actions import campaign_sends as sends
from actions import campaigns as actions
from bot import talking
from bot.conversations.campaign_who import WHO, ChooseAudience, WhoFacts
from bot.conversations.campaigns import (
    BUTTONS,
    DAYS,
    FILE,
    NEW,
    WORDS,
    BeginDraft,
    DraftFacts,
    NewFacts,
    Piece,
)
from bot.features import Feature, Order, Talk, Tap
from bot.handlers import campaign_screens as screens
from bot.handlers.house import HOUSE
from bot.rows import Loaded
from bot.turn import Turn
from content.communes import communes
from rules.audience import Audience, held_to
from rules.calendar import StepKind
from rules.campaign_buttons import Answer, counted, opening, stored, typed
from rules.campaigns import Campaign, CampaignState
from rules.console import TownRole
from rules.private_words import PrivateWords
from rules.refusals import Gone
from rules.rights import Role, Where
from rules.words import _, quoted
from storage import audience as audiences
from storage import campaigns as store
from storage import console

S = CampaignState
MOST_LISTED = 60


def ours(turn: Turn, number: int) -> Campaign:
    return actions.get(turn.desk, number)


Ours: TypeAlias = Annotated[Campaign, Loaded(ours)]


def home(turn: Turn, _payload: str = "") -> None:
    turn.reply(screens.home())


def mine(turn: Turn, *states: CampaignState) -> list[Campaign]:
    """Those that this person may see, changed last first."""
    limits = actions.may_write(turn.desk)
    found = store.in_state(turn.session, *states)
    return [c for c in found if not limits.limited or turn.person.id in (c.author, c.by)]


def drafts(turn: Turn, page: int) -> None:
    turn.reply(screens.listed(_("📂 Les brouillons"), mine(turn, S.DRAFT), "campaigns.drafts", page,
                              _("Il n’y a pas de brouillon.")))


def new(turn: Turn) -> None:
    talking.start(turn, HOUSE, NEW.name)


def new_facts(turn: Turn, _args: Mapping[str, Any]) -> NewFacts:
    old = mine(turn, S.DONE, S.ACTIVE, S.CANCELLED)
    return NewFacts([(m.id, m.title) for m in turn.content.themes],
                    [(c.id, c.title or c.code) for c in old if c.text][:20])


def begun(turn: Turn, command: BeginDraft) -> None:
    found = actions.copy(turn.desk, command.copy) if command.copy else actions.draft(turn.desk, theme=command.theme)
    turn.reply(screens.draft(turn, found) if found.text else screens.writing(found))


def show(turn: Turn, campaign: Ours) -> None:
    turn.reply(screens.draft(turn, campaign) if campaign.is_draft else screens.home())


def write(turn: Turn, campaign: Ours) -> None:
    turn.reply(screens.writing(in_draft(campaign)))


def in_draft(found: Campaign) -> Campaign:
    if not found.is_draft:
        raise Gone(_("Ce message n’est plus un brouillon : /campagne montre où il en est."))
    return found


def begin(name: str) -> Any:
    """A piece of the draft, for the version whose button was pressed."""
    def handler(turn: Turn, campaign: Ours, version: int) -> None:
        found = in_draft(campaign)
        if found.version != version:
            turn.toast(sends.OLD_BUTTON, alert=True)
            turn.reply(screens.draft(turn, found))
            return
        talking.begin(turn, HOUSE, name, {"campaign": found.id, "version": version})

    return handler


def draft_facts(turn: Turn, args: Mapping[str, Any]) -> DraftFacts:
    found = actions.get(turn.desk, int(args["campaign"]))
    return DraftFacts(found.id, int(args["version"]), found.file is not None, turn.today, private=weighed(turn))


def weighed(turn: Turn) -> PrivateWords | None:
    """What a town hall writes has its number and its dates: it is not asked about them."""
    ours = TownRole.COORDINATOR in console.roles_of(turn.session, turn.person.id)
    return None if ours else turn.content.private_words


def who_facts(turn: Turn, args: Mapping[str, Any]) -> WhoFacts:
    session, limits = turn.session, actions.may_write(turn.desk)
    found = actions.get(turn.desk, int(args["campaign"]))
    groups = audiences.groups(session, held_to(Audience(), limits))
    places = [] if limits.limited else [(code, _name_of(code)) for code, _n in audiences.communes(session)]
    return WhoFacts(found.id, int(args["version"]), places,
                    [] if limits.limited else [(name, name) for name, _n in audiences.quarters(session)],
                    [kind for kind, _n in audiences.kinds(session)],
                    [] if limits.limited else [tag for tag, _n in audiences.tags(session)],
                    [(one.id, one.name) for one in groups] if 1 < len(groups) <= MOST_LISTED else [], limits.people)


def _name_of(commune: str) -> str:
    found = communes().by_code(commune)
    return found.name if found else commune


def piece(turn: Turn, command: Piece) -> None:
    what = dict(command.what)
    if "buttons" in what:
        what["buttons"] = stored(chosen(what["buttons"], str(what.pop("own"))))
    if "event" in what:
        done = actions.choose_days(turn.desk, command.campaign, command.version, **what)
    else:
        done = actions.write(turn.desk, command.campaign, command.version, **what)
    show_written(turn, done)


def chosen(codes: list[str], own: str) -> list[Answer]:
    found = [opening(StepKind(code[2:])) if code.startswith("o.") else counted(code) for code in codes]
    return [*found, *([typed(own, 1)] if own else [])][:4]


def audience(turn: Turn, command: ChooseAudience) -> None:
    show_written(turn, actions.choose_audience(turn.desk, command.campaign, command.version, command.audience))


def show_written(turn: Turn, done: actions.Written) -> None:
    before = _("✍️ {name} a changé ce brouillon pendant que vous écriviez. Rien n’est perdu : votre version est à part, "
               "ici.", name=quoted(done.apart)) if done.apart is not None else None
    turn.reply(screens.draft(turn, done.campaign, before))


def preview(turn: Turn, campaign: Ours, version: int) -> None:
    """Exactly as it will be received, then what would be done with this very version."""
    if not campaign.is_draft or campaign.version != version:
        _outdated(turn, campaign)
        return
    sending = sends.look_at(turn.desk, campaign.id, version)
    turn.reply(actions.as_received(turn.desk, campaign).screen(), edit=False)
    turn.reply(screens.before_sending(sending), edit=False)


def streets(turn: Turn, campaign: Ours, page: int) -> None:
    found = in_draft(campaign)
    turn.reply(screens.by_street(found, actions.streets(turn.desk, found), page), edit=False)


def send(turn: Turn, campaign: Ours, version: int) -> None:
    if campaign.version != version:
        _outdated(turn, campaign)
        return
    turn.reply(screens.sure(sends.look_at(turn.desk, campaign.id, version)))


def sure(turn: Turn, campaign: Ours, version: int) -> None:
    if campaign.version != version:
        _outdated(turn, campaign)
        return
    turn.reply(screens.confirmed(sends.confirm(turn.desk, campaign.id, version)))


def _outdated(turn: Turn, campaign: Campaign) -> None:
    """An old « Envoyer » never sends a newer draft."""
    turn.toast(sends.OLD_BUTTON, alert=True)
    turn.reply(screens.draft(turn, in_draft(campaign)), edit=False)


def undo(turn: Turn, campaign: Ours) -> None:
    sends.undo(turn.desk, campaign.id)
    turn.reply(screens.draft(turn, ours(turn, campaign.id), _("↩ Rien n’est parti : c’est de nouveau un brouillon.")))


def throw(turn: Turn, campaign: Ours) -> None:
    actions.throw_away(turn.desk, in_draft(campaign).id)
    turn.reply(screens.listed(_("🗑 C’est jeté. Les autres brouillons :"), mine(turn, S.DRAFT), "campaigns.drafts", 0,
                              _("🗑 C’est jeté. Il n’y a pas d’autre brouillon.")))


def shown(turn: Turn) -> None:
    turn.toast(_("C’est un aperçu : ce bouton comptera quand le message sera parti."))


FEATURE = Feature(
    "campaigns",
    module=_("🏛 Les mots de la mairie"),
    orders={"campagne": Order(home, Role.PARTNER, Where.PRIVATE, _("Écrire aux groupes reliés"))},
    taps={
        "campaigns": Tap(home, Role.PARTNER, Where.PRIVATE),
        "campaigns.new": Tap(new, Role.PARTNER, Where.PRIVATE),
        "campaigns.drafts": Tap(drafts, Role.PARTNER, Where.PRIVATE),
        "campaigns.draft": Tap(show, Role.REFERENT, Where.PRIVATE),
        "campaigns.write": Tap(write, Role.REFERENT, Where.PRIVATE),
        "campaigns.text": Tap(begin(WORDS.name), Role.REFERENT, Where.PRIVATE),
        "campaigns.file": Tap(begin(FILE.name), Role.REFERENT, Where.PRIVATE),
        "campaigns.buttons": Tap(begin(BUTTONS.name), Role.REFERENT, Where.PRIVATE),
        "campaigns.days": Tap(begin(DAYS.name), Role.REFERENT, Where.PRIVATE),
        "campaigns.who": Tap(begin(WHO.name), Role.REFERENT, Where.PRIVATE),
        "campaigns.preview": Tap(preview, Role.REFERENT, Where.PRIVATE),
        "campaigns.streets": Tap(streets, Role.REFERENT, Where.PRIVATE),
        "campaigns.send": Tap(send, Role.REFERENT, Where.PRIVATE),
        "campaigns.sure": Tap(sure, Role.REFERENT, Where.PRIVATE),
        "campaigns.undo": Tap(undo, Role.REFERENT, Where.PRIVATE),
        "campaigns.throw": Tap(throw, Role.REFERENT, Where.PRIVATE),
        "campaigns.shown": Tap(shown, Role.REFERENT, Where.PRIVATE),
    },
    talks=(Talk(NEW, new_facts, begun, role=Role.PARTNER), Talk(WORDS, draft_facts, piece, role=Role.REFERENT),
           Talk(FILE, draft_facts, piece, role=Role.REFERENT), Talk(BUTTONS, draft_facts, piece, role=Role.REFERENT),
           Talk(DAYS, draft_facts, piece, role=Role.REFERENT), Talk(WHO, who_facts, audience, role=Role.REFERENT)),
)

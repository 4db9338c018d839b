"""/comite: the comité's chat proposes, objects and decides; in private it is tied, and neighbours are willing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias
from zoneinfo import ZoneInfo

from actions import committees as actions
from bot import talking
from bot.conversations.committees import OBJECT, PROPOSE, Object, ObjectFacts, Propose, ProposeFacts
from bot.features import Feature, Link, Order, Talk, Tap
from bot.handlers import committee_draws, committee_modules
from bot.handlers.house import HOUSE
from bot.handlers.town_trial_reports import coordinates
from bot.rows import NOT_ADMIN, Loaded
from bot.turn import Turn
from messages.committees import DOORS, JOURNAL
from rules.committees import MATTERS, NOT_OPEN, Objection, Proposal, must_be_open
from rules.groups import Group
from rules.limits import FIGURES, Limit, sentence
from rules.refusals import Gone, Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, screen
from rules.words import Words, _, lines, quoted
from storage import committees as store
from storage import limits

NOT_THE_ONE = _("Le comité a son propre groupe : cela s’y fait, pas ici.")
NOT_IN_IT = _("C’est réservé à qui est dans le groupe du comité en ce moment.")
WRONG = _("Ce code n’est pas, ou n’est plus, celui du comité. Qui coordonne en donne un autre par /comite, en privé.")
ANOTHERS = _("Ce groupe est celui d’un voisinage. Le comité a besoin d’un groupe à lui.")
HERE_NO_MORE = _("Le comité n’a pas de groupe où décider. Qui coordonne en relie un par /comite.")


def order(turn: Turn, payload: str = "") -> None:
    if turn.private:
        private(turn)
    elif payload.strip():
        tie(turn, payload)
    else:
        group = chat_here(turn)
        turn.reply(screen(_("🏛 <b>Le comité</b>, dans « {group} »", group=quoted(group.name)), rows=DOORS, silent=True))


def chat_here(turn: Turn) -> Group:
    """The comité's chat, where this is said or pressed."""
    group, here = actions.place(turn.desk), turn.group
    if here is None or group is None or group.id != here.id:
        raise Refusal(NOT_THE_ONE)
    return group


def tie(turn: Turn, payload: str) -> None:
    """By who administers the chat, with the code of who coordinates: nobody ties a chat alone."""
    group = turn.group
    if group is None or turn.visitor is None or not turn.is_admin(group):
        raise Refusal(NOT_ADMIN)
    if group.zone is not None:
        raise Refusal(ANOTHERS)
    tries = {f"g{group.id}": 1, f"p{turn.visitor.id}": 1}
    if max(limits.spend_all(turn.session, Limit.LINKS, tries, turn.now).values()) > FIGURES[Limit.LINKS].most:
        raise Refusal(sentence(Limit.LINKS))
    typed = "".join(sign for sign in payload if sign.isascii() and sign.isdigit())
    if not actions.tie(turn.desk, group, typed, turn.visitor.id):
        raise Refusal(WRONG)


# in private
def private(turn: Turn) -> None:
    group = actions.place(turn.desk)
    told = [_("🏛 <b>Le comité</b> : la mairie, une association, un bailleur, deux voisins tirés au sort."),
            _("Il propose, attend sept jours, et c’est adopté si personne ne s’y oppose. Tout est dans /journal.")]
    rows: list[Row] = [*committee_draws.mine(turn)]
    if coordinates(turn):
        told.append(_("Son groupe : « {group} ».", group=quoted(group.name)) if group else HERE_NO_MORE)
        rows.append((Button(_("🔑 Un code pour le groupe"), tap="comite.code"),))
        rows += [(Button(_("✖ Délier le groupe"), tap="comite.untie"),)] * (group is not None)
        rows.append((Button(_("🎲 Tirer au sort"), tap="comite.draw"),))
    turn.reply(screen(*told, rows=(*rows, JOURNAL)))


def home(turn: Turn) -> None:
    private(turn)


def code(turn: Turn) -> None:
    given = actions.code(turn.desk)
    turn.reply(screen(_("🔑 Dans le groupe du comité, qui l’administre ajoute l’automate puis écrit : "
                        "/comite {code}", code=quoted(f"{given[:4]} {given[4:]}")),
                      _("Ce code vaut un jour et ne sert qu’une fois. Le groupe d’avant, s’il y en a un, n’est plus "
                        "celui du comité."), rows=((Button(_("↩ Le comité"), tap="comite"),),)), edit=False)


def untie(turn: Turn) -> None:
    turn.reply(screen(_("✖ Délier le groupe du comité ? Plus rien ne s’adopte tant qu’un autre n’est pas relié."),
                      rows=((Button(_("✖ Oui, délier"), tap="comite.untied"),),
                            (Button(_("↩ Non, garder"), tap="comite"),))))


def untied(turn: Turn) -> None:
    if not actions.untie(turn.desk):
        raise Gone
    private(turn)


# in its chat
def open_ones(turn: Turn) -> None:
    chat_here(turn)
    found = store.open_ones(turn.session)
    said = [_("• {matter} : « {title} », {day}", matter=MATTERS[one.matter], title=quoted(one.title[:40]),
              day=one.due.astimezone(ZoneInfo(turn.town.timezone)).date()) for one in found[:3]]
    turn.reply(screen(_("📋 <b>En cours</b>"), lines(*said) if said else _("Aucune proposition n’est ouverte."),
                      rows=DOORS[:1], silent=True))


def begin(turn: Turn) -> None:
    """Words are typed in private: the bot does not read what is said in a chat."""
    chat_here(turn)
    turn.toast(start=turn.link("comprop", person=turn.person.id))


def proposal(turn: Turn, number: int) -> Proposal | None:
    return store.by_id(turn.session, number)


def objection(turn: Turn, number: int) -> Objection | None:
    return store.objection(turn.session, number)


AProposal: TypeAlias = Annotated[Proposal, Loaded(proposal)]
AnObjection: TypeAlias = Annotated[Objection, Loaded(objection)]


def object_(turn: Turn, found: AProposal) -> None:
    chat_here(turn)
    must_be_open(found, turn.now)
    turn.toast(start=turn.link("comobj", person=turn.person.id, proposal=found.id))


def withdraw(turn: Turn, found: AProposal) -> None:
    chat_here(turn)
    must_be_open(found, turn.now)
    if found.author != turn.person.id:
        turn.toast(_("Seule la personne qui l’a proposée peut la retirer. Vous pouvez vous y opposer."), alert=True)
    elif actions.withdraw(turn.desk, found):
        turn.toast(_("C’est retiré."))


def unobject(turn: Turn, one: AnObjection) -> None:
    group, found = chat_here(turn), store.by_id(turn.session, one.proposal)
    if found is None or not one.standing:
        raise Gone
    must_be_open(found, turn.now)
    if one.person != turn.person.id:
        turn.toast(_("Seule la personne qui l’a faite peut retirer cette objection."), alert=True)
    elif actions.take_back(turn.desk, group, one, turn.person.id):
        turn.toast(_("Votre objection est retirée."))


# typed in private, by who is in the chat at that moment
def member(turn: Turn) -> Group:
    group, user = actions.place(turn.desk), turn.incoming.sender.value
    if group is None:
        raise Refusal(HERE_NO_MORE)
    if user is None or not turn.membership(group.chat, user).here:
        raise Refusal(NOT_IN_IT)
    return group


def mine_only(turn: Turn, params: Mapping[str, Any]) -> None:
    if int(params.get("person", 0)) != turn.person.id:
        raise Refusal(NOT_IN_IT)


def propose_link(turn: Turn, params: Mapping[str, Any]) -> None:
    mine_only(turn, params)
    member(turn)
    talking.begin(turn, HOUSE, PROPOSE.name, answers={})


def object_link(turn: Turn, params: Mapping[str, Any]) -> None:
    mine_only(turn, params)
    member(turn)
    talking.begin(turn, HOUSE, OBJECT.name, {"proposal": int(params["proposal"])}, answers={})


def propose_facts(turn: Turn, _args: Mapping[str, Any]) -> ProposeFacts:
    return ProposeFacts(tuple(committee_modules.waiting(turn).items()), turn.content.private_words)


def object_facts(turn: Turn, args: Mapping[str, Any]) -> ObjectFacts:
    found = store.by_id(turn.session, int(args["proposal"]))
    if found is None:
        raise Refusal(NOT_OPEN)
    must_be_open(found, turn.now)
    return ObjectFacts(found.id, found.title)


def proposed(turn: Turn, command: Propose) -> None:
    group = member(turn)
    new = actions.New(command.matter, command.title, command.why, command.word)
    if actions.propose(turn.desk, group, new, turn.person.id) is None:
        raise Refusal(_("Dix propositions sont déjà ouvertes : laissez-en finir une."))
    turn.reply(done(_("📝 C’est proposé dans le groupe du comité. Dans sept jours, c’est adopté si personne ne s’y "
                      "oppose.")))


def objected(turn: Turn, command: Object) -> None:
    group, found = member(turn), store.by_id(turn.session, command.proposal)
    if found is None:
        raise Refusal(NOT_OPEN)
    must_be_open(found, turn.now)
    if not actions.object_(turn.desk, group, found, turn.person.id, command.reason):
        raise Refusal(_("Vous avez déjà une objection à cette proposition : une suffit."))
    turn.reply(done(_("✋ C’est dit au comité, avec votre raison. Elle se retire d’ici la fin des sept jours.")))


def done(words: Words) -> Any:
    return screen(words, rows=(JOURNAL,))


COORDINATES = (Role.COORDINATOR, Where.PRIVATE)
IN_CHAT = (Role.VISITOR, Where.EVERYWHERE)
FEATURE = Feature(
    "committees",
    orders={"comite": Order(order, Role.VISITOR, Where.EVERYWHERE)},
    taps={"comite": Tap(home, Role.VISITOR, Where.PRIVATE), **committee_draws.TAPS,
          **{f"comite.{name}": Tap(handler, *COORDINATES) for name, handler in (
              ("code", code), ("untie", untie), ("untied", untied))},
          **{f"comite.{name}": Tap(handler, *IN_CHAT) for name, handler in (
              ("open", open_ones), ("propose", begin), ("object", object_), ("withdraw", withdraw),
              ("unobject", unobject))}},
    links={"comprop": Link(propose_link, Role.VISITOR), "comobj": Link(object_link, Role.VISITOR)},
    talks=(Talk(PROPOSE, propose_facts, proposed), Talk(OBJECT, object_facts, objected)),
    console={"bilans": committee_draws.corner},
)

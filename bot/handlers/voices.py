"""/voix: the question of the month, what is missing, and the barometer that the town hall reads and answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, TypeAlias

from actions import voices as actions
from bot import talking
from bot.conversations.missing import MISSING, REPLY, AnswerFacts, AnswerStreets, MissingFacts, SayMissing
from bot.features import Feature, Link, Order, Talk, Tap
from bot.handlers import members, todo
from bot.handlers.here import groups_of_mine
from bot.handlers.house import HOUSE
from bot.rows import Loaded
from bot.turn import Turn
from rules.asks import month_of
from rules.local import Around
from rules.refusals import Gone, Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.voices import A_MONTH, OPEN_FOR, THEMES, Asked, Cell, Need, Theme, shown
from rules.words import Words, _, lines, quoted
from storage import groups
from storage import local as locals_
from storage import voices as store

NEIGHBOUR = (Role.RESIDENT, Where.PRIVATE)
TOWN = (Role.COORDINATOR, Where.PRIVATE)
MENU: Row = (Button(_("☰ Menu"), tap="menu"),)
A_PAGE = 6
ENOUGH_SAID = _("Vous avez déjà dit trois choses ce mois-ci. La suivante sera la bienvenue le mois prochain !")
NO_READER = _("Personne ne peut encore relire votre mot ici. Gardez-le, et redites-le un peu plus tard, merci.")
TOO_LATE = _("Cette question est close. La prochaine vient bientôt.")


def waits(turn: Turn, number: int) -> Need | None:
    return next((one for one in actions.to_judge(turn.desk, turn.person.id) if one.id == number), None)


def asked(turn: Turn, number: int) -> Asked | None:
    return store.asked(turn.session, number)


ToRead: TypeAlias = Annotated[Need, Loaded(waits)]
Question: TypeAlias = Annotated[Asked, Loaded(asked)]


def order(turn: Turn, _payload: str = "") -> None:
    if not turn.private:
        turn.reply(screen(_("🗣 Dire ce qui manque ici, c’est en privé, sans votre nom."),
                          rows=((Button(_("Continuer en privé"), start=turn.link("voices")),),), silent=True))
        return
    turn.reply(screen(_("🗣 <b>Votre voix</b> : ce qui manque près de chez vous, et la question du mois dans le "
                        "groupe."),
                      _("La mairie lit des totaux, à partir de cinq personnes, et répond dans les groupes."),
                      rows=((Button(_("✏️ Dire ce qui manque"), tap="voice.need"),), MENU)))


def opened(turn: Turn, _params: Mapping[str, Any]) -> None:
    order(turn)


# answering the question
def say(turn: Turn, found: Question, number: int) -> None:
    """On the card in the group: one answer a person and month, the last one said."""
    group, chosen = groups.by_id(turn.session, found.group), actions.question(turn.desk, found)
    if group is None or turn.group is None or turn.group.id != found.group or chosen is None or not (
            0 <= number < len(chosen.options)):
        raise Gone
    if turn.now > found.at + OPEN_FOR:
        raise Gone(TOO_LATE)
    if not members.belongs(turn, group):
        turn.toast(members.NOT_A_MEMBER, alert=True)
        return
    first = store.vote(turn.session, turn.person.id, found, number, turn.now)
    turn.toast(_("Merci, c’est compté : « {what} ».", what=Words(chosen.options[number])) if first else
               _("C’est changé : « {what} ».", what=Words(chosen.options[number])))


NOTHING_ASKED = _("Aucune question n’a encore été posée. Elle l’est au milieu du mois, aux groupes reliés.")


# what is missing
def begin(turn: Turn) -> None:
    ready(turn)
    talking.start(turn, HOUSE, MISSING.name)


def ready(turn: Turn) -> None:
    groups_of_mine(turn)
    if store.said_since(turn.session, turn.person.id, month_of(turn.now, turn.person.timezone)) >= A_MONTH:
        raise Refusal(ENOUGH_SAID)


def facts(turn: Turn, _args: Mapping[str, Any]) -> MissingFacts:
    mine = groups_of_mine(turn)
    names = frozenset[str]().union(*(locals_.first_names(turn.session, one.id) for one in mine))
    return MissingFacts(tuple((one.id, one.name) for one in mine), Around(names, frozenset(),
                                                                          turn.content.private_words))


def said(turn: Turn, command: SayMissing) -> None:
    ready(turn)
    group = next((one for one in groups_of_mine(turn) if one.id == command.group), None)
    if group is None:
        raise Gone
    if not actions.say(turn.desk, turn.person, group, command.theme, command.text):
        raise Refusal(NO_READER)
    turn.reply(screen(_("🗣 C’est noté, merci ! Une personne relit, puis cela compte avec le reste, sans votre nom."),
                      rows=(MENU,)))


def read(turn: Turn, one: ToRead) -> None:
    turn.reply(screen(_("🗣 À relire : cela parle-t-il d’un lieu, et de personne ?"),
                      lines(THEMES[one.theme], _("« {what} »", what=quoted(one.text))),
                      rows=((Button(_("✅ Cela compte"), tap=tap("voice.pass", one.id)),),
                            (Button(_("🙏 Pas tel quel"), tap=tap("voice.keep", one.id)),), todo.BACK)))


def passed(turn: Turn, one: ToRead) -> None:
    judged(turn, one, kept=True)


def refused(turn: Turn, one: ToRead) -> None:
    judged(turn, one, kept=False)


def judged(turn: Turn, one: Need, *, kept: bool) -> None:
    if not actions.judge(turn.desk, one, kept=kept):
        raise Gone
    turn.reply(screen(_("✅ Merci d’avoir relu : cela compte dans le baromètre.") if kept else
                      _("C’est noté. La personne peut le redire autrement ; votre prénom n’est pas donné."),
                      rows=(todo.BACK,)))


# the town hall
def corner(turn: Turn) -> Sequence[Row]:
    return [(Button(_("🗣 Ce que disent les rues"), tap="voice.board"),)]


def board(turn: Turn, page: int = 0) -> None:
    """What is missing, place by place: no figure of fewer than five people, and no total it could be taken from."""
    listed(turn, "voice.board", _("📊 <b>Ce qui manque</b>, en nombre de personnes :"),
           [told(cell, THEMES[Theme(cell.what)]) for cell in shown(store.needs(turn.session))], page)


def month(turn: Turn, page: int = 0) -> None:
    code = store.newest_month(turn.session)
    chosen = actions.question_in(turn.desk, code) if code else None
    if code is None or chosen is None:
        raise Refusal(NOTHING_ASKED)
    cells = [cell for cell in shown(store.votes(turn.session, code)) if int(cell.what) < len(chosen.options)]
    listed(turn, "voice.month", _("🗣 {question}", question=Words(chosen.text)),
           [told(cell, Words(chosen.options[int(cell.what)])) for cell in cells], page)


def told(cell: Cell, what: Words) -> Words:
    if not cell.where:
        return _("• {what} : {n}, d’ici et d’ailleurs", what=what, n=cell.people)
    return _("• {what} : {n}, {place}", what=what, n=cell.people, place=quoted(cell.where))


def listed(turn: Turn, name: str, heading: Words, found: Sequence[Words], page: int) -> None:
    first = page * A_PAGE if page * A_PAGE < len(found) else 0
    more: list[Row] = [(Button(_("➡ Suite"), tap=tap(name, first // A_PAGE + 1)),)] if len(found) > A_PAGE else []
    other: Row = ((Button(_("🗣 La question du mois"), tap="voice.month"),) if name == "voice.board" else
                  (Button(_("📊 Ce qui manque"), tap="voice.board"),))
    asked: list[Row] = [other, (Button(_("✉ Répondre aux rues"), tap="voice.reply"),)]
    turn.reply(screen(heading, lines(*found[first:first + A_PAGE]) if found else _(
        "Pas encore cinq personnes du même avis au même endroit : rien à montrer."),
        rows=(*more, *(asked if store.newest_month(turn.session) else []))))


def reply(turn: Turn) -> None:
    if store.newest_month(turn.session) is None:
        raise Refusal(NOTHING_ASKED)
    talking.start(turn, HOUSE, REPLY.name)


def reply_facts(turn: Turn, _args: Mapping[str, Any]) -> AnswerFacts:
    code = store.newest_month(turn.session)
    if code is None:
        raise Gone
    return AnswerFacts(code, len(store.asked_in(turn.session, code)), Around(private=turn.content.private_words))


def replied(turn: Turn, command: AnswerStreets) -> None:
    actions.answer(turn.desk, command.month, command.text, turn.person.id)
    turn.reply(screen(_("✅ Votre réponse part dans les groupes qui ont eu la question, deux messages par semaine au "
                        "plus. Si l’un ne peut l’entendre, vous le saurez."), rows=(MENU,)))


FEATURE = Feature(
    "voices",
    module=_("🗣 La question du mois"),
    orders={"voix": Order(order, Role.RESIDENT, Where.EVERYWHERE, _("Dire ce qui manque près de chez vous"))},
    taps={
        "voice.say": Tap(say, Role.RESIDENT, Where.EVERYWHERE),
        **{f"voice.{name}": Tap(handler, *NEIGHBOUR) for name, handler in (
            ("need", begin), ("read", read), ("pass", passed), ("keep", refused))},
        **{f"voice.{name}": Tap(handler, *TOWN) for name, handler in (
            ("board", board), ("month", month), ("reply", reply))}},
    links={"voices": Link(opened, Role.RESIDENT)},
    talks=(Talk(MISSING, facts, said, role=Role.RESIDENT), Talk(REPLY, reply_facts, replied, role=Role.COORDINATOR)),
    console={"bilans": corner},
)

"""/heros: what somebody did, told by a neighbour; read first by who looks after the street; then theirs to decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from actions import heroes as actions
from actions import heroes_shown as shown
from bot import talking
from bot.conversations.heroes import HERO, HeroFacts, Nominate, OneOwnDeed
from bot.features import Feature, Link, Order, Talk, Tap
from bot.handlers import heroes_town, todo
from bot.handlers.here import groups_of_mine
from bot.handlers.house import HOUSE
from bot.hero_rows import AboutMe, ToRead
from bot.rows import HelpReceived, help_received
from bot.turn import Turn
from messages.heroes import MENU, TAKE_BACK, HeroErased, told
from rules.heroes import A_YEAR, LONGEST_NAME, OPEN_AT_ONCE, THEIRS, Degree, Hero, HeroState
from rules.incoming import Tapped
from rules.refusals import Gone, Refusal
from rules.rights import Role, Where
from rules.screens import Button, Row, Screen, screen, tap
from rules.theirs import Theirs
from rules.words import Words, _, lines, quoted
from storage import contacts, groups
from storage import heroes as store

NEIGHBOUR = (Role.RESIDENT, Where.PRIVATE)
MOST_MET = 6
S = HeroState
NO_LONGER = _("Ce récit n’est plus à décider. Merci d’avoir répondu !")
NO_READER = _("Personne ne veille encore sur ce lieu pour relire votre récit. En attendant, « Merci » le dit à la "
              "personne : /merci.")
STATES: dict[HeroState, Words] = {
    S.ASKED: _("❓ On attend votre réponse."), S.AGREED: _("⏳ Il paraîtra bientôt."),
    S.SHOWN: _("🌟 Il est dans le groupe."), S.HIDDEN: _("🌟 Ce récit n’est plus montré pour l’instant.")}


# telling
def order(turn: Turn, _payload: str = "") -> None:
    if not turn.private:
        turn.reply(screen(_("🌟 Mettre quelqu’un à l’honneur, c’est d’abord en privé."),
                          rows=((Button(_("Continuer en privé"), start=turn.link("heroes")),),), silent=True))
        return
    rows: list[Row] = [(Button(_("🌟 Raconter un geste"), tap="hero.new"),)]
    rows += [(Button(_("💬 « {what} »", what=quoted(one.what[:20])), tap=tap("hero.mine", one.id)),)
             for one in store.mine(turn.session, turn.person.id)[:3]]
    turn.reply(screen(_("🌟 <b>À l’honneur</b> : un geste vu près de chez vous, dit au groupe, sans classement."),
                      _("La personne lit d’abord, et choisit : prénom et rue, prénom, sans nom, ou rien."),
                      rows=(*rows, MENU)))


def opened(turn: Turn, _params: Mapping[str, Any]) -> None:
    order(turn)


def begin(turn: Turn) -> None:
    ready(turn)
    talking.start(turn, HOUSE, HERO.name)


def of_hand(turn: Turn, hand: HelpReceived) -> None:
    """From « Merci »: for who helped."""
    ready(turn)
    talking.begin(turn, HOUSE, HERO.name, {"hand": hand.acceptance.id}, answers={})


def ready(turn: Turn) -> None:
    groups_of_mine(turn)
    if len(store.told_by(turn.session, turn.person.id)) >= OPEN_AT_ONCE:
        raise Refusal(_("Trois de vos récits attendent déjà une réponse. Le suivant viendra bientôt, merci !"))


def facts(turn: Turn, args: Mapping[str, Any]) -> HeroFacts:
    mine = tuple((one.id, one.name) for one in groups_of_mine(turn))
    hand = help_received(turn, int(args["hand"])) if args.get("hand") else None
    known = (hand.acceptance.volunteer, hand.acceptance.volunteer_name) if hand else None
    met = store.met(turn.session, turn.person.id, turn.now - A_YEAR, MOST_MET)
    return HeroFacts(mine, tuple(met), known, turn.content.private_words)


def told_so(turn: Turn, command: Nominate | OneOwnDeed) -> None:
    if isinstance(command, OneOwnDeed):
        turn.reply(screen(_("Bravo pour ce geste ! Le vôtre se note avec /jaifait : il compte pour le groupe, sans "
                            "nom. À l’honneur, c’est aux autres de le dire."),
                          rows=((Button(_("💡 J’ai fait un geste"), tap="deed"),), MENU)))
        return
    ready(turn)
    group = next((one for one in groups.of_person(turn.session, turn.person.id) if one.id == command.group), None)
    if group is None or (command.nominee and contacts.blocked(turn.session, turn.person.id, command.nominee)):
        raise Gone
    nomination = actions.Nomination(group, command.nominee or None, command.whole[:LONGEST_NAME], command.what)
    if not actions.nominate(turn.desk, nomination, turn.person.id):
        raise Refusal(NO_READER)
    turn.reply(screen(_("🌟 C’est noté, merci ! La personne qui veille sur la rue relit, puis on demande. Vous saurez "
                        "si le récit paraît."), rows=(MENU,)))


# reading it first
def read(turn: Turn, hero: ToRead) -> None:
    who = _("Pour : {name}", name=quoted(hero.whole)) if hero.whole else _("Pour une personne du voisinage")
    what = Theirs(hero.what, hero.author) if hero.author else hero.what
    turn.reply(screen(lines(_("🌟 À relire : le geste seulement ?"), who), told(what),
                      _("Ni santé, ni argent, ni autre prénom. La personne décidera ensuite."),
                      rows=((Button(_("✅ On lui demande"), tap=tap("hero.pass", hero.id)),),
                            (Button(_("🙏 Pas tel quel"), tap=tap("hero.keep", hero.id)),), todo.BACK)))


def passed(turn: Turn, hero: ToRead) -> None:
    if not actions.approve(turn.desk, hero, turn.person.id):
        raise Gone
    turn.reply(screen(_("✅ Merci d’avoir relu. La personne lit à son tour, et décide."), rows=(todo.BACK,)))


def kept(turn: Turn, hero: ToRead) -> None:
    if not actions.refuse(turn.desk, hero, turn.person.id):
        raise Gone
    turn.reply(screen(_("C’est noté : la personne qui l’a raconté peut le redire autrement. Votre prénom n’est pas "
                        "donné."), rows=(todo.BACK,)))


# deciding
def follow(turn: Turn, params: Mapping[str, Any]) -> None:
    """The link that who told it passed on: the first to open it is asked."""
    hero = store.by_id(turn.session, int(params.get("hero", 0)))
    if hero is None or hero.state not in THEIRS or (
            hero.author and contacts.blocked(turn.session, hero.author, turn.person.id)):
        raise Refusal(NO_LONGER)
    if hero.author == turn.person.id:
        raise Refusal(_("Ce message est pour la personne à l’honneur. Pour un geste à vous, c’est /jaifait."))
    if hero.judge == turn.person.id:
        raise Refusal(_("Vous avez relu ce récit : ce message est pour une autre personne. Merci !"))
    if hero.nominee is None and store.claim(turn.session, hero.id, turn.person.id):
        hero = replace(hero, nominee=turn.person.id)
    if hero.nominee != turn.person.id:
        raise Refusal(NO_LONGER)
    mine(turn, hero)


def mine(turn: Turn, hero: AboutMe) -> None:
    group = groups.by_id(turn.session, hero.group)
    if group is None:
        raise Gone
    if hero.state is S.ASKED:
        turn.reply(actions.question(hero, group).screen(), edit=False)
        return
    rows: list[Row] = [(Button(TAKE_BACK, tap=tap("hero.out", hero.id)),), MENU]
    if hero.state is S.AGREED:
        rows.insert(0, (Button(_("✏️ Changer"), tap=tap("hero.change", hero.id)),))
    turn.reply(replace(preview(turn, hero), rows=tuple(rows)))


def preview(turn: Turn, hero: Hero) -> Screen:
    said = shown.card(turn.desk, hero).screen()
    return screen(STATES[hero.state], *said.text)


def change(turn: Turn, hero: AboutMe) -> None:
    group = groups.by_id(turn.session, hero.group)
    if group is None or hero.state is not S.AGREED:
        raise Gone
    turn.reply(actions.question(hero, group).screen())


def say(turn: Turn, hero: AboutMe, degree: Degree) -> None:
    if not actions.agree(turn.desk, hero, degree):
        raise Gone(NO_LONGER)
    mine(turn, replace(hero, state=S.AGREED, degree=degree))


def no(turn: Turn, hero: AboutMe) -> None:
    if not actions.decline(turn.desk, hero):
        raise Gone(NO_LONGER)
    turn.reply(screen(_("🙏 C’est noté : rien ne paraîtra, et personne n’en saura rien. Merci pour ce geste."),
                      rows=(MENU,)))


# taking it back
def out(turn: Turn, hero: AboutMe) -> None:
    moved = shown.withdraw(turn.desk, hero.id)
    rest = [_("Si l’ancien message se voit encore dans le groupe, « ↩ C’est moi : retirer », juste en dessous, "
              "l’enlève aussi.")] if moved else []
    turn.reply(screen(_("↩ C’est retiré, partout, et pour de bon. Merci pour ce geste, qui reste fait."), *rest,
                      rows=(MENU,)))


def gone(turn: Turn, number: int) -> None:
    """On the card itself: whatever is known of it, it goes when the person it is about says so."""
    hero = store.by_id(turn.session, number)
    if hero is None or hero.nominee != turn.person.id:
        turn.toast(_("Seule la personne à l’honneur peut le retirer."), alert=True)
        return
    shown.withdraw(turn.desk, number)
    event = turn.incoming.event
    if turn.group and isinstance(event, Tapped) and event.message:
        turn.desk.rewrite(turn.group.address, event.message, HeroErased())
    turn.toast(_("C’est retiré. Merci pour ce geste."))


FEATURE = Feature(
    "heroes",
    module=_("🌟 À l’honneur"),
    orders={"heros": Order(order, Role.RESIDENT, Where.EVERYWHERE, _("Mettre quelqu’un à l’honneur"))},
    taps={
        **heroes_town.TAPS,
        "hero.gone": Tap(gone, Role.RESIDENT, Where.EVERYWHERE),
        **{f"hero.{name}": Tap(handler, *NEIGHBOUR) for name, handler in (
            ("new", begin), ("of", of_hand), ("read", read), ("pass", passed), ("keep", kept), ("mine", mine),
            ("change", change), ("say", say), ("no", no), ("out", out))}},
    links={"heroes": Link(opened, Role.RESIDENT), "hero": Link(follow, Role.RESIDENT)},
    talks=(Talk(HERO, facts, told_so),),
    console={"bilans": heroes_town.corner},
)

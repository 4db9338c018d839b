"""The four-button menu, the first hello, help, and « Parler à quelqu’un »."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from bot.conversations.kit import Input
from bot.features import Feature, Order
from bot.handlers.house import HOUSE
from bot.handlers.privacy import resume
from bot.render import MENU, Renderer, shipped_languages
from bot.turn import Turn
from rules.messages import Button, Screen, _, lines, screen
from rules.rights import Role, Where, allow

allow(Role.VISITOR, Where.PRIVATE, "/menu", "tap:menu", "link:menu", "link:join")
allow(Role.ANYBODY, Where.EVERYWHERE, "/start", "/aide", "/help", "tap:someone")

ADDED = "installer"
BEHIND = ("besoin", "proposer", "monheure", "geste")


@cache
def _labels() -> dict[str, str]:
    """Every menu label, in every language, and the command behind it."""
    plain = Renderer({})
    return {plain.plain(label, language).casefold(): order
            for language in shipped_languages() for label, order in zip(MENU, BEHIND, strict=True)}


def start(turn: Turn, payload: str) -> None:
    if not turn.private:
        if payload == ADDED:
            return  # said by Telegram for who followed « Ajouter à mon groupe »: the hello of arrival is enough
        turn.reply(screen(_("Bonjour ! Je réponds en privé : appuyez ici."),
                          rows=((Button(_("Continuer en privé"), start=turn.link("menu")),),)))
        return
    if turn.person.stopped:
        resume(turn)
    if turn.person.is_resident:
        menu(turn)
        return
    welcome(turn)


def welcome(turn: Turn) -> None:
    turn.reply(screen(
        _("Bonjour ! Ici, on se donne un coup de main entre voisines et voisins : on demande, quelqu’un répond."),
        _("C’est gratuit. Je ne lis pas les conversations du groupe. Je ne suis pas un service de secours : "
          "en urgence, appelez le 15, le 17, le 18 ou le 112."),
        rows=((Button(_("👋 Commencer"), tap="join"),), (Button(_("➕ Ajouter à mon groupe"), startgroup=ADDED),),
              (Button(_("🔒 Vie privée"), tap="privacy"),)),
    ), edit=False)


def menu(turn: Turn, *_args: str) -> None:
    if not turn.person.is_resident:
        welcome(turn)
        return
    turn.reply(screen(_("Bonjour {name} ! Que souhaitez-vous faire ?", name=turn.person.first_name),
                      keyboard="menu"), edit=False)


def menu_link(turn: Turn, _params: Mapping[str, Any]) -> None:
    menu(turn)


def menu_words(turn: Turn, given: Input) -> bool:
    """The reply keyboard sends plain words: they work even when every older button is dead."""
    words = (given.text or "").strip().casefold()
    order = _labels().get(words)
    if words in ("menu", "☰ menu"):
        menu(turn)
        return True
    if order is None or order not in HOUSE.orders:
        return False
    from bot.routes import obey

    obey(turn, HOUSE, order)
    return True


def help_page(turn: Turn, _payload: str) -> None:
    shown = [(name, order.about) for name, order in HOUSE.orders.items()
             if order.about and (turn.private or order.in_groups)]
    words = tuple(_("/{name} — {about}", name=name, about=about) for name, about in shown if about)
    intro = _("Voici ce que vous pouvez écrire. Le menu du bas suffit le plus souvent.")
    turn.reply(Screen((intro, lines(*words)), keyboard="menu" if turn.private else None, silent=not turn.private))


FEATURE = Feature(
    "menu",
    orders={
        "start": Order(start), "menu": Order(menu, _("Le menu")),
        "aide": Order(help_page, _("Cette aide"), in_groups=True), "help": Order(help_page),
    },
    taps={"menu": menu},
    links={"menu": menu_link},
    typed=(menu_words,),
)

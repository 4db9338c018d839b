"""The four-button menu, the first hello, help, and « Parler à quelqu’un »."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.features import Feature, Link, Order, Tap
from bot.handlers.house import HOUSE
from bot.handlers.privacy import resume
from bot.render import MENU, Renderer, shipped_languages
from bot.turn import Turn
from rules.rights import Role, Where
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, lines, quoted

ADDED = "installer"
USEFUL = ("besoin", "aider", "proposer", "mesdemandes", "urgence", "reglages")
RUNNING = ("installer", "kit")
A_PAGE = 6
BEHIND = ("besoin", "aider", "monheure", "geste")


def labels() -> dict[str, str]:
    """The reply keyboard sends plain words, in every language: they work even when every older button is dead."""
    plain = Renderer({})
    return {"menu": "menu", "☰ menu": "menu"} | {
        plain.plain(label, language).casefold(): order
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
            turn.reply(screen(_("▶ Vous recevez de nouveau mes messages, {name}.", name=quoted(turn.person.first_name)),
                              keyboard="menu"), edit=False)
            return
    if turn.person.is_resident:
        menu(turn)
        return
    welcome(turn)


def welcome(turn: Turn) -> None:
    turn.reply(screen(
        _("Bonjour ! Ici, on se donne un coup de main entre voisines et voisins : on demande, quelqu’un répond."),
        _("C’est gratuit. Je ne lis pas les conversations du groupe. Je ne suis pas un service de secours : "
          "en urgence, appelez le 15, le 17, le 18 ou le 112."),
        rows=((Button(_("👋 Commencer"), tap="join"),), (Button(_("🖨 J’ai un code d’affiche"), tap="code"),),
              (Button(_("➕ Ajouter à mon groupe"), startgroup=ADDED),), (Button(_("🔒 Vie privée"), tap="privacy"),)),
    ), edit=False)


def menu(turn: Turn, _payload: str = "") -> None:
    if not turn.person.is_resident:
        welcome(turn)
        return
    turn.reply(screen(_("Bonjour {name} ! Que souhaitez-vous faire ?", name=turn.person.first_name),
                      keyboard="menu"), edit=False)


def menu_link(turn: Turn, _params: Mapping[str, Any]) -> None:
    menu(turn)


def help_page(turn: Turn, _payload: str = "") -> None:
    if turn.private:
        help_at(turn)
    else:
        turn.reply(Screen((_("Dans ce groupe, vous pouvez écrire :"),
                           listed(name for name, _about in HOUSE.shown(in_groups=True))), silent=True))


def help_at(turn: Turn, number: int = 0) -> None:
    """The useful ones first, six at a time; what is for who runs a group comes last."""
    shown = pages()
    place = number % len(shown)
    intro = (_("Le menu suffit le plus souvent. Vous pouvez aussi écrire :") if place == 0 else
             _("Pour qui anime un groupe :") if place == len(shown) - 1 else _("Et aussi :"))
    rows: tuple[Row, ...] = ((Button(_("➡ Suite"), tap=tap("help", place + 1)),),) if place < len(shown) - 1 else ()
    turn.reply(screen(intro, listed(shown[place]), rows=(*rows, (Button(_("☰ Menu"), tap="menu"),))))


def pages() -> list[tuple[str, ...]]:
    """Every order that has a line, in the order of who needs it; one that nobody placed here is not forgotten."""
    known = [name for name, _about in HOUSE.shown()]
    rest = [name for name in known if name not in (*USEFUL, *RUNNING)]
    first = [name for name in USEFUL if name in known]
    return [tuple(first), *(tuple(rest[at:at + A_PAGE]) for at in range(0, len(rest), A_PAGE)),
            tuple(name for name in RUNNING if name in known)]


def listed(names: Iterable[str]) -> Words:
    about = dict(HOUSE.shown())
    return lines(*(_("/{name} — {about}", name=name, about=about[name]) for name in names))


FEATURE = Feature(
    "menu",
    orders={
        "start": Order(start, Role.ANYBODY, Where.EVERYWHERE),
        "menu": Order(menu, Role.VISITOR, Where.PRIVATE, _("Le menu")),
        "aide": Order(help_page, Role.ANYBODY, Where.EVERYWHERE, _("Cette aide"), in_groups=True),
        "help": Order(help_page, Role.ANYBODY, Where.EVERYWHERE),
    },
    taps={
        "menu": Tap(menu, Role.VISITOR, Where.PRIVATE),
        "help": Tap(help_at, Role.ANYBODY, Where.PRIVATE),
    },
    links={"menu": Link(menu_link, Role.VISITOR)},
    heard=labels(),
)

"""/accessibilite: whom the bot does not suit yet, what Telegram prevents, whom to tell, the other way in.

The whole statement is docs/declaration-accessibilite.md.
"""

from __future__ import annotations

from bot.features import Feature, Order, Tap
from bot.turn import Turn
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _, quoted

TITLE = _("<b>Accessibilité</b>")
STATE = _("Tout est dit par écrit, en messages courts. « Version simple » se choisit dans /reglages. Personne n’a "
          "encore vérifié mes écrans avec le référentiel RGAA : ils sont donc déclarés non conformes.")
PREVENTED = _("La taille des lettres, les contrastes et la lecture à voix haute sont ceux de Telegram et de votre "
              "téléphone. Je ne peux pas dire la langue d’un message, ni décrire un bouton autrement que par ses mots.")
TELL = _("Un obstacle ? Dites-le avec « Parler à quelqu’un » : une personne vous répond. Sans réponse, écrivez au "
         "Défenseur des droits : defenseurdesdroits.fr.")
BY_PHONE = _("Sans Telegram : la mairie, au {phone}, et les feuilles de l’entrée de votre immeuble.")
ON_PAPER = _("Sans Telegram : demandez à la mairie, ou voyez les feuilles de l’entrée de votre immeuble.")


def statement(turn: Turn, _payload: str = "") -> None:
    page(turn, 0)


def page(turn: Turn, number: int) -> None:
    shown = pages(turn)
    place = number % len(shown)
    rows: list[Row] = []
    if place < len(shown) - 1:
        rows.append((Button(_("➡ Suite"), tap=tap("accessibility", place + 1)),))
    elif turn.private:
        rows.append((Button(_("✋ Parler à quelqu’un"), tap="someone"),))
    if turn.private:
        rows.append((Button(_("☰ Menu"), tap="menu"),))
    turn.reply(screen(*shown[place], rows=tuple(rows), silent=True))


def pages(turn: Turn) -> tuple[tuple[Words, ...], ...]:
    phone = turn.town.phone
    other = Words(BY_PHONE.text, {"phone": quoted(phone)}) if phone else ON_PAPER
    return ((TITLE, STATE), (TITLE, PREVENTED), (TELL, other))


FEATURE = Feature(
    "accessibility",
    orders={"accessibilite": Order(statement, Role.ANYBODY, Where.EVERYWHERE, _("Accessibilité"))},
    taps={"accessibility": Tap(page, Role.ANYBODY, Where.EVERYWHERE)},
)

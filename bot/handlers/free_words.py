"""Words that answer no question: for the neighbour one agreed with, or a need said in one's own words."""

from __future__ import annotations

from bot import talking
from bot.handlers.house import HOUSE
from bot.rows import my_exchange
from bot.turn import Turn
from rules.asking_words import sounds_like_asking
from rules.help import RELAY_LENGTH
from rules.postercodes import is_one_word
from rules.screens import Button, screen
from rules.words import _
from storage import help_lists


def for_somebody(turn: Turn, text: str) -> bool:
    """« J’arrive vers 15 h, ça va ? » : asked whom it is for, and sent only then."""
    if turn.held or not turn.person.is_resident or is_one_word(text):
        return False
    if others := agreed(turn):
        talking.begin(turn, HOUSE, "forwhom", {"typed": text[:RELAY_LENGTH], "hands": others}, answers={})
        return True
    if sounds_like_asking(text):
        turn.reply(screen(_("Je ne comprends que les boutons. Pour demander un coup de main, appuyez ici."),
                          rows=((Button(_("🤝 Demander"), tap="help.ask"),),
                                (Button(_("💪 Aider"), tap="help.near"),))))
        return True
    return False


def agreed(turn: Turn) -> list[int]:
    """The hands now agreed, mine and those given to me: the soonest first."""
    found = [hand for hand in help_lists.agreed(turn.session, turn.person.id) if my_exchange(turn, hand)]
    return found[:3]

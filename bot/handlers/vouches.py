"""To be recommended for help at home: asked of whoever looks after one's place, who knows or does not."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from actions import vouches as actions
from bot.features import Feature, Tap
from bot.rows import Loaded
from bot.turn import Turn
from messages.vouches import VouchAsked
from rules.refusals import Refusal
from rules.residents import Person
from rules.rights import Role, Where
from rules.screens import Button, Row, screen
from rules.words import _, quoted
from storage import residents, vouches, zones

OTHERS: tuple[Row, ...] = ((Button(_("💪 Voir d’autres besoins"), tap="help.near"),),)
NOBODY = _("Personne ne peut encore recommander près de chez vous. Demandez à deux personnes du voisinage déjà "
           "recommandées : /recommander leur donne un lien pour vous.")


def asks_me(turn: Turn, number: int) -> Person | None:
    """Who asked the presser, and still lives here."""
    person = residents.by_id(turn.session, number)
    known = person and person.is_resident and vouches.asked_of(turn.session, number, turn.person.id)
    return person if known else None


AsksMe: TypeAlias = Annotated[Person, Loaded(asks_me)]


def ask(turn: Turn) -> None:
    mine = zones.of_person(turn.session, turn.person.id)
    if any(vouches.is_vouched(turn.session, turn.person.id, zone.id) for zone in mine):
        turn.reply(screen(_("Vous avez déjà une recommandation : vous pouvez aider à domicile. Merci !"), rows=OTHERS))
        return
    asked = actions.ask(turn.desk, turn.person)
    if asked.waits:
        turn.reply(screen(_("C’est déjà demandé cette semaine. Deux personnes déjà recommandées peuvent aussi vous "
                            "donner leur lien, avec /recommander."), rows=OTHERS))
    elif not asked.first_name:
        turn.reply(screen(NOBODY, rows=OTHERS))
    else:
        turn.reply(screen(_("C’est demandé à {name}, avec votre prénom et votre lieu. Vous aurez sa réponse ici.",
                            name=quoted(asked.first_name)), rows=OTHERS))


def see(turn: Turn, person: AsksMe) -> None:
    """From the list."""
    home = next((zone.label for zone in zones.of_person(turn.session, person.id)), "")
    turn.reply(VouchAsked(person.id, person.first_name, home).screen())


def yes(turn: Turn, person: AsksMe) -> None:
    if not vouches.where_vouched(turn.session, turn.person.id):
        raise Refusal(_("Pour recommander quelqu’un, il faut avoir soi-même une recommandation. La personne qui "
                        "anime le groupe peut vous la donner."))
    actions.give(turn.desk, person.id, turn.person.id)
    turn.reply(screen(_("👍 C’est fait : vous recommandez {name}. Merci pour le voisinage !",
                        name=quoted(person.first_name))))


def no(turn: Turn, person: AsksMe) -> None:
    actions.refuse(turn.desk, person.id, turn.person.id)
    turn.reply(screen(_("Entendu. La personne aura une réponse avec tact, sans votre prénom.")))


FEATURE = Feature(
    "vouches",
    taps={
        "vouch.ask": Tap(ask, Role.RESIDENT, Where.PRIVATE),
        "vouch.see": Tap(see, Role.RESIDENT, Where.PRIVATE),
        "vouch.yes": Tap(yes, Role.RESIDENT, Where.PRIVATE),
        "vouch.no": Tap(no, Role.RESIDENT, Where.PRIVATE),
    },
)

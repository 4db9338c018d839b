"""Those who come to a partner's mission: a word for each, and who was there."""

from __future__ import annotations

from typing import Literal

from actions import mission_after, mission_seats
from bot.features import Tap
from bot.mission_rows import MyMission, SeatOfMyMission
from bot.turn import Turn
from rules.missions import OF
from rules.refusals import Gone
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.seating import SeatState
from rules.words import _, n_, quoted
from storage import seating

PARTNERS = (Role.PARTNER, Where.PRIVATE)
CROWD = 8


def welcome(turn: Turn, one: SeatOfMyMission) -> None:
    if not mission_seats.welcome(turn.desk, one.mission, one.seat):
        raise Gone(_("C’est déjà dit, merci !"))
    turn.reply(screen(_("👋 C’est dit à {name}, avec votre contact. Merci !", name=quoted(one.seat.first_name))))


def greet(turn: Turn, mission: MyMission) -> None:
    count = mission_seats.greet(turn.desk, mission)
    turn.reply(screen(n_("👋 C’est dit à {n} personne. Merci !", "👋 C’est dit à {n} personnes. Merci !", count)))


def decline(turn: Turn, one: SeatOfMyMission) -> None:
    turn.reply(screen(_("Dire à {name} que vous ne pouvez pas l’accueillir ? Sa place ira à la personne suivante.",
                        name=quoted(one.seat.first_name)),
                      rows=((Button(_("🙏 Oui, le lui dire"), tap=tap("mission.declined", one.seat.id)),),
                            (Button(_("↩ Non, garder"), tap=tap("mission.mine", one.mission.id)),))))


def declined(turn: Turn, one: SeatOfMyMission) -> None:
    if turn.now >= one.mission.starts_at or not mission_seats.decline(turn.desk, one.mission, one.seat):
        raise Gone
    turn.reply(screen(_("C’est dit, avec tact.")))


def presence(turn: Turn, mission: MyMission, page: int = 0) -> None:
    """One button a person: pressed, they came; pressed again, they did not."""
    if turn.now < mission.starts_at or mission.state not in mission_after.ANSWERABLE:
        raise Gone
    seats = seating.everybody(turn.session, OF, mission.id, (SeatState.SEATED,))
    pages = max(1, -(-len(seats) // CROWD))
    rows: list[Row] = [(Button(_("✓ {name}", name=quoted(seat.first_name)) if seat.came else
                               _("⚪ {name}", name=quoted(seat.first_name)),
                               tap=tap("mission.came", seat.id, "0" if seat.came else "1", page)),)
                       for seat in seats[page % pages * CROWD:][:CROWD]]
    if pages > 1:
        rows.append((Button(_("➡ Suite"), tap=tap("mission.presence", mission.id, (page + 1) % pages)),))
    came = sum(bool(seat.came) for seat in seats)
    turn.reply(screen(_("Qui est venu ? Appuyez sur chaque prénom présent."), n_(
        "{n} présence notée", "{n} présences notées", came), rows=(*rows, (Button(
            _("📌 Voir la mission"), tap=tap("mission.mine", mission.id)),))))


def came(turn: Turn, one: SeatOfMyMission, yes: Literal["0", "1"], page: int = 0) -> None:
    if turn.now < one.mission.starts_at:
        raise Gone
    mission_after.came(turn.desk, one.mission, one.seat, yes=yes == "1")
    presence(turn, one.mission, page)


def missed(turn: Turn, mission: MyMission) -> None:
    if turn.now < mission.starts_at or not mission_after.missed(turn.desk, mission):
        raise Gone
    turn.reply(screen(_("C’est noté : cela n’a pas eu lieu. Vous pouvez la copier pour un autre jour."),
                      rows=((Button(_("📑 Copier"), tap=tap("mission.copy", mission.id)),),)))


TAPS = {
    "mission.welcome": Tap(welcome, *PARTNERS), "mission.greet": Tap(greet, *PARTNERS),
    "mission.decline": Tap(decline, *PARTNERS), "mission.declined": Tap(declined, *PARTNERS),
    "mission.presence": Tap(presence, *PARTNERS), "mission.came": Tap(came, *PARTNERS),
    "mission.missed": Tap(missed, *PARTNERS),
}

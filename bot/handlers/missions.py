"""/missions: what structures propose near somebody; coming, waiting, giving a seat back, the calendar, the hour."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal
from uuid import NAMESPACE_URL, uuid5

from actions import asks_answers, mission_after
from actions import mission_seats as actions
from actions import mission_two as pairs
from bot.features import Feature, Order, Tap
from bot.handlers import mission_crowd, mission_desk, mission_judges
from bot.handlers.asks import MyAsk
from bot.mission_rows import InMyCalendar, MySeat, OpenToMe
from bot.turn import Turn
from messages.mission_two import TOGETHER
from messages.missions import COME, about, coming_rows, hour_rows, left_seats
from rules.ics import Event, calendar
from rules.missions import OF, Mission, MissionState, when
from rules.refusals import Gone, Refusal
from rules.rights import Role, Where
from rules.screens import Attachment, Button, Row, Screen, screen, tap
from rules.seating import Seat, SeatState
from rules.words import Words, _, lines, quoted
from storage import missions as store
from storage import seating, seating_two

NEIGHBOUR = (Role.RESIDENT, Where.PRIVATE)
PAGE = 4
NOT_YOURS = _("Cette mission n’a plus de place pour vous : complète, terminée, ou réservée à d’autres lieux. Merci de "
              "votre élan !")
MARKS: dict[SeatState, Words] = {
    SeatState.SEATED: _("✓ {what}, {day}"), SeatState.OFFERED: _("❓ {what}, {day}"),
    SeatState.WAITING: _("⏳ {what}, {day}")}
DELAY_SHORT, A_YEAR = 24, timedelta(days=365)


def near(turn: Turn, page: int = 0) -> None:
    """Those I go to first, then the others, by day."""
    mine = [(seat, mission) for seat in seating.mine(turn.session, OF, turn.person.id)
            if (mission := store.by_id(turn.session, seat.subject)) and mission.living and mission.ends_at > turn.now]
    others = store.near(turn.session, turn.person.id, turn.now)
    labels = [(Words(MARKS[seat.state].text, {"what": quoted(one.title[:14]), "day": one.day}), one.id)
              for seat, one in mine]
    labels += [(_("{what}, {day}", what=quoted(one.title[:16]), day=one.day), one.id) for one in others]
    if not labels:
        turn.reply(screen(_("Aucune structure ne cherche du monde près de chez vous en ce moment. Revenez quand vous "
                            "voulez."), rows=((Button(_("💪 Les coups de main"), tap="help.near"),),)))
        return
    pages = -(-len(labels) // PAGE)
    shown = labels[page % pages * PAGE:][:PAGE]
    rows: list[Row] = [(Button(label, tap=tap("mission.see", number)),) for label, number in shown]
    if pages > 1:
        rows.append((Button(_("➡ Suite"), tap=tap("missions.near", (page + 1) % pages)),))
    turn.reply(screen(_("📌 <b>Missions près de chez vous</b>"),
                      _("Une structure, un jour, un lieu public, des places."), rows=tuple(rows)))


def order(turn: Turn, _payload: str = "") -> None:
    near(turn)


def see(turn: Turn, mission: OpenToMe) -> None:
    turn.reply(card(turn, mission))


def card(turn: Turn, mission: Mission) -> Screen:
    seat = seating.of_person(turn.session, OF, mission.id, turn.person.id)
    said = about(mission.title, mission.partner_name, mission.day, mission.at, mission.minutes, mission.place)
    if seat is not None and seat.living:
        return mine(turn, mission, seat, said)
    known = seating.find(turn.session, OF, mission.id)
    assert known is not None
    waiting = len(seating.everybody(turn.session, OF, mission.id, (SeatState.WAITING,)))
    label = COME if known.free else _("⏳ Attendre une place")
    facts = left_seats(known.free, waiting), _("👤 Dès {age} ans", age=mission.age), delay(turn, mission)
    return screen(said, lines(*facts),
                  rows=((Button(label, tap=tap("mission.take", mission.id)),),
                        (Button(_("👥 Venir à deux"), tap=tap("mission.two", mission.id)),),
                        (Button(_("↩ Les missions"), tap="missions.near"),)))


def delay(turn: Turn, mission: Mission) -> Words:
    """How long this structure usually takes to have a word for who comes: anybody may know."""
    hours = store.answer_delay(turn.session, mission.partner, turn.now - A_YEAR)
    if hours is None:
        return _("💬 Répond en deux jours au plus")
    return _("💬 Répond d’ordinaire en moins d’un jour") if hours < DELAY_SHORT else _(
        "💬 Répond d’ordinaire en {n} jours", n=-(-hours // 24) if hours > 24 else 2)


def mine(turn: Turn, mission: Mission, seat: Seat, said: Words) -> Screen:
    if seat.state is SeatState.OFFERED:
        return screen(said, _("Une place est gardée pour vous."), rows=(
            (Button(_("✋ Oui, je la prends"), tap=tap("mission.accept", seat.id)),),
            (Button(_("🙏 Non, sans moi"), tap=tap("mission.leave", seat.id)),)))
    if seat.state is SeatState.WAITING:
        before = [one for one in seating.everybody(turn.session, OF, mission.id, (SeatState.WAITING,))
                  if one.turn < seat.turn]
        pair = (TOGETHER,) if seating_two.beside(turn.session, seat) else ()
        return screen(said, _("⏳ Vous êtes en liste d’attente, au rang {n}. Vous serez au courant dès qu’une place se "
                              "libère.", n=len(before) + 1), *pair,
                      rows=((Button(_("🙏 Quitter la liste"), tap=tap("mission.leave", seat.id)),),
                            (Button(_("↩ Les missions"), tap="missions.near"),)))
    other = seating_two.beside(turn.session, seat)
    pair = (_("👥 À deux, avec {name}", name=quoted(other.first_name)),) if other else ()
    return screen(said, lines(_("✅ Votre place est notée."), *pair, _("☎ {contact}", contact=quoted(mission.contact))),
                  rows=coming_rows(mission.id, seat.id))


def take(turn: Turn, number: int) -> None:
    """From a list, an ask or a group's card: the statement is the judge."""
    mission = store.by_id(turn.session, number)
    if mission is None:
        raise Gone
    seat = seating.of_person(turn.session, OF, number, turn.person.id)
    if seat is None or not seat.living:
        seat = actions.come(turn.desk, mission, turn.person)
    if seat is None:
        turn.toast(_("C’est votre mission.") if mission.by == turn.person.id else NOT_YOURS, alert=True)
        if turn.private:
            near(turn)
        return
    if turn.private:
        turn.reply(card(turn, mission))
        return
    turn.toast(_("Merci ! La suite est en privé."))
    turn.privately(card(turn, mission))


def will(turn: Turn, ask: MyAsk, number: int) -> None:
    asks_answers.said_yes_to_small(turn.desk, ask)
    take(turn, number)


def accept(turn: Turn, coming: MySeat) -> None:
    if not actions.accept(turn.desk, coming.mission, coming.seat):
        raise Gone(_("Cette place est passée à la personne suivante. Merci d’avoir répondu !"))
    turn.reply(card(turn, coming.mission))


def leave(turn: Turn, coming: MySeat) -> None:
    """Of two who come together, one asks which place is meant."""
    if seating_two.beside(turn.session, coming.seat) is not None:
        turn.reply(screen(_("👥 Vous venez à deux. Que rendez-vous ?"), rows=(
            (Button(_("🙏 Ma place seulement"), tap=tap("mission.leave_one", coming.seat.id)),),
            (Button(_("🙏 Nos deux places"), tap=tap("mission.leave_two", coming.seat.id)),),
            (Button(_("↩ Non, garder"), tap=tap("mission.see", coming.mission.id)),))))
        return
    leave_one(turn, coming)


def leave_two(turn: Turn, coming: MySeat) -> None:
    if turn.now >= coming.mission.starts_at or not pairs.leave_both(turn.desk, coming.mission, coming.seat):
        raise Gone
    turn.reply(screen(_("C’est noté pour vos deux places, merci de l’avoir dit. L’autre personne le sait."),
                      rows=((Button(_("📌 Les missions"), tap="missions.near"),), (Button(_("☰ Menu"), tap="menu"),))))


def leave_one(turn: Turn, coming: MySeat) -> None:
    if turn.now >= coming.mission.starts_at or not actions.leave(turn.desk, coming.mission, coming.seat):
        raise Gone
    turn.reply(screen(_("C’est noté, merci de l’avoir dit. La place va à la personne suivante."),
                      rows=((Button(_("📌 Les missions"), tap="missions.near"),), (Button(_("☰ Menu"), tap="menu"),))))


def ics(turn: Turn, mission: InMyCalendar) -> None:
    """The file that telephones open: the same event, however often it is asked for, and no host’s name in it."""
    uid = str(uuid5(NAMESPACE_URL, f"tg://{turn.batch.username}/mission/{mission.id}"))
    text = calendar(Event(
        uid, mission.sequence, turn.now, mission.starts_at, mission.ends_at, mission.title,
        mission.place, f"{mission.partner_name} · {mission.contact}", mission.state is MissionState.CANCELLED))
    turn.reply(screen(_("📅 {what}, {when}. Ouvrez le fichier : votre agenda l’ajoute, ou le met à jour.",
                        what=quoted(mission.title), when=when(mission.day, mission.at)),
                      attachment=Attachment("mission.ics", text=text)))


def was(turn: Turn, coming: MySeat, yes: Literal["0", "1"]) -> None:
    """« Cela a-t-il eu lieu ? », by who was to come."""
    if coming.mission.state not in mission_after.ANSWERABLE or coming.seat.state is not SeatState.SEATED:
        raise Gone
    seating.note(turn.session, coming.seat.id, says=yes == "1")
    if yes == "0":
        turn.reply(screen(_("Merci de l’avoir dit. Si quelque chose n’allait pas, parlez-en."), rows=(
            (Button(_("✋ Parler à quelqu’un"), tap="someone"),), (Button(_("☰ Menu"), tap="menu"),))))
        return
    if coming.seat.hour is not None:
        raise Refusal(_("C’est déjà noté, merci !"))
    turn.reply(screen(_("Merci pour ce temps donné ! On le note pour votre heure civique ?"),
                      rows=hour_rows(coming.seat.id, mission_after.minutes(coming.mission))))


def hour(turn: Turn, coming: MySeat) -> None:
    if turn.now < coming.mission.starts_at or coming.seat.state is not SeatState.SEATED:
        raise Gone
    if mission_after.note(turn.desk, coming.mission, coming.seat, turn.person.first_name) is None:
        raise Refusal(_("C’est déjà noté, merci !"))
    said = _("⏱ C’est noté et confirmé, merci !") if coming.seat.came else _(
        "⏱ C’est noté, merci ! La structure le confirmera.")
    turn.reply(screen(said, rows=((Button(_("⏱ Mon heure civique"), tap="hours"),),)))


FEATURE = Feature(
    "missions",
    module=_("🎯 Les missions"),
    orders={"missions": Order(order, *NEIGHBOUR, _("Les missions près de chez vous"))},
    taps={
        "missions.near": Tap(near, *NEIGHBOUR), "mission.see": Tap(see, *NEIGHBOUR),
        "mission.take": Tap(take, Role.RESIDENT, Where.EVERYWHERE), "mission.will": Tap(will, *NEIGHBOUR),
        "mission.accept": Tap(accept, *NEIGHBOUR), "mission.leave": Tap(leave, *NEIGHBOUR),
        "mission.leave_one": Tap(leave_one, *NEIGHBOUR), "mission.leave_two": Tap(leave_two, *NEIGHBOUR),
        "mission.ics": Tap(ics, Role.VISITOR, Where.PRIVATE), "mission.was": Tap(was, *NEIGHBOUR),
        "mission.hour": Tap(hour, *NEIGHBOUR), **mission_crowd.TAPS, **mission_desk.TAPS,
        **mission_judges.TAPS,
    },
    talks=mission_desk.TALKS,
    console={"files": mission_judges.to_judge},
)

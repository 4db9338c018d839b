"""What a partner and a coordinator are told of a mission."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from messages.missions import about, around
from rules.kinds import kind
from rules.manners import NOTICE, REPLY
from rules.missions import PUBLIC_LABELS, WHY_WORDS, Public, Why, when
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import _, lines, n_, quoted


def mission_row(mission: int) -> tuple[Row, ...]:
    return ((Button(_("📌 Voir la mission"), tap=tap("mission.mine", mission)),),)


@kind("missions.judge", NOTICE)
@dataclass(frozen=True, slots=True)
class MissionToJudge:
    """To a coordinator, or the référent of its place. version: what they read is what they allow."""

    mission: int
    version: int
    what: str
    who: str
    day: date
    at: str
    minutes: int
    place: str
    public: str = "tous"
    late: bool = False
    zone: str = ""

    def screen(self) -> Screen:
        asked = () if self.public == "tous" else (_(
            "{public} : attestation d’honorabilité exigée et vérifiée par la structure.",
            public=PUBLIC_LABELS[Public(self.public)]),)
        late = (_("⏳ Elle attend depuis deux jours."),) if self.late else ()
        where = (around(self.zone),) if self.zone else ()
        return screen(*late, _("Une mission attend votre accord :"),
                      about(self.what, self.who, self.day, self.at, self.minutes, self.place), *where, *asked,
                      rows=((Button(_("✅ Publier"), tap=tap("mission.approve", self.mission, self.version)),),
                            (Button(_("🙏 Ne pas publier"), tap=tap("mission.refuse", self.mission)),)))


@kind("missions.judged", REPLY)
@dataclass(frozen=True, slots=True)
class MissionJudged:
    """why: empty when it is published."""

    mission: int
    what: str
    why: str = ""

    def screen(self) -> Screen:
        if not self.why:
            return screen(_("✅ Votre mission est publiée : {what}. Vous saurez ici qui vient.",
                            what=quoted(self.what)), rows=mission_row(self.mission))
        return screen(_("Votre mission n’est pas publiée : {what} ({why}). Changez-la et proposez-la de nouveau, ou "
                        "parlez-en à la mairie.", what=quoted(self.what), why=WHY_WORDS[Why(self.why)]),
                      rows=mission_row(self.mission))


@kind("missions.coming", REPLY)
@dataclass(frozen=True, slots=True)
class MissionComing:
    """Somebody has a seat: the structure answers them."""

    seat: int
    first_name: str
    what: str
    day: date
    at: str

    def screen(self) -> Screen:
        return screen(_("✋ {name} vient : {what}, {when}. Un mot de votre part ?", name=quoted(self.first_name),
                        what=quoted(self.what), when=when(self.day, self.at)),
                      rows=((Button(_("👋 Dire bienvenue"), tap=tap("mission.welcome", self.seat)),),
                            (Button(_("🙏 Impossible pour nous"), tap=tap("mission.decline", self.seat)),)))


@kind("missions.left", REPLY)
@dataclass(frozen=True, slots=True)
class MissionLeft:
    """To the partner: somebody does not come any more. Nobody is named: they may have left the bot."""

    mission: int
    what: str
    coming: int
    seats: int

    def screen(self) -> Screen:
        return screen(_("Une personne ne peut plus venir : {what}. Il reste {coming} personnes sur {seats}.",
                        what=quoted(self.what), coming=self.coming, seats=self.seats),
                      rows=mission_row(self.mission))


@kind("missions.nudge", NOTICE)
@dataclass(frozen=True, slots=True)
class MissionNudge:
    mission: int
    what: str
    waiting: int

    def screen(self) -> Screen:
        return screen(n_("Depuis deux jours, {n} personne attend un mot de vous : {what}.",
                         "Depuis deux jours, {n} personnes attendent un mot de vous : {what}.", self.waiting,
                         what=quoted(self.what)),
                      rows=((Button(_("👋 Accueillir le groupe"), tap=tap("mission.greet", self.mission)),),
                            *mission_row(self.mission)))


@kind("missions.silent", NOTICE)
@dataclass(frozen=True, slots=True)
class PartnerSilent:
    """To a coordinator: the partner answers nobody. Counts, and no name."""

    what: str
    who: str
    day: date
    at: str

    def screen(self) -> Screen:
        return screen(_("{who} n’a pas répondu depuis cinq jours aux personnes inscrites : {what}, {when}. Un appel de "
                        "votre part peut aider.", who=quoted(self.who), what=quoted(self.what),
                        when=when(self.day, self.at)))


@kind("missions.presence", NOTICE)
@dataclass(frozen=True, slots=True)
class PresenceAsked:
    """The evening after, to the partner."""

    mission: int
    what: str

    def screen(self) -> Screen:
        return screen(_("{what} : cela a-t-il eu lieu ? Dites qui est venu : leur heure civique n’attend que vous.",
                        what=quoted(self.what)),
                      rows=((Button(_("✅ Dire qui est venu"), tap=tap("mission.presence", self.mission)),),
                            (Button(_("❌ Cela n’a pas eu lieu"), tap=tap("mission.missed", self.mission)),)))


@kind("missions.unjudged", NOTICE)
@dataclass(frozen=True, slots=True)
class MissionUnjudged:
    """To the partner: its hour came before anybody allowed it."""

    what: str

    def screen(self) -> Screen:
        return screen(lines(_("Votre mission n’a pas été validée à temps : {what}. Elle n’a été montrée à personne. "
                              "Parlez-en à la mairie, ou copiez-la pour un autre jour.", what=quoted(self.what))))

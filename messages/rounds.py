"""Rounds of doorsteps: what groups, volunteers, askers, référents and the town hall are told. Names stay nowhere."""

from __future__ import annotations

from dataclasses import dataclass

from rules.deliveries import Lane, Purpose
from rules.kinds import kind
from rules.manners import NOTICE, Hours, Manner
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import _, lines, n_, quoted

URGENT = Manner(Lane.ALERT, Purpose.ALERT)
"""Ahead of everything and uncapped, as an alert is; but nobody is sent to a doorstep at night."""
AT_ONCE = Manner(Lane.ALERT, Purpose.ALERT, hours=Hours.ALWAYS)
MENU: Row = (Button(_("☰ Menu"), tap="menu"),)


@kind("rounds.post", URGENT)
@dataclass(frozen=True, slots=True)
class RoundPost:
    """In the groups that read the alert: how to ask for a visit, how to go."""

    def screen(self) -> Screen:
        return screen(_("🚪 <b>Tour de veille</b> : pendant l’alerte, quelqu’un du voisinage peut passer vous voir, "
                        "sans raison à donner."),
                      _("Vous pouvez aussi passer voir quelqu’un qui le souhaite."),
                      rows=((Button(_("🙋 Je veux une visite"), tap="round.want"),),
                            (Button(_("💪 Je peux passer"), tap="round.can"),)))


@kind("rounds.ask", URGENT)
@dataclass(frozen=True, slots=True)
class RoundAsk:
    """To somebody of the street: would they go?"""

    street: int
    label: str

    def screen(self) -> Screen:
        return screen(_("🚪 Pendant l’alerte, des personnes souhaitent une visite : {street}. Pouvez-vous passer ? Une "
                        "porte à la fois, quelques minutes.", street=quoted(self.label)),
                      rows=((Button(_("✋ J’y vais"), tap=tap("round.go", self.street)),),
                            (Button(_("🙏 Pas cette fois"), tap=tap("round.no", self.street)),)))


@kind("rounds.call", URGENT)
@dataclass(frozen=True, slots=True)
class RoundCall:
    """To a volunteer with nothing in hand: somebody waits."""

    street: int
    label: str

    def screen(self) -> Screen:
        return screen(_("🚪 Une porte attend quelqu’un : {street}. Vous y allez ?", street=quoted(self.label)),
                      rows=((Button(_("👉 Voir la porte"), tap=tap("round.go", self.street)),),
                            (Button(_("✋ J’arrête là"), tap=tap("round.stop", self.street)),)))


@kind("rounds.doorstep", URGENT, fleeting=("who",))
@dataclass(frozen=True, slots=True)
class RoundDoorstep:
    """To the one volunteer who goes. Its words are changed as soon as it is answered or given back."""

    street: int
    door: int
    label: str
    who: str = ""
    again: bool = False

    def screen(self) -> Screen:
        said = [_("On y est déjà passé, sans réponse : c’est le deuxième essai.")] if self.again else []
        return screen(lines(_("🚪 <b>{who}</b>", who=quoted(self.who)), _("📍 {street}", street=quoted(self.label))),
                      *said,
                      _("Sonnez, prenez des nouvelles. En danger : 15, 18, 112. Puis dites :"),
                      rows=(*((Button(words, tap=tap("round.say", self.door, found)),) for words, found in (
                          (_("✅ Vu, tout va bien"), "seen"), (_("🆘 Besoin d’aide"), "help"),
                          (_("🔕 Pas de réponse"), "silent"))),
                            (Button(_("✋ J’arrête là"), tap=tap("round.stop", self.street)),)))


@kind("rounds.put_back", NOTICE)
@dataclass(frozen=True, slots=True)
class RoundPutBack:
    """In place of a doorstep that is in somebody’s hands no more. mine: they stopped; else its time was over."""

    street: int
    mine: bool = False

    def screen(self) -> Screen:
        said = (_("C’est noté, merci pour ce qui est fait. Une autre personne y va.") if self.mine else
                _("⏰ Cette porte est rendue : une autre personne y va. Merci d’avoir voulu passer."))
        return screen(said, rows=((Button(_("💪 Je reprends"), tap=tap("round.go", self.street)),), MENU))


@kind("rounds.closed", NOTICE)
@dataclass(frozen=True, slots=True)
class RoundClosed:
    """To a volunteer, in place of their doorstep when they have one: the round is over."""

    def screen(self) -> Screen:
        return screen(_("✅ Le tour de veille est fini. Merci pour ces visites : les noms que vous lisiez sont retirés "
                        "d’ici."), rows=((Button(_("⏱ Mon heure civique"), tap="hours"),), MENU))


@kind("rounds.coming", AT_ONCE)
@dataclass(frozen=True, slots=True)
class RoundComing:
    """To who asked for themselves."""

    name: str

    def screen(self) -> Screen:
        return screen(_("🚪 {name}, du voisinage, passe vous voir. On ne vous demandera ni argent, ni papier, ni "
                        "d’entrer chez vous.", name=quoted(self.name)))


@kind("rounds.not_seen", NOTICE)
@dataclass(frozen=True, slots=True)
class RoundNotSeen:
    """To who asked for themselves: the round ended before anybody came."""

    def screen(self) -> Screen:
        return screen(_("🚪 Le tour de veille est fini, et personne n’a pu passer. Pour un coup de main, /besoin ; en "
                        "danger, 15, 18 ou 112."),
                      rows=((Button(_("🤝 Demander un service"), tap="help.ask"),), MENU))


@kind("rounds.help", AT_ONCE)
@dataclass(frozen=True, slots=True)
class RoundHelp:
    """To whoever looks after the street. Without a name: it is read on a screen that does not stay."""

    door: int
    label: str

    def screen(self) -> Screen:
        return screen(_("🆘 Tour de veille, {street} : quelqu’un a besoin d’aide. La personne qui est passée a les "
                        "numéros d’urgence.", street=quoted(self.label)),
                      rows=((Button(_("👉 Voir"), tap=tap("round.door", self.door)),),))


@kind("rounds.silent", URGENT)
@dataclass(frozen=True, slots=True)
class RoundSilent:
    """To whoever looks after the street, and to nobody else: two visits without an answer."""

    door: int
    label: str

    def screen(self) -> Screen:
        return screen(_("🔕 Tour de veille, {street} : deux passages sans réponse. Appelez, ou passez ; dans le doute, "
                        "le 15 ou le 18.", street=quoted(self.label)),
                      rows=((Button(_("👉 Voir"), tap=tap("round.door", self.door)),),))


@kind("rounds.lacks", URGENT)
@dataclass(frozen=True, slots=True)
class RoundLacks:
    """To whoever looks after the street: everybody was asked, and doorsteps wait."""

    street: int
    label: str

    def screen(self) -> Screen:
        return screen(_("🚪 Tour de veille, {street} : il manque du monde. Y passer vous-même, ou recommander une "
                        "personne que vous connaissez : /recommander.", street=quoted(self.label)),
                      rows=((Button(_("✋ J’y vais"), tap=tap("round.go", self.street)),),
                            (Button(_("👀 La rue"), tap=tap("round.street", self.street)),)))


@kind("rounds.left", URGENT)
@dataclass(frozen=True, slots=True)
class RoundLeft:
    """To whoever looks after the street, at the end: some were not seen."""

    street: int
    label: str
    count: int

    def screen(self) -> Screen:
        return screen(n_("🚪 Le tour de veille est fini, {street} : {n} porte n’a pas été vue. Vous la lisez encore "
                         "sept jours.",
                         "🚪 Le tour de veille est fini, {street} : {n} portes n’ont pas été vues. Vous les lisez "
                         "encore sept jours.", self.count, street=quoted(self.label)),
                      rows=((Button(_("👀 La rue"), tap=tap("round.street", self.street)),),))


@kind("rounds.nobody", URGENT)
@dataclass(frozen=True, slots=True)
class RoundNobody:
    """To who coordinates: somebody waits where nobody looks after the street. Never who."""

    alert: int
    label: str

    def screen(self) -> Screen:
        where = quoted(self.label) if self.label else _("un petit lieu")
        return screen(_("🚪 Tour de veille, {street} : une porte attend une personne référente, et il n’y en a pas. "
                        "Nommez quelqu’un avec /mairie.", street=where),
                      rows=((Button(_("👀 Le tour de veille"), tap=tap("round.see", self.alert)),),))

"""Alerts: what the streets read, what a second person is asked, and what whoever opened one is told.

A title is a French sentence of the content.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from messages.gestes import STEPS
from rules.alerts import FEW_PEOPLE
from rules.deliveries import Lane, Policy, Purpose
from rules.kinds import kind
from rules.manners import Hours, Manner
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, lines, n_, quoted

ALERT = Manner(Lane.ALERT, Purpose.ALERT, Policy.AT_LEAST_ONCE, Hours.ALWAYS)


@kind("alerts.post", ALERT)
@dataclass(frozen=True, slots=True)
class AlertPost:
    """In a group, or to somebody who asked for alerts. seen: how many said so there, 0 when too few did.

    steps: what its buttons lead to, "kind" or "kind:target". code: what proves it, typed after /verifier.
    """

    alert: int
    town: str
    text: Words
    code: str = ""
    steps: tuple[str, ...] = ()
    seen: int = 0
    corrected: bool = False

    def screen(self) -> Screen:
        head = _("🚨 <b>{town}</b>", town=quoted(self.town)) if self.town else _("🚨 <b>Alerte</b>")
        if self.corrected:
            head = _("{head} (texte corrigé)", head=head)
        proof = [_("Pour vérifier : /verifier {code}", code=quoted(self.code))] if self.code else []
        return screen(head, lines(self.text, *proof), rows=self._rows())

    def _rows(self) -> tuple[Row, ...]:
        vu = _("👍 Vu ({n})", n=self.seen) if self.seen else _("👍 Vu")
        more = [(Button(STEPS[kind], tap=tap("geste.next", kind, target)),)
                for kind, _colon, target in (step.partition(":") for step in self.steps)]
        return ((Button(vu, tap=tap("alert.seen", self.alert)),), *more)


@kind("alerts.lifted", ALERT)
@dataclass(frozen=True, slots=True)
class AlertLifted:
    """Where the alert was said. gestes: how many were done meanwhile in the whole town, 0 when too few to say."""

    title: str
    gestes: int = 0

    def screen(self) -> Screen:
        done = [_("💛 {n} gestes ont été faits pendant l’alerte.", n=self.gestes)] if self.gestes else []
        return screen(_("✅ <b>L’alerte est levée</b> ({title}).", title=Words(self.title)),
                      lines(_("Merci à toutes les personnes qui ont pris des nouvelles, ouvert une porte, porté de "
                              "l’eau."), *done),
                      rows=((Button(_("💛 J’ai fait un geste"), tap="deed"),),))


@kind("alerts.withdrawn", ALERT)
@dataclass(frozen=True, slots=True)
class AlertWithdrawn:
    """In place of an alert that should not have left."""

    title: str
    town: str = ""

    def screen(self) -> Screen:
        return screen(_("↩ <b>Ce message est retiré</b> ({title}).", title=Words(self.title)),
                      _("Il est parti par erreur : il n’y a pas d’alerte. Avec nos excuses."))


# --- between those who coordinate ---------------------------------------------------------------

def rehearsed(on: bool) -> list[Words]:
    return [_("🎭 <b>Répétition : rien ne part.</b>")] if on else []


def reach(groups: int, people: int) -> Words:
    """How far it goes; fewer than five people are a few."""
    told = n_("{n} groupe", "{n} groupes", groups)
    if not people:
        return told
    if people < FEW_PEOPLE:
        return _("{groups} et quelques personnes en privé", groups=told)
    return _("{groups} et {n} personnes en privé", groups=told, n=people)


@kind("alerts.asked", ALERT)
@dataclass(frozen=True, slots=True)
class AlertAsked:
    """To everybody else who coordinates: one yes sends it."""

    alert: int
    title: str
    text: Words
    groups: int
    people: int
    rehearsal: bool = False

    def screen(self) -> Screen:
        send = _("🎭 D’accord, on répète") if self.rehearsal else _("🚨 D’accord, envoyer")
        return screen(*rehearsed(self.rehearsal), _("🚨 <b>Votre accord, vite : {title}</b>", title=Words(self.title)),
                      self.text, _("Pour {reach}, tout de suite.", reach=reach(self.groups, self.people)),
                      rows=((Button(send, tap=tap("alert.yes", self.alert)),),
                            (Button(_("✖ Ne pas envoyer"), tap=tap("alert.no", self.alert)),)))


@kind("alerts.silence", ALERT)
@dataclass(frozen=True, slots=True)
class AlertSilence:
    """To whoever asked: nobody answered for ten minutes."""

    alert: int
    title: str
    rehearsal: bool = False

    def screen(self) -> Screen:
        return screen(*rehearsed(self.rehearsal),
                      _("Personne n’a répondu depuis 10 minutes ({title}).", title=Words(self.title)),
                      _("Vous pouvez envoyer sans attendre : ce sera noté."),
                      rows=((Button(_("🚨 Envoyer sans attendre"), tap=tap("alert.alone", self.alert)),),
                            (Button(_("✖ Ne plus envoyer"), tap=tap("alert.drop", self.alert)),)))


@kind("alerts.gone", ALERT)
@dataclass(frozen=True, slots=True)
class AlertGone:
    """To whoever asked and whoever said yes: it leaves, or would have."""

    alert: int
    title: str
    groups: int
    people: int
    rehearsal: bool = False

    def screen(self) -> Screen:
        if self.rehearsal:
            return screen(*rehearsed(True), _("✅ L’accord est donné ({title}). Pour de vrai, le message partirait "
                                              "maintenant vers {reach}.", title=Words(self.title),
                                              reach=reach(self.groups, self.people)))
        return screen(_("🚨 <b>C’est parti</b> ({title}), vers {reach}.", title=Words(self.title),
                        reach=reach(self.groups, self.people)),
                      _("Elle dure 48 heures, sauf si vous la levez ou la prolongez."),
                      rows=((Button(_("👀 Suivre l’alerte"), tap=tap("alert.one", self.alert)),),))


@kind("alerts.refused", ALERT)
@dataclass(frozen=True, slots=True)
class AlertRefused:
    """To whoever asked: somebody said no. Nothing left."""

    title: str
    rehearsal: bool = False

    def screen(self) -> Screen:
        return screen(*rehearsed(self.rehearsal), _("✖ Une autre personne n’a pas donné son accord ({title}). "
                                                    "Rien n’est parti.", title=Words(self.title)),
                      rows=((Button(_("🚨 Recommencer"), tap="alert.new"),),))


@kind("alerts.settled", ALERT)
@dataclass(frozen=True, slots=True)
class AlertSettled:
    """In place of the question to those whose yes is no longer needed."""

    title: str
    sent: bool
    rehearsal: bool = False

    def screen(self) -> Screen:
        said = _("✅ C’est réglé : l’alerte est partie ({title}).", title=Words(self.title))
        if self.rehearsal:
            said = _("✅ C’est réglé : la répétition est finie ({title}).", title=Words(self.title))
        elif not self.sent:
            said = _("✖ C’est réglé : rien n’est parti ({title}).", title=Words(self.title))
        return screen(*rehearsed(self.rehearsal), said)


@kind("alerts.report", ALERT)
@dataclass(frozen=True, slots=True)
class AlertReport:
    """How it stands, to who opened it. The six words of PROMISES, counted in groups and people together."""

    alert: int
    title: str
    waiting: int
    sent: int
    failed: int
    uncertain: int
    groups_seen: int

    def screen(self) -> Screen:
        count = [n_("📬 {n} message arrivé", "📬 {n} messages arrivés", self.sent)]
        for one, words in ((self.waiting, _("⏳ {n} en route", n=self.waiting)),
                           (self.failed, _("✖ {n} en échec", n=self.failed)),
                           (self.uncertain, _("❓ {n} incertains", n=self.uncertain)),
                           (self.groups_seen, n_("👍 « Vu » dans {n} groupe", "👍 « Vu » dans {n} groupes",
                                                 self.groups_seen))):
            if one:
                count.append(words)
        return screen(_("🚨 <b>{title}</b>", title=Words(self.title)), lines(*count),
                      rows=((Button(_("👀 Suivre l’alerte"), tap=tap("alert.one", self.alert)),),))


@kind("alerts.fading", ALERT)
@dataclass(frozen=True, slots=True)
class AlertFading:
    """To everybody who coordinates, two hours before it goes out; and when it has."""

    alert: int
    title: str
    at: datetime
    lapsed: bool = False

    def screen(self) -> Screen:
        said = _("⏰ L’alerte s’éteint bientôt : {title}, {at}.", title=Words(self.title), at=self.at)
        if self.lapsed:
            said = _("⏰ L’alerte s’est éteinte ({title}). Les groupes n’ont rien reçu de plus.",
                     title=Words(self.title))
        return screen(said, rows=((Button(_("🔁 Prolonger de 48 heures"), tap=tap("alert.renew", self.alert)),),
                                  (Button(_("✅ Dire qu’elle est levée"), tap=tap("alert.lift", self.alert)),)))

"""How gestes are said: the card of a day, and the notices around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rules.calendar import StepKind
from rules.deliveries import Lane, Policy, Purpose
from rules.geste_owners import said_count
from rules.kinds import kind
from rules.manners import NOTICE, Cap, Hours, Manner
from rules.screens import Button, Row, Screen, screen, tap
from rules.words import Words, _, quoted

GESTE = Manner(Lane.CAMPAIGN, Purpose.GESTE, Policy.AT_MOST_ONCE, Hours.CIVIL, Cap.NONE, timedelta(hours=4))
STEPS: dict[str, Words] = {
    StepKind.ASK: _("🤝 Demander un service"),
    StepKind.OFFER: _("💪 Proposer mon aide"),
    StepKind.NOTE_HOUR: _("⏱ Noter mon temps"),
    StepKind.INVITE: _("👋 Inviter le voisinage"),
    StepKind.SHARE: _("🍲 Partager à manger"),
    StepKind.KIT: _("🖨 Imprimer la fiche"),
    StepKind.NUMBER: _("📞 Voir le numéro"),
}


@kind("geste.card", GESTE)
@dataclass(frozen=True, slots=True)
class GesteCard:
    """The geste of one date for one owner. `title`, `text` and `safety` are French sentences of the catalogue.

    done: how many people did it. mine: what the reader answered, in private. idea: the text is a neighbour's.
    """

    geste: str
    title: str
    text: str
    day: date
    owner: str
    minutes: int = 0
    step: str = ""
    target: str = ""
    safety: tuple[str, ...] = ()
    done: int = 0
    need: bool = False
    mine: str = ""
    idea: bool = False
    silent: bool = True

    def screen(self) -> Screen:
        lines = [_("💡 <b>{title}</b>", title=_title(self)), quoted(self.text) if self.idea else Words(self.text)]
        if self.minutes:
            lines.append(_("⏱ Une heure") if self.minutes == 60 else _("⏱ {n} minutes", n=self.minutes))
        lines.extend(_("🛟 <i>{rule}</i>", rule=Words(rule)) for rule in self.safety)
        if self.need and not self.mine:
            lines.append(_("Justement, quelqu’un attend un coup de main près de chez vous."))
        lines.extend(_answer(self))
        return Screen(tuple(lines), _rows(self), silent=self.silent)


@kind("geste.calmer", NOTICE)
@dataclass(frozen=True, slots=True)
class GesteCalmer:
    """To a group's admin: nobody answered ten gestes, it comes once a week from now on."""

    group: int
    name: str

    def screen(self) -> Screen:
        return screen(
            _("Dix gestes sont passés sans réponse dans « {group} ». Désormais, il en viendra un par semaine, "
              "le lundi.", group=quoted(self.name)),
            rows=((Button(_("⚙️ Changer le rythme"), tap=tap("geste.group", self.group)),),))


@kind("geste.idea", NOTICE)
@dataclass(frozen=True, slots=True)
class IdeaProposed:
    """To a group's admin: a neighbour proposes a geste."""

    idea: int
    group: str
    text: str

    def screen(self) -> Screen:
        return screen(
            _("Une personne de « {group} » propose un geste :", group=quoted(self.group)), quoted(self.text),
            _("Si vous l’adoptez, il viendra de temps en temps dans le groupe, sans nom."),
            rows=((Button(_("✅ Adopter"), tap=tap("geste.adopt", self.idea)),),
                  (Button(_("🙏 Pas cette fois"), tap=tap("geste.decline", self.idea)),)))


@kind("geste.idea_answer", NOTICE)
@dataclass(frozen=True, slots=True)
class IdeaAnswered:
    """To its author."""

    adopted: bool
    group: str
    text: str

    def screen(self) -> Screen:
        if self.adopted:
            return screen(_("💡 Votre idée est adoptée dans « {group} » : elle y viendra bientôt. Merci !",
                            group=quoted(self.group)), quoted(self.text))
        return screen(_("Merci pour votre idée. Elle ne sera pas reprise cette fois dans « {group} ». "
                        "La prochaine nous intéresse aussi.", group=quoted(self.group)))


def _title(m: GesteCard) -> Words:
    return _("Une idée de votre groupe") if m.idea else Words(m.title)


def _answer(m: GesteCard) -> list[Words]:
    if m.mine:
        return [_("✅ C’est fait, merci !") if m.mine == "done" else _("🔖 Gardé pour cette semaine.")]
    count = said_count(m.done) if m.owner.startswith("g") else None
    return [count] if count else []


def _rows(m: GesteCard) -> tuple[Row, ...]:
    day = f"{m.day:%Y%m%d}"
    rows: list[Row] = []
    if m.mine != "done":
        rows.append((Button(_("✅ Fait"), tap=tap("geste.done", m.geste, day, m.owner)),))
    if not m.mine:
        rows.append((Button(_("🔖 Cette semaine"), tap=tap("geste.week", m.geste, day, m.owner)),))
    if m.need and not m.mine:
        near = tap("geste.next", StepKind.OFFER, "") if m.owner.startswith("g") else "help.near"
        rows.append((Button(_("👀 Voir un besoin proche"), tap=near),))
    elif m.step:
        rows.append((Button(STEPS[m.step], tap=tap("geste.next", m.step, m.target)),))
    idea = Button(_("➕ J’ai une idée"), tap="geste.idea")
    if m.owner.startswith("p") and not m.mine:
        rows.append((Button(_("🔁 Un autre"), tap=tap("geste.other", m.geste, day)), idea))
    else:
        rows.append((idea,))
    return tuple(rows)

"""The buttons under what the town says: those that count, and those that open something in private."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rules.calendar import Button as OfContent
from rules.calendar import StepKind
from rules.kinds import Json
from rules.words import Words, _, n_, quoted

FEW = 3
MOST_BUTTONS = 4
LONGEST_LABEL = 24
COUNTED: Mapping[str, Words] = {
    "go": _("🙋 J’y vais"), "hour": _("⏱ Je donne une heure"), "come": _("✋ Je viens")}
SEAT = "come"
OPENED: Mapping[str, Words] = {
    StepKind.ASK: _("🤝 Demander un service"), StepKind.OFFER: _("💪 Proposer mon aide"),
    StepKind.NOTE_HOUR: _("⏱ Noter mon temps"), StepKind.INVITE: _("👋 Inviter le voisinage")}


@dataclass(frozen=True, slots=True)
class Answer:
    """step: what it opens; empty for one that counts. label: words of the content, or of whoever wrote it (`own`)."""

    code: str
    label: str = ""
    step: str = ""
    target: str = ""
    own: bool = False

    @property
    def words(self) -> Words:
        if self.label:
            return quoted(self.label) if self.own else Words(self.label)
        return COUNTED.get(self.code) or OPENED[self.step]

    @property
    def counts(self) -> bool:
        return not self.step


def stored(answers: Sequence[Answer]) -> tuple[dict[str, Json], ...]:
    return tuple({"code": a.code, "label": a.label, "step": a.step, "target": a.target, "own": a.own} for a in answers)


def read(rows: Sequence[Mapping[str, Json]]) -> tuple[Answer, ...]:
    return tuple(Answer(str(r["code"]), str(r.get("label", "")), str(r.get("step", "")), str(r.get("target", "")),
                        bool(r.get("own"))) for r in rows)


def counted(code: str) -> Answer:
    return Answer(code)


def opening(step: StepKind) -> Answer:
    return Answer(f"o.{step.value}", step=step.value)


def typed(label: str, number: int) -> Answer:
    """A button that counts, under a coordinator's own words."""
    return Answer(f"t{number}", label, own=True)


def of_content(buttons: Sequence[OfContent]) -> tuple[Answer, ...]:
    """Those of a theme; one that leads nowhere counts."""
    return tuple(Answer(f"m{n}", b.label, "" if b.step.kind is StepKind.NONE else b.step.kind.value, b.step.target)
                 for n, b in enumerate(buttons[:MOST_BUTTONS], 1))


def said_count(label: Words, count: int) -> Words | None:
    """How many pressed it, as a group may read it: nothing, a few, then the number from three up."""
    if count <= 0:
        return None
    if count < FEW:
        return _("{label} : quelques personnes", label=label)
    return _("{label} : {n} personnes", label=label, n=count)


def seats_left(seats: int, taken: int) -> Words:
    left = max(seats - taken, 0)
    return n_("🪑 Il reste {n} place.", "🪑 Il reste {n} places.", left)

"""How gestes are said."""

from __future__ import annotations

from bot.render import words_for
from rules.calendar import StepKind
from rules.geste_messages import GesteCalmer, GesteCard, IdeaAnswered, IdeaProposed, said_count
from rules.messages import Button, Row, Screen, Words, _, said, screen, tap

STEPS: dict[str, Words] = {
    StepKind.ASK: _("🤝 Demander un service"),
    StepKind.OFFER: _("💪 Proposer mon aide"),
    StepKind.NOTE_HOUR: _("⏱ Noter mon temps"),
    StepKind.INVITE: _("👋 Inviter le voisinage"),
    StepKind.KIT: _("🖨 Imprimer la fiche"),
    StepKind.NUMBER: _("📞 Voir le numéro"),
}


@words_for(GesteCard)
def card(m: GesteCard) -> Screen:
    lines = [_("💡 <b>{title}</b>", title=_title(m)), said(m.text) if m.idea else Words(m.text)]
    if m.minutes:
        lines.append(_("⏱ Une heure") if m.minutes == 60 else _("⏱ {n} minutes", n=m.minutes))
    lines.extend(_("🛟 <i>{rule}</i>", rule=Words(rule)) for rule in m.safety)
    if m.need and not m.mine:
        lines.append(_("Justement, quelqu’un attend un coup de main près de chez vous."))
    lines.extend(_answer(m))
    return Screen(tuple(lines), _rows(m), silent=m.silent)


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


@words_for(GesteCalmer)
def calmer(m: GesteCalmer) -> Screen:
    return screen(
        _("Dix gestes sont passés sans réponse dans « {group} ». Désormais, il en viendra un par semaine, le lundi.",
          group=said(m.name)),
        rows=((Button(_("⚙️ Changer le rythme"), tap=tap("geste.group", m.group)),),))


@words_for(IdeaProposed)
def proposed(m: IdeaProposed) -> Screen:
    return screen(
        _("Une personne de « {group} » propose un geste :", group=said(m.group)), said(m.text),
        _("Si vous l’adoptez, il viendra de temps en temps dans le groupe, sans nom."),
        rows=((Button(_("✅ Adopter"), tap=tap("geste.adopt", m.idea)),),
              (Button(_("🙏 Pas cette fois"), tap=tap("geste.decline", m.idea)),)))


@words_for(IdeaAnswered)
def answered(m: IdeaAnswered) -> Screen:
    if m.adopted:
        return screen(_("💡 Votre idée est adoptée dans « {group} » : elle y viendra bientôt. Merci !",
                        group=said(m.group)), said(m.text))
    return screen(_("Merci pour votre idée. Elle ne sera pas reprise cette fois dans « {group} ». "
                    "La prochaine nous intéresse aussi.", group=said(m.group)))

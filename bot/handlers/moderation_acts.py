"""What a reader does about a report; how whom it is about contests it, and who reported asks for another opinion."""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple, TypeAlias

from actions import moderation as filing
from actions import moderation_acts as actions
from actions import moderation_appeals as appeals
from bot.features import Tap
from bot.render import as_screen
from bot.rows import Loaded
from bot.turn import Turn
from messages.moderation_acts import DONE
from rules.console import few
from rules.moderation import DECIDED_WITHIN, Act, Case, Measure, MeasureState, Office, Reader
from rules.refusals import Gone
from rules.rights import Role, Where
from rules.screens import Button, Row, screen, tap
from rules.words import Words, _, lines, quoted
from storage import moderation_acts as store
from storage import moderation_cases as cases
from storage import residents

MENU: tuple[Row, ...] = ((Button(_("☰ Menu"), tap="menu"),),)


class ToRead(NamedTuple):
    case: Case
    reader: Reader


class ToJudge(NamedTuple):
    measure: Measure
    appeal: int


def to_read(turn: Turn, number: int) -> ToRead | None:
    office = cases.reads(turn.session, number, turn.person.id)
    case = cases.by_id(turn.session, number) if office else None
    if case is None or office is None or turn.now - case.at > DECIDED_WITHIN:
        return None
    return ToRead(case, Reader(turn.person.id, office))


def done_by_me(turn: Turn, number: int) -> Measure | None:
    """By whoever took it, as long as they may read the report."""
    found = store.by_id(turn.session, number)
    mine = found is not None and found.by == turn.person.id and to_read(turn, found.case)
    return found if mine else None


def about_me(turn: Turn, number: int) -> Measure | None:
    found = store.by_id(turn.session, number)
    return found if found and found.about == turn.person.id and found.state is MeasureState.STANDING else None


def to_judge(turn: Turn, number: int) -> ToJudge | None:
    asked = store.appealed(turn.session, number, turn.person.id)
    found = store.by_id(turn.session, asked.measure_id) if asked and asked.measure_id else None
    case = cases.by_id(turn.session, found.case) if found else None
    held = case and any(cases.holds(turn.session, turn.person.id, office, case.group)
                        for office in (Office.TOWN, Office.LEADER))
    return ToJudge(found, number) if found and held else None


def written_by_me(turn: Turn, number: int) -> Case | None:
    case = cases.by_id(turn.session, number)
    mine = case and any(one.author == turn.person.id for one in cases.voices(turn.session, number))
    return case if mine else None


CaseToMe: TypeAlias = Annotated[ToRead, Loaded(to_read)]
MeasureOfMine: TypeAlias = Annotated[Measure, Loaded(done_by_me)]
MeasureAboutMe: TypeAlias = Annotated[Measure, Loaded(about_me)]
AppealToMe: TypeAlias = Annotated[ToJudge, Loaded(to_judge)]
ReportOfMine: TypeAlias = Annotated[Case, Loaded(written_by_me)]
Answer: TypeAlias = Literal["lift", "keep"]


def allowed(turn: Turn, found: ToRead, act: Act) -> None:
    if act.value not in filing.acts_of(turn.desk, *found).split():
        raise Gone


def name_of(turn: Turn, case: Case) -> Words:
    """A first name, where the report was about somebody; a card says whose it is to nobody."""
    about = residents.by_id(turn.session, case.about) if case.about and not case.request else None
    return quoted(about.first_name) if about and about.first_name else _("cette personne")


def ask(turn: Turn, found: CaseToMe, act: Act) -> None:
    """A month without the others is asked twice; the rest is done, and undone in one tap."""
    allowed(turn, found, act)
    if act is not Act.SUSPEND:
        do(turn, found, act)
        return
    turn.reply(screen(
        _("Suspendre {name} un mois ? Ses demandes attendent, ses promesses se libèrent. La personne lira la raison et "
          "pourra contester. Vous pourrez annuler.", name=name_of(turn, found.case)),
        rows=((Button(_("⏸ Oui, suspendre"), tap=tap("signal.do", found.case.id, act)),),
              (Button(_("↩ Retour"), tap=tap("signal.case", found.case.id)),))))


def do(turn: Turn, found: CaseToMe, act: Act) -> None:
    allowed(turn, found, act)
    made = actions.act(turn.desk, found.case, act)
    if made is None:
        turn.reply(screen(_("Il n’y a plus rien à faire ici pour cela : rien n’est montré, ou c’est déjà fait."),
                          rows=back_to(found.case)))
        return
    turn.reply(screen(_("C’est fait : {act}. La personne en lira la raison, sans savoir de qui cela vient.",
                        act=DONE[act]),
                      rows=((Button(_("↩ Annuler"), tap=tap("measure.undo", made.id)),), *back_to(found.case))))


def back_to(case: Case) -> tuple[Row, ...]:
    return ((Button(_("↩ Le signalement"), tap=tap("signal.case", case.id)),),)


def shown(turn: Turn, found: CaseToMe) -> None:
    turn.reply(as_screen(filing.filed(turn.desk, *found)))


def seen(turn: Turn, found: CaseToMe) -> None:
    actions.seen(turn.desk, found.case)
    turn.reply(screen(_("C’est noté, merci. Un mot calme à tout le groupe suffit souvent."), rows=back_to(found.case)))


def pass_on(turn: Turn, found: CaseToMe) -> None:
    words = (_("On le transmet à la mairie.") if filing.pass_on(turn.desk, found.case) else
             _("Personne à la mairie ne peut le lire pour l’instant. Appelez-la si cela presse."))
    turn.reply(screen(words, rows=back_to(found.case)))


def undo(turn: Turn, measure: MeasureOfMine) -> None:
    if not actions.undo(turn.desk, measure):
        raise Gone
    case = cases.by_id(turn.session, measure.case)
    turn.reply(screen(_("C’est annulé : tout redevient comme avant."), rows=back_to(case) if case else MENU))


def contest(turn: Turn, measure: MeasureAboutMe) -> None:
    turn.reply(screen(*said(turn, appeals.contest(turn.desk, measure))))


def again(turn: Turn, case: ReportOfMine) -> None:
    turn.reply(screen(*said(turn, appeals.again(turn.desk, case, turn.person.id))))


def said(turn: Turn, done: bool | None) -> tuple[Words, ...]:
    if done:
        return (_("C’est demandé : une autre personne va relire. Sa réponse viendra ici."),)
    if done is False:
        return (_("Un autre avis est déjà demandé : la réponse viendra ici."),)
    return (_("Ici, personne d’autre ne peut relire cette décision."), contact(turn))


def contact(turn: Turn) -> Words:
    if turn.town.phone:
        return _("Parlez-en à {town} : {phone}.", town=quoted(turn.town.name or "la mairie"), phone=turn.town.phone)
    return _("Parlez-en à la mairie, ou écrivez à l’adresse donnée dans /privacy.")


def appeal(turn: Turn, asked: AppealToMe) -> None:
    turn.reply(as_screen(appeals.asked(turn.desk, asked.appeal, asked.measure)))


def judge(turn: Turn, asked: AppealToMe, answer: Answer) -> None:
    if not appeals.answer(turn.desk, asked.appeal, asked.measure, lifted=answer == "lift"):
        raise Gone
    turn.reply(screen(_("C’est dit à la personne, merci d’avoir relu."), rows=MENU))


def year(turn: Turn) -> None:
    """For the town's yearly account: counts of five and more."""
    found = cases.totals(turn.session, turn.today.year)
    turn.reply(screen(
        _("🛡 <b>Modération, {year}</b>", year=turn.today.year),
        lines(*(_("• {what} : {n}", what=words, n=few(found.get(key, 0))) for key, words in COUNTED.items())),
        rows=((Button(_("↩ Mairie"), tap="console"),),)))


def corner(_turn: Turn) -> list[Row]:
    return [(Button(_("🛡 Modération"), tap="moderation.year"),)]


COUNTED: dict[str, Words] = {
    "report-danger": _("signalements, danger"), "report-fraude": _("signalements, fraude"),
    "report-insultes": _("signalements, insultes"), "report-indesirable": _("signalements, indésirable"),
    "report-autre": _("signalements, autre"), "act-hide": _("masquages"), "act-remind": _("rappels de la règle"),
    "act-suspend": _("suspensions"), "appeal": _("avis redemandés"), "appeal-lifted": _("mesures annulées ainsi")}
ANYBODY = (Role.ANYBODY, Where.PRIVATE)
TAPS = {
    "signal.act": Tap(ask, *ANYBODY), "signal.do": Tap(do, *ANYBODY), "signal.case": Tap(shown, *ANYBODY),
    "signal.seen": Tap(seen, *ANYBODY), "signal.town": Tap(pass_on, *ANYBODY), "signal.again": Tap(again, *ANYBODY),
    "measure.undo": Tap(undo, *ANYBODY), "measure.contest": Tap(contest, *ANYBODY),
    "measure.judge": Tap(judge, *ANYBODY), "measure.appeal": Tap(appeal, *ANYBODY),
    "moderation.year": Tap(year, Role.COORDINATOR, Where.PRIVATE),
}

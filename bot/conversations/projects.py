"""A project: the idea; the plan in four questions; a mission; what the town hall lends; how it went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.conversations.gestes import no_number
from bot.conversations.kit import Choice, Conversation, Day, Flow, Input, Option, Several, Text
from bot.conversations.missions import Checked
from bot.conversations.to_many import meant
from rules.help import Slot, when
from rules.private_words import PrivateWords
from rules.projects import (
    AHEAD,
    CAME,
    INSURANCES,
    LOANS,
    LONGEST,
    LONGEST_PLAN,
    LONGEST_TASK,
    LONGEST_WORD,
    MOST_SEATS,
    SUPPORTS,
    for_neighbours,
)
from rules.words import Words, _, quoted

SLOTS: dict[Slot, Words] = {Slot.MORNING: _("Le matin"), Slot.AFTERNOON: _("L’après-midi"),
                            Slot.EVENING: _("En fin de journée"), Slot.ANY: _("Toute la journée")}
LATER = "plus-tard"


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """what: already said elsewhere. project: of which the plan is made; does, needs: what it says already."""

    groups: tuple[tuple[int, str], ...] = ()
    what: str = ""
    project: int = 0
    today: date = date(2026, 11, 24)
    does: str = ""
    needs: str = ""
    private: PrivateWords = field(default_factory=PrivateWords)


@dataclass(frozen=True, slots=True)
class ProposeProject:
    group: int
    what: str


@dataclass(frozen=True, slots=True)
class ChooseSupport:
    project: int
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeepPlan:
    project: int
    does: str
    day: date
    slot: str
    needs: str
    insured: str


@dataclass(frozen=True, slots=True)
class AddTask:
    project: int
    what: str
    places: int


@dataclass(frozen=True, slots=True)
class AnswerProject:
    project: int
    lends: tuple[str, ...]
    word: str


@dataclass(frozen=True, slots=True)
class ProjectWent:
    project: int
    came: str
    told: str


def an_idea(text: str) -> Words | None:
    return for_neighbours(text) or no_number(text)


def written(facts: ProjectFacts, name: str, words: Words, longest: int, known: str = "",
            skip: Words | None = None) -> Flow:
    """Words that the group will read. known: said already, to be kept in a tap."""
    offers = [Option("garder", _("✅ Garder ce texte"), keeps=known)] if known else []
    return (yield from meant(facts.private, name, lambda asked: Text(
        asked, words, longest, 4, check=an_idea, offers=offers, skip=skip)))


def project(facts: ProjectFacts) -> Flow:
    group = str(facts.groups[0][0])
    if len(facts.groups) > 1:
        group = yield Choice("group", _("Pour quel groupe ?"), [
            Option(str(number), quoted(title[:24])) for number, title in facts.groups])
    asked = (_("Votre idée : « {what} » Gardez-la, ou écrivez-la autrement.", what=quoted(facts.what)) if facts.what
             else _("🌱 Que pourrait-on faire ensemble ? Une phrase : « Repeindre le hall », « Un goûter dans la "
                    "cour ». Sans nom ni adresse."))
    what = yield from written(facts, "what", asked, LONGEST, facts.what)
    yield Choice("sure", _("🌱 « {what} » On la propose à « {group} », sans votre nom ? Il faudra trois personnes "
                           "en 14 jours.", what=quoted(what), group=quoted(dict(facts.groups)[int(group)])),
                 [Option("oui", _("✅ Proposer"))])
    return ProposeProject(int(group), what)


def support(facts: ProjectFacts) -> Flow:
    found = yield Several("who", _("🤝 Qui peut appuyer le projet ? La mairie ne voit que ce qui lui est demandé."), [
        Option(one.value, words) for one, words in SUPPORTS.items()])
    return ChooseSupport(facts.project, found)


def plan(facts: ProjectFacts) -> Flow:
    says = _("🛠 1/4 Quoi, au juste ? « {what} »", what=quoted(facts.does)) if facts.does else _(
        "🛠 1/4 Quoi, au juste ? Par exemple « repeindre le hall en blanc, deux couches ».")
    does = yield from written(facts, "does", says, LONGEST_PLAN, facts.does)
    day = yield Day("day", _("📅 2/4 Quand ? Un jour où l’on est là."), facts.today, AHEAD)
    slot = yield Choice("slot", _("À quel moment ?"), [Option(one.value, words) for one, words in SLOTS.items()])
    asks = _("🧺 3/4 De quoi a-t-on besoin ? « {what} »", what=quoted(facts.needs)) if facts.needs else _(
        "🧺 3/4 De quoi a-t-on besoin ? Par exemple « des bâches, un escabeau, du café ».")
    needs = yield from written(facts, "needs", asks, LONGEST_PLAN, facts.needs, skip=_("Rien de spécial"))
    insured = yield Choice("insured", _("☔ 4/4 Quelle assurance ? Entre voisins, souvent l’assurance habitation "
                                        "(responsabilité civile) : chaque foyer vérifie la sienne."), [
        *(Option(one.value, words) for one, words in INSURANCES.items()), Option(LATER, _("⏳ Pas encore"))])
    insured = "" if insured == LATER else insured
    ends = _("On l’annonce au groupe ?") if insured else _("Sans assurance, le plan est gardé mais pas annoncé.")
    yield Choice("sure", _("📝 {does}\n📅 {when}\n{ends}", does=quoted(does), when=when(day, slot), ends=ends), [
            Option("oui", _("✅ C’est bien ça"))])
    return KeepPlan(facts.project, does, day, slot, needs, insured)


def task(facts: ProjectFacts) -> Flow:
    what = yield from written(facts, "what", _("🧺 Que faut-il faire ou apporter ? Par exemple « des tables », « le "
                                               "café », « tenir l’échelle »."), LONGEST_TASK)
    places = yield Checked("places", _("Combien de personnes, de 1 à {most} ?", most=MOST_SEATS), 3, check=a_number,
                           offers=[Option(str(n), quoted(str(n))) for n in (1, 2, 4)])
    return AddTask(facts.project, what, int(places))


def a_number(typed: str) -> Words | None:
    fits = typed.isascii() and typed.isdecimal() and 1 <= int(typed) <= MOST_SEATS
    return None if fits else _("Écrivez un nombre de 1 à {most}.", most=MOST_SEATS)


def town(facts: ProjectFacts) -> Flow:
    lends = yield Several("lends", _("🏛 Que peut prêter la mairie ? Rien de coché : « pas cette fois »."), [
        Option(one.value, words) for one, words in LOANS.items()])
    word = yield from meant(facts.private, "word", lambda asked: Text(
        asked, _("Un mot pour la personne qui porte le projet : qui appeler, quand, à quelles conditions."),
        LONGEST_WORD, 2, skip=_("Sans un mot")))
    yield Choice("sure", _("On envoie votre réponse ? Le groupe saura ce que la mairie prête ; votre mot reste privé."),
                 [Option("oui", _("✅ Envoyer"))])
    return AnswerProject(facts.project, lends, word)


def went(facts: ProjectFacts) -> Flow:
    came = yield Choice("came", _("🎉 Bravo ! Combien de personnes, à peu près ?"), [
        Option(code, words) for code, words in CAME.items()])
    told = yield from written(facts, "told", _("Une phrase pour le groupe ? Sans nom, s’il vous plaît."),
                              LONGEST_WORD, skip=_("Sans un mot"))
    return ProjectWent(facts.project, came, told)


_FACTS = ProjectFacts(((1, "Les Lilas"), (2, "Rue du Port")), project=1)
_OF_ONE = ProjectFacts(project=1, does="Repeindre le hall", needs="Des bâches")
PROJECT = Conversation("project", project, lambda: (_FACTS, [
    Input(value="2"), Input(text="Repeindre le hall"), Input(value="oui")]))
SUPPORT = Conversation("prsupport", support, lambda: (_OF_ONE, [Input(value="mairie"), Input(value="=")]),
                       resumable=False)


def plan_samples() -> tuple[ProjectFacts, Sequence[Input]]:
    return _OF_ONE, [Input(text="Repeindre le hall en blanc"), Input(value="2026-11-28"), Input(value="matin"),
                     Input(text="Des bâches et du café"), Input(value="foyer"), Input(value="oui")]


PLAN = Conversation("prplan", plan, plan_samples)
ADD_TASK = Conversation("prtask", task, lambda: (_OF_ONE, [Input(text="Des tables"), Input(value="2")]),
                        resumable=False)
TOWN = Conversation("prtown", town, lambda: (_OF_ONE, [
    Input(value="salle"), Input(value="="), Input(text="Appelez l’accueil"), Input(value="oui")]), resumable=False)
WENT = Conversation("prwent", went, lambda: (_OF_ONE, [Input(value="10"), Input(text="Le hall est blanc")]),
                    resumable=False)

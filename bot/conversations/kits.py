"""Printing a sheet for a group: which one, on what paper, and the little that is asked for some of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.conversations.kit import Choice, Conversation, Day, Flow, Input, Option, Text
from content.kits.facts import KitId, Sheet
from content.kits.wording import clean
from rules.kits import NAME_LENGTH, fits
from rules.words import Words, _, quoted

BLANK = "0"
PARTIES: Mapping[str, Words] = {
    "aperitif": _("Un apéritif entre voisins et voisines"), "gouter": _("Un goûter partagé"),
    "galette": _("La galette du voisinage")}
PAPERS: Mapping[Sheet, Words] = {
    Sheet.A3: _("Grand format, A3"), Sheet.A4: _("Page normale, A4"), Sheet.A5: _("Demi-page, A5"),
    Sheet.A6: _("Petite carte, A6")}
SHORT_TITLES: Mapping[KitId, Words] = {KitId.TEAR_OFF: _("Papillon à remplir")}


@dataclass(frozen=True, slots=True)
class Printable:
    """A kit as it is offered: its title, and its papers, the usual one first."""

    kit: KitId
    title: Words
    papers: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class KitsFacts:
    """`wanted` was chosen before; `rename` asks for the name to print; `signs` are kits that may name the admin.

    first_name: the admin's, empty when it is not to be asked. visits: (request, words) of their own agreed visits.
    resident: one of the group's people prints a sheet of safety, not who runs it.
    """

    groups: tuple[tuple[int, str], ...]
    kits: tuple[Printable, ...]
    today: date
    wanted: KitId | None = None
    rename: bool = False
    first_name: str = ""
    signs: frozenset[KitId] = frozenset()
    visits: tuple[tuple[int, Words], ...] = ()
    resident: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    title: Words
    day: date
    time: str
    place: str


@dataclass(frozen=True, slots=True)
class PrintKit:
    """name: other than the group's own. visit: a request of the person's. month: any day of the month told."""

    group: int
    kit: KitId
    paper: Sheet
    name: str | None = None
    signed: bool = False
    visit: int | None = None
    month: date | None = None
    party: Party | None = None
    resident: bool = False


def kits(facts: KitsFacts) -> Flow:
    group = facts.groups[0][0]
    if len(facts.groups) > 1:
        group = int((yield Choice("group", _("Pour quel groupe ?"), [
            Option(str(number), quoted(name[:24]) if name else _("Groupe sans nom"))
            for number, name in facts.groups])))
    name = yield from name_of(dict(facts.groups)[group], facts.rename)
    chosen = facts.wanted or KitId((yield Choice("kit", _("Quelle feuille souhaitez-vous imprimer ?"), [
        Option(one.kit, SHORT_TITLES.get(one.kit, one.title)) for one in facts.kits])))
    kit = next(one for one in facts.kits if one.kit is chosen)
    paper = kit.papers[0]
    if len(kit.papers) > 1:
        paper = Sheet((yield Choice("paper", _("Sur quel papier ?"), [Option(p, PAPERS[p]) for p in kit.papers])))
    signed = (yield from sign(facts)) if chosen in facts.signs else False
    visit = (yield from which_visit(facts)) if chosen is KitId.VISIT_CARD else None
    month = (yield from which_month(facts)) if chosen is KitId.MONTH else None
    party = (yield from gathering(facts)) if chosen is KitId.INVITATION else None
    return PrintKit(group, chosen, paper, name, signed, visit, month, party, facts.resident)


def name_of(name: str, rename: bool) -> Any:
    """The name to print when it is not the group's own: one without a letter, or that no sheet can hold."""
    if not clean(name):
        ask = _("Ce groupe n’a pas de nom qui s’imprime. Quel nom écrire sur la feuille ?")
    elif not fits(name):
        ask = _("Le nom du groupe est trop long pour une feuille. Quel nom plus court écrire ?")
    elif rename:
        ask = _("Quel nom écrire sur la feuille ? Celui du groupe ne change pas.")
    else:
        return None
    return (yield Text("name", ask, NAME_LENGTH, 2, check=check_name))


def check_name(name: str) -> Words | None:
    if not clean(name):
        return _("Il faut au moins une lettre : les images ne s’impriment pas.")
    return None if fits(name) else _("Un mot est trop long pour la feuille : coupez-le par une espace.")


def sign(facts: KitsFacts) -> Any:
    if not facts.first_name:
        return False
    answer = yield Choice("sign", _("Mettre votre prénom sur la feuille ? Il dit à qui parler : « {name} ».",
                                    name=quoted(facts.first_name)),
                          (Option("oui", _("Oui")), Option("non", _("Non"))))
    return answer == "oui"


def which_visit(facts: KitsFacts) -> Any:
    """Only a visit agreed on both sides has a code; without one, the card is filled in by hand."""
    if not facts.visits:
        return None
    options = [Option(str(number), words) for number, words in facts.visits]
    chosen = yield Choice("visit", _("Pour quelle visite ?"), [*options, Option(BLANK, _("✏️ À remplir à la main"))])
    return None if chosen == BLANK else int(chosen)


def which_month(facts: KitsFacts) -> Any:
    before = facts.today.replace(day=1) - timedelta(days=1)
    chosen = yield Choice("month", _("Quel mois raconter ?"), (
        Option("passe", _("Le mois dernier")), Option("ce", _("Ce mois-ci"))))
    return before if chosen == "passe" else facts.today


def gathering(facts: KitsFacts) -> Any:
    how = yield Choice("how", _("Voulez-vous imprimer le jour, l’heure et le lieu ?"), (
        Option("oui", _("✏️ Oui, je les écris")), Option("non", _("Non, à la main"))))
    if how == "non":
        return None
    title = yield Text("title", _("Quel moment annoncer ?"), 60, 3,
                       offers=[Option(code, words) for code, words in PARTIES.items()])
    day = yield Day("day", _("Quel jour ?"), facts.today, span=180)
    time = yield Text("time", _("À quelle heure ? Par exemple « de 16 h à 18 h »."), 30, 2)
    place = yield Text("place", _("Où ? Par exemple « dans le hall du 14 »."), 60, 2)
    return Party(PARTIES.get(title, quoted(title)), day, time, place)


def samples() -> tuple[KitsFacts, Sequence[Input]]:
    offered = (Printable(KitId.POSTER, _("Affiche"), (Sheet.A4, Sheet.A3)),
               Printable(KitId.INVITATION, _("Invitation"), (Sheet.A5, Sheet.A4)))
    facts = KitsFacts(((1, "Les Lilas"), (2, "🙂")), offered, date(2026, 11, 24), first_name="Karim",
                      signs=frozenset({KitId.INVITATION}))
    return facts, (Input(value="2"), Input(text="Rue du Port"), Input(value="invitation"), Input(value="a4"),
                   Input(value="non"), Input(value="oui"), Input(value="gouter"), Input(text="demain"),
                   Input(text="de 16 h à 18 h"), Input(text="hall du 14"))


KITS_TALK = Conversation("kits", kits, samples, resumable=False)

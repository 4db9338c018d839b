"""By what people came in: somebody's own link, a card in the group, a printed sheet, a typed code, or by themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from rules.console import few
from rules.words import Words, _, lines, n_

LIVES = timedelta(days=30)
MOST_JOINED = 100
"""By one personal link; then it closes: a link seen by that many has left its street."""
KEPT = timedelta(days=30)
FEWEST = 3
"""Anonymous counts inside a group start here."""
WHOLE_TOWN = 0

INVITE, CARD, CODE, LINK, ALONE = "invite", "card", "code", "link", "alone"
SOURCES: Mapping[str, Words] = {
    INVITE: _("Invitation personnelle"), CARD: _("Carte du groupe"), CODE: _("Code tapé"), LINK: _("Autre lien"),
    ALONE: _("Sans lien"), "affiche": _("Affiche"), "tract": _("Tract"), "panneau": _("Panneau"),
    "papillon": _("Papillon"), "annuaire": _("Annuaire"), "invitation": _("Invitation imprimée"),
    "mois": _("Bilan imprimé"), "pas-a-pas": _("Pas à pas"), "mode-emploi": _("Mode d’emploi"),
    "fiche-canicule": _("Fiche canicule"), "fiche-grand-froid": _("Fiche grand froid"),
    "carte-code": _("Carte du code")}


def source_of(args: Mapping[str, object]) -> str:
    """What a conversation of joining was begun by."""
    if args.get("by"):
        return INVITE
    if args.get("card"):
        return CARD
    sheet = str(args.get("kit") or "")
    return sheet if sheet in SOURCES else LINK if args.get("group") else ALONE


def told(counts: Sequence[tuple[str, int]], least: int) -> Words:
    """One line a source, the most people first; too few are not counted aloud."""
    shown = sorted(((name, count) for name, count in counts if name in SOURCES and count), key=lambda one: -one[1])
    return lines(*(_("• {source} : {people}", source=SOURCES[name], people=_people(count, least))
                   for name, count in shown))


def _people(count: int, least: int) -> Words:
    return few(count) if count < least else n_("{n} personne", "{n} personnes", count)

"""/attestation: the hours of a year on paper, with a code that anybody may check."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from actions import attestations as actions
from bot import talking
from bot.conversations.attestations import ATTESTATION, CertificateFacts, PrintCertificate
from bot.features import Feature, Link, Order, Talk, Tap
from bot.handlers.house import HOUSE
from bot.handlers.kit_facts import sayer
from bot.turn import Turn
from content.kits.facts import Language
from content.kits.wording import day_in_words
from messages.attestations import CertificateSheet
from rules.attestations import Certificate, by_kind, of_year, read_code, shown, years_of
from rules.hours import KIND_WORDS, Entry, Total, duration
from rules.limits import Limit
from rules.refusals import Refusal
from rules.rights import Role, Where
from rules.screens import Button, screen
from rules.words import Words, _, quoted
from storage import hours

NONE_YET = _("Vous n’avez pas encore d’heure notée : il n’y a rien à attester. Notez la première dans « Mon heure "
             "civique ».")
UNKNOWN = _("Ce code n’est celui d’aucune attestation d’ici. Relisez-le, ou demandez une feuille nouvelle à la "
            "personne : elle a peut-être effacé ses données.")


def begin(turn: Turn, _payload: str = "") -> None:
    if not turn.private:
        turn.reply(screen(_("Une attestation se demande en privé."),
                          rows=((Button(_("Continuer en privé"), start=turn.link("attestation")),),), silent=True))
        return
    if not years_of(hours.log_of(turn.session, turn.person.id)):
        raise Refusal(NONE_YET)
    talking.start(turn, HOUSE, ATTESTATION.name)


def opened(turn: Turn, _params: Mapping[str, Any]) -> None:
    begin(turn)


def again(turn: Turn) -> None:
    begin(turn)


def facts(turn: Turn, _args: Mapping[str, Any]) -> CertificateFacts:
    years = years_of(hours.log_of(turn.session, turn.person.id))
    if not years:
        raise Refusal(NONE_YET)
    return CertificateFacts(tuple(years))


def printed(turn: Turn, wanted: PrintCertificate) -> None:
    turn.within(Limit.PRINTS)
    log = hours.log_of(turn.session, turn.person.id)
    code = actions.certify(turn.desk, turn.person.id, log, wanted.year)
    if code is None:
        raise Refusal(NONE_YET)
    facts = json.dumps(page_facts(turn, log, wanted.year, code))
    turn.desk.tell(turn.person, CertificateSheet(wanted.year, facts, wanted.name))


def page_facts(turn: Turn, log: Sequence[Entry], year: int, code: str) -> dict[str, Any]:
    """What the page prints, in words, but the name."""
    language: Language = "en" if turn.person.language == "en" else "fr"
    say = sayer(turn, language)

    def both(total: Total) -> dict[str, str]:
        return {"confirmed": say(duration(total.confirmed)), "declared": say(duration(total.declared))}

    sums, whole = by_kind(log, year), of_year(log, year)
    signature = f"Tous Voisins, {turn.town.name}" if turn.town.name else "Tous Voisins"
    return {"language": language, "printed_on": turn.today.isoformat(), "day": day_in_words(turn.today, language),
            "year": str(year), "signature": signature, "bot": turn.batch.username, "code": shown(code),
            "lines": [{"kind": say(KIND_WORDS[one]), **both(total)} for one, total in sums.items()], **both(whole)}


def check(turn: Turn, payload: str) -> None:
    """« /verifier K7PM2-F9QXA », by whoever holds the sheet."""
    code = read_code(payload)
    found = actions.check(turn.desk, code) if code else None
    if found is None:
        raise Refusal(UNKNOWN)
    turn.reply(screen(*told(found)), edit=False)


def told(found: Certificate) -> tuple[Words, ...]:
    year, issued = str(found.year), found.issued_at.date()
    if found.replaced:
        return (_("⚠️ Code {code} : attestation de {year}, imprimée {day}. Des heures ont changé depuis : elle ne vaut "
                  "plus. Une feuille nouvelle peut être demandée.", code=quoted(shown(found.code)), year=year,
                  day=issued),)
    return (_("✅ Code {code} : attestation de {year}, imprimée {day}.", code=quoted(shown(found.code)), year=year,
              day=issued),
            _("Avec confirmation : {confirmed}. Déclaré : {declared}. Comparez avec la feuille ; aucun nom n’est "
              "gardé ici.", confirmed=duration(found.total.confirmed), declared=duration(found.total.declared)))


FEATURE = Feature(
    "attestations",
    orders={"attestation": Order(begin, Role.RESIDENT, Where.EVERYWHERE, _("Mon attestation d’heures"))},
    taps={"attestation": Tap(again, Role.RESIDENT, Where.PRIVATE)},
    links={"attestation": Link(opened, Role.RESIDENT)},
    talks=(Talk(ATTESTATION, facts, printed),),
)

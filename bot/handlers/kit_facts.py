"""What a sheet says, gathered at the moment it is asked for: nothing on it names a neighbour."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from actions import geste_day
from bot.conversations.kits import Party, PrintKit
from bot.render import Renderer
from bot.turn import Turn
from content.communes import communes
from content.kits.facts import Gathering, KitFacts, KitId, Language, MonthFigures, NumberLine, PhoneOf, Visit
from rules.calendar import Territory
from rules.civil import instant
from rules.geste_owners import OWN, group_key
from rules.groups import Group
from rules.help import SLOT_WORDS
from rules.kits import RESCUE, SHELTER, capital, need_line, offer_line
from rules.postercodes import candidates, shown
from rules.refusals import Refusal
from rules.words import Words, _
from storage import gestes, links, postercodes, zones
from storage import kits as store

Say = Callable[[Words], str]


def gathered(turn: Turn, group: Group, asked: PrintKit) -> KitFacts:
    """Everything this sheet prints, in the person's language; only its own kit's figures are read."""
    language: Language = "en" if turn.person.language == "en" else "fr"
    say = sayer(turn, language)
    zone = zones.by_id(turn.session, group.zone) if group.zone else None
    commune = communes().whole_of(zone.commune) if zone and zone.commune else None
    today = turn.now.astimezone(ZoneInfo(group.timezone)).date()
    board = asked.kit is KitId.BOARD
    return KitFacts(
        group_name=asked.name or group.name, zone_label=zone.label if zone else "",
        commune=commune.name if commune else "", printed_on=today,
        bot=turn.batch.username, town=turn.town.name,
        code=None if asked.resident else code(turn, group, asked.name or group.name),
        link=front_door(turn) if asked.resident else entry(turn, group, asked.kit),
        phone=turn.town.phone or None, phone_of=PhoneOf.MAIRIE,
        referent_first_name=turn.person.first_name if asked.signed else None, language=language,
        open_requests=needs(turn, group, today, say) if board else (),
        offers=offers(turn, group, say) if board else (),
        numbers=numbers(turn, group, asked.kit, say),
        month=figures(turn, group, asked.month, today, say) if asked.month else None,
        gathering=announced(asked.party, say) if asked.party else None,
        visit=visit(turn, asked.visit, today, say) if asked.visit else None)


def sayer(turn: Turn, language: Language) -> Say:
    renderer = Renderer({language: turn.content.translations(language)})
    return lambda words: renderer.plain(words, language)


def front_door(turn: Turn) -> str:
    """Where anybody may come in; only who runs a group opens that group on paper."""
    return f"https://t.me/{turn.batch.username}"


def entry(turn: Turn, group: Group, kit: KitId) -> str:
    """A link without an end, in nobody's name: it still opens when who printed it has left."""
    token = base64.urlsafe_b64encode(turn.batch.random(16)).decode().rstrip("=")
    links.add(turn.session, hashlib.sha256(token.encode()).hexdigest(), "join", {"group": group.id, "kit": kit.value},
              single=False, by=None, now=turn.now, expires=None)
    return f"https://t.me/{turn.batch.username}?start={token}"


def code(turn: Turn, group: Group, name: str) -> str | None:
    """What may be typed instead: one a group, the same on all its sheets."""
    def draw(under: int) -> int:
        return int.from_bytes(turn.batch.random(4)) % under

    given = postercodes.give(turn.session, group.id, candidates(name, draw), turn.now)
    return shown(given) if given else None


def needs(turn: Turn, group: Group, today: date, say: Say) -> tuple[str, ...]:
    """Open requests by kind and day; plants, pets and mail keep their day to themselves."""
    kinds = {kind.code: kind for kind in turn.content.kinds}
    return tuple(capital(say(need_line(Words(kinds[code].title), None if kinds[code].discreet else day)))
                 for code, day in store.needs(turn.session, group, today) if code in kinds)


def offers(turn: Turn, group: Group, say: Say) -> tuple[str, ...]:
    liked = store.likes(turn.session, group)
    return tuple(say(offer_line(Words(family.title), liked[family.code]))
                 for family in turn.content.help_families if liked[family.code])


def numbers(turn: Turn, group: Group, kit: KitId, say: Say) -> tuple[NumberLine, ...]:
    if kit not in (KitId.HEATWAVE, KitId.COLD_SPELL):
        return ()
    wanted = RESCUE | SHELTER if kit is KitId.COLD_SPELL else RESCUE
    known = [n for n in turn.content.numbers_for(territory_of(turn, group)) if n.number in wanted]
    return tuple(NumberLine(n.number, say(wanted[n.number] if n.checked else
                                          _("{purpose} (à vérifier)", purpose=wanted[n.number]))) for n in known)


def territory_of(turn: Turn, group: Group) -> Territory:
    owner = gestes.owner_of(turn.session, group_key(group.id), turn.now)
    return geste_day.territory_of(owner) if owner else Territory.METROPOLE


def figures(turn: Turn, group: Group, month: date, today: date, say: Say) -> MonthFigures:
    """Totals of the month, each hidden when fewer than five people made it."""
    first = month.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    start, end = (instant(day, time(0), group.timezone) for day in (first, after))
    told = store.month(turn.session, group, first, after - timedelta(days=1), start, end)
    minutes = told.minutes.printed
    return MonthFigures(month, told.requests.printed, told.answered.printed, told.gestes.printed,
                        None if minutes is None else minutes // 60, next_geste=next_geste(turn, group, today, say))


def next_geste(turn: Turn, group: Group, today: date, say: Say) -> str | None:
    owner = gestes.owner_of(turn.session, group_key(group.id), turn.now)
    chosen = owner and geste_day.pick(turn.session, turn.content, owner, today + timedelta(days=1))
    return say(Words(turn.content.geste(chosen).title)) if chosen and not chosen.startswith(OWN) else None


def announced(party: Party, say: Say) -> Gathering:
    """« 16 h » stays on one line of paper."""
    return Gathering(say(party.title), party.day, re.sub(r"(\d) h\b", "\\1\u00a0h", party.time), party.place)


def visit(turn: Turn, request: int, today: date, say: Say) -> Visit:
    """The card of a visit this person asked for; the visitor's first name is written by hand."""
    found = next((v for v in store.visits(turn.session, turn.person.id, today) if v.request == request), None)
    if found is None:
        raise Refusal(_("Cette visite n’est plus prévue : choisissez « À remplir à la main »."))
    return Visit(found.code, found.day, moment=say(SLOT_WORDS[found.slot]))

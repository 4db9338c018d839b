"""Whom an audience reaches at this moment: linked groups, and residents who asked for the town's news.

Read anew each time: a group that is no longer linked, installed or open to us is in no audience, whoever included it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, true, union
from sqlmodel import Session

from rules.audience import Audience, GroupReached, Reach, StreetReached
from rules.deliveries import AddressState
from rules.groups import GroupState
from rules.residents import Standing
from storage.tables import (
    Address,
    GroupTag,
    NeighbourGroup,
    Participation,
    Person,
    Residence,
    TownLink,
    TownNews,
    Zone,
    table,
)
from storage.tables.calendar import ThemeOff

_off = table(ThemeOff)
_l, _g, _z, _a, _tag = (table(t) for t in (TownLink, NeighbourGroup, Zone, Address, GroupTag))
_in, _p, _r, _news = (table(t) for t in (Participation, Person, Residence, TownNews))


def groups(session: Session, audience: Audience) -> list[GroupReached]:
    """By number. A group without a place has no street and no kind."""
    crowd = select(func.count()).select_from(_in).where(_in.c.group_id == _g.c.id).scalar_subquery()
    rows = session.connection().execute(_linked(
        select(_g.c.id, _g.c.address_id, _g.c.name, _z.c.commune, _z.c.label, _z.c.kind, crowd.label("residents")),
        audience).order_by(_l.c.group_id))
    return [GroupReached(r.id, r.address_id, r.name, r.commune, r.label or "", r.kind, r.residents) for r in rows]


def people(session: Session, audience: Audience) -> list[tuple[int, int]]:
    """(person, address), by number: residents who asked for the town's news, live or take part there, and can be
    written to. Whoever belongs to a group left out by name is left out.
    """
    return [(r.id, r.address_id) for r in session.connection().execute(
        select(_p.c.id, _p.c.address_id).where(_p.c.id.in_(_people(audience))).order_by(_p.c.id))]


def reach(session: Session, audience: Audience) -> Reach:
    """How many groups, how many take part in them, how many asked for the town's news there."""
    add = session.connection().execute
    mine = _linked(select(_g.c.id), audience)
    count = add(select(func.count()).select_from(mine.subquery())).scalar_one()
    crowd = add(select(func.count(_in.c.person_id.distinct())).where(_in.c.group_id.in_(mine))).scalar_one()
    asked = add(select(func.count()).select_from(_people(audience).subquery())).scalar_one()
    return Reach(int(count), int(crowd), int(asked))


def by_street(session: Session, audience: Audience) -> list[StreetReached]:
    """How many groups and participants in each place, the largest first."""
    found: dict[tuple[str, str | None], list[GroupReached]] = {}
    for group in groups(session, audience):
        found.setdefault((group.street, group.commune), []).append(group)
    streets = [StreetReached(street, commune, these[0].kind, len(these), sum(one.residents for one in these))
               for (street, commune), these in found.items()]
    return sorted(streets, key=lambda one: (-one.residents, one.street))


def addresses(session: Session, audience: Audience) -> list[int]:
    """Every address of it, each once: groups, then people when they are meant."""
    found = [group.address for group in groups(session, audience)]
    if audience.people:
        found += [address for _person, address in people(session, audience)]
    return list(dict.fromkeys(found))


def still_in(session: Session, audience: Audience, address: int) -> bool:
    """Whether this address is still reached."""
    if session.connection().execute(_linked(select(_g.c.id), audience).where(_g.c.address_id == address)).first():
        return True
    return audience.people and session.connection().execute(select(_p.c.id).where(
        _p.c.address_id == address, _p.c.id.in_(_people(audience)))).first() is not None


def communes(session: Session) -> list[tuple[str, int]]:
    """The communes of linked groups, with how many each has."""
    return _chosen(session, _z.c.commune, _z.c.commune.is_not(None))


def quarters(session: Session) -> list[tuple[str, int]]:
    return _chosen(session, _l.c.quarter, _l.c.quarter != "")


def kinds(session: Session) -> list[tuple[str, int]]:
    return _chosen(session, _z.c.kind, _z.c.kind.is_not(None))


def tags(session: Session) -> list[tuple[str, int]]:
    rows = session.connection().execute(select(_tag.c.tag, func.count()).where(
        _tag.c.group_id.in_(_linked(select(_g.c.id), Audience()))).group_by(_tag.c.tag).order_by(_tag.c.tag))
    return [(str(row[0]), int(row[1])) for row in rows]


def _chosen(session: Session, column: Any, where: ColumnElement[bool]) -> list[tuple[str, int]]:
    rows = session.connection().execute(
        _linked(select(column, func.count()), Audience()).where(where).group_by(column).order_by(column))
    return [(str(row[0]), int(row[1])) for row in rows]


def _linked(what: Any, audience: Audience) -> Any:
    """`what` of the groups of an audience."""
    is_open = exists().where(_a.c.id == _g.c.address_id, _a.c.state == AddressState.OPEN)
    linked = what.select_from(_l).join(_g, _g.c.id == _l.c.group_id).outerjoin(_z, _z.c.id == _g.c.zone_id)
    return linked.where(_g.c.state == GroupState.INSTALLED, is_open, *_fits(audience))


def _fits(audience: Audience) -> list[ColumnElement[bool]]:
    asked = [_z.c.commune.in_(audience.communes)] if audience.communes else []
    asked += [_z.c.kind.in_(audience.kinds)] if audience.kinds else []
    asked += [_l.c.quarter.in_(audience.quarters)] if audience.quarters else []
    asked += [_g.c.id.in_(_tagged(audience.tags))] if audience.tags else []
    matches = and_(true(), *asked) if asked or not audience.include else None
    included = _g.c.id.in_(audience.include) if audience.include else None
    fits = [or_(*(one for one in (matches, included) if one is not None))]
    if audience.theme:
        unwanted = select(_off.c.group_id).where(_off.c.moment == audience.theme)
        fits.append(_g.c.id.not_in(unwanted))
    if audience.exclude:
        fits.append(_g.c.id.not_in(audience.exclude))
    if audience.limited:
        fits.append(or_(_g.c.id.in_(_tagged(audience.within_tags or ())),
                        _g.c.zone_id.in_(audience.within_zones or ())))
    return fits


def _tagged(tags: Sequence[str]) -> Any:
    return select(_tag.c.group_id).where(_tag.c.tag.in_(tags))


def _people(audience: Audience) -> Any:
    """The residents who asked for news and belong to a group of the audience, or live in such a place."""
    reads = exists().where(
        _p.c.id == _news.c.person_id, _p.c.standing == Standing.RESIDENT, _p.c.stopped.is_(False),
        exists().where(_a.c.id == _p.c.address_id, _a.c.state == AddressState.OPEN))
    found = select(_news.c.person_id).where(reads)
    if audience.filters or not audience.by_place_alone:
        belong = _belong(_linked(select(_g.c.id), audience), _linked(select(_g.c.zone_id), audience))
        found = found.where(_news.c.person_id.in_(union(*belong, *_live(audience))))
    if audience.exclude:
        out = _g.c.id.in_(audience.exclude)
        found = found.where(_news.c.person_id.not_in(
            union(*_belong(select(_g.c.id).where(out), select(_g.c.zone_id).where(out)))))
    return found


def _belong(groups: Any, places: Any) -> list[Any]:
    """Who takes part in one of these groups, who lives in one of these places. Each list is made once: asked person by
    person, the groups would be looked for anew each time.
    """
    return [select(_in.c.person_id).where(_in.c.group_id.in_(groups)),
            select(_r.c.person_id).where(_r.c.zone_id.in_(places))]


def _live(audience: Audience) -> list[Any]:
    """Where nothing but the place is asked, a home there is enough."""
    if not audience.by_place_alone:
        return []
    homes = select(_z.c.id)
    homes = homes.where(_z.c.commune.in_(audience.communes)) if audience.communes else homes
    homes = homes.where(_z.c.kind.in_(audience.kinds)) if audience.kinds else homes
    return [select(_r.c.person_id).where(_r.c.zone_id.in_(homes))]

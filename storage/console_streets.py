"""Every place of the town with what a coordinator may count there. Numbers alone: nobody's row is read out."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, func, select
from sqlmodel import Session

from rules.console import RoleState, Street, TownRole
from rules.groups import GroupState
from rules.help import RequestState
from storage.tables import HelpRequest, NeighbourGroup, Residence, RoleHeld, TownLink, Zone, table
from storage.tables.referents import StandIn

_z, _r, _g, _l, _q, _t, _away = (table(t) for t in (
    Zone, Residence, NeighbourGroup, TownLink, HelpRequest, RoleHeld, StandIn))


def streets(session: Session, unserved_since: datetime, now: datetime) -> list[Street]:
    """Places where somebody lives or a group is installed. A need is unserved when it is open since before then.

    A référent on holiday counts as long as somebody stands in for them.
    """
    count = select(func.count())
    residents = count.select_from(_r).where(_r.c.zone_id == _z.c.id)
    groups = count.select_from(_g).where(_g.c.zone_id == _z.c.id, _g.c.state == GroupState.INSTALLED)
    linked = count.select_from(_g).join(_l, _l.c.group_id == _g.c.id).where(
        _g.c.zone_id == _z.c.id, _g.c.state == GroupState.INSTALLED)
    referents = count.select_from(_t).where(
        _t.c.zone_id == _z.c.id, _t.c.role == TownRole.REFERENT, _t.c.state == RoleState.ACTIVE, ~exists().where(
            _away.c.person_id == _t.c.person_id, _away.c.deputy_id.is_(None), _away.c.away_from <= now,
            _away.c.away_until > now))
    needs = count.select_from(_q).where(
        _q.c.zone_id == _z.c.id, _q.c.state == RequestState.OPEN, _q.c.created_at <= unserved_since)
    rows = session.connection().execute(select(
        _z.c.id, _z.c.label, _z.c.shown, _z.c.commune, *(one.scalar_subquery() for one in (
            residents, groups, linked, referents, needs))).order_by(_z.c.id))
    found = (Street(*row) for row in rows)
    return [one for one in found if one.residents or one.groups]

"""Whoever runs the group, or looks after the street, is told that a need still waits: once."""

from __future__ import annotations

from actions.asks_sign import leader
from actions.desk import Desk
from messages.asks import AskCall
from messages.help_care import HelpUnservedAdmin
from rules.help import Request
from storage import help_lists


def called(desk: Desk, request: Request, title: str) -> bool:
    """True the first time. No name, as on the card."""
    first = desk.once(f"help:{request.id}", "unserved")
    if first:
        told = set()
        for admin, group in help_lists.admins(desk.session, request.id):
            desk.tell(admin, HelpUnservedAdmin(title, group))
            told.add(admin)
        found = leader(desk, request)
        if found and found.id not in told:
            desk.tell(found, about(desk, request))
    return first


def about(desk: Desk, request: Request, *, late: bool = False) -> AskCall:
    """Neither day nor place of what is discreet."""
    kind = desk.content.kind(request.kind)
    if kind.discreet:
        return AskCall(kind.title, late)
    return AskCall(kind.title, late, request.zone_label, request.day, request.slot)

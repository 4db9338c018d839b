"""The scenes of tests/world, as the tests of conversations ask for them."""

from __future__ import annotations

from tests.world.scenes import (
    LILACS,
    MACHINERY,
    SCRIPTS,
    Script,
    Step,
    agree,
    answer_install,
    begin_hours,
    begin_install,
    begin_join,
    dump,
    faults,
    install,
    join,
    note,
    press,
    rows,
    say,
)

__all__ = [
    "LILACS", "MACHINERY", "SCRIPTS", "Script", "Step", "agree", "answer_install", "begin_hours", "begin_install",
    "begin_join", "dump", "faults", "install", "join", "note", "press", "rows", "say",
]

"""What is shipped to run the bot: hardened units that systemd understands, and a container that is not root."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.__main__ import CONSOLE, parser
from tests.docs.conftest import ROOT

DEPLOY = ROOT / "deploy"
SERVICES = ("tous-voisins.service", "tous-voisins-backup.service")
CONTAINER = (ROOT / "Containerfile").read_text("utf-8")
systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
WORST = 2.0
"""systemd's own measure, from 0 to 10; 1.4 on Debian 12."""


def analyzed(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["systemd-analyze", *map(str, words)], capture_output=True, text=True, check=False)


@systemd
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    """With a program where they expect ours."""
    for one in (*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")):
        text = re.sub(rf"/opt/tous-voisins/bin/{CONSOLE}", "/bin/true", one.read_text("utf-8"))
        (tmp_path / one.name).write_text(text, "utf-8")
    found = analyzed("verify", "--man=no", *sorted(tmp_path.iterdir()))
    assert (found.returncode, found.stdout) == (0, ""), found.stderr
    assert "tous-voisins" not in found.stderr


@systemd
@pytest.mark.parametrize("unit", SERVICES)
def test_a_unit_is_little_exposed(unit: str) -> None:
    told = analyzed("security", "--offline=true", DEPLOY / unit).stdout
    (score,) = re.findall(r"Overall exposure level for \S+: ([\d.]+)", told)
    assert float(score) <= WORST, told


@pytest.mark.parametrize("unit", SERVICES)
def test_logs_are_kept_thirty_days(unit: str) -> None:
    """In a journal of their own, so that the machine's may live longer; a file of a day goes whole."""
    (space,) = re.findall(r"^LogNamespace=(.+)$", (DEPLOY / unit).read_text("utf-8"), re.MULTILINE)
    kept = (DEPLOY / f"journald@{space}.conf").read_text("utf-8").splitlines()
    assert {"MaxRetentionSec=30day", "MaxFileSec=1day"} <= set(kept)


@pytest.mark.parametrize("unit", SERVICES)
def test_the_command_of_a_unit_is_understood(unit: str) -> None:
    (command,) = re.findall(r"^ExecStart=(.*)$", (DEPLOY / unit).read_text("utf-8"), re.MULTILINE)
    program, *words = shlex.split(command)
    assert Path(program).name == CONSOLE
    parser().parse_args(words)


def test_the_container_is_not_root_keeps_one_folder_and_looks_after_itself() -> None:
    last = CONTAINER.rpartition("FROM ")[2]
    assert "USER 10001:10001" in last
    assert "VOLUME /data" in last
    assert "/health" in last
    assert last.index("RUN ") < last.index("USER "), "nothing is installed by who runs"
    kept = (ROOT / ".containerignore").read_text("utf-8").split()
    assert kept[0] == "*", "no setting and no database goes into an image by mistake"
    for copied in re.findall(r"^COPY (?!--from)(.+) /source/$", CONTAINER, re.MULTILINE):
        assert set(copied.split()) <= {one.removeprefix("!") for one in kept}

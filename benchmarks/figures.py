"""`python -m benchmarks.figures`: the newest result written where the figures are quoted, between their marks."""

import json
import re
import statistics
import sys
from pathlib import Path
from typing import Any

from benchmarks import contenders
from benchmarks.ours import ROOT
from benchmarks.report import FOLDER

README, DECISION = ROOT / "README.md", ROOT / "docs" / "decisions" / "0007-what-limits-speed.md"
NAMES = {contenders.OURS_SQLITE: "ours, SQLite `synchronous=FULL`", contenders.OURS_POSTGRES: "ours, PostgreSQL",
         "stock aiogram, memory": "stock aiogram, in memory",
         "stock PTB, memory": "stock python-telegram-bot, in memory", "stock PTB, pickle": "the same, pickle"}
BETWEEN = re.compile(r"(<!-- figures -->\n).*?(<!-- end of figures -->)", re.DOTALL)


def main() -> int:
    newest = max(FOLDER.glob("*.json"), default=None)
    if newest is None:
        print("No result yet: make bench", file=sys.stderr)
        return 1
    result = json.loads(newest.read_text(encoding="utf-8"))
    put(README, sentence(result))
    put(DECISION, table(result))
    print(f"{newest.name} is in {README.name} and {DECISION.name}")
    return 0


def put(page: Path, text: str) -> None:
    old = page.read_text(encoding="utf-8")
    page.write_text(BETWEEN.sub(lambda found: f"{found[1]}{text}\n{found[2]}", old), encoding="utf-8")


def middle(result: dict[str, Any], name: str, figure: str) -> float:
    return statistics.median(float(one[figure]) for one in result["full"][name])


def ratio(result: dict[str, Any], name: str) -> float:
    stocks = [middle(result, one, "updates_per_second") for one in contenders.IN_MEMORY]
    return middle(result, name, "updates_per_second") / max(stocks)


def sentence(result: dict[str, Any]) -> str:
    """For the README, in lines of its width."""
    ours = (contenders.OURS_SQLITE, contenders.OURS_POSTGRES)
    most = max(middle(result, name, "peak_mb") for name in ours)
    return (f"{ratio(result, ours[0]):.2f} times the updates per second of the fastest of them (aiogram), on SQLite "
            f"with\n`synchronous=FULL`; {ratio(result, ours[1]):.2f} on PostgreSQL; listening after "
            f"{middle(result, ours[0], 'cold_start'):.1f} s; {most:.0f} MB at most.")


def table(result: dict[str, Any]) -> str:
    rows = ["| | updates/s | ratio | CPU s per 1,000 | peak MB | start s |", "|---|---|---|---|---|---|"]
    for name, shown in NAMES.items():
        if name not in result["full"]:
            continue
        speeds = [one["updates_per_second"] for one in result["full"][name]]
        rows.append(f"| {shown} | {statistics.median(speeds):.0f} ({min(speeds):.0f}–{max(speeds):.0f}) "
                    f"| {ratio(result, name):.2f} | {middle(result, name, 'cpu_per_thousand'):.2f} "
                    f"| {middle(result, name, 'peak_mb'):.0f} | {middle(result, name, 'cold_start'):.1f} |")
    calm = [f"{NAMES[name]} {one['p50_ms']:.0f} ms (p99 {one['p99_ms']:.0f})" for name, one in result["calm"].items()]
    parts = ["\n".join(rows), f"At 50 updates a second a person waits: {'; '.join(calm)}." if calm else ""]
    sections = "\n".join(result["sections"]).strip()
    return "\n\n".join([*filter(None, parts), *([f"```\n{sections}\n```"] if sections else [])])


if __name__ == "__main__":
    sys.exit(main())

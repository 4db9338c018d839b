"""What a start costs before the first word: the imports of everything that serves, in a process of their own."""

import statistics
import subprocess
import sys

from benchmarks import contenders, report
from benchmarks.ours import ROOT

IMPORTS = """
import time
began = time.perf_counter()
import gc
gc.disable()
import bot.assembly
from content.catalogue import load
imported = time.perf_counter() - began
load()
from pathlib import Path
memory = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(imported, time.perf_counter() - began - imported, int(memory.split()[1]) / 1024)
"""


def section(rounds: int, results: report.Results) -> list[str]:
    """The imports alone; and, of the rounds played, when each engine's bot first asked for updates and its peak."""
    found = []
    for _round in range(rounds):
        done = subprocess.run((sys.executable, "-c", IMPORTS), cwd=ROOT, check=True, capture_output=True, text=True)
        found.append([float(figure) for figure in done.stdout.split()])
    imports, content, memory = (statistics.median(figures) for figures in zip(*found, strict=True))
    lines = [f"start: imports {imports:.2f} s, content {content:.2f} s, {memory:.0f} MB after them"]
    middle = report.medians(results)
    lines += [f"  {name}: listens after {middle[name].cold_start:.2f} s, {middle[name].peak_mb:.0f} MB at most"
              for name in (contenders.OURS_SQLITE, contenders.OURS_POSTGRES) if name in middle]
    return [*lines, ""]

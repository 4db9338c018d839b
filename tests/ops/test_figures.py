"""The figures quoted in the pages are those of the newest measure, whatever stands around them."""

from __future__ import annotations

from pathlib import Path

from benchmarks import figures

ONE = {"updates_per_second": 1000.0, "cpu_per_thousand": 0.5, "peak_mb": 160.4, "cold_start": 1.04}
RESULT = {
    "full": {"ours, SQLite FULL": [ONE, ONE | {"updates_per_second": 1400.0}, ONE | {"updates_per_second": 1200.0}],
             "ours, PostgreSQL": [ONE | {"peak_mb": 170.0}],
             "stock aiogram, memory": [ONE | {"updates_per_second": 500.0}],
             "stock PTB, memory": [ONE | {"updates_per_second": 250.0}]},
    "calm": {"ours, SQLite FULL": {"p50_ms": 9.6, "p99_ms": 15.2}}, "sections": ["clock (scale 1)", ""]}


def test_a_page_keeps_all_but_its_figures(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Before.\n<!-- figures -->\nold\n<!-- end of figures -->\nAfter.\n", encoding="utf-8")
    figures.put(page, "new")
    figures.put(page, "newer")
    assert page.read_text(encoding="utf-8") == (
        "Before.\n<!-- figures -->\nnewer\n<!-- end of figures -->\nAfter.\n")


def test_the_sentence_and_the_table_say_medians() -> None:
    assert figures.sentence(RESULT).startswith("2.40 times")
    assert "2.00 on PostgreSQL; listening after 1.0 s; 170 MB at most." in figures.sentence(RESULT)
    assert "| ours, SQLite `synchronous=FULL` | 1200 (1000–1400) | 2.40 | 0.50 | 160 | 1.0 |" in figures.table(RESULT)
    assert "10 ms (p99 15)" in figures.table(RESULT)


def test_both_pages_have_their_marks() -> None:
    assert all(len(figures.BETWEEN.findall(page.read_text("utf-8"))) == 1
               for page in (figures.README, figures.DECISION))

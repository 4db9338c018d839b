"""Rewrites communes.tsv.gz and departements.tsv from the package named in SOURCES.md.

    python content/data/refresh.py [package.tgz]

Without an archive, `npm pack` fetches the current one. Read the difference in counts before committing it.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

PACKAGE = "@etalab/decoupage-administratif"
HERE = Path(__file__).parent
COLUMNS = "code\tnom\tcodes_postaux\tdepartement\tpopulation\tarrondissement_de\tanciens_noms"

Row: TypeAlias = dict[str, Any]


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(arguments[0]) if arguments else fetch(Path(folder))
        with tarfile.open(archive) as tar:
            communes: list[Row] = json.loads(_read(tar, "data/communes.json"))
            departements: list[Row] = json.loads(_read(tar, "data/departements.json"))
            version: str = json.loads(_read(tar, "package.json"))["version"]
            vintage = vintage_of(_read(tar, "README.md"), version)
    lines = [f"# {PACKAGE} {version}, millésime {vintage}, Licence Ouverte", COLUMNS, *rows(communes)]
    write(HERE / "communes.tsv.gz", lines)
    names = sorted(f"{one['code']}\t{one['nom']}" for one in departements)
    (HERE / "departements.tsv").write_text("\n".join([lines[0], "code\tnom", *names, ""]), encoding="utf-8")
    print(f"{len(lines) - 2} lignes, {len(names)} départements, {lines[0][2:]}")
    return 0


def fetch(folder: Path) -> Path:
    command = ["npm", "pack", PACKAGE, "--pack-destination", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.tgz"))


def _read(tar: tarfile.TarFile, name: str) -> str:
    member = tar.extractfile(f"package/{name}")
    if member is None:
        raise SystemExit(f"{name} is not a file of the archive")
    return member.read().decode("utf-8")


def vintage_of(readme: str, version: str) -> str:
    found = re.search(rf"^\|\s*(\d{{4}})\s*\|\s*{re.escape(version)}\s*\|", readme, re.MULTILINE)
    if found is None:
        raise SystemExit(f"the package does not say of which year version {version} is")
    return found[1]


def rows(communes: list[Row]) -> Iterator[str]:
    """Current communes, and the arrondissements of Paris, Lyon and Marseille with the commune they are of."""
    former = former_names(communes)
    for one in sorted(communes, key=lambda row: str(row["code"])):
        if one["type"] in ("commune-actuelle", "arrondissement-municipal"):
            yield "\t".join(
                (
                    one["code"],
                    one["nom"],
                    " ".join(one.get("codesPostaux", ())),
                    one.get("departement") or one["code"][:3],
                    str(one.get("population") or 0),
                    one.get("commune") or "",
                    "|".join(former.get(one["code"], ()) if one["type"] == "commune-actuelle" else ()),
                )
            )


def former_names(communes: list[Row]) -> dict[str, list[str]]:
    """Names people still give: communes merged into another, by the code of the one they are now part of."""
    names = {one["code"]: one["nom"] for one in communes if one["type"] == "commune-actuelle"}
    former: dict[str, list[str]] = {}
    for one in communes:
        merged = one["type"] in ("commune-deleguee", "commune-associee")
        if merged and one["nom"] != names.get(one["chefLieu"]):
            former.setdefault(one["chefLieu"], []).append(one["nom"])
    return {code: sorted(set(found)) for code, found in former.items()}


def write(path: Path, lines: list[str]) -> None:
    """No date inside the archive: the same source gives the same bytes."""
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", fileobj=packed, mode="wb", compresslevel=9, mtime=0) as out:
        out.write(("\n".join(lines) + "\n").encode("utf-8"))
    path.write_bytes(packed.getvalue())


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

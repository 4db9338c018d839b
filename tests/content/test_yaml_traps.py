"""What YAML silently changes is refused, with the line and one plain sentence."""

from pathlib import Path

import pytest

from content.yaml_lines import Fault, Fields, Items, Scalar, read

TRAPS = [
    ("heure: 12:30", 1, "heure", "l’heure « 12:30 »"),
    ("heure: 9:30", 1, "heure", "l’heure « 9:30 »"),
    ("heure: 18:30:00", 1, "heure", "l’heure"),
    ("actif: on", 1, "actif", "vrai ou faux"),
    ("actif: no", 1, "actif", "vrai ou faux"),
    ("pays: NO", 1, "pays", "vrai ou faux"),
    ("a: b\nactif: yes", 2, "actif", "vrai ou faux"),
    ("actif: Off", 1, "actif", "vrai ou faux"),
    ("code: 01000", 1, "code", "commence par zéro"),
    ("code: 01004", 1, "code", "commence par zéro"),
    ("code: 0x1F", 1, "code", "guillemets"),
    ("code: 1_000", 1, "code", "guillemets"),
    ("prix: 1.5", 1, "prix", "n’est pas lu comme un texte"),
    ("vide: ~", 1, "vide", "valeur vide"),
    ("vide: null", 1, "vide", "valeur vide"),
    ("vide:", 1, "vide", "valeur vide"),
    ("2027: a", 1, "2027", "clé lue comme"),
    ("2027-05-28: a", 1, "2027-05-28", "clé lue comme"),
    ("on: a", 1, "on", "clé lue comme"),
    ("jour: 2026-02-30", 1, "jour", "n’existe pas"),
    ("jour: 2026-11-23 10:00:00", 1, "jour", "guillemets"),
    ("titre: Attention : chaud", 1, "ligne", "deux-points"),
    ("titre: Attention\u00a0: chaud", 1, "ligne", "deux-points"),
    ("titre: salut #15", 1, "titre", "« # » coupe le texte"),
    ("titre: *gras", 1, "ligne", "ne peut pas commencer"),
    ("titre: @moi", 1, "ligne", "ne peut pas commencer"),
    ("titre: %tout", 1, "ligne", "ne peut pas commencer"),
    ("titre: `code`", 1, "ligne", "ne peut pas commencer"),
    ("titre: {prenom}", 1, "titre", "accolades"),
    ("titre: 'l'eau'", 1, "ligne", ""),
    ('titre: "ouvert', 1, "ligne", ""),
    ("a: b\na: c", 2, "a", "écrit deux fois"),
    ("a:\n  b: c\n  b: d", 3, "b", "écrit deux fois"),
    ("a: b\n\tc: d", 2, "ligne", "tabulation"),
    ("a: b #\tx", 1, "ligne", "tabulation"),
    ("", 1, "fichier", "vide"),
]


def faults_of(tmp_path: Path, text: str) -> list[Fault]:
    path = tmp_path / "essai.yaml"
    path.write_text(text, "utf-8")
    faults: list[Fault] = []
    read(path, faults)
    return faults


@pytest.mark.parametrize(("text", "line", "field", "said"), TRAPS)
def test_a_trap_is_refused_with_its_place(tmp_path: Path, text: str, line: int, field: str, said: str) -> None:
    (fault, *_) = faults_of(tmp_path, text)
    assert (fault.file, fault.line, fault.field) == ("essai.yaml", line, field)
    assert said in fault.rule
    assert str(fault).startswith(f"essai.yaml:{line}: {field}: ")


def test_the_tag_sign_is_refused(tmp_path: Path) -> None:
    assert faults_of(tmp_path, "titre: !important")


def test_a_missing_or_foreign_file_is_said(tmp_path: Path) -> None:
    faults: list[Fault] = []
    assert read(tmp_path / "rien.yaml", faults) is None
    (tmp_path / "latin.yaml").write_bytes("é: é".encode("latin-1"))
    assert read(tmp_path / "latin.yaml", faults) is None
    assert [f.rule for f in faults] == ["fichier absent", "le fichier n’est pas en UTF-8"]


def test_quoted_values_and_plain_words_stay_as_written(tmp_path: Path) -> None:
    path = tmp_path / "bon.yaml"
    path.write_text(
        'heure: "12:30"\ncode: "01000"\nnum: "15"\noui: oui\neau: l’eau\nn: 15\nvrai: true\nliste: ["02-29"]\n',
        "utf-8",
    )
    faults: list[Fault] = []
    tree = read(path, faults)
    assert faults == []
    assert isinstance(tree, Fields)
    plain = {k: v.value for k, v in tree.fields.items() if isinstance(v, Scalar)}
    assert plain == {
        "heure": "12:30", "code": "01000", "num": "15", "oui": "oui", "eau": "l’eau", "n": 15, "vrai": True,
    }  # fmt: skip
    assert tree.fields["liste"] == Items((Scalar("02-29", 8),), 8)

"""Each rule of the schema, broken once in a copy of the shipped files."""

from pathlib import Path

import pytest

from content.catalogue import ContentError, load

SPOILED = [
    ("gestes.yaml", 'id: "saluer-par-prenom"', 'id: "Saluer Prénom"', "minuscules sans accent"),
    ("gestes.yaml", 'id: "tenir-la-porte"', 'id: "saluer-par-prenom"', "déjà pris"),
    ("gestes.yaml", 'theme: "bonjour"', 'theme: "salut"', "« salut » refusé"),
    ("gestes.yaml", "duree: 5", "duree: 10", "5, 15 ou 60"),
    ("gestes.yaml", "duree: 5", 'duree: "5"', "nombre entier"),
    ("gestes.yaml", "duree: 5", "duree: [5]", "nombre entier"),
    ("gestes.yaml", "coeur: true", 'coeur: "oui"', "true ou false"),
    ("gestes.yaml", 'lieu: "partout"', 'lieu: "ailleurs"', "« ailleurs » refusé"),
    ("gestes.yaml", 'quand: ["toute"]', "quand: []", "trop courte"),
    ("gestes.yaml", 'quand: ["toute"]', 'quand: "toute"', "une liste"),
    ("gestes.yaml", 'quand: ["toute"]', 'quand: ["13-01"]', "n’existe pas dans le calendrier"),
    ("gestes.yaml", 'quand: ["toute"]', 'quand: ["1er mai"]', "MM-JJ"),
    ("gestes.yaml", 'quand: ["toute"]', 'quand: ["12-01..02-28"]', "02-29, jamais le 02-28"),
    ("gestes.yaml", 'quand: ["toute"]', 'quand: ["event:carnaval"]', "« carnaval » n’existe pas"),
    ("gestes.yaml", 'quand: ["toute"]', 'quand: ["event:canicule"]', "« canicule » n’existe pas"),
    ("gestes.yaml", 'quand: ["toute"]', 'quand: ["alert:rentree"]', "« rentree » n’existe pas"),
    ("gestes.yaml", 'quand: ["toute"]', 'quand: ["toute", "toute"]', "écrit deux fois"),
    ("gestes.yaml", 'public: ["tous"]', 'public: ["chien"]', "« chien » refusé"),
    ("gestes.yaml", 'securite: ["S10"]', 'securite: ["S99"]', "« S99 » n’existe pas"),
    ("gestes.yaml", 'source: ["projet"]', 'source: ["X"]', "« X » n’existe pas"),
    ("gestes.yaml", 'suite: "proposer:visite_appel"', 'suite: "kit:livre"', "« livre » n’existe pas"),
    ("gestes.yaml", 'suite: "proposer:visite_appel"', 'suite: "numero:n99"', "« n99 » n’existe pas"),
    ("gestes.yaml", 'suite: "demander"', 'suite: "demander:x"', "ne prend rien"),
    ("gestes.yaml", "relu_le: 2026-11-23", 'relu_le: "2026-11-23"', "sans guillemets"),
    ("gestes.yaml", "dluo: 2028-11-23", "dluo: 2026-11-23", "après la relecture"),
    ("gestes.yaml", "  dluo: 2028-11-23\n", "", "champ absent"),
    ("gestes.yaml", 'theme: "bonjour"', 'theme: "bonjour"\n  humeur: "gaie"', "champ inconnu"),
    ("gestes.yaml", "  en:\n", "  anglais:\n", "traduction anglaise absente"),
    ("gestes.yaml", 'pilier: "voisinage"', 'pilier: ""', "le texte est vide"),
    ("calendar.yaml", 'kind: "saison"', 'kind: "fixe"', "autre genre"),
    ("calendar.yaml", 'regle: "fête des voisins"', 'regle: "un vendredi"', "MM-JJ"),
    ("calendar.yaml", '"2020":', "2020:", "clé lue comme"),
    ("calendar.yaml", "debut: 2020-05-29", "debut: 2019-05-29", "cette année-là"),
    ("calendar.yaml", 'territoires: ["partout"]', 'territoires: ["mars"]', "« mars » refusé"),
    ("calendar.yaml", 'texte: "Inviter le voisinage"', 'texte: "Inviter tout le monde du quartier"', "24 au plus"),
    ("calendar.yaml", "vrai: true", "vrai: on", "vrai ou faux"),
    ("numbers.yaml", 'numero: "3114"', "numero: 3114", "un mot est attendu"),
    ("numbers.yaml", 'numero: "3114"', 'numero: "trente"', "n’est pas un numéro"),
    ("numbers.yaml", "texte: \"Sans abri : 115", "texte: \"Sans abri : 113".replace(" :", "\u00a0:"), "113"),
    ("numbers.yaml", '["PM", "BL", "MF", "WF", "PF", "NC", "TF"]', '["PM", "BL"]', "chaque territoire"),
    ("help.yaml", '"courses", "pharmacie"', '"courses", "magie"', "« magie » n’existe pas"),
    ("help.yaml", '["courses", "pharmacie", "repas"', '["courses", "repas"', "0 familles au lieu de 1"),
    ("help.yaml", 'propose: "ailleurs"', 'propose: "ouvert"', "0 familles au lieu de 1"),
    ("help.yaml", "recommandation: true", "recommandation: false", "demande une recommandation"),
    ("help.yaml", 'numeros: ["n15"]', 'numeros: ["n16"]', "« n16 » n’existe pas"),
    ("safety.yaml", 'code: "S2"', 'code: "S1"', "déjà pris"),
    ("safety.yaml", 'code: "S2"', 'code: "2"', "n’est pas un code"),
    ("safety.yaml", '  source: ["projet"]\n', "", "champ absent"),
    ("safety.yaml", "  verifie_le: 2026-11-23\n", "", "champ absent"),
    ("charter.yaml", "verifie_le: 2026-11-23", 'verifie_le: "2026-11-23"', "sans guillemets"),
    ("help.yaml", '    source: ["projet"]\n', "", "champ absent"),
    ("help.yaml", 'source: ["projet", "HC"]', 'source: ["X"]', "« X » n’existe pas"),
    ("privacy.yaml", 'en: "Who', 'nl: "Who', "1 à 300 signes"),
    ("sources.yaml", "lheurecivique.fr", "lheurecivique..fr", "ne mène nulle part"),
    ("charter.yaml", 'version: "2026-12"', 'version: ""', "le texte est vide"),
    ("private_words.yaml", 'sujet: "argent"', 'sujet: "sante"', "déjà pris"),
    ("private_words.yaml", 'sujet: "argent"', 'sujet: "amour"', "« amour » refusé"),
    ("private_words.yaml", '"huissier"', '"argent"', "écrit deux fois"),
    ("private_words.yaml", '"digicode", ', '"12", ', "trois lettres"),
    ("calendar.yaml", '    securite: ["S4"]\n', "", "une alerte a au moins une consigne"),
    ("calendar.yaml", 'securite: ["S4"]', 'securite: ["S99"]', "« S99 » n’existe pas"),
    ("words.yaml", 'motif: "', 'motif: "(', "motif illisible"),
    ("sources.yaml", 'HC: "lheurecivique.fr"', "HC: 15", "un texte entre guillemets"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "good", "bad", "said"), SPOILED)
def test_a_broken_rule_names_its_line(folder: Path, file: str, good: str, bad: str, said: str) -> None:
    text = (folder / file).read_text("utf-8")
    good = good if good in text else good.replace(" :", "\u00a0:")
    assert good in text
    (folder / file).write_text(text.replace(good, bad, 1), "utf-8")
    line = text[: text.index(good)].count("\n") + 1
    with pytest.raises(ContentError) as caught:
        load(folder)
    mine = [f for f in caught.value.faults if f.file == file and said in f.rule]
    assert mine, str(caught.value)
    assert min(abs(f.line - line) for f in mine) <= 40
    assert str(mine[0]) in str(caught.value)


def test_every_fault_is_listed_at_once(folder: Path) -> None:
    path = folder / "gestes.yaml"
    text = path.read_text("utf-8").replace("duree: 5\n", "duree: 12:30\n", 1).replace("duree: 60", "duree: 61", 1)
    path.write_text(text, "utf-8")
    with pytest.raises(ContentError) as caught:
        load(folder)
    assert len(caught.value.faults) == 2


def test_the_exact_line_is_given(folder: Path) -> None:
    path = folder / "gestes.yaml"
    lines = path.read_text("utf-8").split("\n")
    number = next(n for n, line in enumerate(lines) if line.strip() == 'theme: "bonjour"')
    lines[number] = '  theme: "salut"'
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(ContentError, match=rf"^gestes\.yaml:{number + 1}: saluer-par-prenom\.theme: « salut »"):
        load(folder)


def test_one_french_sentence_has_one_translation(folder: Path) -> None:
    path = folder / "calendar.yaml"
    text = path.read_text("utf-8").replace('en: {texte: "Invite the neighbours"}', 'en: {texte: "Ask them"}', 1)
    path.write_text(text, "utf-8")
    with pytest.raises(ContentError, match="déjà traduit autrement"):
        load(folder)

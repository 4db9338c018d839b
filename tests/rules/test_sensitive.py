"""What never waits for a neighbour, as people write it, and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.catalogue import Catalogue, load
from rules.sensitive import Sensitive, Topic, checked, one_letter_off

STOPPED = {
    "detresse": (
        "je veux mourir",
        "J’ai envie d’en finir",
        "je pense au suicide",
        "je vais me tuer",
        "J’en peux plus de vivre",
        "j’ai plus envie de vivre",
        "je veu mourrir",
        "mon fils parle de se suicider",
        "autant disparaître",
        "à quoi bon vivre",
        "je vais me jeter par la fenêtre",
        "il a avalé plein de médicaments",
    ),
    "secours": (
        "il ne respire plus",
        "Elle est INCONSCIENTE",
        "ma mère est tombée et ne se relève pas",
        "une douleur dans la poitrine",
        "j’ai mal au bras gauche et à la poitrine",
        "il y a le feu au 3e",
        "au feu !!",
        "de la fumée sort de l’appartement",
        "odeur de gaz dans l’escalier",
        "ça sent le gaz",
        "mon père fait un AVC",
        "elle convulse",
        "il saigne beaucoup",
        "ma voisine ne répond plus depuis trois jours",
        "il a fait un malaise",
        "elle s’étouffe",
        "elle a perdu les eaux",
        "AU SECOURS",
        "vite une ambulance",
        "il a bu de la javel",
        "le plafond s’est effondré",
        "elle est inconsciante",
    ),
    "enfant": (
        "un enfant est battu au 3e",
        "le petit est tout seul la nuit",
        "mon beau-père me touche",
        "le bébé pleure depuis hier",
        "ils frappent leurs enfants",
        "une fillette maltraitée",
    ),
    "maltraitance": (
        "l’aide à domicile frappe ma mère",
        "maman est maltraitée à la maison de retraite",
        "on enferme la vieille dame",
        "ma grand-mère a des bleus partout",
    ),
    "violence": (
        "mon mari me frappe",
        "Mon compagnon me bat",
        "il me menace avec un couteau",
        "j’ai peur de mon conjoint",
        "ma voisine se fait frapper",
        "on m’a agressée dans l’escalier",
        "il m’a violée",
        "violences conjugales",
        "il me tape dessus tous les soirs",
        "mon ex me menace de mort",
        "il a une arme",
    ),
    "soins": (
        "quelqu’un pour me faire ma piqûre",
        "changer un pansement",
        "aider à la toilette de mon père",
        "quel médicament prendre pour la tension",
        "combien de doliprane je peux prendre",
        "porter ma femme dans son lit",
    ),
    "argent": ("prêter 500 euros", "je n’ai plus d’argent", "une avance sur mon salaire", "payer mon loyer ce mois-ci"),
}
HARMLESS = (
    "mourir de rire au théâtre du quartier",
    "il fait à mourir de chaud dans le local",
    "tuer le temps à plusieurs",
    "un feu de camp pour la fête",
    "rendez-vous au feu rouge de la rue",
    "voir le feu d’artifice ensemble",
    "battre les tapis",
    "battre les œufs en neige",
    "on s’est fait battre au foot",
    "taper un courrier à l’ordinateur",
    "un coup de main pour déménager",
    "un coup de peinture",
    "un coup de fil le dimanche",
    "frapper à la porte avant d’entrer",
    "une lampe à gaz pour le camping",
    "relever le courrier",
    "relever les compteurs",
    "de la crème pour une piqûre de moustique",
    "piquer à la machine à coudre",
    "les toilettes du hall sont bouchées",
    "toiletter le chien",
    "aider à la toilette du chat",
    "j’ai peur des araignées",
    "j’ai peur du vide, qui peut changer l’ampoule ?",
    "la fumée du barbecue me gêne",
    "purger un radiateur",
    "étouffer le bruit avec un tapis",
    "la pluie est tombée dans le local à vélos",
    "l’arbre est tombé dans l’allée",
    "garder les enfants à la sortie de l’école",
    "un enfant cherche son doudou",
    "jouer avec les enfants",
    "le cri des mouettes",
    "la fête fera du bruit",
    "urgent : il me faut une perceuse",
    "une visite à l’hôpital",
    "chercher mes médicaments à la pharmacie",
    "porter une ordonnance à la pharmacie",
    "prêter une échelle",
    "le prêt d’une poussette",
    "prêter un livre",
    "20 euros de fruits au plus",
    "la cagnotte de la fête",
    "payer en espèces à la boulangerie",
    "mort de fatigue après le déménagement",
    "bien vivre ensemble dans l’immeuble",
    "une envie de jardiner",
    "je n’ai plus envie de cuisiner pour une seule personne",
    "finir le puzzle",
    "en finir avec les cartons",
    "les clés ont disparu",
    "je me jette à l’eau : j’organise la fête",
    "la chaudière ne répond plus",
    "mon téléphone ne répond plus",
    "l’interphone ne répond plus depuis hier",
    "porter un meuble au deuxième",
    "emmener ma mère en voiture au marché",
    "le ciel est menaçant",
    "un violent orage hier",
    "une formation aux premiers secours",
    "la roue de secours du vélo",
    "le bal des pompiers",
    "une coupe de cheveux",
)


# As people write on a telephone, in a hurry, without accents.
TYPED = {
    "detresse": (
        "jveu mourir",
        "g envi de mourir",
        "jen peu plus de vivre",
        "je vé me tué",
        "jvai me suicidé",
        "plu envi de vivre",
        "sa sert a rien de vivre",
        "je veux plus etre la",
        "je prefere etre morte",
        "jai pris trop de cachet",
    ),
    "violence": (
        "mon mari ma frappé hier soir",
        "mon conpagnon me tape dessus",
        "il menace de me tué",
        "jai peur de mon mari",
        "des bruits de coups et une femme qui crie",
        "il ma etranglé",
        "on ma violé",
        "il a un couteau et il crie",
    ),
    "secours": (
        "il respir plus",
        "ma mere est tombé elle se releve pas",
        "maman a perdu conaissance",
        "yaka le feu dans limmeuble",
        "ya le feu a la cave",
        "sa sent le gaz dans lescalier",
        "mon pere fait un avc",
        "douleur a la poitrine",
        "elle saigne bcp",
        "ma voisine repond plus depuis hier",
        "la voisine douvre plus depuis 3 jours",
        "le plafond s effondre",
    ),
    "enfant": (
        "le petit du 2e est battu par son pere",
        "un enfant tout seul la nuit a coté",
    ),
    "maltraitance": (
        "on frape ma grand mere a la maison de retraite",
        "mon fils vole ma retraite",
    ),
    "argent": (
        "pouvez vous me preter 50 euro",
        "je peu pas payer mon loyé",
    ),
    "soins": (
        "qui peut faire une piqure a ma mere",
        "changer le pansement de mon pere",
        "aidez moi a laver ma mere",
        "quelle dose de doliprane",
    ),
}
ALSO_HARMLESS = (
    "je meurs de faim, qui a du pain",
    "c’est mortel cette fête",
    "le chat est tombé du lit et va bien",
    "on a tué le temps aux cartes",
    "il y a du feu dans la cheminée",
    "une bouteille de gaz à porter",
    "le bébé du 3e pleure un peu, rien de grave, c’est pour prévenir",
    "payer le pain à la boulangerie pour moi",
    "me prêter un escabeau",
    "donner 3 euros pour le ticket de caisse",
    "je prends le train, gare de secours non",
    "une piqûre de rappel pour le chat chez le véto, il faut un trajet",
    "un trajet à la pharmacie chercher des médicaments",
    "porter ma mère en voiture au marché",
    "mon fils est tombé amoureux",
    "la porte ne s’ouvre plus bien, il faut la raboter",
    "la sonnette ne répond plus",
    "le robinet fuit, pas de gaz",
    "je suis mort de fatigue après le déménagement",
    "un couteau à aiguiser",
    "la femme de ménage est en vacances",
    "mes enfants sont seuls mercredi, qui fait un goûter avec eux, je serai là",
    "j’ai mal au bras, porter mes courses",
    "mon mari est violoniste",
    "violette a besoin de lumière",
    "viole de gambe à transporter",
    "lire la notice d’un médicament à voix haute",
    "le plafond est à repeindre",
    "fumée du barbecue, pardon d’avance",
    "on se bat au tennis samedi",
    "frapper à la porte trois fois",
    "attacher le vélo de maman",
    "enfermer le chat de mamie",
    "suivre le secours populaire pour la collecte",
    "argent de poche non, juste du temps",
    "un crédit de livres à la médiathèque",
    "le pansement du genou est fait, merci",
    "laver la voiture de mon père",
    "coucher les plantes dans le bac",
    "je ne veux plus être la seule à sortir les poubelles",
    "un peu plus de pain",
    "il a un couteau suisse à prêter",
    "on ma dit que la fête est samedi",
    "il ma donné une plante",
    "ma menace de pluie",
    "un peu plus tard",
    "j’ai 100 g de farine",
    "quelle dose de lessive mettre ?",
    "il y a le feu tricolore en panne",
    "je vais me lever tôt",
    "peu plus de monde",
    "tu vas te tuer à porter ça seul",
    "elle ma prêté un livre",
    "on ma tapé dans l’œil, ce canapé",
    "le chien saigne un peu de la patte",
)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture(scope="module")
def sensitive(catalogue: Catalogue) -> Sensitive:
    return catalogue.sensitive


@pytest.mark.parametrize(("topic", "said"), [(topic, said) for topic, those in STOPPED.items() for said in those])
def test_what_cannot_wait_is_heard_whatever_its_spelling(sensitive: Sensitive, topic: str, said: str) -> None:
    found = sensitive.topic_in(said)
    assert found is not None
    assert found.code == topic


@pytest.mark.parametrize(("topic", "said"), [(topic, said) for topic, those in TYPED.items() for said in those])
def test_what_is_typed_in_a_hurry_is_heard_too(sensitive: Sensitive, topic: str, said: str) -> None:
    found = sensitive.topic_in(said)
    assert found is not None
    assert found.code == topic


def test_nor_is_what_looks_like_it(sensitive: Sensitive) -> None:
    assert [said for said in ALSO_HARMLESS if sensitive.topic_in(said)] == []


def test_sixty_and_more_are_tried_on_each_side() -> None:
    assert sum(map(len, STOPPED.values())) >= 60
    assert len(set(HARMLESS)) >= 60


def test_no_harmless_sentence_is_stopped(sensitive: Sensitive) -> None:
    assert [said for said in HARMLESS if sensitive.topic_in(said)] == []


def test_no_kind_of_help_that_we_offer_is_stopped(catalogue: Catalogue) -> None:
    said = [text for kind in catalogue.kinds for text in (kind.label, kind.title)]
    assert [text for text in said if catalogue.sensitive.topic_in(text)] == []


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("I want to die", "detresse"),
        ("he is not breathing", "secours"),
        ("my husband hits me", "violence"),
        ("can you lend me some money", "argent"),
    ],
)
def test_english_is_heard_too(sensitive: Sensitive, said: str, topic: str) -> None:
    found = sensitive.topic_in(said)
    assert found is not None
    assert found.code == topic


@given(text=st.text(max_size=5000))
def test_any_text_is_read(sensitive: Sensitive, text: str) -> None:
    assert sensitive.topic_in(text) is None or text


@pytest.mark.parametrize(
    ("typed", "meant", "off"),
    [
        ("suicidee", "suicide", True),
        ("suicde", "suicide", True),
        ("suixide", "suicide", True),
        ("siucide", "suicide", True),
        ("suicide", "suicide", True),
        ("sucre", "suicide", False),
        ("lucide", "suicide", False),
        ("suiciees", "suicide", False),
    ],
)
def test_one_wrong_letter_is_forgiven(typed: str, meant: str, off: bool) -> None:
    assert one_letter_off(typed, meant) is off


@pytest.mark.parametrize("pattern", ["", "...", "mourir ...", "suicidé", "l’eau", "a | b"])
def test_a_pattern_that_is_none_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="sans accent"):
        checked(pattern)


def test_an_empty_list_finds_nothing() -> None:
    assert Sensitive().topic_in("je veux mourir") is None
    assert Sensitive((Topic("a", "b", (), ("mourir",)),)).topic_in("mourir") is not None

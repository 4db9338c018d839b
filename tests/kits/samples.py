"""Fictional groups and people, from three letters to a hundred."""

from dataclasses import replace
from datetime import date

from content.kits.facts import Gathering, KitFacts, MonthFigures, NumberLine, PhoneOf, Visit

LINK = "https://t.me/TousVoisinsBot?start=g_3f9aKd82-Lq0"
LONGEST_LINK = "https://t.me/TousVoisinsTousSolidairesBot?start=" + "aB3-_z9Q" * 8

FACTS = KitFacts(
    group_name="Résidence des Lilas",
    zone_label="12 à 18 rue des Lilas",
    commune="La Rochelle",
    link=LINK,
    printed_on=date(2026, 11, 23),
    bot="TousVoisinsBot",
    code="LILAS 47",
    town="Ville de La Rochelle",
    phone="05 46 00 00 00",
    phone_of=PhoneOf.REFERENT,
    referent_first_name="Nadia",
    open_requests=("Courses à la pharmacie, jeudi matin", "Un appel le dimanche"),
    offers=("Prêter une perceuse", "Un trajet au marché, samedi"),
    numbers=(
        NumberLine("15", "Samu"),
        NumberLine("17", "police, gendarmerie"),
        NumberLine("18", "pompiers"),
        NumberLine("112", "numéro européen"),
        NumberLine("114", "par SMS, sans parler"),
    ),
    month=MonthFigures(date(2026, 11, 1), requests=14, answered=12, gestes=31, hours=None, thanks=("Merci.",)),
    gathering=Gathering("Galette du voisinage", date(2027, 1, 9), "de 16 h à 18 h", "hall du 14"),
    visit=Visit("4271", date(2026, 11, 24), "Karim", "le matin"),
)
SHORTEST = replace(
    FACTS,
    group_name="Lys",
    zone_label="",
    commune="Y",
    phone=None,
    code=None,
    town="",
    referent_first_name=None,
    visit=None,
    gathering=None,
)
LONGEST = replace(
    FACTS,
    group_name="Association des voisins et voisines de Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson "
    "et du Grand Hameau",
    zone_label="1 à 248 avenue du Général de Lattre de Tassigny, bâtiments A, B, C et D",
    commune="Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson",
    link=LONGEST_LINK,
    bot="TousVoisinsTousSolidairesEnVille",
    code="CONSTITUTION 999",
    town="Communauté de communes de Saint-Remy-en-Bouzemont, Saint-Genest-et-Isson et des Grands Hameaux",
    phone_of=PhoneOf.MAIRIE,
    open_requests=("Accompagner une personne au marché couvert, samedi matin",) * 30,
)

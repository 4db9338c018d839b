"""The register of what is held: for every column of every table, what for, on what basis, for how long, and whose.

`REGISTER` is by table. `personal` columns say something of the owner, `others` name a person (who may be somebody
else), `plain` ones say nothing of anybody. A column that is in none fails a test.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class By(StrEnum):
    """How a row names its owner: by person, by address, by the mark "p12", or through another table."""

    PERSON = "person"
    ADDRESS = "address"
    MARK = "mark"
    VALUE = "value"
    MESSAGE = "message"
    REQUEST = "request"
    ZONE = "zone"


@dataclass(frozen=True, slots=True)
class Owner:
    column: str
    by: By = By.PERSON


@dataclass(frozen=True, slots=True)
class Held:
    """A table. Columns are names separated by spaces; no owner means that nobody's data are in it."""

    title: str
    purpose: str
    basis: str
    kept: str
    owners: tuple[Owner, ...] = ()
    personal: str = ""
    others: str = ""
    plain: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One column of the register."""

    purpose: str
    basis: str
    kept: str
    personal: bool
    owner: str


MISSION = "mission d’intérêt public (mairie) ou accord donné en s’inscrivant"
CONSENT = "accord, retirable en un geste"
NEEDED = "fonctionnement et sécurité du service (intérêt légitime)"
LEGAL = "obligation légale : prouver et respecter un effacement, un accord"
ACCOUNT = "jusqu’à l’effacement, au plus tard 13 mois après la dernière visite"
SPENT = "30 jours après l’envoi"


def owned(column: str, by: By = By.PERSON) -> tuple[Owner, ...]:
    return (Owner(column, by),)


REGISTER: dict[str, Held] = {
    "address": Held("Votre adresse Telegram", "vous répondre", MISSION, ACCOUNT + " ; une heure après un effacement",
                    owned("id", By.ADDRESS), "service value state changed_at", "", "id thread"),
    "person": Held("Votre compte", "savoir qui participe et respecter ses choix", MISSION,
                   ACCOUNT + " ; 30 jours pour qui ne s’est jamais inscrit", owned("id"),
                   "first_name language standing charter timezone geste_rhythm geste_hour asks_a_month skills simple "
                   "paused_until stopped first_seen_at seen_at joined_at warned_at", "", "id address_id"),
    "zone": Held("Vos lieux", "adresser chaque besoin au bon voisinage", MISSION, "tant qu’un groupe ou une "
                 "personne y est rattaché", owned("id", By.ZONE), "kind label commune cell", "", "id key shown"),
    "residence": Held("Votre rattachement à un lieu", "adresser chaque besoin au bon voisinage", MISSION, ACCOUNT,
                      owned("person_id"), "since", "", "person_id zone_id"),
    "neighbour_group": Held("Les groupes que vous avez installés", "tenir les réglages d’un groupe", MISSION,
                            "30 jours après le retrait du groupe", (Owner("added_by"), Owner("installed_by")),
                            "name added_at installed_at", "added_by installed_by",
                            "id address_id state zone_id language timezone quiet_from quiet_to geste_rhythm "
                            "geste_hour untouched paused_until removed_at"),
    "participation": Held("Vos groupes", "savoir qui participe à quel groupe", MISSION, ACCOUNT, owned("person_id"),
                          "admin since", "", "person_id group_id"),
    "vouch": Held("Recommandations", "protéger l’aide à domicile", MISSION, ACCOUNT,
                  (Owner("person_id"), Owner("by_id")), "at", "person_id by_id"),
    "link": Held("Vos liens d’invitation", "ouvrir la bonne page en privé", NEEDED, "jusqu’à leur échéance, 30 jours "
                 "au plus", owned("by_id"), "purpose params created_at expires_at used_at uses", "by_id used_by",
                 "hash single group_id"),
    "conversation": Held("Vos brouillons", "reprendre où vous en étiez", MISSION, "30 jours",
                         owned("person_id"), "name answers args misses active updated_at", "", "person_id run"),
    "consent": Held("Vos accords", "prouver un accord donné ou retiré", LEGAL, ACCOUNT, owned("person_id"),
                    "purpose version given at", "", "id person_id"),
    "block": Held("Les personnes que vous ne voulez plus rencontrer", "ne plus jamais réunir deux personnes", MISSION,
                  ACCOUNT, owned("person_id"), "at", "person_id other_id"),
    "parted": Held("Empreintes de personnes qui ne se rencontrent plus", "tenir un blocage après un effacement",
                   MISSION, "24 mois après l’effacement : deux empreintes chiffrées",
                   plain="hash other_hash person_id other_id at"),
    "report": Held("Vos signalements", "protéger les personnes", MISSION, "6 mois", owned("author_id"),
                   "reason state at", "author_id about_id", "id request_id group_id"),
    "tombstone": Held("Marque d’effacement", "effacer à nouveau après une restauration", LEGAL, "60 jours",
                      plain="hash at"),
    "once": Held("Ce qui vous a déjà été dit une fois", "ne pas répéter un message", NEEDED, "400 jours",
                 owned("person_id"), "what at", "", "subject person_id other_id group_id request_id"),
    "hour_entry": Held("Vos heures", "compter l’heure civique", MISSION, "24 mois, puis des totaux sans nom",
                       owned("person_id"), "kind minutes day state at", "partner_id",
                       "id person_id request_id replaces_id group_id"),
    "hour_total": Held("Totaux d’heures", "garder la mémoire d’un groupe, sans personne", MISSION, "sans limite : "
                       "totaux anonymes", plain="group_id month kind minutes people"),
    "geste_shown": Held("Les gestes qui vous ont été proposés", "ne pas répéter", MISSION, "400 jours",
                        owned("owner", By.MARK), "day geste at", "", "id owner"),
    "geste_tap": Held("Vos gestes", "compter sans dire qui", MISSION, "400 jours", owned("person_id"),
                      "geste day action at", "", "id person_id owner"),
    "geste_idea": Held("Vos idées de geste", "enrichir les gestes du groupe", CONSENT, "30 jours, sauf adoption par "
                       "le groupe (alors sans nom après effacement)", owned("person_id"), "text state at", "",
                       "id person_id group_id"),
    "deed": Held("Vos « j’ai fait un geste »", "compter sans dire qui", MISSION, "24 mois", owned("person_id"),
                 "theme minutes day at", "", "id person_id group_id"),
    "schedule": Held("Vos rendez-vous réguliers", "envoyer à l’heure choisie", MISSION, ACCOUNT, owned("person_id"),
                     "kind hour days timezone active since next_at", "", "id owner person_id group_id"),
    "occurrence": Held("Envois réguliers déjà partis", "ne rien envoyer deux fois", NEEDED, "400 jours",
                       plain="schedule_id local_date state at"),
    "agenda": Held("Rendez-vous du service avec lui-même", "regarder à l’heure ce qui attend", NEEDED,
                   "jusqu’à l’heure dite", plain="id what subject at faults"),
    "message": Held("Ce que le service vous a écrit", "envoyer et rendre compte des envois", MISSION,
                    SPENT + " ; un merci vocal : oublié dès son envoi",
                    owned("id", By.MESSAGE), "kind params created_at", "author_id", "id purpose policy weight"),
    "mention": Held("De qui parle un message", "effacer d’un message le nom et les mots de qui s’efface", NEEDED,
                    SPENT, plain="message_id person_id"),
    "delivery": Held("Les envois vers vous", "savoir si un envoi est arrivé", MISSION, SPENT,
                     owned("address_id", By.ADDRESS), "state reason not_before not_after changed_at telegram_id", "",
                     "id message_id address_id lane vt attempts epoch edit replaces"),
    "bot_lease": Held("Jeton d’envoi", "un seul envoi à la fois", NEEDED, "3 secondes",
                      plain="token epoch holder expires_at"),
    "seen_update": Held("Numéros déjà traités", "ne rien faire deux fois", NEEDED, "48 heures", plain="id seen_at"),
    "spent": Held("Combien de fois, ces dernières heures", "freiner qui va trop vite", NEEDED, "24 heures",
                  owned("owner", By.MARK), "what count until", "", "owner"),
    "set_aside": Held("Messages illisibles", "réparer une panne", NEEDED, "30 jours", owned("sender", By.VALUE),
                       "sender raw reason at", "", "id update_id"),
    "help_request": Held("Vos demandes", "trouver une personne pour un coup de main", MISSION,
                         "le mot : 30 jours après la fin ; la trace : 6 mois", owned("asker_id"),
                         "kind day slot minutes note state visit_code created_at expires_at closed_at close_reason", "",
                         "id asker_id zone_id need taken"),
    "help_acceptance": Held("Vos coups de main", "mettre deux personnes en relation", MISSION, "6 mois après la fin",
                            (Owner("volunteer_id"), Owner("request_id", By.REQUEST)),
                            "state asker_way volunteer_way reason asker_says volunteer_says at changed_at",
                            "volunteer_id", "id request_id place"),
    "help_contact": Held("Le contact que vous avez donné", "vous joindre pour un coup de main", CONSENT,
                         "72 heures après la fin", owned("person_id"), "phone door at", "", "request_id person_id"),
    "ask": Held("Les fois où l’on vous a sollicité", "ne solliciter personne plus souvent que son choix", MISSION,
                "6 mois", owned("person_id"), "at", "asker_id", "id person_id request_id delivery_id"),
    "help_card": Held("Cartes de vos demandes", "mettre à jour la carte du groupe", MISSION, "6 mois après la fin",
                      plain="request_id group_id delivery_id"),
    "help_event": Held("Journal des demandes", "compter ce qui a été servi ou non, sans personne", MISSION,
                       "sans limite : ni nom, ni texte", plain="id request_id what zone_id at"),
    "thanks": Held("Vos mercis", "transmettre un merci", CONSENT, "6 mois après la fin",
                   (Owner("from_id"), Owner("to_id")), "phrase at", "from_id to_id", "id acceptance_id"),
}


def personal_columns(held: Held) -> list[str]:
    """What an export gives of a row."""
    return [*held.personal.split(), *held.others.split()] if held.owners else []


def entries() -> Iterator[tuple[str, Entry]]:
    """Every column of the register, as "table.column"."""
    for table, held in REGISTER.items():
        said = {*held.personal.split(), *held.others.split()}
        owner = " ".join(f"{o.column} ({o.by})" for o in held.owners)
        for column in (*held.personal.split(), *held.others.split(), *held.plain.split()):
            yield f"{table}.{column}", Entry(held.purpose, held.basis, held.kept, column in said, owner)

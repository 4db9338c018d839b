"""The texts and keyboards of the stock bots: the same for both libraries."""

CATEGORY = "De quel coup de main avez-vous besoin\u202f?"
CATEGORIES = (("Courses", "cat:courses"), ("Visite", "cat:visit"), ("Bricolage", "cat:diy"))
WHEN = "Pour quand\u202f?"
DAYS = (("Aujourd’hui", "when:today"), ("Demain", "when:tomorrow"), ("Cette semaine", "when:week"))
DETAILS = "En quelques mots\u202f?"
CHECK = "Relisons ensemble\u00a0: <b>{category}</b>, {when}. {details}"
CHECKS = (("Envoyer", "check:send"), ("Annuler", "check:cancel"))
SAVED = "Votre demande est enregistrée. Merci\u202f!"

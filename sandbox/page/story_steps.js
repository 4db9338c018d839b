// What the story tells, in three chapters: who is on its phones, each step, its words, and its moves: a button to press, words
// to say or to read, or the clock to move. A step may change the phones: a person by name, a part that stays by its own name, or
// a number: the first, the second… of those just asked in private.
const NEIGHBOURS = {
  name: "🏘 Le voisinage",
  label: "L’histoire en six étapes",
  cast: { odile: ["Odile"], group: ["Lucas", "Les Lilas"], lucas: ["Lucas"] },
  invitation: "Une minute, trois téléphones\u00a0: Odile demande un coup de main, une personne du voisinage répond. "
    + "Les boutons sont les vrais\u00a0: vous pouvez aussi appuyer vous-même.",
  stopped: "Les téléphones sont à vous. L’histoire peut reprendre du début.",
  end: "Une demande, une réponse, un merci, une heure notée. Et demain, une autre petite idée. À vous maintenant\u00a0!",
  steps: [
    {
      title: "Odile demande",
      words: "Odile a besoin de courses cet après-midi. Six touches, rien à écrire.",
      moves: [
        { on: "odile", press: /J’ai besoin d’un coup de main/ }, { on: "odile", press: /Courses et repas/ },
        { on: "odile", press: /courses/i }, { on: "odile", press: /Aujourd’hui/ }, { on: "odile", press: /après-midi/i },
        { on: "odile", press: /Publier/ },
      ],
    },
    {
      title: "Le groupe voit, sans nom",
      words: "Dans le groupe de l’immeuble, la demande arrive\u00a0: quoi, où, quand. Jamais qui.",
      moves: [{ on: "group", read: /Je peux|courses/i }],
    },
    {
      title: "Lucas dit «\u00a0Je peux\u00a0»",
      words: "Lucas a une heure. Une touche suffit\u00a0; la suite se passe en privé.",
      moves: [{ on: "group", press: /Je peux/ }, { on: "lucas", read: /courses/i }],
    },
    {
      title: "Le code de visite",
      words: "Odile dit oui. Tous deux reçoivent le même code\u00a0: à la porte, Lucas le dit en premier.",
      moves: [{ on: "odile", press: /D’accord/ }, { on: "lucas", read: /Code de visite/ }, { on: "odile", read: /Code de visite/ }],
    },
    {
      title: "Demain, 18 h",
      words: "L’horloge avance\u00a0: le lendemain soir, Tous Voisins prend des nouvelles.",
      moves: [{ days: 1, hour: 18, minute: 1 }, { on: "odile", press: /^✅ Oui$/ }, { on: "lucas", press: /^✅ Oui$/ }],
    },
    {
      title: "Merci, et une heure notée",
      words: "Odile dit merci, Lucas note son heure. Le lendemain matin, une petite idée attend tout le monde.",
      moves: [
        { on: "odile", press: /^🙏 Pour/ }, { on: "lucas", press: /Oui, noter/ }, { days: 1, hour: 9, minute: 1 },
        { on: "group", read: /💡/ },
      ],
    },
  ],
};

const TOWN = {
  name: "🏛 La mairie",
  label: "L’histoire de la mairie en cinq étapes",
  cast: { mairie: ["Mairie de Valmont"], group: ["Camille", "Les Tilleuls"], second: ["Paul, mairie"] },
  invitation: "Une mairie (fictive) parle à ses rues : un message part une fois dans chaque groupe, une alerte se répète à deux.",
  stopped: "Les téléphones sont à vous. L’histoire peut reprendre du début.",
  end: "Chaque groupe une fois, et l’on sait où c’est arrivé. Une alerte se répète sans rien envoyer. À vous maintenant !",
  steps: [
    {
      title: "La mairie écrit",
      words: "Un moment de l’année, un texte prêt : la mairie le relit tel qu’il sera reçu.",
      moves: [
        { on: "mairie", say: "/campagne" }, { on: "mairie", press: /Écrire un message/ }, { on: "mairie", press: /thème de l’année/ },
        { on: "mairie", press: /galette/ }, { on: "mairie", press: /Aperçu et envoi/ },
      ],
    },
    {
      title: "Elle confirme",
      words: "À qui, combien de groupes, quand : tout est dit avant. Puis une minute pour se raviser.",
      moves: [{ on: "mairie", press: /^📣 Envoyer/ }, { on: "mairie", press: /^✅ Confirmer/ }],
    },
    {
      title: "Chaque groupe, une fois",
      words: "Une minute plus tard, chaque groupe relié l’a reçu, une seule fois.",
      moves: [{ advance: 62 }, { on: "group", read: /galette/i }],
    },
    {
      title: "Où c’est arrivé",
      words: "La mairie lit des comptes : reçus, refusés, incertains. Jamais qui a lu, jamais qui a demandé quoi.",
      moves: [{ on: "mairie", read: /galette[^]*(terminée|reçu|envoyé|arrivé)/i }],
    },
    {
      title: "Une alerte, en répétition",
      words: "Canicule : une personne demande, une autre dit oui. En répétition, rien ne part.",
      moves: [
        { on: "mairie", say: "/alerte canicule" }, { on: "mairie", press: /Répéter, rien ne part/ },
        { on: "second", press: /on répète/ }, { on: "mairie", read: /Pour de vrai/ },
      ],
    },
  ],
};

const ASKING = {
  name: "🙋 De proche en proche",
  label: "L’histoire de proche en proche en sept étapes",
  needs: ["Agnès"],
  cast: { odile: ["Odile"], group: ["Fatou", "Les Lilas"], nadia: ["Nadia"] },
  invitation: "Odile demande\u00a0: trois personnes proches le lisent en privé, puis trois autres. Et Nadia, qui veille sur "
    + "l’immeuble, demande pour Mme Petit, 84 ans, sans Telegram.",
  stopped: "Les téléphones sont à vous. L’histoire peut reprendre du début.",
  end: "Dire non ne coûte rien, on ne redemande pas deux fois la même chose, et qui n’a pas Telegram peut demander aussi. "
    + "À vous maintenant\u00a0!",
  steps: [
    {
      title: "Odile demande",
      words: "Quelques jours plus tard, un matin. Odile a besoin de courses demain.",
      moves: [
        { weekday: 8, hour: 10, minute: 0 }, { on: "odile", press: /J’ai besoin d’un coup de main/ },
        { on: "odile", press: /Courses et repas/ }, { on: "odile", press: /courses/i }, { on: "odile", press: /Demain/ },
        { on: "odile", press: /après-midi/i }, { on: "odile", press: /Publier/ }, { on: "odile", read: /en privé/ },
      ],
    },
    {
      title: "Trois personnes, en privé",
      words: "Trois personnes d’abord, sans rien dans le groupe ni le nom d’Odile. Elles répondent comme elles veulent.",
      cast: { odile: "odile", first: 1, second: 2, third: 3 },
      moves: [
        { on: "first", press: /Un autre jour/ }, { on: "first", press: /Demain/ }, { on: "first", read: /C’est noté, merci/ },
        { on: "second", press: /Pas cette fois/ }, { on: "second", read: /une autre fois/ }, { on: "third", read: /coup de main/ },
      ],
    },
    {
      title: "Quatre heures passent",
      words: "Un autre jour, pas cette fois, pas de réponse\u00a0: Odile n’attend pas. Trois autres personnes sont sollicitées.",
      moves: [{ advance: 4 * 3600 + 60 }],
    },
    {
      title: "Un oui, et c’est pourvu",
      words: "L’une dit oui, Odile est d’accord. Qui n’avait pas répondu lit «\u00a0C’est pourvu, merci\u00a0».",
      cast: { odile: "odile", yes: 1, late: 2, silent: "third" },
      moves: [
        { on: "yes", press: /Oui, je peux/ }, { on: "odile", press: /D’accord/ }, { on: "yes", read: /Code de visite/ },
        { on: "silent", read: /C’est pourvu, merci/ }, { on: "late", read: /C’est pourvu, merci/ },
      ],
    },
    {
      title: "Nadia veille",
      words: "Nadia veille sur l’immeuble\u00a0: ce qui attend tient en une courte liste, sans jamais dire qui a demandé.",
      cast: { nadia: ["Nadia"], group: ["Fatou", "Les Lilas"], fatou: ["Fatou"] },
      moves: [{ on: "nadia", say: "/referent" }, { on: "nadia", read: /choses? à faire|Rien n’attend/ }],
    },
    {
      title: "Le papier de Mme Petit",
      words: "Mme Petit a rempli un papier. Son oui d’abord, puis quelques touches. Son nom n’est écrit nulle part.",
      moves: [
        { on: "nadia", say: "/saisie" }, { on: "nadia", press: /Une demande/ },
        { on: "nadia", press: /^✅ Oui$/ }, { on: "nadia", press: /Par écrit/ },
        { on: "nadia", press: /Courses et repas/ }, { on: "nadia", press: /pharmacie/i }, { on: "nadia", press: /Demain/ },
        { on: "nadia", press: /Toute la journée/i }, { on: "nadia", press: /Les Lilas/ }, { on: "nadia", press: /Plus tard/ }, { on: "nadia", press: /Publier/ },
      ],
    },
    {
      title: "La feuille à remettre",
      words: "Fatou a dit oui dans le groupe. Nadia imprime le code de visite, pour Mme Petit\u00a0: ni nom, ni adresse.",
      moves: [
        { on: "group", press: /Je peux/ }, { on: "nadia", press: /D’accord/ }, { on: "fatou", read: /Code de visite/ },
        { on: "nadia", say: "/mesdemandes" }, { on: "nadia", press: /pharmacie/i }, { on: "nadia", press: /Carte du code/ },
        { on: "nadia", read: /La carte à remettre/ },
      ],
    },
  ],
};

export const CHAPTERS = [NEIGHBOURS, TOWN, ASKING];

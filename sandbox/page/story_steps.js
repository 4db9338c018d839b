// What the story tells, in two chapters: who is on its phones, each step, its words, and its moves: a button to press, words
// to say or to read, or the clock to move.
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

export const CHAPTERS = [NEIGHBOURS, TOWN];

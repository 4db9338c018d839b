// The drawer: what moves the street from outside a phone. One function per panel.
import { get, post } from "./api.js";
import { fromInput, inDays, toInput } from "./dates.js";
import { ask } from "./dialogs.js";
import { button, field, fill, h, select } from "./dom.js";

const METHODS = ["sendMessage", "editMessageText", "editMessageReplyMarkup", "answerCallbackQuery", "sendPhoto", "sendDocument", "getUpdates"];
const FAULTS = {
  "429": ["Trop vite (429)", { status: 429, description: "Too Many Requests: retry after 5", parameters: { retry_after: 5 } }],
  "502": ["Panne du serveur (502, page HTML)", { status: 502, body: "<html><head><title>502 Bad Gateway</title></head></html>" }],
  before: ["Perdu avant l’effet", { drop: "before" }],
  after: ["Perdu après l’effet (remis, réponse perdue)", { drop: "after" }],
  truncate: ["Réponse coupée", { truncate: true }],
  delay: ["Réponse lente (3 s)", { delay: 3 }],
};

/** A panel and the line where it says what happened: act(promise factory, words on success). */
function panel(title, content) {
  const status = h("p", { class: "status", role: "status" });
  const act = (work, done) => async () => {
    try {
      const value = await work();
      if (value !== null) status.textContent = typeof done === "function" ? done(value) : done;
    } catch (error) {
      status.textContent = error.message;
    }
  };
  const node = h("details", { class: "panel", "aria-label": title }, h("summary", {}, title));
  node.append(h("div", { class: "panel-body" }, content(act), status));
  return node;
}

const row = (...nodes) => h("div", { class: "buttons" }, nodes);

export function clockPanel(store) {
  const custom = h("input", { type: "datetime-local", required: true });
  store.on("structure", () => { custom.value ||= toInput(store.now()); });
  return panel("Horloge", (act) => [
    row(
      button("+ 1 h", act(() => post("clock", { advance: 3600 }), "Une heure de plus.")),
      button("+ 3 h", act(() => post("clock", { advance: 10800 }), "Trois heures de plus.")),
      button("Demain 9 h", act(() => post("clock", { to: inDays(store.now(), 1, 9) }), "Il est 9 h, le lendemain.")),
      button("Heure réelle", act(() => post("clock", { offset: 0 }), "Retour à l’heure réelle."), { class: "quiet" })),
    row(field("Autre moment (heure de Paris)", custom),
      button("Y aller", act(() => post("clock", { to: fromInput(custom.value) }), "C’est fait."))),
  ]);
}

export function faultPanel(store) {
  const kind = select(Object.entries(FAULTS).map(([key, [label]]) => [key, label]), "429");
  const method = select([["", "toutes"], ...METHODS.map((name) => [name, name])], "");
  const chat = select([["", "toutes"]], "");
  const times = h("input", { type: "number", min: 1, max: 100, value: 1 });
  store.on("structure", () => fill(chat, [["", "toutes"], ...places(store)]));
  const fault = () => ({
    method: method.value || undefined, chat: Number(chat.value) || undefined, times: Number(times.value) || 1, ...FAULTS[kind.value][1],
  });
  return panel("Pannes", (act) => [
    field("Panne", kind), field("Méthode", method), field("Conversation", chat), field("Nombre de fois", times),
    row(button("Provoquer", act(() => post("fault", fault()), "La panne attend le prochain appel.")),
      button("Doubler le prochain update", act(() => post("deliver", { duplicate_next: 1 }), "Le prochain update arrivera deux fois.")),
      button("Tout effacer", act(() => post("faults", { clear: true }), "Plus aucune panne."), { class: "quiet" })),
  ]);
}

const places = (store) => [
  ...store.groups().map(({ id, title }) => [id, title]),
  ...[...store.users.values()].map(({ id, first_name: name }) => [id, `${name} (privé)`]),
];

const people = (store) => [...store.users.values()].map(({ id, first_name: name }) => [id, name]);

export function groupPanel(store) {
  const chat = select([], "");
  const person = select([], "");
  const topic = select([], "");
  const rights = h("input", { type: "checkbox" });
  const tools = h("div", { class: "topic-tools" });
  const refresh = () => {
    fill(chat, store.groups().map(({ id, title }) => [id, title]));
    fill(person, people(store).map(([id, name]) => [id, `${name} (${STATUS[store.status(Number(chat.value), id).status] ?? "?"})`]));
    tools.hidden = !store.chats.get(Number(chat.value))?.is_forum;
    fill(topic, (store.chats.get(Number(chat.value))?.topics ?? []).map(({ id, name }) => [id, name]));
  };
  chat.addEventListener("change", refresh);
  store.on("structure", refresh);
  const group = () => ({ chat: Number(chat.value) });
  const topicTools = (act) => {
    tools.append(field("Sujet", topic), row(button("Créer un sujet", act(() => newTopic(group()), "Le sujet existe.")),
      ...[["Fermer", "close"], ["Rouvrir", "reopen"], ["Supprimer", "delete"]].map(([label, action]) =>
        button(label, act(() => post("topic", { ...group(), action, id: Number(topic.value) }), "C’est fait.")))));
    return tools;
  };
  const by = () => ({ ...group(), by: Number(person.value) });
  return panel("Groupes", (act) => [
    field("Groupe", chat), field("Personne", person),
    row(...MEMBERS.map(([label, action]) =>
      button(label, act(() => post("member", { ...group(), user: Number(person.value), action }), "C’est fait.")))),
    h("h3", {}, "Le bot"),
    field("Avec droits d’admin", rights, "check"),
    row(button("Ajouter le bot", act(() => post("add_bot", { ...by(), admin: rights.checked }), "Le bot est dans le groupe.")),
      button("Retirer le bot", act(() => post("remove_bot", by()), "Le bot n’y est plus.")),
      button("Lui couper la parole", act(() => post("bot_rights", { ...group(), can_send: false }), "Le bot ne peut plus écrire.")),
      button("La lui rendre", act(() => post("bot_rights", { ...group(), can_send: true }), "Le bot peut écrire."))),
    h("h3", {}, "Le groupe"),
    row(button("Passer en supergroupe", act(() => post("migrate", group()), ({ new_chat: id }) => `Nouveau numéro\u00a0: ${id}`)),
      button("Nouveau groupe", act(() => newGroup(Number(person.value)), "Le groupe existe."))),
    topicTools(act),
  ]);
}

const MEMBERS = [
  ["Entrer", "join"], ["Sortir", "leave"], ["Exclure", "kick"], ["Nommer admin", "promote"], ["Retirer admin", "demote"],
  ["Rendre anonyme", "anonymous"], ["Rendre visible", "not_anonymous"],
];
const STATUS = { creator: "admin", administrator: "admin", member: "membre", restricted: "membre", left: "hors du groupe", kicked: "hors du groupe" };

async function newGroup(creator) {
  const answer = await ask("Nouveau groupe", [
    ["title", "Nom", "Impasse des Tilleuls"],
    ["kind", "Sorte", "group", [["group", "Groupe simple"], ["supergroup", "Supergroupe"], ["forum", "Supergroupe à sujets"]]],
  ], "Créer");
  if (!answer) return null;
  const forum = answer.kind === "forum";
  return post("groups", { title: answer.title, type: forum ? "supergroup" : answer.kind, forum, creator, members: [] });
}

async function newTopic(group) {
  const answer = await ask("Nouveau sujet", [["name", "Nom", "Coups de main"]], "Créer");
  return answer && post("topic", { ...group, action: "create", name: answer.name });
}

export function peoplePanel(store) {
  const person = select([], "");
  store.on("structure", () => fill(person, people(store)));
  const user = () => ({ user: Number(person.value) });
  return panel("Personnes", (act) => [
    field("Personne", person),
    row(button("Bloquer le bot", act(() => post("block", user()), "Le bot est bloqué.")),
      button("Débloquer le bot", act(() => post("unblock", user()), "Le bot est débloqué.")),
      button("Supprimer son compte", act(() => post("deactivate", user()), "Le compte n’existe plus."), { class: "quiet" })),
    row(button("Nouvelle personne", act(newPerson, ({ first_name: name }) => `${name} habite la rue.`))),
  ]);
}

async function newPerson() {
  const answer = await ask("Nouvelle personne (fictive)", [
    ["first_name", "Prénom", "Yasmine"], ["age", "Âge", 40, { type: "number", min: 10, max: 110 }],
    ["language_code", "Langue", "fr", [["fr", "français"], ["en", "anglais"], ["de", "allemand"], ["ar", "arabe"], ["pt", "portugais"]]],
  ], "Créer");
  return answer && post("users", { ...answer, age: Number(answer.age) });
}

const FIGURES = {
  per_second_max: "par seconde, en tout", per_person_max: "par seconde, à une personne", per_group_max: "par minute, dans un groupe",
  sent: "messages envoyés", too_many: "refus «\u00a0trop vite\u00a0»",
};

export function limitPanel(store) {
  const figures = h("dl", { class: "figures" });
  const enforce = h("input", { type: "checkbox" });
  store.on("structure", () => { enforce.checked = Boolean(store.limits.enforce); });
  const measure = async () => {
    const seen = await get("limits");
    figures.replaceChildren(...Object.entries(FIGURES).flatMap(([key, label]) => [h("dt", {}, label), h("dd", {}, seen[key] ?? 0)]));
    return seen;
  };
  const node = panel("Limites", (act) => {
    enforce.addEventListener("change", () => act(() => post("limits", { enforce: enforce.checked }), "C’est noté.")());
    return [field("Refuser ce qui dépasse", enforce, "check"), h("p", {}, "Maximum observé par fenêtre glissante\u00a0:"), figures,
      row(button("Mesurer", act(measure, "Mesuré à l’instant.")))];
  });
  node.addEventListener("toggle", () => node.open && measure().catch(() => undefined));
  return node;
}

export function recordPanel(store) {
  const chat = select([], "");
  store.on("structure", () => fill(chat, places(store)));
  const download = (href, name) => {
    const link = h("a", { href, download: name });
    link.click();
  };
  return panel("Récit et remise à zéro", (act) => [
    field("Conversation", chat),
    row(button("Télécharger le récit", () => download(`/sandbox/transcript?chat=${chat.value}`, `recit-${chat.value}.txt`)),
      button("Télécharger les appels", () => download("/sandbox/calls?since=0", "appels.jsonl")),
      button("Télécharger les updates", () => download("/sandbox/updates?since=0", "updates.jsonl"))),
    row(button("Remettre la rue à zéro", act(() => post("reset", {}), "La rue est comme au premier jour."), { class: "danger" }),
      button("Semer la rue", act(() => post("seed", { name: "street" }), "La rue est peuplée."))),
  ]);
}

// Modal windows: an alert of the bot, a choice, a small form. Each answers through a promise.
import { button, field, h, select } from "./dom.js";

function modal(title, content, actions) {
  const heading = h("h2", { id: "dialog-title" }, title);
  const node = h("dialog", { "aria-labelledby": "dialog-title" }, heading, content, h("div", { class: "actions" }, actions));
  document.body.append(node);
  const promise = new Promise((resolve) => {
    node.addEventListener("close", () => {
      node.remove();
      resolve(node.answer ?? null);
    });
  });
  node.showModal();
  return [node, promise];
}

const close = (answer) => (event) => {
  const node = event.target.closest("dialog");
  node.answer = answer;
  node.close();
};

export const tell = (title, text) => modal(title, h("p", {}, text), [button("OK", close(true), { autofocus: true })])[1];

export const choose = (title, options, empty) =>
  modal(
    title,
    options.length ? h("div", { class: "choices" }, options.map(([value, label]) => button(label, close(value)))) : h("p", {}, empty),
    [button("Annuler", close(null), { class: "quiet" })],
  )[1];

export const openAddress = (url) =>
  modal("Ouvrir cette adresse\u202f?", h("p", { class: "address" }, url), [
    h("a", { class: "button", href: url, target: "_blank", rel: "noopener noreferrer", onclick: close(true) }, "Ouvrir"),
    button("Annuler", close(null), { class: "quiet" }),
  ])[1];

/** fields: [[name, label, initial value, input attributes or list of options]] -> {name: value} or null. */
export function ask(title, fields, verb = "Envoyer") {
  const controls = fields.map(([name, label, value, extra]) => {
    const control = Array.isArray(extra)
      ? select(extra, value, null, { name })
      : h("input", { name, value, required: true, autocomplete: "off", ...extra });
    return field(label, control);
  });
  const form = h("form", { method: "dialog", id: "dialog-form" }, controls);
  const [node, promise] = modal(title, form, [
    h("button", { type: "submit", form: "dialog-form" }, verb),
    button("Annuler", close(null), { class: "quiet" }),
  ]);
  form.addEventListener("submit", () => { node.answer = Object.fromEntries(new FormData(form)); });
  return promise;
}

// Public town-hall squares and cities, rounded: nobody lives at these points.
export const PLACES = [
  ["46.16,-1.15", "La Rochelle, centre"],
  ["45.75,-0.63", "Saintes, centre"],
  ["48.86,2.35", "Paris, hôtel de ville"],
  ["45.76,4.84", "Lyon, hôtel de ville"],
  ["43.30,5.37", "Marseille, Vieux-Port"],
  ["14.60,-61.07", "Fort-de-France (Martinique)"],
  ["-21.12,55.45", "La Réunion, centre de l’île"],
];

export async function askPlace() {
  const answer = await ask("Envoyer un lieu", [["place", "Lieu", PLACES[0][0], PLACES]]);
  if (!answer) return null;
  const [latitude, longitude] = answer.place.split(",").map(Number);
  return { latitude, longitude };
}

// 06 39 98 is the range French numbering keeps for fiction.
export async function askContact(person) {
  const answer = await ask("Partager un contact", [
    ["first_name", "Prénom", person.first_name],
    ["phone_number", "Téléphone (numéro de fiction)", "+33639980001", { type: "tel" }],
  ]);
  return answer && { ...answer, user_id: answer.first_name === person.first_name ? person.id : undefined };
}

// Inline keyboards (under a bubble) and reply keyboards (under the log).
import { h } from "./dom.js";

const EXTERNAL = ["url", "login_url", "web_app"];

function sign(key) {
  if (key.url || key.login_url) return h("span", { class: "corner", "aria-hidden": "true" }, "↗");
  return null;
}

export function inlineKeyboard(rows, message, view) {
  return h("div", { class: "inline-keyboard", role: "group", "aria-label": "Boutons du message" }, rows.map((row) =>
    h("div", { class: "row" }, row.map((key) => {
      const node = h("button", { type: "button", class: EXTERNAL.some((kind) => key[kind]) ? "url" : key.style ?? "" }, key.text, sign(key));
      node.addEventListener("click", () => view.tap(key, message, node));
      return node;
    }))));
}

/** A reply keyboard, or null when there is nothing to show. onTap(key, markup). */
export function replyKeyboard(markup, onTap) {
  if (!markup?.keyboard?.length) return null;
  return h("div", { class: "reply-keyboard", role: "group", "aria-label": "Clavier de réponses" }, markup.keyboard.map((row) =>
    h("div", { class: "row" }, row.map((raw) => {
      const key = typeof raw === "string" ? { text: raw } : raw;
      return h("button", { type: "button", onclick: () => onTap(key, markup) }, key.text);
    }))));
}

// Every call of the bot and every update it receives, in order, as JSON.
import { button, field, h, select } from "./dom.js";
import { preciseOf } from "./dates.js";

const KEPT = 2000;
const SHOWN = 300;
const KINDS = { both: ["call", "update"], call: ["call"], update: ["update"], all: null };

const updateKind = (update) => Object.keys(update ?? {}).find((name) => name !== "update_id") ?? "?";

function summary(event) {
  if (event.type === "call") {
    const time = event.ms === undefined ? "" : `${Math.round(event.ms)}\u00a0ms`;
    const bad = event.status >= 400 || !event.status;
    return [h("span", { class: "way" }, "bot →"), h("b", {}, event.method), h("span", { class: bad ? "bad" : "good" }, event.status ?? "perdu"), h("span", {}, time)];
  }
  if (event.type === "update") return [h("span", { class: "way" }, "→ bot"), h("b", {}, updateKind(event.update)), h("span", {}, event.update?.update_id ?? "")];
  return [h("span", { class: "way" }, "·"), h("b", {}, event.type)];
}

function draw(event) {
  const body = h("pre", { tabindex: 0, "aria-label": `JSON de la ligne ${event.n}` });
  const node = h("details", { class: `event ${event.type}` },
    h("summary", {}, h("span", { class: "number" }, event.n), h("time", {}, preciseOf(Date.parse(event.at))), summary(event)), body);
  node.addEventListener("toggle", () => {
    if (!node.open || body.textContent) return;
    const { n, at, type, ...content } = event;
    body.textContent = JSON.stringify(content, null, 2);
  });
  return node;
}

export class Inspector {
  #events = [];
  #fresh = [];
  #frame = 0;

  constructor(store) {
    this.kind = select([["both", "Appels et updates"], ["call", "Appels du bot"], ["update", "Updates reçus"], ["all", "Tout le journal"]], "both", () => this.redraw());
    this.words = h("input", { type: "search", placeholder: "sendMessage, 403, Odile…", oninput: () => this.redraw() });
    this.list = h("div", { class: "events", role: "list", "aria-label": "Échanges entre le bot et la rue" });
    const filters = h("div", { class: "filters" }, field("Montrer", this.kind), field("Filtrer", this.words),
      button("Vider l’affichage", () => { this.#events = []; this.redraw(); }, { class: "quiet" }));
    this.node = h("details", { class: "panel inspector", "aria-label": "Inspecteur JSON" }, h("summary", {}, "Inspecteur JSON"), h("div", { class: "panel-body" }, filters, this.list));
    this.node.addEventListener("toggle", () => this.node.open && this.redraw());
    store.on("event", (event) => this.receive(event));
  }

  #wanted(event) {
    const kinds = KINDS[this.kind.value];
    if (kinds && !kinds.includes(event.type)) return false;
    const words = this.words.value.trim().toLowerCase();
    if (!words) return !(event.method === "getUpdates" && event.status < 300);
    return JSON.stringify(event).toLowerCase().includes(words);
  }

  receive(event) {
    this.#events.push(event);
    if (this.#events.length > 2 * KEPT) this.#events = this.#events.slice(-KEPT);
    this.#fresh.push(event);
    this.#frame ||= requestAnimationFrame(() => this.#flush());
  }

  /** Newest first; nothing is drawn while the panel is closed. */
  #flush() {
    this.#frame = 0;
    const fresh = this.#fresh.slice(-SHOWN);
    this.#fresh = [];
    if (!this.node.open) return;
    for (const event of fresh) if (this.#wanted(event)) this.list.prepend(this.#item(event));
    while (this.list.childElementCount > SHOWN) this.list.lastElementChild.remove();
  }

  #item = (event) => h("div", { role: "listitem" }, draw(event));

  redraw() {
    this.#fresh = [];
    const shown = this.#events.filter((event) => this.#wanted(event)).slice(-SHOWN).reverse();
    this.list.replaceChildren(...shown.map((event) => this.#item(event)));
  }
}

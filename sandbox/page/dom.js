// Every text of a person or of the bot goes through textContent: nothing here ever parses HTML.

/** h("button", {type: "button", onclick}, "Label") -> element. `null` and `false` are skipped. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key === "className" ? "class" : key, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export const button = (label, onclick, props = {}) => h("button", { type: "button", onclick, ...props }, label);

/** A labelled control: the label wraps it, so the accessible name is the visible text. */
export function field(label, control, className = "field") {
  return h("label", { class: className }, h("span", {}, label), control);
}

export function select(options, value, onchange, props = {}) {
  const node = h("select", { ...props, onchange: () => onchange?.(node.value) });
  fill(node, options, value);
  return node;
}

/** Replaces the options of a select ([[value, label], …]) and keeps its choice when it still exists. */
export function fill(node, options, value = node.value) {
  const wanted = JSON.stringify(options);
  if (node.wanted !== wanted) {
    node.wanted = wanted;
    node.replaceChildren(...options.map(([key, label]) => h("option", { value: key }, label)));
  }
  if (options.some(([key]) => String(key) === String(value))) node.value = String(value);
}

/** A drop-down of controls. It closes on Escape (focus comes back), on a choice, and on a click elsewhere. */
export function menu(label, sign, className, items) {
  const list = h("div", { class: "menu-list", hidden: true });
  const opener = button(sign, () => toggle(list.hidden), { class: "icon", "aria-label": label, title: label, "aria-expanded": "false" });
  const node = h("div", { class: `menu ${className}` }, opener, list);
  const toggle = (open) => {
    list.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (!open) return list.replaceChildren();
    list.replaceChildren(...items().filter(Boolean));
    return place(node);
  };
  node.shut = () => toggle(false);
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || list.hidden) return;
    toggle(false);
    opener.focus();
  });
  list.addEventListener("click", (event) => event.target.closest("button") && toggle(false));
  return node;
}

/** Inside a log, a menu opens where there is room: a scrolling box would cut it. */
function place(node) {
  const log = node.closest(".log")?.getBoundingClientRect();
  if (!log) return;
  const box = node.getBoundingClientRect();
  node.classList.toggle("down", box.top - log.top < 200);
  node.classList.toggle("start", box.right - log.left < 190);
}

document.addEventListener("click", (event) => {
  for (const list of document.querySelectorAll(".menu-list:not([hidden])")) {
    if (!list.parentNode.contains(event.target) && event.target.isConnected) list.parentNode.shut();
  }
});

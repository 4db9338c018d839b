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

/** A drop-down of buttons. It closes on Escape (focus comes back), on a choice, and on a click elsewhere. */
export function menu(label, sign, className, items) {
  const list = h("div", { class: "menu-list" });
  const summary = h("summary", { "aria-label": label, title: label }, sign);
  const node = h("details", { class: `menu ${className}` }, summary, list);
  node.addEventListener("toggle", () => node.open && list.replaceChildren(...items()));
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !node.open) return;
    node.open = false;
    summary.focus();
  });
  list.addEventListener("click", (event) => event.target.closest("button") && (node.open = false));
  return node;
}

document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details.menu[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
});

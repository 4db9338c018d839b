// Bot API entities to DOM. Offsets are UTF-16 units, which is what JavaScript strings are made of.
import { h } from "./dom.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

/** Only these addresses become links; a javascript: address stays plain text. */
export function safeUrl(url) {
  const full = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `https://${url}`;
  return /^(https?|tg|tel|mailto):/i.test(full) ? full : null;
}

function spoiler() {
  const hidden = h("span", { class: "spoiler-text", "aria-hidden": "true" });
  const node = h("button", { type: "button", class: "spoiler", "aria-label": "Afficher le texte masqué" }, hidden);
  node.addEventListener("click", () => {
    node.classList.add("shown");
    node.removeAttribute("aria-label");
    hidden.removeAttribute("aria-hidden");
  });
  return [node, hidden];
}

function link(url, act) {
  const href = safeUrl(url);
  if (!href) return h("span");
  return h("a", { href, onclick: (event) => { event.preventDefault(); act.open(href); } });
}

/** [outer, inner]: the node to insert and the node that receives the text. */
function wrap(entity, text, act) {
  const one = (node) => [node, node];
  switch (entity.type) {
    case "spoiler": return spoiler();
    case "text_link": return one(link(entity.url, act));
    case "url": return one(link(text, act));
    case "email": return one(link(`mailto:${text}`, act));
    case "phone_number": return one(link(`tel:${text.replace(/\s/g, "")}`, act));
    case "bot_command": return one(h("button", { type: "button", class: "command", onclick: () => act.say(text) }));
    case "mention": case "text_mention": case "hashtag": case "cashtag": return one(h("span", { class: "mention" }));
    default: return one(h(TAGS[entity.type] ?? "span"));
  }
}

function fillSpan(parent, text, start, end, entities, act) {
  let at = start;
  let rest = entities;
  while (rest.length) {
    const [entity, ...others] = rest;
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (to <= from) { rest = others; continue; }
    if (from > at) parent.append(text.slice(at, from));
    const [outer, inner] = wrap(entity, text.slice(from, to), act);
    fillSpan(inner, text, from, to, others.filter((other) => other.offset < to), act);
    parent.append(outer);
    // A block ends its own line: the line break that follows it would show as an empty line.
    at = BLOCKS.has(entity.type) && text[to] === "\n" ? Math.min(to + 1, end) : to;
    rest = others.filter((other) => other.offset + other.length > to);
  }
  if (at < end) parent.append(text.slice(at, end));
}

/** act = {open(url), say(text)}: what a tap on a link or a command does. */
export function renderText(text, entities, act) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const node = h("div", { class: "text" });
  fillSpan(node, text, 0, text.length, sorted, act);
  return node;
}

// The list of messages of one phone, kept in step with the store.
import { h } from "./dom.js";
import { dayOf } from "./dates.js";
import { renderBubble } from "./bubble.js";

const SHOWN = 200;

export class Log {
  #drawn = new Map(); // message id -> {message, marks, nodes}
  #atEnd = true;
  #top = 0;

  constructor() {
    this.node = h("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": "Messages", tabindex: 0 });
    this.list = h("div", { class: "list" });
    this.node.append(this.list);
    this.node.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    const watch = new ResizeObserver(() => this.#follow());
    watch.observe(this.node);
    watch.observe(this.list);
  }

  /** Only going up leaves the end: growth below does not. */
  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.node;
    if (scrollHeight - scrollTop - clientHeight < 60) this.#atEnd = true;
    else if (scrollTop < this.#top) this.#atEnd = false;
    this.#top = scrollTop;
  }

  /** Who reads the newest message keeps reading it: a keyboard or a photo may change the height. */
  #follow() {
    if (this.#atEnd) this.node.scrollTop = this.node.scrollHeight;
  }

  /** Forgets what is drawn: the next sync is another conversation, not news to announce. */
  clear() {
    this.#drawn.clear();
    this.list.replaceChildren();
    this.#atEnd = true;
  }

  sync(messages, removed, view) {
    const fresh = this.#drawn.size === 0;
    if (fresh) this.node.setAttribute("aria-busy", "true");
    const shown = messages.slice(-SHOWN);
    const wanted = new Set(shown.map((message) => message.message_id));
    for (const [id, { nodes }] of this.#drawn) {
      if (wanted.has(id)) continue;
      this.#drawn.delete(id);
      nodes[0].remove();
      if (removed.has(id)) nodes[1].replaceWith(h("div", { class: "service ghost" }, "Message supprimé"));
      else nodes[1].remove();
    }
    let day = null;
    for (const message of shown) {
      const today = dayOf(message.date * 1000);
      this.#draw(message, today === day ? "" : today, view);
      day = today;
    }
    this.node.removeAttribute("aria-busy");
    this.#follow();
  }

  #draw(message, day, view) {
    const old = this.#drawn.get(message.message_id);
    const marks = `${view.marks(message)}|${day}`;
    if (old && old.message === message && old.marks === marks) return;
    const chip = h("div", { class: "day", hidden: !day }, day);
    const bubble = renderBubble(message, view);
    bubble.dataset.message = message.message_id;
    if (old) {
      old.nodes[0].replaceWith(chip);
      old.nodes[1].replaceWith(bubble);
      if (old.message.edit_date !== message.edit_date) bubble.classList.add("changed");
    } else this.list.append(chip, bubble);
    this.#drawn.set(message.message_id, { message, marks, nodes: [chip, bubble] });
  }

  reveal(messageId) {
    const node = this.#drawn.get(messageId)?.nodes[1];
    node?.scrollIntoView({ block: "center" });
    node?.classList.remove("changed");
    requestAnimationFrame(() => node?.classList.add("changed"));
  }
}

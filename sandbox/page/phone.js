// One phone: a person, one of their conversations, and everything they can do in it.
import { post } from "./api.js";
import { tell } from "./dialogs.js";
import { button, field, fill, h, menu, select } from "./dom.js";
import { Composer } from "./composer.js";
import { replyKeyboard } from "./keyboards.js";
import { openLink } from "./links.js";
import { Log } from "./log.js";
import { hue } from "./bubble.js";
import { snippet } from "./service.js";
import { tapInline, tapReply } from "./taps.js";

const OWN_ACTIONS = { typing: "écrit", upload_photo: "envoie une photo", upload_document: "envoie un document" };

export class Phone extends HTMLElement {
  viewer = 0;
  chat = 0;
  topic = ""; // "" every topic, "general", or a topic id
  pending = null;
  #hidden = false;
  #markup = null;
  #frame = 0;
  #toastTimer = 0;
  #actionTimer = 0;

  constructor(store, viewer, chat) {
    super();
    this.store = store;
    this.viewer = viewer;
    this.chat = chat;
  }

  connectedCallback() {
    if (this.log) return;
    this.log = new Log();
    this.composer = new Composer(this);
    this.setAttribute("role", "region");
    this.className = "phone";
    this.build();
    this.sync();
  }

  build() {
    this.avatar = h("span", { class: "avatar", "aria-hidden": "true" });
    this.heading = h("h2");
    this.subtitle = h("p", { class: "seen-by" });
    this.people = select([], "", (value) => this.show(Number(value)));
    this.places = select([], "", (value) => this.goTo(Number(value)));
    this.back = button("‹", () => this.goTo(this.viewer), { class: "icon back", "aria-label": "Revenir à la conversation privée" });
    const choice = menu("Changer de personne ou de conversation", "⋮", "switch", () => [
      field("Vu par", this.people), field("Conversation", this.places),
      button("Fermer ce téléphone", () => this.close(), { class: "quiet" })]);
    this.topics = select([], "", (value) => { this.topic = value; this.redraw(); }, { "aria-label": "Sujet" });
    this.pin = h("button", { type: "button", class: "pin", hidden: true });
    this.notice = h("div", { class: "toast", role: "status" });
    this.keys = h("div", { class: "keys" });
    this.entry = h("div", { class: "entry" });
    this.append(h("header", {}, this.back, this.avatar, h("div", { class: "names" }, this.heading, this.subtitle), choice),
      this.topics, this.pin, this.log.node, this.notice, this.entry, this.composer.node, this.keys);
  }

  close() {
    this.remove();
    this.store.emit("phones");
  }

  person = () => this.store.users.get(this.viewer) ?? { id: this.viewer, first_name: "?" };
  label = () => `${this.store.title(this.chat)}, vu par ${this.person().first_name}`;

  /** What a bubble may ask of its phone. */
  view() {
    const { store, viewer, chat } = this;
    const names = new Map((store.chats.get(chat)?.topics ?? []).map(({ id, name }) => [id, name]));
    return {
      isGroup: chat !== viewer,
      admin: store.isAdmin(chat, viewer),
      isOwn: (message) => message.from?.id === viewer && !message.sender_chat,
      reactions: (message) => store.reactionsTo(chat, message.message_id),
      marks: (message) => store.reactionsTo(chat, message.message_id).join(""),
      topicName: names.size && !this.topic ? (message) => names.get(message.message_thread_id) ?? "Général" : null,
      open: (url) => this.attempt(() => openLink(this, url)),
      say: (text) => this.say({ text }),
      tap: (key, message, node) => this.attempt(() => tapInline(this, key, message, node)),
      vote: (poll, index) => this.run("vote", { user: viewer, poll: poll.id, options: [index] }),
      reply: (message) => this.composer.reply(message),
      edit: (message) => this.composer.edit(message),
      react: (message, emoji) => this.run("react", { user: viewer, chat, message: message.message_id, emoji }),
      remove: (message) => this.run("delete", { chat, message: message.message_id }),
    };
  }

  /** Runs what a tap asked and says what went wrong on the phone itself; true when it worked. */
  async attempt(act) {
    try {
      await act();
      return true;
    } catch (error) {
      this.toast(error.message);
      return false;
    }
  }

  run = (verb, body) => this.attempt(() => post(verb, body));

  say(content) {
    const thread = Number(this.topic) || undefined;
    return this.run("say", { user: this.viewer, chat: this.chat, thread, ...content });
  }

  show(viewer, chat = viewer === this.viewer ? this.chat : this.store.isIn(this.chat, viewer) && this.chat !== this.viewer ? this.chat : viewer) {
    this.viewer = viewer;
    this.chat = chat;
    this.topic = "";
    this.#hidden = false;
    this.composer.clear();
    this.redraw();
    this.store.emit("phones");
  }

  goTo(chat) {
    this.show(this.viewer, chat);
  }

  redraw() {
    this.log.clear();
    this.sync();
  }

  /** Many events of one burst cost one drawing. */
  soon() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.sync();
    });
  }

  sync() {
    const { store, viewer, chat } = this;
    const person = this.person();
    this.setAttribute("aria-label", this.label());
    this.heading.textContent = store.title(chat);
    this.avatar.textContent = chat === viewer ? "🏘" : store.title(chat).slice(0, 1);
    this.avatar.className = `avatar ${hue(chat)}`;
    this.back.hidden = chat === viewer;
    this.#subtitle();
    fill(this.people, [...store.users.values()].map((user) => [user.id, user.first_name]), viewer);
    fill(this.places, store.chatsOf(viewer).map((id) => [id, id === viewer ? `${store.title(id)} (privé)` : store.title(id)]), chat);
    const group = store.chats.get(chat);
    const topics = (group?.topics ?? []).map(({ id, name, closed }) => [id, closed ? `${name} (fermé)` : name]);
    this.topics.hidden = !group?.is_forum;
    fill(this.topics, [["", "Tous les sujets"], ["general", "Général"], ...topics], this.topic);
    this.#pinned();
    this.#keyboard();
    this.#entry(person);
    this.log.sync(this.#visible(), group?.removed ?? new Set(), this.view());
  }

  #visible() {
    const inTopic = (message) => {
      const thread = message.is_topic_message ? message.message_thread_id : "general";
      return !this.topic || String(thread) === String(this.topic);
    };
    return this.store.messages(this.chat).filter((message) => inTopic(message) && (message.seen_by?.includes(this.viewer) ?? true));
  }

  #subtitle() {
    const { first_name: name, age } = this.person();
    this.subtitle.textContent = age ? `vu par ${name}, ${age} ans` : `vu par ${name}`;
  }

  #pinned() {
    const message = this.store.pinned(this.chat);
    this.pin.hidden = !message;
    if (!message) return;
    this.pin.textContent = `📌 ${snippet(message)}`;
    this.pin.setAttribute("aria-label", `Message épinglé\u00a0: ${snippet(message)}`);
    this.pin.onclick = () => this.log.reveal(message.message_id);
  }

  #keyboard() {
    const markup = this.store.keyboard(this.chat, this.viewer);
    if (markup !== this.#markup) this.#hidden = false;
    this.#markup = markup;
    const node = replyKeyboard(markup, (key, shown) => this.attempt(() => tapReply(this, key, shown)));
    const open = Boolean(node) && !this.#hidden;
    this.keys.replaceChildren(...(open ? [node] : []));
    this.composer.show({
      anonymous: this.store.isAdmin(this.chat, this.viewer) && Boolean(this.store.status(this.chat, this.viewer).anonymous),
      placeholder: markup?.input_field_placeholder, keyboard: Boolean(node), open,
    });
  }

  hideKeyboard() {
    this.#hidden = true;
    this.#keyboard();
  }

  toggleKeyboard() {
    this.#hidden = !this.#hidden;
    this.#keyboard();
  }

  /** In place of the composer: nothing started, the bot blocked, or not a member any more. */
  #entry(person) {
    const { viewer, chat } = this;
    let offer = null;
    if (chat === viewer && person.blocked) {
      offer = button("Débloquer le bot", () => this.run("unblock", { user: viewer }), { class: "main" });
    } else if (chat === viewer && !person.started) {
      offer = button("Démarrer", () => this.run("start", { user: viewer }), { class: "main" });
    } else if (!this.store.isIn(chat, viewer)) {
      offer = button("Rejoindre le groupe", () => this.run("member", { chat, user: viewer, action: "join" }), { class: "main" });
    }
    if (offer?.textContent !== this.entry.textContent) this.entry.replaceChildren(...(offer ? [offer] : []));
    else if (!offer) this.entry.replaceChildren();
    this.composer.node.hidden = Boolean(offer);
    this.keys.hidden = Boolean(offer);
  }

  toast(text) {
    clearTimeout(this.#toastTimer);
    this.notice.textContent = text;
    this.#toastTimer = setTimeout(() => { this.notice.textContent = ""; }, 5000);
  }

  /** The bot answered a tap of this phone's person. */
  answered({ text, alert, url }) {
    this.pending?.removeAttribute("aria-busy");
    this.pending = null;
    if (url) this.attempt(() => openLink(this, url));
    else if (text && alert) tell(this.store.bot().first_name ?? "Tous Voisins", text);
    else if (text) this.toast(text);
  }

  acting(action) {
    clearTimeout(this.#actionTimer);
    this.subtitle.textContent = `${this.store.bot().first_name ?? "Le bot"} ${OWN_ACTIONS[action] ?? "est en action"}…`;
    this.#actionTimer = setTimeout(() => this.#subtitle(), 4000);
  }
}

customElements.define("tv-phone", Phone);

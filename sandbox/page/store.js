// The page's mirror of the sandbox: one snapshot, then the events after it.
import { get, listen } from "./api.js";

const STRUCTURE = new Set(["member", "chat", "user", "reset"]);
const ADMIN = new Set(["creator", "administrator"]);
const GONE = new Set(["left", "kicked"]);
const key = (chat, user) => `${chat}|${user ?? "*"}`;

export class Store extends EventTarget {
  users = new Map();
  chats = new Map();
  bots = [];
  keyboards = new Map();
  reactions = new Map();
  pins = new Map();
  limits = {};
  delta = 0; // sandbox clock minus the browser's, in ms
  #seen = 0;
  #snapshot = 0;
  #recent = [];
  #timer = 0;

  async open(onStatus) {
    await this.refresh();
    let lost = false;
    listen(0, (event) => this.#receive(event), (alive) => {
      if (alive && lost) this.#again();
      lost = !alive;
      onStatus(alive);
    });
  }

  /** After a cut: a log shorter than what was seen is another street, begun anew. */
  async #again() {
    const seen = this.#seen;
    const { last } = await get("state");
    if (last < seen) location.reload();
  }

  now = () => Date.now() + this.delta;
  emit = (type, detail = {}) => this.dispatchEvent(new CustomEvent(type, { detail }));
  on = (type, listener) => this.addEventListener(type, ({ detail }) => listener(detail));

  async refresh() {
    const state = await get("state");
    this.#snapshot = state.last ?? 0;
    this.users = new Map(state.users.map((user) => [user.id, user]));
    this.bots = state.bots ?? [];
    this.limits = state.limits ?? {};
    this.delta = Date.parse(state.clock) - Date.now();
    const before = this.chats;
    const mine = state.chats.filter((chat) => this.#ours(chat));
    this.chats = new Map(mine.map((chat) => [chat.id, this.#chat(chat, before.get(chat.id))]));
    for (const event of this.#recent) if (event.n > this.#snapshot) this.#apply(event);
    this.emit("structure");
    this.emit("log");
  }

  /** The phones talk with the first bot: a private chat with another one has the same number. */
  #ours = ({ type, bot }) => (type && type !== "private") || !bot || bot === this.bot().id;

  /** Unchanged messages stay the same objects, so that phones redraw only what moved. */
  #chat(chat, before) {
    const messages = new Map();
    for (const message of chat.messages ?? []) {
      if (message.deleted) continue;
      const old = before?.messages.get(message.message_id);
      messages.set(message.message_id, JSON.stringify(old) === JSON.stringify(message) ? old : message);
    }
    const removed = before?.removed ?? new Set();
    return { ...chat, messages, removed, members: chat.members ?? [], topics: chat.topics ?? [] };
  }

  #receive(event) {
    if (event.n <= this.#seen) return;
    this.#seen = event.n;
    if (event.type === "keyboard" || event.type === "reaction" || event.type === "pin") this.#side(event);
    if (event.n > this.#snapshot) {
      this.#recent = [...this.#recent.slice(-300), event];
      this.#apply(event);
      if (STRUCTURE.has(event.type)) this.#later();
    } else if (event.type === "reset") this.#forget();
    this.emit("event", event);
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.refresh().catch((error) => this.emit("trouble", error)), 60);
  }

  #forget() {
    this.keyboards.clear();
    this.reactions.clear();
    this.pins.clear();
  }

  /** What the snapshot does not carry is rebuilt from the whole log. */
  #side(event) {
    if (event.type === "keyboard") {
      if (event.user_id === null || event.user_id === undefined) {
        for (const known of this.keyboards.keys()) {
          if (known.startsWith(`${event.chat_id}|`)) this.keyboards.delete(known);
        }
      }
      this.keyboards.set(key(event.chat_id, event.user_id), event.markup);
      this.emit("keyboard", event);
    } else if (event.type === "reaction") {
      const place = `${event.chat_id}|${event.message_id ?? event.message}`;
      const given = { ...this.reactions.get(place), [event.user_id ?? event.user ?? 0]: event.emoji };
      this.reactions.set(place, given);
      this.emit("log", event);
    } else {
      this.pins.set(event.chat_id, event.message_id ?? null);
      this.emit("log", event);
    }
  }

  #apply(event) {
    if (["message", "edit"].includes(event.type) && !this.#ours({ bot: event.bot })) return undefined;
    const chat = this.chats.get(event.chat_id);
    switch (event.type) {
      case "message":
      case "edit":
        if (!chat) return this.#later();
        chat.messages.set(event.message.message_id, event.message);
        return this.emit("log", event);
      case "delete":
        for (const id of event.message_ids ?? [event.message_id]) {
          if (chat?.messages.delete(id)) chat.removed.add(id);
        }
        return this.emit("log", event);
      case "clock":
        if (event.now ?? event.clock) this.delta = Date.parse(event.now ?? event.clock) - Date.now();
        else if (event.offset !== undefined) this.delta = event.offset * 1000;
        return this.emit("clock");
      case "reset":
        return this.#forget();
      default:
        return this.emit(event.type, event);
    }
  }

  bot = () => this.bots[0] ?? { id: 0, first_name: "Tous Voisins", username: "tousvoisins_bot" };
  isPrivate = (chatId) => this.users.has(chatId);
  groups = () => [...this.chats.values()].filter((chat) => chat.type !== "private" && !chat.migrated_to && !chat.deleted);
  messages = (chatId) => [...(this.chats.get(chatId)?.messages.values() ?? [])].sort((a, b) => a.message_id - b.message_id);

  title(chatId) {
    const bot = this.bot();
    return this.isPrivate(chatId) ? (bot.first_name ?? bot.name ?? bot.username) : (this.chats.get(chatId)?.title ?? "Groupe");
  }

  status(chatId, userId) {
    return this.chats.get(chatId)?.members.find((member) => member.user === userId || member.user?.id === userId) ?? { status: "left" };
  }

  isAdmin = (chatId, userId) => ADMIN.has(this.status(chatId, userId).status);
  isIn = (chatId, userId) => chatId === userId || !GONE.has(this.status(chatId, userId).status);
  chatsOf = (userId) => [userId, ...this.groups().map((chat) => chat.id).filter((id) => this.isIn(id, userId))];
  keyboard = (chatId, userId) => this.keyboards.get(key(chatId, userId)) ?? this.keyboards.get(key(chatId, null)) ?? null;
  reactionsTo = (chatId, messageId) => Object.values(this.reactions.get(`${chatId}|${messageId}`) ?? {}).filter(Boolean);

  pinned(chatId) {
    const chat = this.chats.get(chatId);
    const id = this.pins.has(chatId) ? this.pins.get(chatId) : (chat?.pinned_message?.message_id ?? chat?.pinned ?? null);
    return chat?.messages.get(id) ?? null;
  }
}

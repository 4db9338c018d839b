// The line where a person writes, with what can be joined to it.
import { button, h, menu } from "./dom.js";
import { ask, askContact, askPlace } from "./dialogs.js";
import { authorOf, snippet } from "./service.js";

export class Composer {
  #reply = null;
  #edited = null;

  constructor(phone) {
    this.phone = phone;
    this.input = h("textarea", { rows: 1, maxlength: 4096, "aria-label": "Écrire un message", placeholder: "Message" });
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#context(null, null);
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.node.requestSubmit();
    });
    this.anonymous = h("input", { type: "checkbox", checked: true });
    this.mask = h("label", { class: "mask", hidden: true }, this.anonymous, h("span", {}, "En admin anonyme"));
    this.context = h("div", { class: "context", hidden: true });
    this.toggle = button("⌨", () => phone.toggleKeyboard(), { class: "icon", hidden: true });
    this.node = h("form", { class: "composer" }, this.context, this.mask,
      h("div", { class: "write" },
        menu("Joindre", "📎", "attach", () => this.#attachments()),
        this.input, this.toggle,
        h("button", { type: "submit", class: "send", "aria-label": "Envoyer" }, "➤")));
    this.node.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
  }

  #attachments() {
    const { phone } = this;
    const run = (content) => phone.say({ ...content, ...this.#extras() }).then(() => this.#context(null, null));
    return [
      button("🖼️ Photo", () => run({ photo: true })),
      button("📄 Document", async () => {
        const answer = await ask("Envoyer un document", [["name", "Nom du fichier", "affiche.pdf"]]);
        if (answer) await run({ document: answer.name });
      }),
      button("📍 Lieu", async () => {
        const location = await askPlace();
        if (location) await run({ location });
      }),
      button("👤 Contact", async () => {
        const contact = await askContact(phone.person());
        if (contact) await run({ contact });
      }),
      button("🎤 Message vocal", () => run({ voice: true })),
      button("🙂 Autocollant", () => run({ sticker: true })),
    ];
  }

  #extras() {
    const anonymous = this.mask.hidden ? undefined : this.anonymous.checked;
    return { reply_to: this.#reply?.message_id, as_anonymous: anonymous };
  }

  async #send() {
    const text = this.input.value.trim();
    if (!text) return;
    const done = this.#edited
      ? await this.phone.run("edit", { user: this.phone.viewer, chat: this.phone.chat, message: this.#edited.message_id, text })
      : await this.phone.say({ text, ...this.#extras() });
    if (!done) return;
    this.input.value = "";
    this.#context(null, null);
  }

  #context(reply, edited) {
    if (this.#edited && !edited) this.input.value = "";
    this.#reply = reply;
    this.#edited = edited;
    const message = reply ?? edited;
    this.context.hidden = !message;
    if (!message) return;
    const head = reply ? `Répondre à ${authorOf(reply)}` : "Modifier le message";
    this.context.replaceChildren(h("div", {}, h("strong", {}, head), h("span", {}, snippet(message))),
      button("✕", () => this.#context(null, null), { class: "icon", "aria-label": "Annuler" }));
  }

  reply(message) {
    this.#context(message, null);
    this.input.focus();
  }

  edit(message) {
    this.#context(null, message);
    this.write(message.text);
  }

  write(text) {
    this.input.value = text;
    this.input.focus();
  }

  clear() {
    this.input.value = "";
    this.#context(null, null);
  }

  /** What the phone knows about the place and its keyboard. */
  show({ anonymous, placeholder, keyboard, open }) {
    this.mask.hidden = !anonymous;
    this.input.placeholder = placeholder || "Message";
    this.toggle.hidden = !keyboard;
    const label = open ? "Masquer le clavier" : "Afficher le clavier";
    this.toggle.setAttribute("aria-label", label);
    this.toggle.title = label;
    this.toggle.setAttribute("aria-expanded", String(open));
  }
}

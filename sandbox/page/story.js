// « Suivez l’histoire » : the main job, the town hall, neighbours asked one by one; each told on phones with their real buttons.
import { post } from "./api.js";
import { inDays, weekdaysAway } from "./dates.js";
import { button, h } from "./dom.js";
import { CHAPTERS } from "./story_steps.js";

const PATIENCE = 20000; // ms before the story says that a button did not come
const LOOK = 150;
const BEAT = 1500; // how long a lit button is shown before the story presses it

const ASKED = /Un autre jour/; // a button of whoever is asked in private

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const beat = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? BEAT / 3 : BEAT);

class Stopped extends Error {}

export class Story {
  #running = 0; // which telling is under way; another one stops it
  #alone = true; // it presses by itself; else somebody presses, here or with « Suivant »
  #next = null;
  #last = null; // the button pressed last: never taken for the next one while it still stands
  #newest = new Map(); // the last message of each conversation when the story began
  #before = new Map(); // and when the step under way began

  /** cast(parts): the phones of a chapter by their part, laid out afresh. */
  constructor(store, cast) {
    this.store = store;
    this.cast = cast;
    this.chapter = CHAPTERS[0];
    this.words = h("p", { class: "story-words", role: "status" });
    this.play = button("▶ Suivez l’histoire", () => this.#tell(true), { class: "main" });
    this.byHand = button("Pas à pas", () => this.#tell(false), { class: "quiet" });
    this.go = button("Suivant ➡", () => this.#next?.(), { class: "main", hidden: true });
    this.stop = button("⏸ Arrêter", () => this.#end(this.chapter.stopped), { class: "quiet", hidden: true });
    this.others = CHAPTERS.map((chapter) => [chapter, button(chapter.name, () => this.#open(chapter), { class: "quiet" })]);
    this.steps = h("ol", { class: "story-steps" });
    this.node = h("section", { class: "story" }, this.steps,
      h("div", { class: "story-line" }, this.words, h("div", { class: "buttons" }, this.play, this.byHand, ...this.others.map(([, node]) => node), this.go, this.stop)));
    this.#write();
    store.on("structure", () => this.#offer());
  }

  /** The other chapters are offered where their people live. */
  #offer() {
    const names = new Set([...this.store.users.values()].map((one) => one.first_name));
    const lives = ({ cast, needs = [] }) => [...needs, ...Object.values(cast).map(([name]) => name)].every((name) => names.has(name));
    for (const [chapter, node] of this.others) node.hidden = this.play.hidden || chapter === this.chapter || !lives(chapter);
  }

  /** Another chapter, with its phones. */
  #open(chapter) {
    this.chapter = chapter;
    this.play.textContent = "▶ Suivez l’histoire";
    this.#write();
    this.cast(chapter.cast);
  }

  #write() {
    this.node.setAttribute("aria-label", this.chapter.label);
    this.words.textContent = this.chapter.invitation;
    this.#offer();
    this.steps.replaceChildren(...this.chapter.steps.map(({ title }, index) => h("li", {}, `${index + 1}. ${title}`)));
  }

  async #tell(alone) {
    const mine = (this.#running += 1);
    this.#alone = alone;
    this.#show(true);
    const { steps, end, cast } = this.chapter;
    this.#newest = this.#before = this.#marks();
    let parts = this.cast(cast);
    try {
      for (const [number, step] of steps.entries()) {
        if (step.cast) parts = await this.#recast(step.cast, parts, mine);
        this.#before = this.#marks();
        await this.#step(number, step, parts, mine);
      }
      this.#end(end);
    } catch (fault) {
      if (!(fault instanceof Stopped)) this.#end(fault.message);
    }
  }

  #marks = () => new Map([...this.store.chats.keys()].map((chat) => [chat, this.store.messages(chat).at(-1)?.message_id ?? 0]));

  /** The phones of a step: a person by name, a part that stays, or who has been asked since the step before began. */
  async #recast(cast, parts, mine) {
    const most = Math.max(0, ...Object.values(cast).filter(Number.isInteger));
    const asked = most ? await this.#wait(() => this.#asked(most), "la question en privé", mine) : [];
    const found = (one) => (Number.isInteger(one) ? { viewer: asked[one - 1], chat: asked[one - 1] } : parts[one] ?? one);
    return this.cast(Object.fromEntries(Object.entries(cast).map(([part, one]) => [part, found(one)])));
  }

  #asked(most) {
    const labels = ({ reply_markup: markup }) => (markup?.inline_keyboard ?? []).flat().map(({ text }) => text);
    const isAsked = (chat) => this.store.messages(chat).some((one) => one.message_id > (this.#before.get(chat) ?? 0)
      && labels(one).some((label) => ASKED.test(label)));
    const found = [...this.store.users.keys()].filter(isAsked);
    return found.length >= most && found;
  }

  async #step(number, step, parts, mine) {
    for (const [index, item] of [...this.steps.children].entries()) {
      item.classList.toggle("done", index < number);
      if (index === number) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    }
    this.words.textContent = step.words;
    for (const move of step.moves) {
      const phone = parts[move.on] ?? null;
      for (const one of Object.values(parts)) one.classList.toggle("lit", one === phone);
      phone?.scrollIntoView({ inline: "center", block: "nearest" });
      if (move.days !== undefined || move.weekday || move.advance) await this.#clock(move, mine);
      else if (move.say) await this.#say(phone, move.say, mine);
      else if (move.read) await this.#read(phone, move.read, mine);
      else await this.#press(phone, move.press, mine);
    }
  }

  /** The button lights up; it is pressed by the visitor, by « Suivant », or by the story after a moment. */
  async #press(phone, label, mine) {
    const find = () => this.#button(phone, label);
    const first = await this.#wait(find, `le bouton «\u00a0${label.source}\u00a0»`, mine);
    first.scrollIntoView({ block: "nearest" });
    const light = () => {
      const node = find();
      for (const old of phone.querySelectorAll("button.lit")) if (old !== node) old.classList.remove("lit");
      node?.classList.add("lit"); // a bubble drawn anew brings a new button
    };
    light();
    const again = setInterval(light, LOOK);
    let heard;
    const pressed = new Promise((resolve) => {
      heard = (event) => { if (event.target.closest("button") === find()) resolve(true); };
      phone.addEventListener("click", heard, true);
    });
    try {
      const byThem = await this.#turn(pressed, mine);
      this.#last = find();
      if (!byThem) this.#last?.click();
    } finally {
      clearInterval(again);
      phone.removeEventListener("click", heard, true);
      for (const node of phone.querySelectorAll("button.lit")) node.classList.remove("lit");
    }
  }

  async #clock({ advance, days, weekday, hour, minute }, mine) {
    await this.#turn(new Promise(() => undefined), mine);
    const later = weekday ? weekdaysAway(this.store.now(), weekday) : days;
    await post("clock", advance ? { advance } : { to: inDays(this.store.now(), later, hour, minute) });
  }

  async #say(phone, text, mine) {
    await this.#turn(new Promise(() => undefined), mine);
    await phone.say({ text });
  }

  async #read(phone, words, mine) {
    const said = ({ message_id: id, text, caption }) => id > (this.#newest.get(phone.chat) ?? 0) && words.test(text ?? caption ?? "");
    const found = await this.#wait(() => this.store.messages(phone.chat).findLast(said), "le message attendu", mine);
    phone.log.reveal(found.message_id);
    await this.#turn(new Promise(() => undefined), mine);
  }

  /** True when `pressed` came first: somebody did it themselves. */
  async #turn(pressed, mine) {
    const asked = this.#alone ? pause(beat()) : new Promise((resolve) => { this.#next = resolve; });
    this.go.hidden = this.#alone;
    const byThem = await Promise.race([pressed, asked.then(() => false), this.#stopped(mine)]);
    this.#check(mine);
    return byThem === true;
  }

  async #stopped(mine) {
    while (this.#running === mine) await pause(LOOK);
  }

  async #wait(find, what, mine) {
    for (let waited = 0; waited < PATIENCE; waited += LOOK) {
      this.#check(mine);
      const found = find();
      if (found) return found;
      await pause(LOOK);
    }
    throw new Error(`L’histoire s’arrête ici\u00a0: ${what} n’est pas venu. Les téléphones restent à vous.`);
  }

  /** The first button that says so under the newest message that has one, or on the phone's own keyboard. */
  #button(phone, label) {
    const keyboards = [...phone.querySelectorAll(".inline-keyboard, .reply-keyboard")].reverse();
    const said = (node) => node !== this.#last && label.test(node.textContent);
    return keyboards.map((keyboard) => [...keyboard.querySelectorAll("button")].find(said)).find(Boolean);
  }

  #check(mine) {
    if (this.#running !== mine) throw new Stopped();
  }

  #end(words) {
    this.#running += 1;
    this.words.textContent = words;
    this.play.textContent = "▶ Revoir l’histoire";
    for (const node of document.querySelectorAll(".lit")) node.classList.remove("lit");
    for (const item of this.steps.children) {
      item.removeAttribute("aria-current");
      item.classList.toggle("done", words === this.chapter.end);
    }
    this.#show(false);
  }

  #show(telling) {
    for (const node of [this.play, this.byHand]) node.hidden = telling;
    this.#offer();
    this.stop.hidden = !telling;
    this.go.hidden = true;
  }
}

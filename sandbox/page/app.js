// Opens the street: the store, the first phones, the drawer.
import { dayOf, hourOf } from "./dates.js";
import { choose } from "./dialogs.js";
import { button, h } from "./dom.js";
import { Inspector } from "./inspector.js";
import { clockPanel, faultPanel, groupPanel, limitPanel, peoplePanel, recordPanel } from "./panels.js";
import { Phone } from "./phone.js";
import { Store } from "./store.js";
import { Story } from "./story.js";
import { CHAPTERS } from "./story_steps.js";

const store = new Store();
const street = document.getElementById("street");
const tabs = document.getElementById("tabs");
const drawer = document.getElementById("drawer");
const drawerButton = document.getElementById("drawer-button");
const phones = () => [...street.querySelectorAll("tv-phone")];

/** The phones are kept in the address (#user:chat,…), so that reloading or sharing it finds them again. */
function wanted() {
  const asked = location.hash.slice(1).split(",").map((pair) => pair.split(":").map(Number));
  const known = asked.filter(([user, chat]) => store.users.has(user) && (store.chats.has(chat) || chat === user));
  if (known.length) return known;
  return Object.values(CHAPTERS[0].cast).map(([name, place], index) => named(name, place, index)).filter(Boolean);
}

function named(name, place, index = 0) {
  const users = [...store.users.values()];
  const user = users.find((one) => one.first_name === name) ?? users[index];
  const group = place && store.groups().find((chat) => chat.title.startsWith(place));
  return user && [user.id, group?.id ?? user.id];
}

/** The phones of a chapter of the story, side by side, and no other: each a [name, place], or one like another. */
function cast(parties) {
  for (const phone of phones()) phone.remove();
  const pair = (party) => (Array.isArray(party) ? named(...party) : [party.viewer, party.chat]);
  const parts = Object.entries(parties).map(([part, party]) => [part, new Phone(store, ...pair(party))]);
  street.append(...parts.map(([, phone]) => phone));
  remember();
  return Object.fromEntries(parts);
}

function furnish() {
  const lost = phones().filter((phone) => !store.users.has(phone.viewer));
  for (const phone of lost) phone.remove();
  for (const phone of phones()) {
    const moved = store.chats.get(phone.chat)?.migrated_to;
    if (moved) phone.goTo(moved);
    else if (phone.chat !== phone.viewer && !store.chats.has(phone.chat)) phone.goTo(phone.viewer);
  }
  if (!phones().length) for (const [user, chat] of wanted()) street.append(new Phone(store, user, chat));
  document.getElementById("empty").hidden = phones().length > 0;
}

function remember() {
  history.replaceState(null, "", `#${phones().map(({ viewer, chat }) => `${viewer}:${chat}`).join(",")}`);
  tabs.replaceChildren(...phones().map((phone) => {
    const tab = button(phone.chat === phone.viewer ? phone.person().first_name : store.title(phone.chat), () => phone.scrollIntoView({ inline: "center", block: "nearest" }), { title: phone.label() });
    tab.phone = phone;
    return tab;
  }), button("+", addPhone, { class: "quiet", "aria-label": "Ajouter un téléphone", title: "Ajouter un téléphone" }));
  document.getElementById("empty").hidden = phones().length > 0;
  markTab();
}

async function addPhone() {
  const people = [...store.users.values()].map(({ id, first_name: name, age }) => [id, age ? `${name}, ${age} ans` : name]);
  const user = await choose("Le téléphone de qui\u202f?", people, "La rue est vide.");
  if (user === null) return;
  const phone = new Phone(store, user, user);
  street.append(phone);
  remember();
  phone.scrollIntoView({ inline: "end", block: "nearest" });
}

/** On a narrow screen the tab of the phone in view is the current one. */
function markTab() {
  const middle = street.getBoundingClientRect().left + street.clientWidth / 2;
  for (const tab of tabs.children) {
    const box = tab.phone?.getBoundingClientRect();
    if (box && box.left <= middle && middle < box.right) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
}

function tick() {
  const now = store.now();
  const clock = document.getElementById("clock");
  const text = `Dans la rue, il est ${hourOf(now)}, ${dayOf(now)}`;
  if (clock.textContent === text) return;
  clock.textContent = text;
  clock.setAttribute("datetime", new Date(now).toISOString());
}

function route(event) {
  const mine = phones().filter((phone) => phone.viewer === event.user_id);
  if (event.type === "callback_answer") {
    const pressed = mine.filter((phone) => phone.pending);
    for (const phone of (pressed.length ? pressed : mine).slice(0, 1)) phone.answered(event);
  }
  if (event.type === "action") for (const phone of phones()) if (phone.chat === event.chat_id) phone.acting(event.action);
}

store.on("structure", () => { furnish(); remember(); tick(); for (const phone of phones()) phone.soon(); });
store.on("phones", remember);
store.on("clock", tick);
store.on("log", (event) => { for (const phone of phones()) if (!event.chat_id || phone.chat === event.chat_id) phone.soon(); });
store.on("keyboard", (event) => { for (const phone of phones()) if (phone.chat === event.chat_id) phone.soon(); });
store.on("callback_answer", route);
store.on("action", route);
store.on("trouble", (error) => phones()[0]?.toast(error.message));

document.querySelector(".stage").before(new Story(store, cast).node);
drawer.append(clockPanel(store), peoplePanel(store), groupPanel(store), faultPanel(store), limitPanel(store),
  recordPanel(store), new Inspector(store).node);
document.getElementById("add-phone").addEventListener("click", addPhone);
drawerButton.addEventListener("click", () => {
  const open = drawerButton.getAttribute("aria-expanded") !== "true";
  drawerButton.setAttribute("aria-expanded", String(open));
  document.body.classList.toggle("drawer-open", open);
  drawer.hidden = !open;
});
street.addEventListener("scroll", markTab, { passive: true });
addEventListener("resize", markTab);
setInterval(tick, 1000);

const link = document.getElementById("link");
store.open((alive) => {
  link.textContent = alive ? "en direct" : "reconnexion…";
  link.classList.toggle("alive", alive);
}).catch((error) => {
  street.append(h("p", { role: "alert" }, `La rue ne répond pas\u00a0: ${error.message}`));
});

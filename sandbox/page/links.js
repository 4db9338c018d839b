// What Telegram does with an address: deep links act inside the street, the others ask first.
import { post } from "./api.js";
import { choose, openAddress } from "./dialogs.js";

/** {bot, start} | {bot, startgroup, admin} | {share} | null for an ordinary address. */
export function deepLink(url, bots) {
  const address = new URL(url);
  const query = address.searchParams;
  const tg = address.protocol === "tg:";
  if (!tg && !["t.me", "telegram.me"].includes(address.hostname)) return null;
  const name = tg ? query.get("domain") : address.pathname.slice(1);
  if (name === "share/url" || (tg && address.hostname === "msg_url")) {
    return { share: [query.get("text"), query.get("url")].filter(Boolean).join("\n") };
  }
  const bot = bots.find(({ username }) => username?.toLowerCase() === name?.toLowerCase());
  if (!bot) return null;
  if (query.has("startgroup")) return { bot, startgroup: query.get("startgroup"), admin: query.has("admin") };
  return { bot, start: query.get("start") };
}

async function addToGroup(phone, link) {
  const { store, viewer } = phone;
  const groups = store.groups().filter((chat) => store.isAdmin(chat.id, viewer));
  const chat = await choose("Ajouter à quel groupe\u202f?", groups.map(({ id, title }) => [id, title]),
    "Cette personne n’administre aucun groupe.");
  if (chat === null) return;
  await post("add_bot", { chat, by: viewer, payload: link.startgroup || undefined, admin: link.admin || undefined });
  phone.goTo(chat);
}

async function share(phone, text) {
  const { store, viewer } = phone;
  const chats = store.chatsOf(viewer).map((id) => [id, store.title(id)]);
  const chat = await choose("Partager dans quelle conversation\u202f?", chats, "Aucune conversation.");
  if (chat === null) return;
  await post("say", { user: viewer, chat, text });
  phone.goTo(chat);
}

export async function openLink(phone, url) {
  const link = deepLink(url, phone.store.bots);
  if (!link) return openAddress(url);
  if (link.share !== undefined) return share(phone, link.share);
  if (link.startgroup !== undefined) return addToGroup(phone, link);
  if (link.start !== null) await post("start", { user: phone.viewer, payload: link.start });
  return phone.goTo(phone.viewer);
}

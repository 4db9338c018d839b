// One message of the log.
import { button, h, menu } from "./dom.js";
import { hourOf } from "./dates.js";
import { renderText } from "./entities.js";
import { inlineKeyboard } from "./keyboards.js";
import { renderMedia } from "./media.js";
import { authorOf, serviceText, snippet } from "./service.js";

const HUES = 8;
export const hue = (id) => `hue-${Math.abs(Number(id) || 0) % HUES}`;

function quote(message) {
  const replied = message.reply_to_message;
  if (!replied || replied.forum_topic_created) return null;
  return h("div", { class: "quote" }, h("strong", {}, authorOf(replied)), h("span", {}, message.quote?.text ?? snippet(replied)));
}

function forwarded(message) {
  const origin = message.forward_origin;
  if (!origin) return null;
  const from = origin.sender_user?.first_name ?? origin.sender_user_name ?? origin.chat?.title ?? origin.sender_chat?.title ?? "quelqu’un";
  return h("div", { class: "forwarded" }, `Transféré, vient de ${from}`);
}

function actions(message, view) {
  return menu("Actions sur ce message", "⋯", "message-menu", () => [
    button("↩ Répondre", () => view.reply(message)),
    ...["👍", "❤️", "🙏"].map((emoji) => button(emoji, () => view.react(message, emoji), { class: "emoji", "aria-label": `Réagir ${emoji}` })),
    view.isOwn(message) && message.text ? button("✏️ Modifier", () => view.edit(message)) : null,
    view.isOwn(message) || view.admin ? button("🗑 Supprimer", () => view.remove(message)) : null,
  ]);
}

function foot(message, view) {
  const reactions = view.reactions(message);
  return h("div", { class: "foot" },
    reactions.length ? h("span", { class: "reactions", role: "img", "aria-label": `Réactions\u00a0: ${reactions.join(" ")}` }, reactions.join(" ")) : null,
    message.edit_date ? h("span", { class: "edited" }, "modifié") : null,
    h("time", { datetime: new Date(message.date * 1000).toISOString() }, hourOf(message.date * 1000)),
    actions(message, view));
}

/** A link's secret part is not shown, as Telegram does. */
const said = ({ text, caption }) => (text?.startsWith("/start ") ? "/start" : text ?? caption);

/** view: what the phone lends a bubble (see Phone.view). */
export function renderBubble(message, view) {
  const service = serviceText(message);
  if (service) return h("div", { class: "service" }, service);
  const own = view.isOwn(message);
  const text = said(message);
  const author = authorOf(message);
  const named = view.isGroup && !own;
  const tag = named && message.sender_chat ? "admin" : named && message.from?.is_bot ? "bot" : null;
  const body = h("div", { class: "bubble" },
    h("div", { class: named ? `author ${hue(message.from?.id)}` : "sr" }, author, named ? null : "\u00a0: ", tag ? h("span", { class: "tag" }, tag) : null),
    forwarded(message),
    quote(message),
    view.topicName ? h("div", { class: "topic" }, view.topicName(message)) : null,
    renderMedia(message, view),
    text ? renderText(text, message.entities ?? message.caption_entities, view) : null,
    foot(message, view));
  const rows = message.reply_markup?.inline_keyboard;
  return h("div", { class: `line ${own ? "own" : "theirs"}` }, body, rows ? inlineKeyboard(rows, message, view) : null);
}

// What a tap does: on an inline button, on a key of the reply keyboard.
import { post } from "./api.js";
import { askContact, askPlace } from "./dialogs.js";
import { safeUrl } from "./entities.js";
import { openLink } from "./links.js";

const PATIENCE = 8000;

async function press(phone, key, message, node) {
  node.setAttribute("aria-busy", "true");
  phone.pending = node;
  setTimeout(() => {
    if (node.getAttribute("aria-busy") !== "true") return;
    node.removeAttribute("aria-busy");
    phone.toast("Le bot n’a pas encore répondu.");
  }, PATIENCE);
  try {
    await post("press", { user: phone.viewer, chat: phone.chat, message: message.message_id, data: key.callback_data });
  } catch (error) {
    node.removeAttribute("aria-busy");
    throw error;
  }
}

export async function tapInline(phone, key, message, node) {
  const url = key.url ?? key.login_url?.url;
  if (url) return safeUrl(url) ? openLink(phone, safeUrl(url)) : phone.toast("Adresse refusée.");
  if (key.callback_data !== undefined) return press(phone, key, message, node);
  if (key.copy_text) {
    await navigator.clipboard?.writeText(key.copy_text.text).catch(() => undefined);
    return phone.toast(`Copié\u00a0: ${key.copy_text.text}`);
  }
  const query = key.switch_inline_query_current_chat ?? key.switch_inline_query;
  if (query !== undefined) return phone.composer.write(`@${phone.store.bot().username} ${query}`);
  return phone.toast("Ce bouton n’est pas joué dans la démonstration.");
}

export async function tapReply(phone, key, markup) {
  if (markup.one_time_keyboard) phone.hideKeyboard();
  if (key.request_location) {
    const location = await askPlace();
    return location && phone.say({ location });
  }
  if (key.request_contact) {
    const contact = await askContact(phone.person());
    return contact && phone.say({ contact });
  }
  if (key.web_app || key.request_poll || key.request_users || key.request_chat) {
    return phone.toast("Cette touche n’est pas jouée dans la démonstration.");
  }
  return phone.say({ text: key.text });
}

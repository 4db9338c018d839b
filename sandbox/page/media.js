// What a message carries besides its text.
import { h } from "./dom.js";

/** Bytes the bot uploaded, when the server still has them; otherwise a quiet picture of the kind. */
const fileUrl = (id) => `/sandbox/file?id=${encodeURIComponent(id)}`;

function photo(message) {
  const best = message.photo.at(-1);
  const frame = h("div", { class: "photo" });
  const image = h("img", { src: fileUrl(best.file_id), alt: message.caption ? "Photo jointe" : "Photo", loading: "lazy" });
  const stand = () => {
    frame.classList.add("missing");
    frame.replaceChildren(h("span", { role: "img", "aria-label": "Photo" }, "🖼️"));
  };
  image.addEventListener("error", stand);
  image.addEventListener("load", () => image.naturalWidth < 8 && stand()); // the sample photo is one pixel
  frame.append(image);
  return frame;
}

function card(sign, title, detail, href) {
  const body = [h("span", { class: "sign", "aria-hidden": "true" }, sign),
    h("span", {}, h("strong", {}, title), detail ? h("small", {}, detail) : null)];
  return href ? h("a", { class: "card", href, download: title }, body) : h("div", { class: "card" }, body);
}

function size(bytes) {
  if (!bytes) return "";
  return bytes < 1024 ? `${bytes}\u00a0o` : `${Math.round(bytes / 1024).toLocaleString("fr-FR")}\u00a0ko`;
}

const degrees = (value) => value.toLocaleString("fr-FR", { minimumFractionDigits: 2, maximumFractionDigits: 4 });

function place(location, title) {
  return card("📍", title ?? "Lieu", `${degrees(location.latitude)} · ${degrees(location.longitude)}`);
}

function poll(data, act) {
  const total = Math.max(1, data.total_voter_count ?? 0);
  const rows = data.options.map((option, index) => {
    const share = Math.round((100 * (option.voter_count ?? 0)) / total);
    const label = h("span", {}, option.text);
    const count = h("small", {}, `${share}\u00a0%`);
    const meter = h("span", { class: "meter", "aria-hidden": "true", style: `--share: ${share}%` });
    return data.is_closed
      ? h("div", { class: "option" }, label, count, meter)
      : h("button", { type: "button", class: "option", "aria-label": option.text, onclick: () => act.vote(data, index) }, label, count, meter);
  });
  const kind = data.is_closed ? "Sondage clos" : data.is_anonymous === false ? "Sondage" : "Sondage anonyme";
  const votes = data.total_voter_count ?? 0;
  return h("div", { class: "poll" }, h("strong", {}, data.question), h("small", {}, kind), rows,
    h("small", {}, votes < 2 ? `${votes} vote` : `${votes} votes`));
}

/** The attached part of a message, or null. act = {vote(poll, index)}. */
export function renderMedia(message, act) {
  if (message.photo?.length) return photo(message);
  if (message.venue) return place(message.venue.location, message.venue.title);
  if (message.location) return place(message.location);
  if (message.contact) return card("👤", [message.contact.first_name, message.contact.last_name].filter(Boolean).join(" "), message.contact.phone_number);
  if (message.voice) return card("🎤", "Message vocal", `${message.voice.duration ?? 1}\u00a0s`);
  if (message.audio) return card("🎵", message.audio.title ?? "Son", size(message.audio.file_size));
  if (message.video) return card("🎬", "Vidéo", size(message.video.file_size));
  if (message.sticker) return h("div", { class: "sticker" }, message.sticker.emoji ?? "🙂");
  if (message.poll) return poll(message.poll, act);
  if (message.dice) return h("div", { class: "sticker" }, `${message.dice.emoji}\u00a0${message.dice.value}`);
  if (message.document) {
    const { file_name: title = "Document", file_size: bytes, file_id: id } = message.document;
    return card("📄", title, size(bytes), fileUrl(id));
  }
  return null;
}


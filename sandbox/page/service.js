// Service messages in one French sentence each.
const name = (user) => (user ? [user.first_name, user.last_name].filter(Boolean).join(" ") : "Une personne");
const names = (users) => users.map(name).join(", ");

function joined(message) {
  const came = message.new_chat_members;
  if (came.length === 1 && came[0].id === message.from?.id) return `${name(came[0])} a rejoint le groupe`;
  return `${name(message.from)} a ajouté ${names(came)}`;
}

function left(message) {
  const gone = message.left_chat_member;
  return gone.id === message.from?.id ? `${name(gone)} a quitté le groupe` : `${name(message.from)} a retiré ${name(gone)}`;
}

const SENTENCES = {
  new_chat_members: joined,
  left_chat_member: left,
  new_chat_title: (message) => `Le groupe s’appelle maintenant «\u00a0${message.new_chat_title}\u00a0»`,
  new_chat_photo: () => "La photo du groupe a changé",
  delete_chat_photo: () => "La photo du groupe a été retirée",
  group_chat_created: () => "Groupe créé",
  supergroup_chat_created: () => "Groupe créé",
  channel_chat_created: () => "Canal créé",
  pinned_message: (message) => `${name(message.from)} a épinglé un message`,
  migrate_to_chat_id: () => "Ce groupe est devenu un supergroupe",
  migrate_from_chat_id: () => "Ce groupe est devenu un supergroupe",
  forum_topic_created: (message) => `Sujet créé\u00a0: ${message.forum_topic_created.name}`,
  forum_topic_edited: () => "Sujet modifié",
  forum_topic_closed: () => "Sujet fermé",
  forum_topic_reopened: () => "Sujet rouvert",
  general_forum_topic_hidden: () => "Sujet général masqué",
  general_forum_topic_unhidden: () => "Sujet général affiché",
  message_auto_delete_timer_changed: () => "L’effacement automatique a changé",
  write_access_allowed: () => "Le bot peut vous écrire",
  users_shared: () => "Personnes partagées avec le bot",
  chat_shared: () => "Conversation partagée avec le bot",
};

/** The sentence of a service message, or null for an ordinary one. */
export function serviceText(message) {
  const kind = Object.keys(SENTENCES).find((field) => message[field]);
  return kind ? SENTENCES[kind](message) : null;
}

/** A message in a few words: for quotes, the pinned bar and lists. */
export function snippet(message) {
  const text = message.text ?? message.caption ?? serviceText(message);
  if (text) return text.length > 80 ? `${text.slice(0, 78)}…` : text;
  const kinds = [
    ["photo", "🖼️ Photo"], ["document", "📄 Document"], ["location", "📍 Lieu"], ["contact", "👤 Contact"],
    ["voice", "🎤 Message vocal"], ["poll", "📊 Sondage"], ["sticker", "Autocollant"], ["video", "🎬 Vidéo"],
  ];
  return (kinds.find(([field]) => message[field]) ?? [0, "Message"])[1];
}

export const authorOf = (message) => message.sender_chat?.title ?? name(message.from);

// The control side of the sandbox. Nothing else in the page calls fetch.

export async function post(verb, body = {}) {
  const answer = await fetch(`/sandbox/${verb}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return readJson(answer);
}

export async function get(path) {
  return readJson(await fetch(`/sandbox/${path}`, { cache: "no-store" }));
}

async function readJson(answer) {
  const text = await answer.text();
  let value = {};
  try {
    value = text ? JSON.parse(text) : {};
  } catch {
    value = { error: text.slice(0, 200) };
  }
  if (!answer.ok) throw new Error(value.error || `Réponse ${answer.status}`);
  return value;
}

/** Live events since line `since`. EventSource reconnects by itself and sends Last-Event-ID. */
export function listen(since, onEvent, onStatus) {
  const source = new EventSource(`/sandbox/events?since=${since}`);
  source.onmessage = ({ data }) => onEvent(JSON.parse(data));
  source.onopen = () => onStatus(true);
  source.onerror = () => onStatus(false);
  addEventListener("pagehide", () => source.close());
  return source;
}

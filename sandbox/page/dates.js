// Sandbox time as the street reads it: Europe/Paris, whatever the zone of the browser.
const ZONE = "Europe/Paris";
const formatter = (options) => new Intl.DateTimeFormat("fr-FR", { timeZone: ZONE, ...options });
const HOUR = formatter({ hour: "2-digit", minute: "2-digit" });
const DAY = formatter({ weekday: "long", day: "numeric", month: "long" });
const PRECISE = formatter({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
const PARTS = new Intl.DateTimeFormat("en-CA", {
  timeZone: ZONE, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit",
  hour: "2-digit", minute: "2-digit", second: "2-digit",
});

export const hourOf = (ms) => HOUR.format(ms);
export const dayOf = (ms) => DAY.format(ms);
export const preciseOf = (ms) => PRECISE.format(ms);

function civil(ms) {
  const parts = Object.fromEntries(PARTS.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
}

/** The instant of a civil time in Paris: `utc` is that civil time written as if it were UTC, in ms. */
export function instantOf(utc) {
  let ms = utc;
  for (let turn = 0; turn < 2; turn += 1) ms = utc - (civil(ms) - ms);
  return ms;
}

/** So many days after today, at this time in Paris, as an ISO instant. */
export function inDays(nowMs, days, hour, minute = 0) {
  const day = new Date(civil(nowMs));
  return new Date(instantOf(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() + days, hour, minute))).toISOString();
}

const FEASTS = new Set(["01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"]);

/** So many days from today or a few more, in the middle of a week and no public holiday. */
export function weekdaysAway(nowMs, least) {
  for (let days = least; ; days += 1) {
    const day = new Date(civil(nowMs) + days * 86400000);
    if ([2, 3, 4].includes(day.getUTCDay()) && !FEASTS.has(day.toISOString().slice(5, 10))) return days;
  }
}

/** "2026-11-24T09:00", read as Paris time, to an ISO instant. */
export const fromInput = (value) => new Date(instantOf(Date.parse(`${value}Z`))).toISOString();
/** An instant to what <input type="datetime-local"> wants, in Paris time. */
export const toInput = (ms) => new Date(civil(ms)).toISOString().slice(0, 16);

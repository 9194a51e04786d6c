// Times, distances and numbers as the reader's language writes them, always with their unit.
// SPDX-License-Identifier: Apache-2.0

/** @type {Map<string, Intl.DateTimeFormat>} */
const clocks = new Map();

/**
 * @param {string} language
 * @param {string} timeZone
 * @param {Intl.DateTimeFormatOptions} options
 */
function clock(language, timeZone, options) {
  const key = `${language} ${timeZone} ${JSON.stringify(options)}`;
  let found = clocks.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { timeZone, hourCycle: "h23", ...options });
    clocks.set(key, found);
  }
  return found;
}

/** Language and time zone in use; `setFormat` changes them for the whole page. */
const current = { language: "en", timeZone: "UTC" };

/**
 * @param {string} language
 * @param {string} timeZone
 */
export function setFormat(language, timeZone) {
  current.language = language;
  current.timeZone = timeZone;
}

/** @param {string | number} time ISO time or milliseconds since 1970 */
const instant = (time) => new Date(time);

/**
 * 24 Jun
 * @param {string | number} time
 */
export const day = (time) => clock(current.language, current.timeZone, { day: "2-digit", month: "short" }).format(instant(time));

/**
 * 12:41
 * @param {string | number} time
 */
export const hour = (time) => clock(current.language, current.timeZone, { hour: "2-digit", minute: "2-digit" }).format(instant(time));

/**
 * 24 Jun 12:41
 * @param {string | number} time
 */
export const dayHour = (time) => `${day(time)} ${hour(time)}`;

/**
 * 24 Jun 2026, 12:41:05
 * @param {string | number} time
 */
export const exact = (time) => clock(current.language, current.timeZone, {
  day: "2-digit", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit",
}).format(instant(time));

/**
 * 12:41:05
 * @param {string | number} time
 */
export const second = (time) => clock(current.language, current.timeZone, { hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(instant(time));

/**
 * 09:41 UTC
 * @param {string | number} time
 */
export const utc = (time) => `${instant(time).toISOString().slice(11, 16)} UTC`;

/**
 * UTC+3, the zone's offset at that time
 * @param {string | number} time
 */
export function offset(time) {
  const parts = clock("en", current.timeZone, { timeZoneName: "shortOffset" }).formatToParts(instant(time));
  const name = parts.find((part) => part.type === "timeZoneName")?.value ?? "";
  return name.replace("GMT", "UTC");
}

/**
 * @param {number} value
 * @param {number} [decimals]
 */
export function number(value, decimals = 0) {
  return new Intl.NumberFormat(current.language === "en" ? "en-GB" : current.language, {
    minimumFractionDigits: decimals, maximumFractionDigits: decimals,
  }).format(value);
}

/**
 * 840 m, 2.4 km, 31 km
 * @param {number} metres
 */
export function distance(metres) {
  if (Math.abs(metres) < 995) return `${number(Math.round(metres / 10) * 10)} m`;
  return Math.abs(metres) < 9_950 ? `${number(metres / 1000, 1)} km` : `${number(metres / 1000)} km`;
}

/**
 * 15 m, 840 m, 2.4 km: errors, which are told to the metre below 100 m
 * @param {number} metres
 */
export const metres = (metres) => metres < 99.5 ? `${number(metres)} m` : distance(metres);

/**
 * 4.2 m/s, 231 m/s
 * @param {number} mPerS
 */
export const speed = (mPerS) => `${number(mPerS, mPerS < 20 ? 1 : 0)} m/s`;

/**
 * 078°, as courses are said
 * @param {number} deg
 */
export const course = (deg) => `${String(Math.round(deg) % 360).padStart(3, "0")}°`;

/**
 * 4 s, 12 min, 3 h 05 min
 * @param {number} s
 */
export const age = (s) => s < 60 ? `${number(s)} s` : duration(s * 1000);

/**
 * 4, or 4–6
 * @param {{min: number, max: number}} count
 */
export const range = (count) => count.min === count.max ? number(count.min) : `${number(count.min)}–${number(count.max)}`;

/**
 * 35 min, 4 h 05 min, 2 d 3 h
 * @param {number} ms
 */
export function duration(ms) {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  const [d, h] = current.language === "de" ? ["T", "Std."] : ["d", "h"];
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 1440) return `${Math.floor(minutes / 60)} ${h} ${String(minutes % 60).padStart(2, "0")} min`;
  return `${Math.floor(minutes / 1440)} ${d} ${Math.floor(minutes % 1440 / 60)} ${h}`;
}

/**
 * 48.5012° N, 37.9921° E
 * @param {{latitudeDeg: number, longitudeDeg: number}} place
 */
export function position({ latitudeDeg, longitudeDeg }) {
  return `${number(Math.abs(latitudeDeg), 4)}° ${latitudeDeg < 0 ? "S" : "N"}, `
    + `${number(Math.abs(longitudeDeg), 4)}° ${longitudeDeg < 0 ? "W" : current.language === "de" ? "O" : "E"}`;
}

/**
 * A measured value with its unit; metres become kilometres where that reads better.
 * @param {number} value
 * @param {string | undefined} unit
 */
export function measured(value, unit) {
  if (unit === "m") return Math.abs(value) >= 1000 && value % 1000 === 0 ? `${number(value / 1000)} km` : distance(value);
  const decimals = Number.isInteger(value) ? 0 : 1;
  return unit ? `${number(value, decimals)} ${unit}` : number(value, decimals);
}

// Distances on the ground, the nearest town in words, and the piece of the line in force at a time.
// SPDX-License-Identifier: Apache-2.0

/** @typedef {import('./types.js').Feature} Feature */
/** @typedef {[number, number]} Position longitude, latitude in degrees */

const METRES_PER_DEGREE = 111_195;
const COMPASS = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"];

/**
 * East and north in metres from one position to another, on a plane that touches there: 1 % off at 100 km.
 * @param {Position} from
 * @param {Position} to
 * @returns {[number, number]}
 */
export function offsetM([lon0, lat0], [lon1, lat1]) {
  const shrink = Math.cos((lat0 + lat1) / 2 * Math.PI / 180);
  return [(lon1 - lon0) * METRES_PER_DEGREE * shrink, (lat1 - lat0) * METRES_PER_DEGREE];
}

/**
 * @param {Position} from
 * @param {Position} to
 */
export function distanceM(from, to) {
  return Math.hypot(...offsetM(from, to));
}

/**
 * N, NE, … of the direction from one position to another.
 * @param {Position} from
 * @param {Position} to
 */
export function compass(from, to) {
  const [east, north] = offsetM(from, to);
  return COMPASS[Math.round(((Math.atan2(east, north) * 180 / Math.PI) + 360) % 360 / 45) % 8];
}

/**
 * The town that names a position best: near ones win, and a big one wins over a village a little nearer.
 * @param {Position} at
 * @param {Feature[]} places with `class` 1 (capital) to 4
 * @returns {{place: Feature, distanceM: number, direction: string} | null}
 */
export function nearestPlace(at, places) {
  let best = null;
  let least = Infinity;
  for (const place of places) {
    const metres = distanceM(place.geometry.coordinates, at);
    const cost = metres + place.properties.class * 2_000;
    if (cost < least) [best, least] = [{ place, metres }, cost];
  }
  if (!best) return null;
  return { place: best.place, distanceM: best.metres, direction: compass(best.place.geometry.coordinates, at) };
}

/**
 * The features in force at a time: from `fromMs`, until just before `untilMs`. Without them a feature is always in force.
 * @param {Feature[]} features
 * @param {number} atMs
 */
export function inForce(features, atMs) {
  return features.filter(({ properties: { fromMs, untilMs } }) => (fromMs ?? -Infinity) <= atMs && atMs < (untilMs ?? Infinity));
}

/**
 * The features in force at a time; where none is, the last that were.
 * @param {Feature[]} features
 * @param {number} atMs
 */
export function inForceOrLast(features, atMs) {
  const found = inForce(features, atMs);
  if (found.length) return found;
  const last = Math.max(...features.map((f) => f.properties.untilMs ?? Infinity));
  return features.filter((f) => (f.properties.untilMs ?? Infinity) === last);
}

/**
 * The point of the lines that is nearest to a position.
 * @param {Position} at
 * @param {Feature[]} lines
 * @returns {{at: Position, distanceM: number} | null}
 */
export function nearestOnLines(at, lines) {
  /** @type {{at: Position, distanceM: number} | null} */
  let best = null;
  for (const line of lines) {
    const path = /** @type {Position[]} */ (line.geometry.coordinates);
    for (let i = 1; i < path.length; i += 1) {
      const [ax, ay] = offsetM(at, path[i - 1]);
      const [bx, by] = offsetM(at, path[i]);
      const square = (bx - ax) ** 2 + (by - ay) ** 2;
      const share = square ? Math.min(1, Math.max(0, -(ax * (bx - ax) + ay * (by - ay)) / square)) : 0;
      const metres = Math.hypot(ax + share * (bx - ax), ay + share * (by - ay));
      if (best && metres >= best.distanceM) continue;
      const [x0, y0] = path[i - 1];
      const [x1, y1] = path[i];
      best = { at: [x0 + share * (x1 - x0), y0 + share * (y1 - y0)], distanceM: metres };
    }
  }
  return best;
}

/**
 * A ring of 48 points around a position, for its uncertainty.
 * @param {Position} at
 * @param {number} radiusM
 * @returns {Position[]}
 */
export function circle([lon, lat], radiusM) {
  const shrink = Math.cos(lat * Math.PI / 180);
  return Array.from({ length: 49 }, (_, i) => {
    const angle = i / 24 * Math.PI;
    return [
      lon + Math.sin(angle) * radiusM / (METRES_PER_DEGREE * shrink),
      lat + Math.cos(angle) * radiusM / METRES_PER_DEGREE,
    ];
  });
}

/**
 * A ring of 48 points: an ellipse with its half axes, the longer one clockwise from north.
 * @param {Position} at
 * @param {number} majorM
 * @param {number} minorM
 * @param {number} majorDeg
 * @returns {Position[]}
 */
export function ellipse([lon, lat], majorM, minorM, majorDeg) {
  const shrink = Math.cos(lat * Math.PI / 180);
  const turn = majorDeg * Math.PI / 180;
  return Array.from({ length: 49 }, (_, i) => {
    const along = Math.cos(i / 24 * Math.PI) * majorM;
    const across = Math.sin(i / 24 * Math.PI) * minorM;
    return [
      lon + (along * Math.sin(turn) + across * Math.cos(turn)) / (METRES_PER_DEGREE * shrink),
      lat + (along * Math.cos(turn) - across * Math.sin(turn)) / METRES_PER_DEGREE,
    ];
  });
}

/**
 * West, south, east, north of every position inside; null when there is none.
 * @param {Feature[]} features
 * @returns {[number, number, number, number] | null}
 */
export function boundsOf(features) {
  /** @type {[number, number, number, number]} */
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  /** @param {any} part */
  const visit = (part) => {
    if (typeof part[0] === "number") {
      box[0] = Math.min(box[0], part[0]);
      box[1] = Math.min(box[1], part[1]);
      box[2] = Math.max(box[2], part[0]);
      box[3] = Math.max(box[3], part[1]);
    } else part.forEach(visit);
  };
  for (const feature of features) visit(feature.geometry.coordinates);
  return Number.isFinite(box[0]) ? box : null;
}

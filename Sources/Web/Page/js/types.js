// The shapes of the interface's answers, for the type check only.
// SPDX-License-Identifier: Apache-2.0

/** @typedef {"new" | "acknowledged" | "actioned" | "false" | "duplicate"} AlertState */
/** @typedef {"minor" | "ordinary" | "serious" | "procedural"} ClauseClass */
/** @typedef {"threshold_met" | "undecided" | "exempt"} Verdict */
/** @typedef {{latitudeDeg: number, longitudeDeg: number, sigmaM: number}} Place */

/**
 * @typedef {object} Alert
 * @property {string} id
 * @property {AlertState} state
 * @property {Verdict} verdict
 * @property {ClauseClass} class
 * @property {{id: string, version: number | string, title: string}} clause
 * @property {string} event
 * @property {string} kind
 * @property {string} kindName
 * @property {string} happenedFrom
 * @property {string} happenedUntil
 * @property {string} knownAt
 * @property {Place | null} place null where what it cites has none
 * @property {{id: string, topic: string, party: "A" | "B" | null, cites: string[]}} [matter] what it cites where that is no event
 * @property {string | null} sector
 * @property {"A" | "B" | "unknown"} side
 * @property {number | null} distanceToLineM
 * @property {string} grade
 * @property {string} minGrade
 * @property {{min: number, max: number}} count
 * @property {string} summary
 * @property {string | null} case
 * @property {string | null} replacedBy
 */

/**
 * @typedef {object} Observation
 * @property {string} id
 * @property {string} kindName
 * @property {string} meansName
 * @property {string} happenedFrom
 * @property {string} happenedUntil
 * @property {string} observedAt
 * @property {string} receivedAt
 * @property {Place | null} place
 * @property {{min: number, max: number}} count
 * @property {string} sensor
 * @property {string} [sensorName]
 * @property {string} [confidence]
 * @property {string} source
 * @property {string} [gradeNote]
 * @property {string} sha256
 * @property {string} raw
 * @property {Record<string, string | number | boolean | null>} fields
 */

/**
 * @typedef {object} Step
 * @property {string} step
 * @property {string} text
 * @property {"yes" | "no" | "undecided" | "info"} outcome
 * @property {number} [measured]
 * @property {number} [threshold]
 * @property {string} [comparison] such as ≤, to be met by the measured value
 * @property {number} [sigma] one standard deviation of the measured value
 * @property {string} [unit]
 */

/** @typedef {{needed: boolean, account?: string, name?: string, party?: string, roles?: string[], may?: string[], reads?: string[]}} Session */
/** @typedef {{at: string, actor: string, act: string, note?: string | null, record: number}} HistoryEntry */

/**
 * @typedef {object} AlertDetailPart
 * @property {string} clauseText
 * @property {string} geometryVersion
 * @property {Step[]} derivation
 * @property {{text: string, matched: boolean, outcome?: "yes" | "no" | "undecided"}[]} exemptions
 * @property {{text: string} | null} proposedTask
 * @property {Observation[]} evidence
 * @property {{observation: string, residualM: number, residualS: number, reason: string}[]} joins
 * @property {HistoryEntry[]} history
 */
/** @typedef {Alert & AlertDetailPart} AlertDetail */

/**
 * @typedef {object} Case
 * @property {string} id
 * @property {string} title
 * @property {string} state
 * @property {string} openedAt
 * @property {string} openedBy
 * @property {string | null} assignee
 * @property {string[]} clauses
 * @property {number} alertCount
 */
/** @typedef {{name: string, dueAt: string, state: "running" | "overdue" | "done"}} Clock */
/** @typedef {Case & {alerts: Alert[], history: HistoryEntry[], clocks: Clock[]}} CaseDetail */

/**
 * @typedef {object} Counts
 * @property {number} observations
 * @property {number} rejected
 * @property {number} events
 * @property {Record<AlertState, number>} alerts
 * @property {number} cases
 */

/**
 * @typedef {object} Mission
 * @property {string} id
 * @property {string} name
 * @property {string | null} notice
 * @property {string} disclaimer
 * @property {string} timeZone
 * @property {string} dataCut
 * @property {{A: {name: string}, B: {name: string}}} parties
 * @property {{id: string, name: string}[]} sectors
 * @property {{id: string, version: number | string, title: string, text: string, class: ClauseClass, evaluated: boolean}[]} clauses
 * @property {{from: string, until: string} | null} period
 * @property {string} now
 * @property {Counts} counts
 * @property {string[]} languages
 */

/**
 * @typedef {object} Sensor
 * @property {string} id
 * @property {string} name
 * @property {string} meansName
 * @property {string} owner
 * @property {{rangeM: number, rangeSigmaM: number, azimuthDeg: number, azimuthSigmaDeg: number, timeS: number, timeSigmaS: number, compared: number, passedOver: number} | null} registration
 */

/** @typedef {{at: string, latitudeDeg: number, longitudeDeg: number, majorSigmaM: number, minorSigmaM: number, majorDeg: number, speedMPS: number, speedSigmaMPS?: number, courseDeg: number | null, heightM: number | null, climbMPS?: number | null}} TrackState */
/** @typedef {TrackState & {observation: string, sensor: string, afterGap: boolean}} TrackPoint */

/**
 * What was stored of a track that is followed no longer has fewer of them.
 * @typedef {object} Track
 * @property {string} id
 * @property {string} kind
 * @property {string} kindName
 * @property {string | null} name
 * @property {"named" | "numbered" | "found"} basis
 * @property {boolean} lost
 * @property {boolean} [ended]
 * @property {string} first
 * @property {string} last
 * @property {number} ageS
 * @property {number} reports
 * @property {TrackState} state
 * @property {number} existence
 * @property {Record<string, number>} motion
 * @property {Record<string, string>} identities
 * @property {{sensor: string, sensorName: string, meansName: string, reports: number, last: string}[]} sources
 * @property {{at: string, change: "joined" | "parted", track: string, other: string, distance2: number}[]} joins
 * @property {string[]} namesakes
 * @property {{reason: string, from: string, until: string, text: string, observations: string[]}[]} flags
 */

/** @typedef {{type: "Feature", properties: Record<string, any>, geometry: {type: string, coordinates: any}}} Feature */
/** @typedef {{type: "FeatureCollection", features: Feature[]}} FeatureCollection */

/**
 * What the list and the map show. `windowMs` null is "everything up to the time".
 * @typedef {object} Filter
 * @property {AlertState | "all"} state
 * @property {string} clause
 * @property {string} sector
 * @property {string} grade
 * @property {string} verdict
 * @property {string} text
 * @property {boolean} inView
 * @property {number | null} untilMs
 * @property {number | null} windowMs
 */
/** @typedef {"latest" | "oldest" | "severity" | "distance"} Order */

/**
 * @typedef {object} FeedHealth
 * @property {string} name
 * @property {string} format
 * @property {string} source
 * @property {"waiting" | "live" | "stale" | "down" | "read"} state
 * @property {string} note
 * @property {number} ratePerS
 * @property {string} [lastMessageAt]
 * @property {number} [clockOffsetMs]
 * @property {number} messages
 * @property {number} observations
 * @property {number} rejected
 * @property {Record<string, number>} rejectsByReason
 */

/**
 * How the record log stands.
 * @typedef {object} LogState
 * @property {"green" | "yellow" | "red"} light
 * @property {string[]} reasons
 * @property {string} origin
 * @property {string} key
 * @property {number} entries
 * @property {number | null} size
 * @property {string | null} root
 * @property {string | null} publishedAt
 * @property {{name: string, key: string, cosignsNewest: boolean, size: number | null, at: string | null, missingSince: string | null, note: string}[]} witnesses
 */

/**
 * @typedef {object} ExerciseStep
 * @property {number} number
 * @property {string} at
 * @property {string} text
 * @property {string[]} done what was done, in order; empty before the step is played
 * @property {number} checked
 * @property {string[]} failures what is not as it must be
 */

/**
 * The story that is played for training.
 * @typedef {object} Exercise
 * @property {{number: number, title: string, teaches: string} | null} story
 * @property {string} [now]
 * @property {number} [played]
 * @property {ExerciseStep[]} [steps]
 */

export {};

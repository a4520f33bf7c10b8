// Lines for tests: a fictional body's library, made up for the purpose.
import type { OrganisationId, PersonId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import { DEFAULT_THRESHOLDS, type LineLibrary } from './library.ts'
import type { Line, LineId } from './line.ts'

const uuid = (family: number, n: number) => `0000000${family}-0000-4000-8000-${String(n).padStart(12, '0')}`
export const BODY = uuid(1, 1) as OrganisationId
export const ADVISER = uuid(2, 1) as PersonId
export const PROPRIETY = uuid(2, 2) as PersonId
export const MORNING = '2026-11-24T09:00:00.000Z' as Instant
export const EVENING = '2026-11-24T18:00:00.000Z' as Instant

export const lineId = (number: number): LineId => uuid(3, number) as LineId

/** A line of the adviser's, cleared for official channels without an end. */
export const line = (number: number, words: string, more: Partial<Line> = {}): Line => ({
  v: 1, id: lineId(number), organisation: BODY, number, words, supplier: { person: ADVISER, as: 'special-adviser', office: null }, supplied: MORNING,
  cleared: { for: ['official'], by: PROPRIETY, at: MORNING, until: null }, withdrawn: null, ...more,
})

export const libraryOf = (...lines: readonly Line[]): LineLibrary => ({ v: 1, organisation: BODY, version: 1, thresholds: DEFAULT_THRESHOLDS, lines })

export const FARE = 'Coastal towns have waited long enough for a fair hearing on harbour fees.'
export const ABUSE = 'The harbour rules are rigid and open to abuse, allowing crusading surveyors to delay and disrupt landings.'

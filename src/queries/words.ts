// How times, counts, lists and digests are written: 24-hour clock, the body's time zone, short digests.
import type { Instant } from '../core/instant.ts'

const ZONE = 'Europe/London'
const formatter = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, ...options })
const clock = formatter({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const seconds = formatter({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
const weekday = formatter({ weekday: 'long', day: 'numeric', month: 'long' })
const shortDay = formatter({ weekday: 'short', day: 'numeric', month: 'short' })
const fullDay = formatter({ day: 'numeric', month: 'long', year: 'numeric' })
const date = formatter({ year: 'numeric', month: '2-digit', day: '2-digit' })

const at = (instant: string): Date => new Date(instant)

/** "11:31" */
export const timeOf = (instant: string): string => clock.format(at(instant))
/** "14:00:03" */
export const secondsOf = (instant: string): string => seconds.format(at(instant))
/** "Tuesday 24 November" */
export const dayOf = (instant: string): string => weekday.format(at(instant)).replace(',', '')
/** "24 November 2026" */
export const fullDayOf = (instant: string): string => fullDay.format(at(instant))
/** "2026-11-24", in the body's time zone: whether two moments fall on one day. */
export const dateOf = (instant: string): string => date.format(at(instant)).split('/').reverse().join('-')

/** "11:31" today, else "Mon 23 Nov, 16:20". */
export const momentOf = (instant: string, now: string = new Date().toISOString()): string =>
  dateOf(instant) === dateOf(now) ? timeOf(instant) : `${shortDay.format(at(instant)).replace(',', '')}, ${timeOf(instant)}`

/** "today at 14:00", "on Wednesday 25 November at 09:00": inside a sentence. */
export const whenOf = (instant: string, now: string): string => (dateOf(instant) === dateOf(now) ? `today at ${timeOf(instant)}` : `on ${dayOf(instant)} at ${timeOf(instant)}`)

/** "at 11:31", "on Mon 23 Nov at 16:20": after what somebody did. */
export const atOf = (instant: string, now: string = new Date().toISOString()): string =>
  dateOf(instant) === dateOf(now) ? `at ${timeOf(instant)}` : `on ${shortDay.format(at(instant)).replace(',', '')} at ${timeOf(instant)}`

/** "24 November 2026 at 17:51" */
export const asOf = (instant: string): string => `${fullDayOf(instant)} at ${timeOf(instant)}`

/** "10,482" */
export const countOf = (number: number): string => number.toLocaleString('en-GB')
/** "1 finding", "2 findings" */
export const plural = (number: number, one: string, many = `${one}s`): string => `${countOf(number)} ${number === 1 ? one : many}`

/** "9f2c71aa 30d5e1b8 … 77c204be" */
export const digestWords = (digest: string): string => `${digest.slice(0, 8)} ${digest.slice(8, 16)} … ${digest.slice(-8)}`

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** "Ben Folio, Dora Galley and Priya Serif" */
export const listed = (words: readonly string[], last = 'and'): string => (words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)!}`)

/** The time that a date-time box holds ("2026-11-24T14:00"), in the body's time zone. */
export const boxOf = (instant: string): string => `${dateOf(instant)}T${timeOf(instant)}`

/** The instant of what stands in a date-time box, read in the body's time zone; undefined when it is no time. An hour that the clocks skip or repeat is read by the offset before it. */
export function instantOfBox(box: string): Instant | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(box)) return undefined
  const asUtc = Date.parse(`${box}:00.000Z`)
  if (Number.isNaN(asUtc)) return undefined
  const offset = Date.parse(`${boxOf(new Date(asUtc).toISOString())}:00.000Z`) - asUtc
  return new Date(asUtc - offset).toISOString() as Instant
}

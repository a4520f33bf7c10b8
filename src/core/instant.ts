// Instants: RFC 3339 in UTC with three decimals, so that text order is time order.

declare const instant: unique symbol
export type Instant = string & { readonly [instant]: true }

export const isInstant = (value: unknown): value is Instant =>
  typeof value === 'string' && PATTERN.test(value) && (Number(value.slice(8, 10)) <= 28 || (!Number.isNaN(Date.parse(value)) && new Date(value).toISOString() === value))

/** All but whether the month has so many days, which is asked from the 29th on. */
const PATTERN = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/

/** The instant of so many milliseconds since 1970. */
export const instantOf = (milliseconds: number): Instant => new Date(milliseconds).toISOString() as Instant

export const millisecondsOf = (at: Instant): number => Date.parse(at)

export const later = (at: Instant, milliseconds: number): Instant => instantOf(millisecondsOf(at) + milliseconds)

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

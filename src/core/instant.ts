// Instants: RFC 3339 in UTC with three decimals, so that text order is time order.

declare const instant: unique symbol
export type Instant = string & { readonly [instant]: true }

export const isInstant = (value: unknown): value is Instant =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString() === value

/** The instant of so many milliseconds since 1970. */
export const instantOf = (milliseconds: number): Instant => new Date(milliseconds).toISOString() as Instant

export const millisecondsOf = (at: Instant): number => Date.parse(at)

export const later = (at: Instant, milliseconds: number): Instant => instantOf(millisecondsOf(at) + milliseconds)

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

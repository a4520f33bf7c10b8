// Branded ids, so that a person's id is never taken for a post's.

declare const kind: unique symbol
type Id<Kind extends string> = string & { readonly [kind]: Kind }

export type OrganisationId = Id<'organisation'>
export type PersonId = Id<'person'>
export type PostId = Id<'post'>
export type ChannelId = Id<'channel'>

/** Every id is a lower-case UUID. */
export const isId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(value)

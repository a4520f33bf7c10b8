// The schemas that several routes share, as a program reads them in the OpenAPI document.
import { Type } from 'typebox'
import { BOUNDS, CHANNEL_KINDS, SUPPLIERS } from '../check/post.ts'
import { LONGEST_PART, MOST_PARTS, PART_KINDS } from '../draft/part.ts'

const closed = { additionalProperties: false } as const
const instant = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$', description: 'UTC, to the millisecond: 2026-11-24T09:00:00.000Z' })
const kind = Type.Enum([...PART_KINDS])

export const numbered = Type.Object({ number: Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'The number in the post’s address.' }) }, closed)
export const nothing = Type.Object({}, closed)

export const parts = Type.Array(Type.Object({ kind, text: Type.String({ maxLength: LONGEST_PART }) }), { minItems: 1, maxItems: MOST_PARTS })

export const channelSchema = Type.Object({ id: Type.String(), platform: Type.String(), account: Type.String(), kind: Type.Enum([...CHANNEL_KINDS]) })

const somebodys = Type.Object({ handle: Type.Optional(Type.String()), name: Type.Optional(Type.String()), text: Type.Optional(Type.String()) })

/** A post as `countersign check` takes it; members that are not known are ignored. */
export const postToCheck = Type.Object({
  id: Type.Optional(Type.String({ maxLength: BOUNDS.id, description: 'Echoed in the report.' })),
  text: Type.Optional(Type.String({ description: 'One text; not beside "parts".' })),
  act: Type.Optional(Type.Enum(['post', 'repost', 'like', 'follow', 'pin', 'profile'])),
  channel: Type.Optional(Type.Object({ kind: Type.Optional(Type.Enum([...CHANNEL_KINDS])), platform: Type.Optional(Type.String()), handle: Type.Optional(Type.String()), body: Type.Optional(Type.String()), jurisdiction: Type.Optional(Type.String()) })),
  parts: Type.Optional(Type.Array(Type.Object({ kind, text: Type.String() }), { maxItems: BOUNDS.parts })),
  media: Type.Optional(Type.Array(Type.Object({ kind: Type.Enum(['image', 'video', 'gif']), alt: Type.Optional(Type.Boolean()), captions: Type.Optional(Type.Boolean()) }), { maxItems: BOUNDS.media })),
  repostOf: Type.Optional(somebodys), quoteOf: Type.Optional(somebodys), replyTo: Type.Optional(somebodys), target: Type.Optional(somebodys),
  links: Type.Optional(Type.Array(Type.Object({ url: Type.Optional(Type.String()), title: Type.Optional(Type.String()), text: Type.Optional(Type.String()) }), { maxItems: BOUNDS.links })),
  lines: Type.Optional(Type.Array(Type.Object({ text: Type.String({ maxLength: BOUNDS.line }), supplier: Type.Enum([...SUPPLIERS]), clearedFor: Type.Optional(Type.Array(Type.Enum([...CHANNEL_KINDS]))) }), { maxItems: BOUNDS.lines })),
  paid: Type.Optional(Type.Boolean()), regimes: Type.Optional(Type.Array(Type.String(), { maxItems: BOUNDS.regimes })), at: Type.Optional(Type.String({ description: 'Without it no rule about time fires.' })),
})

export const reportSchema = Type.Object({
  id: Type.Optional(Type.String()),
  verdict: Type.Enum(['block', 'check', 'advise', 'pass']),
  findings: Type.Array(Type.Object({
    rule: Type.String(), level: Type.Enum(['block', 'check', 'advise']), part: Type.Integer(), start: Type.Integer(), end: Type.Integer(), match: Type.String(),
    title: Type.String(), says: Type.String(), why: Type.String(), cite: Type.Unknown(), instead: Type.Array(Type.String()), advice: Type.String(),
  })),
  rulebook: Type.Object({ id: Type.String(), version: Type.String(), digest: Type.String() }),
  engine: Type.String(), notes: Type.Array(Type.String()), held: Type.Boolean(),
})

export const workingCopySchema = Type.Object({
  number: Type.Integer(), title: Type.String(), version: Type.Integer({ description: 'Name it as "over" when you change the words.' }),
  parts, channels: Type.Array(channelSchema), from: instant, until: instant,
  savedBy: Type.String(), savedAt: instant, author: Type.String(), contributors: Type.Array(Type.String()),
  state: Type.String(), waits: Type.String(),
})

export const savedSchema = Type.Object({ number: Type.Integer(), version: Type.Integer() })

export const whoApprovedSchema = Type.Object({
  number: Type.Integer(), title: Type.String(), answer: Type.String(), after: Type.Array(Type.String()),
  deeds: Type.Array(Type.Object({ person: Type.String(), role: Type.String(), did: Type.String(), what: Type.String(), at: instant })),
  changed: Type.Array(Type.Object({ lead: Type.String(), text: Type.String() })), origin: Type.String(),
  live: Type.Array(Type.Object({ channel: Type.String(), sent: Type.String(), readBack: Type.String() })),
  signedEntries: Type.Array(Type.Integer({ description: 'Ask /receipts/{index} for each.' })),
  warning: Type.Union([Type.String(), Type.Null()]), proves: Type.String(), demo: Type.Boolean(),
})

export const receiptSchema = Type.Object({ v: Type.Literal(1), kind: Type.Literal('receipt'), index: Type.Integer(), leaf: Type.String(), proof: Type.Array(Type.String()), checkpoint: Type.String() })

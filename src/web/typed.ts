// What stands in the composer's form, read into what a save takes; whatever was typed is kept, so that a refusal can show it again.
import { Type, type Static } from 'typebox'
import type { Draft } from '../commands/ports.ts'
import type { ChannelId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import { MOST_PARTS, PART_KINDS, type Part } from '../draft/part.ts'
import { boxOf, instantOfBox } from '../queries/words.ts'

const many = (most: number) => Type.Optional(Type.Array(Type.String({ maxLength: 100_000 }), { maxItems: most }))

/** Loose on purpose: what is too long or too many is refused by the command, with the composer as it was. */
export const typedForm = Type.Object({
  _csrf: Type.Optional(Type.String()), over: Type.Optional(Type.Integer({ minimum: 1 })), title: Type.Optional(Type.String({ maxLength: 1_000 })), kind: many(MOST_PARTS + 1), words: many(MOST_PARTS + 1), channel: many(50),
  from: Type.Optional(Type.String({ maxLength: 40 })), until: Type.Optional(Type.String({ maxLength: 40 })), act: Type.Optional(Type.String({ maxLength: 40 })), use: Type.Optional(Type.String({ maxLength: 80 })),
})
export type TypedForm = Static<typeof typedForm>

export interface Typed { readonly over: number; readonly title: string; readonly parts: readonly Part[]; readonly channels: readonly ChannelId[]; readonly window: Draft['window'] }

/** Browsers send line ends as CR LF; a post has LF alone. */
const lines = (text: string): string => text.replaceAll('\r\n', '\n')

/** The form over the draft that is kept: members that the form does not carry stay as they are. */
export function typedOf(form: TypedForm, draft: Draft): Typed {
  const kinds = form.kind ?? [], parts = (form.words ?? []).map((text, i): Part => ({ kind: PART_KINDS.find(kind => kind === kinds[i]) ?? 'text', text: lines(text) }))
  return {
    over: form.over ?? draft.version, title: form.title ?? draft.title, parts: parts.length > 0 ? parts : draft.parts, channels: (form.words ? (form.channel ?? []) : draft.channels) as readonly ChannelId[],
    window: { from: momentIn(form.from, draft.window.from), until: momentIn(form.until, draft.window.until) },
  }
}

/** A box shows minutes: where it still shows the kept moment, the kept moment stays to the millisecond, or a save would void what was signed. */
function momentIn(box: string | undefined, kept: Instant): Instant {
  if (box === undefined || box === boxOf(kept)) return kept
  return instantOfBox(box) ?? ('' as Instant)
}

/** The input of the save command. */
export const saveInput = ({ over, title, parts, channels, window }: Typed) => ({ over, title, parts: parts.map(({ kind, text }) => ({ kind, text })), channels: [...channels], from: window.from, until: window.until })

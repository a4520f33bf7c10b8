// A request as it will be sent, byte for byte, with typed holes for what only sending can know.
import { listOf, matching, members, natural, oneOf, words, type Form } from '../core/form.ts'

/** A hole: `token` stands exactly once in the body and is replaced by what the platform or the clock gave. `of` is the media file's or the parent request's place. */
export interface Hole { readonly kind: 'media' | 'parent' | 'sent-at'; readonly of: number; readonly token: string }
export interface Request { readonly method: 'POST' | 'PUT'; readonly host: string; readonly path: string; readonly body: string; readonly holes: readonly Hole[] }

export const requestForm: Form = members({
  method: oneOf('POST', 'PUT'), host: words(120, 1), path: words(500, 1), body: words(100_000),
  holes: listOf(members({ kind: oneOf('media', 'parent', 'sent-at'), of: natural, token: matching(/^\{hole-[0-9a-f]{16}\}$/, 'is not a hole') }), 50),
})

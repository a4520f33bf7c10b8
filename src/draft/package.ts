// Package v1: the exact plan of what would go out, on every channel, after all transforms. Its digest is what people sign.
import { canonical, canonicalBytes, parseCanonical, type Json } from '../core/canonical.ts'
import { binary, conform, digest, id, instant, listOf, matching, members, natural, oneOf, optional, setOf, words } from '../core/form.ts'
import type { Digest } from '../core/digest.ts'
import type { ChannelId, OrganisationId, PersonId, PostId } from '../core/id.ts'
import type { Instant } from '../core/instant.ts'
import type { Window } from '../core/statement.ts'
import type { Channel, Platform } from './channel.ts'
import { LONGEST_PART, partsForm, type Part } from './part.ts'
import { render } from './render/index.ts'
import { requestForm, type Request } from './request.ts'
import type { Revision } from './revision.ts'

export interface PackagedMedia { readonly digest: Digest; readonly length: number; readonly type: string }
export interface PackagedLine { readonly line: Digest; readonly part: number; readonly start: number; readonly end: number; readonly supplier: PersonId | null; readonly clearance: readonly ('official' | 'ministerial')[] }
/** Words of others that the post rests on, as they stood when the package was built (invariant 16). */
export interface Captured { readonly of: 'link' | 'quote' | 'reply' | 'repost'; readonly address: string; readonly digest: Digest; readonly title: string; readonly text: string }
export interface PackagedChannel { readonly channel: ChannelId; readonly platform: Platform; readonly account: string; readonly requests: readonly Request[] }

export interface Package {
  readonly v: 1
  /** 32 random bytes, so that the digest of short words cannot be guessed. */
  readonly salt: string
  readonly organisation: OrganisationId
  readonly post: PostId
  readonly revision: number
  readonly act: 'post'
  /** The moment for which temporal rules judge it; null when none was chosen. */
  readonly at: Instant | null
  readonly window: Window
  readonly parts: readonly Part[]
  readonly media: readonly PackagedMedia[]
  readonly lines: readonly PackagedLine[]
  readonly captured: readonly Captured[]
  readonly channels: readonly PackagedChannel[]
}

/** The longest package, in bytes. */
export const LONGEST_PACKAGE = 1_000_000

const form = members({
  v: oneOf(1), salt: binary(32, true), organisation: id, post: id, revision: natural, act: oneOf('post'), at: optional(instant), window: members({ from: instant, until: instant }), parts: partsForm,
  media: listOf(members({ digest, length: natural, type: matching(/^[a-z]+\/[a-z0-9.+-]{1,60}$/, 'is not a media type') }), 50),
  lines: listOf(members({ line: digest, part: natural, start: natural, end: natural, supplier: optional(id), clearance: setOf(oneOf('official', 'ministerial'), 2) }), 100),
  captured: listOf(members({ of: oneOf('link', 'quote', 'reply', 'repost'), address: words(2_000, 1), digest, title: words(500), text: words(LONGEST_PART) }), 50),
  channels: listOf(members({ channel: id, platform: oneOf('wall'), account: words(120, 1), requests: listOf(requestForm, 50) }), 50),
})

/** Builds the bytes of a package from a revision; `salt` is 32 fresh random bytes in base64url. */
export function buildPackage(given: { readonly revision: Revision; readonly organisation: OrganisationId; readonly channels: { readonly [channel: ChannelId]: Channel }; readonly salt: string }): Uint8Array {
  const { revision, organisation, channels, salt } = given
  const packed: Package = {
    v: 1, salt, organisation, post: revision.post, revision: revision.number, act: 'post', at: null, window: revision.window, parts: revision.parts, media: [], lines: [], captured: [],
    channels: revision.channels.map(channel => {
      const known = channels[channel]
      if (!known) throw new TypeError(`the revision names a channel that is not known: ${channel}`)
      return { channel, platform: known.platform, account: known.account, requests: render(known, revision.parts) }
    }),
  }
  return canonicalBytes(conform<Package>('the package', form, packed) as unknown as Json)
}

/** Reads a package strictly; throws on anything that is not exactly version 1. */
export const bytesToPackage = (bytes: Uint8Array): Package => conform<Package>('the package', form, parseCanonical(bytes, LONGEST_PACKAGE))

/** Whether every request is exactly what its channel and the package's own parts render to: nothing was changed on the way (invariant 16). */
export const rendersFromItsWords = (packed: Package, channels: { readonly [channel: ChannelId]: Channel }): boolean =>
  packed.channels.every(({ channel, platform, account, requests }) => {
    const known = channels[channel]
    return known !== undefined && known.platform === platform && known.account === account && canonical(render(known, packed.parts) as unknown as Json) === canonical(requests as unknown as Json)
  })

// A channel: one official account on one platform, and the one place to which its credential may be sent.
import { matching, members, oneOf, words, type Form } from '../core/form.ts'
import { shortName } from '../people/roles.ts'

export type ChannelKind = 'departmental' | 'ministerial' | 'arms-length'
export type Platform = 'wall'
export interface Channel {
  readonly name: string
  readonly kind: ChannelKind
  readonly platform: Platform
  readonly jurisdiction: string
  /** The platform account's own id. */
  readonly account: string
  /** Host with port, and the paths below which requests may go: bound to the credential when the channel was connected. */
  readonly host: string
  readonly path: string
  readonly route: string
}

export const channelForm: Form = members({
  name: words(80, 1), kind: oneOf('departmental', 'ministerial', 'arms-length'), platform: oneOf('wall'), jurisdiction: shortName,
  account: words(120, 1), host: matching(/^[a-z0-9.[\]:-]{1,120}$/, 'is not a host'), path: matching(/^\/[\w./-]{0,120}$/, 'is not a path'), route: shortName,
})

// The platforms' credentials: a file each in the keeper's folder, bound to the one host and path that they may ever be sent to.
import { utf8ToText } from '../core/bytes.ts'
import { conform, matching, members, words } from '../core/form.ts'
import type { ChannelId } from '../core/id.ts'
import { refuse, type Refusal } from '../core/result.ts'
import type { Credential } from '../adapters/platforms/platform.ts'
import type { Channel } from '../draft/channel.ts'
import type { Send } from '../publish/let-go.ts'
import type { Folder, Place } from './ports.ts'

const form = members({ platform: words(40, 1), host: matching(/^[a-z0-9.[\]:-]{1,120}$/, 'is not a host'), path: matching(/^\/[\w./-]{0,120}$/, 'is not a path'), secret: words(10_000, 1) })
const WALL_PATH = '/posts'

/** The credential of a channel. In a demonstration and a trial the installation's own wall has the token that the supervisor gave to both. */
export function credentialFor(folder: Folder, { demo, wallHost }: Place, channel: ChannelId, { platform, host }: Channel): Credential | undefined {
  const connected = folder.read(`credentials/${channel}.json`)
  if (connected) return conform<Credential>('the credential', form, JSON.parse(utf8ToText(connected)))
  const token = demo && platform === 'wall' && host === wallHost ? folder.read('wall-token') : undefined
  return token && { platform: 'wall', host: wallHost, path: WALL_PATH, secret: utf8ToText(token).trim() }
}

/** A credential goes to its own host and path, whatever policy or package says: both must say the same. */
export function wrongPlace(credential: Credential, channel: Channel, { requests }: Send): Refusal | undefined {
  const same = credential.platform === channel.platform && credential.host === channel.host && credential.path === channel.path
    && requests.every(({ host, path }) => host === credential.host && path === credential.path)
  return same ? undefined : refuse('CREDENTIAL_OF_ANOTHER_HOST', { host: channel.host, own: credential.host })
}

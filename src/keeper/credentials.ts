// The platforms' credentials: which one a channel has, and that it goes to no other place than its own.
import { credentialFile, textToCredential } from '../adapters/platforms/credential-file.ts'
import type { Credential } from '../adapters/platforms/platform.ts'
import { utf8ToText } from '../core/bytes.ts'
import type { ChannelId } from '../core/id.ts'
import { refuse, type Refusal } from '../core/result.ts'
import type { Channel } from '../draft/channel.ts'
import type { Send } from '../publish/let-go.ts'
import type { Folder, Place } from './ports.ts'

const WALL_PATH = '/posts'

/** The credential of a channel. In a demonstration and a trial the installation's own wall has the token that the supervisor gave to both. */
export function credentialFor(folder: Folder, { demo, wallHost }: Place, channel: ChannelId, { platform, host }: Channel): Credential | undefined {
  const connected = folder.read(credentialFile(channel))
  if (connected) return textToCredential(utf8ToText(connected))
  const token = demo && platform === 'wall' && host === wallHost ? folder.read('wall-token') : undefined
  return token && { platform: 'wall', host: wallHost, path: WALL_PATH, secret: utf8ToText(token).trim() }
}

/** A credential goes to its own host and path, whatever policy or package says: both must say the same. */
export function wrongPlace(credential: Credential, channel: Channel, { requests }: Pick<Send, 'requests'>): Refusal | undefined {
  const same = credential.platform === channel.platform && credential.host === channel.host && credential.path === channel.path
    && requests.every(({ host, path }) => host === credential.host && path === credential.path)
  return same ? undefined : refuse('CREDENTIAL_OF_ANOTHER_HOST', { host: channel.host, own: credential.host })
}

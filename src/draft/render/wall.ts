// The wall's rendering: one request that carries every part as it will stand on the public page.
import { canonical } from '../../core/canonical.ts'
import type { Channel } from '../channel.ts'
import { spokenParts, type Part } from '../part.ts'
import type { Request } from '../request.ts'

export const renderForWall = (channel: Channel, parts: readonly Part[]): readonly Request[] => [
  { method: 'POST', host: channel.host, path: channel.path, body: canonical({ account: channel.account, parts: spokenParts(parts).map(({ kind, text }) => ({ kind, text })) }), holes: [] },
]

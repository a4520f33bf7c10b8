// Begins somebody's session under a new id, and takes the touch that was asked for before it: each challenge answers once, for five minutes.
import type { FastifyRequest } from 'fastify'
import type { PersonId } from '../core/id.ts'
import { MINUTE, later } from '../core/instant.ts'
import { deviceOf } from './device.ts'
import type { AskedTouch } from './sessions.ts'
import { now, type Web } from './site.ts'

const TOUCH_WITHIN = 5 * MINUTE

/** Pages of this site alone: an address that began with two slashes would lead elsewhere. */
const ownPage = (path: string | undefined): string => (path !== undefined && /^\/(?![/\\])/.test(path) && !/^\/(sign-in|invitation)/.test(path) ? path : '/work')

/** Gives the page that the person wanted. Whoever planted a session's id in this browser does not know the new one. */
export async function beginSession(web: Web, request: FastifyRequest, person: PersonId, key?: string): Promise<string> {
  const next = ownPage(request.session.next), at = now(web)
  await request.session.regenerate()
  Object.assign(request.session, { person, ...(key === undefined ? {} : { key }), device: deviceOf(request.headers['user-agent']), since: at, seen: at })
  return next
}

export function askFor(web: Web, request: FastifyRequest, act: AskedTouch['act'], challenge: string): void {
  request.session.asked = { challenge, act, at: now(web) }
}

/** The challenge of this act, taken out of the session before anything is checked with it; nothing when there is none or it is too old. */
export function takeAsked(web: Web, request: FastifyRequest, act: AskedTouch['act']): string | undefined {
  const { asked } = request.session
  delete request.session.asked
  return asked?.act === act && now(web) <= later(asked.at, TOUCH_WITHIN) ? asked.challenge : undefined
}

const NOTED_EVERY = 5 * MINUTE

/** Notes that the session is in use. */
export function noteUse(web: Web, { session }: FastifyRequest): void {
  const at = now(web)
  if (session.seen === undefined || at > later(session.seen, NOTED_EVERY)) session.seen = at
}

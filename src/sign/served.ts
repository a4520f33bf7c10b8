// Marks the statements that this origin gave to a page, so that nothing else is signed or handed in through it. No memory is kept of them.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

export interface Served {
  /** The mark of these bytes for this page. `page` is the ticket, or the name of a door that needs none. */
  mark(page: string, payload: Uint8Array): string
  /** Whether the mark was made here, for this page and these bytes. */
  holds(page: string, payload: Uint8Array, mark: string): boolean
}

const SECRET = 'served-secret', SECRET_BYTES = 32

/** The secret lies in the origin's own folder, so that a page survives a restart. */
export function openServed(own: { read(name: string): string | undefined; write(name: string, text: string): void }): Served {
  let secret = own.read(SECRET)
  if (secret === undefined) {
    secret = randomBytes(SECRET_BYTES).toString('base64url')
    own.write(SECRET, secret)
  }
  return servedUnder(secret)
}

export function servedUnder(secret: string): Served {
  const mark = (page: string, payload: Uint8Array): string => createHmac('sha256', secret).update(`countersign served v1\n${page}\n`).update(payload).digest('base64url')
  return {
    mark,
    holds(page, payload, given) {
      const [wanted, found] = [Buffer.from(mark(page, payload)), Buffer.from(given)]
      return wanted.length === found.length && timingSafeEqual(wanted, found)
    },
  }
}

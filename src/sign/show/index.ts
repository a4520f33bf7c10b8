// The page for each purpose of a ticket.
import type { Ticket } from '../../commands/ports.ts'
import { refuse } from '../../core/result.ts'
import { whoIsWho } from '../../queries/known.ts'
import { reading, type Signing } from '../signing.ts'
import { showAct } from './act.ts'
import type { SigningPage } from './page.ts'
import { showPost } from './post.ts'
import { refusalPage } from './refusal-page.ts'

const OVER_A_PACKAGE = ['submit-post', 'sign-off-post', 'release-post']

/** `page` is the ticket as the address carries it; it has been opened just now. */
export const showFor = (signing: Signing, ticket: Ticket, page: string): Promise<SigningPage> =>
  reading(signing, async reader => {
    const given = { signing, reader, ticket, page, now: signing.opened.doors.given().now, known: await whoIsWho(reader) }
    if (ticket.person === null) return refusalPage(given, refuse('PERSON_UNKNOWN'))
    return OVER_A_PACKAGE.includes(ticket.purpose) ? showPost(given) : showAct(given)
  })

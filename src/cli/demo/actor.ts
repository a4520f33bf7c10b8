// One of the demo's people at work without a browser: signs in, posts the pages' forms, and signs what the signing origin shows with the demo key.
import { base64urlToBytes } from '../../core/bytes.ts'
import { bytesToStatement, type Statement } from '../../core/statement.ts'
import { visitor, type Answer, type Visit } from '../visit.ts'
import { sentenceIn, tokenIn } from './read-page.ts'

/** What the signing page says afterwards, as far as a story needs it. */
export interface Signed { readonly counts: boolean; readonly index: number; readonly heading: string; readonly lead: string; readonly lines: readonly string[]; readonly release: boolean; readonly statement: Statement }
/** What somebody chooses on the signing page. */
export interface Choice { readonly decision?: 'approve' | 'return' | 'refuse'; readonly remark?: string; readonly purpose?: 'release-post'; readonly demo?: boolean }
export type Fields = { readonly [name: string]: string | readonly string[] }

/** A page said no; the message is its sentence. */
export class SaidNo extends Error {
  override readonly name = 'SaidNo'
  readonly status: number
  constructor(status: number, sentence: string) {
    super(sentence)
    this.status = status
  }
}

/** A signing page that has been opened: its ticket is spent, and it gives statements for an hour. */
export interface SigningPage { sign(choice?: Choice): Promise<Signed> }
export interface Actor {
  /** The text of a page. */
  read(path: string): Promise<string>
  /** Posts a form of the pages and gives the address to which it leads; throws `SaidNo` where it leads nowhere. */
  post(path: string, fields?: Fields): Promise<string>
  /** Posts a form that leads to the signing origin, and opens the page there. */
  open(path: string, fields?: Fields): Promise<SigningPage>
  leave(): void
}
export interface Sites { readonly web: string; readonly sign: string }

export async function signIn({ web, sign }: Sites, slug: string): Promise<Actor> {
  const pages = visitor(web), signing = visitor(sign)
  const inside = await pages.form('/demo/sign-in', { person: slug, _csrf: tokenIn((await pages.get('/sign-in')).text) })
  if (inside.status !== 303) throw new SaidNo(inside.status, sentenceIn(inside.text))
  const token = tokenIn((await pages.get('/sign-in')).text)
  const post = async (path: string, fields: Fields = {}): Promise<string> => leadsOn(await pages.form(path, { ...fields, _csrf: token }))
  return {
    post,
    read: async path => saidYes(await pages.get(path)).text,
    open: async (path, fields) => openPage(signing, ticketIn(await post(path, fields))),
    leave() {
      pages.close()
      signing.close()
    },
  }
}

function saidYes(answer: Answer): Answer {
  if (answer.status >= 300) throw new SaidNo(answer.status, answer.headers['content-type']?.includes('json') ? (JSON.parse(answer.text) as { sentence: string }).sentence : sentenceIn(answer.text))
  return answer
}

function leadsOn(answer: Answer): string {
  if (answer.status !== 303 || answer.location === undefined) throw new SaidNo(answer.status, sentenceIn(answer.text))
  return answer.location
}

function ticketIn(location: string): string {
  const ticket = /\/t\/([A-Za-z0-9_-]{32})$/.exec(location)?.[1]
  if (ticket === undefined) throw new TypeError(`${location} does not lead to the signing origin`)
  return ticket
}

interface Carried { readonly purpose: string; readonly keys: readonly { readonly credential: string; readonly demo: boolean }[] }

/** Opens the page as a browser would, once; what it carries says with which key it can be signed. */
async function openPage(signing: Visit, ticket: string): Promise<SigningPage> {
  const { text } = saidYes(await signing.get(`/t/${ticket}`)), embedded = /<script type="application\/json" id="carried">(.*?)<\/script>/s.exec(text)?.[1]
  if (embedded === undefined) throw new SaidNo(409, sentenceIn(text))
  const carried = JSON.parse(embedded) as Carried, key = carried.keys.find(({ demo }) => demo)?.credential
  return {
    async sign(choice = {}) {
      const given = JSON.parse(saidYes(await signing.json('/statement', { ticket, ...(key === undefined ? {} : { key }), ...choice })).text) as { readonly payload: string; readonly mark: string; readonly opened: readonly object[] }
      const after = JSON.parse(saidYes(await signing.json('/demo/sign', { ticket, ...given })).text) as Omit<Signed, 'statement'>
      return { ...after, statement: bytesToStatement(base64urlToBytes(given.payload)) }
    },
  }
}

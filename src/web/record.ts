// The record: whether it is whole, its entries one by one, and the log as static files for everybody's verifier.
import { Type } from 'typebox'
import { inBody } from '../adapters/store/connection.ts'
import { receiptToBytes, receiptToTlogProof } from '../record/receipt.ts'
import { bundlePath, CHECKPOINT_PATH, leavesToBundle, TILE_WIDTH } from '../record/tiles.ts'
import type { Digest } from '../core/digest.ts'
import { isDigest } from '../core/digest.ts'
import { entryPage } from '../queries/entry-page.ts'
import { whoIsWho } from '../queries/known.ts'
import { recordPage } from '../queries/record-page.ts'
import type { Reader } from '../commands/ports.ts'
import { ask, draw, sayRefusal, wordedAll, type App, type Web } from './site.ts'

export function recordRoutes(app: App, web: Web): void {
  app.get('/record', { schema: { querystring: Type.Object({ before: Type.Optional(Type.Integer({ minimum: 1 })) }) } }, async (request, reply) => {
    const { page, known } = await ask(web, request, async asking => ({ page: await recordPage(asking, await web.tree.rebuild(asking.reader), request.query.before), known: await whoIsWho(asking.reader) }))
    return draw(web, request, reply, 'record.njk', { title: 'Record', nav: 'record' }, { page, entries: wordedAll(page.entries, known) })
  })
  app.get('/record/:index', { schema: { params: Type.Object({ index: Type.Integer({ minimum: 0 }) }) } }, async (request, reply) => {
    const page = await ask(web, request, asking => entryPage(asking, request.params.index))
    if (!page.ok) return sayRefusal(web, request, reply, page, { back: { href: '/record', text: 'Record' } })
    const known = await web.opened.store.read(whoIsWho), [words] = wordedAll([page.value.words], known)
    return draw(web, request, reply, 'entry.njk', { title: `Entry ${request.params.index}`, nav: 'record', back: { href: '/record', text: 'Record' } }, { page: page.value, words })
  })
  app.get('/receipts/:index', { schema: { params: Type.Object({ index: Type.Integer({ minimum: 0 }) }), querystring: Type.Object({ form: Type.Optional(Type.String({ maxLength: 20 })) }) } }, async (request, reply) => {
    const receipt = await web.opened.store.read(reader => web.tree.receipt(reader, request.params.index))
    if (!receipt) return reply.code(404).type('text/plain; charset=utf-8').send('The signed tree does not cover this entry yet. Ask again in a moment.\n')
    if (request.query.form === 'tlog-proof') return reply.type('text/plain; charset=utf-8').send(receiptToTlogProof(receipt))
    return reply.type('application/json').send(Buffer.from(receiptToBytes(receipt)))
  })
  app.get('/rulebooks/:digest', { schema: { params: Type.Object({ digest: Type.String({ pattern: '^[0-9a-f]{64}$' }) }) } }, async (request, reply) => {
    const { digest } = request.params, bytes = isDigest(digest) ? await web.opened.store.read(reader => rulebookBytes(reader, digest)) : undefined
    if (!bytes) return reply.code(404).type('text/plain; charset=utf-8').send('There is no such rulebook.\n')
    return reply.type('application/json').header('cache-control', 'private, max-age=31536000, immutable').send(Buffer.from(bytes))
  })
  logRoutes(app, web)
}

/** Only a document that loads as a rulebook is given out as one. */
const rulebookBytes = async (reader: Reader, digest: Digest): Promise<Uint8Array | undefined> => ((await reader.rulebook(digest)) ? reader.document(digest) : undefined)

/** Open to everybody: whoever verifies need not be known here. The leaves hold ids, digests and commitments, and no name or word. */
function logRoutes(app: App, web: Web): void {
  app.get('/log/*', async (request, reply) => {
    const path = (request.params as { '*': string })['*'], found = await web.opened.store.read(reader => logFile(web, reader, path))
    if (!found) return reply.code(404).type('text/plain; charset=utf-8').send('The record has no such file.\n')
    const whole = path !== CHECKPOINT_PATH && !path.includes('.p/')
    return reply.type(path === CHECKPOINT_PATH ? 'text/plain; charset=utf-8' : 'application/octet-stream').header('cache-control', whole ? 'public, max-age=31536000, immutable' : 'no-store').header('access-control-allow-origin', '*').send(Buffer.from(found))
  })
}

const BUNDLE = /^tile\/entries\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/, TILE = /^tile\/(\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/
const numberIn = (digits: string): number => Number(digits.replaceAll(/[x/]/g, ''))
const widthIn = (width: string | undefined): number => (width === undefined ? TILE_WIDTH : Number(width))

/** A file of the static log, made from what is kept; undefined beyond the signed tree. */
async function logFile(web: Web, reader: Reader, path: string): Promise<Uint8Array | undefined> {
  const signed = await reader.tree()
  if (!signed) return undefined
  if (path === CHECKPOINT_PATH) return Buffer.from(signed.note)
  const bundle = BUNDLE.exec(path), tile = TILE.exec(path)
  if (bundle) {
    const index = numberIn(bundle[1]!), width = widthIn(bundle[2])
    if (width < 1 || index * TILE_WIDTH + width > signed.size || bundlePath({ index, width }) !== path) return undefined
    return leavesToBundle((await reader.entries(index * TILE_WIDTH, width)).map(({ leaf }) => leaf))
  }
  return tile ? (await keptTile(web, path)) ?? hashTile(web, reader, signed.size, { level: Number(tile[1]), index: numberIn(tile[2]!), width: widthIn(tile[3]) }) : undefined
}

/** The tile as the keeper published it; a partial one that has become full is kept no more, and is made again. */
const keptTile = (web: Web, path: string): Promise<Uint8Array | undefined> =>
  inBody(web.opened.pool, web.body.id, 'read', async client => ((await client.query('select bytes from tile where path = $1', [path])).rows[0] as { readonly bytes: Uint8Array } | undefined)?.bytes)

async function hashTile(web: Web, reader: Reader, size: number, { level, index, width }: { readonly level: number; readonly index: number; readonly width: number }): Promise<Uint8Array | undefined> {
  if (level > 7 || width < 1 || width > TILE_WIDTH || (index * TILE_WIDTH + width) * TILE_WIDTH ** level > size) return undefined
  return (await web.tree.tree(reader, size)).tile({ level, index, width })
}

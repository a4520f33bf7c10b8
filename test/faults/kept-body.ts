// A trial body whose keeper is the one of the crash table: started and started again by the test, killed at a point, and held against the record at the end.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { nodeCrypto } from '../../src/adapters/crypto/node.ts'
import type { Service } from '../../src/adapters/processes/service.ts'
import { hex } from '../../src/core/bytes.ts'
import type { OrganisationId } from '../../src/core/id.ts'
import { exportLog, filesToSource } from '../../src/record/export.ts'
import { leafHash } from '../../src/record/merkle.ts'
import { Tree } from '../../src/record/tree.ts'
import { bytesToTrustFile } from '../../src/record/trust-file.ts'
import { verifyLog } from '../../src/record/verify/log.ts'
import { addressFor, TrialBody } from '../trial-body.ts'
import type { Keeping, Point, Twin } from './keep-and-die.ts'

export interface KeptBody {
  readonly body: TrialBody
  /** Has the next keeper that starts be killed at this point, or meet this outside; ends the one that runs. */
  next(given: { readonly die?: Point; readonly twin?: Twin }): Promise<void>
  /** How many keepers were killed at their point. */
  readonly killed: () => number
  /** What must hold after everything: it throws with what does not. */
  verify(): Promise<{ readonly entries: number; readonly signedSizes: number }>
  end(): Promise<void>
}

/** Begins the body. `first` are the points at which the very first keepers are killed, one after the other. */
export async function keepBody(first: readonly Point[] = []): Promise<KeptBody> {
  const aside = mkdtempSync(join(tmpdir(), 'countersign-kept-')), signedRoots = join(aside, 'signed-roots')
  const coming: Pick<Keeping, 'die' | 'twin'>[] = first.map(die => ({ die, twin: 'answers' }))
  let keeper: ChildProcess | undefined, killed = 0, over = false, heard = ''
  let service: Service, organisation: OrganisationId

  function start(): void {
    const { password, ...address } = addressFor(service, 'keeper'), { origin, host, port } = new URL(service.wall)
    const keeping: Keeping = {
      ...(coming.shift() ?? { die: null, twin: 'answers' }), address: { ...address, password: password() }, body: organisation, home: join(service.data, 'keeper'),
      wall: { origin, host, port: Number(port) }, signingOrigin: service.sign, signedRoots,
    }
    const child = (keeper = spawn(process.execPath, [join(import.meta.dirname, 'keep-and-die.ts'), JSON.stringify(keeping)], { stdio: ['ignore', 'pipe', 'pipe'] }))
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => { heard += text })
    child.on('exit', (_, signal) => {
      if (signal === 'SIGKILL') killed++
      if (!over) start()
    })
  }

  const body = await TrialBody.begin(['wall'], (started, itsBody) => {
    service = started
    organisation = itsBody
    start()
  }).catch((fault: unknown) => {
    over = true
    keeper?.kill('SIGKILL')
    throw new Error(`the body did not come about; the keepers said:\n${heard}`, { cause: fault })
  })

  return {
    body,
    async next({ die = null, twin = 'answers' }) {
      coming.push({ die, twin })
      const before = keeper!
      const gone = new Promise(resolve => { before.once('exit', resolve) })
      before.kill('SIGTERM')
      await gone
    },
    killed: () => killed,
    verify: () => verify(body, signedRoots),
    async end() {
      over = true
      keeper?.kill('SIGKILL')
      await body.end()
      rmSync(aside, { recursive: true, force: true })
    },
  }
}

/** The log verifies against the trust file; no size was ever signed with two roots, and every root that was signed is one of this log. */
async function verify(body: TrialBody, signedRoots: string): Promise<{ entries: number; signedSizes: number }> {
  const db = new pg.Client({ ...addressFor(body.service, 'keeper'), options: `-c app.body=${body.organisation}` })
  await db.connect()
  const { rows } = await db.query<{ index: string; leaf: Buffer; intake: string | null }>('select index, leaf, intake from entry order by index')
  await db.end()
  const gap = rows.findIndex(({ index }, i) => Number(index) !== i)
  if (gap >= 0) throw new Error(`the entries have a gap or a double at ${gap}`)
  const home = join(body.service.data, 'keeper'), checkpoint = readFileSync(join(home, 'checkpoint'), 'utf8')
  const trust = bytesToTrustFile(new Uint8Array(readFileSync(join(home, 'trust.json'))))
  const verdict = await verifyLog(nodeCrypto, filesToSource(exportLog(nodeCrypto, rows.map(({ leaf }) => new Uint8Array(leaf)), checkpoint)), trust)
  if (verdict.answer !== 'holds') throw new Error(`the record does not verify: ${JSON.stringify(verdict)}`)
  const tree = new Tree(nodeCrypto), roots = [hex(tree.rootAt(0))]
  for (const { leaf } of rows) {
    tree.append(leafHash(nodeCrypto, leaf))
    roots.push(hex(tree.rootAt(tree.size)))
  }
  const signed = readFileSync(signedRoots, 'utf8').trim().split('\n').map(line => line.split(' '))
  for (const [size, root] of signed) if (roots[Number(size)] !== root) throw new Error(`size ${size} was signed with a root that the log never had`)
  return { entries: rows.length, signedSizes: new Set(signed.map(([size]) => size)).size }
}

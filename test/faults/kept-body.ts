// A trial body whose keeper is the one of the crash table: started and started again by the test, killed at a point, and held against the record at the end.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Service } from '../../src/adapters/processes/service.ts'
import type { OrganisationId } from '../../src/core/id.ts'
import { addressFor, TrialBody } from '../trial-body.ts'
import type { Keeping, Point, Twin } from './keep-and-die.ts'
import { verifyRecord, type VerifiedRecord } from './verify-record.ts'

export interface KeptBody {
  readonly body: TrialBody
  /** Has the next keeper that starts be killed at this point, or meet this outside; ends the one that runs. */
  next(given: { readonly die?: Point; readonly twin?: Twin }): Promise<void>
  /** How many keepers were killed at their point. */
  readonly killed: () => number
  /** What must hold after everything: it throws with what does not. */
  verify(): Promise<VerifiedRecord>
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
    verify: () => verifyRecord(body, readFileSync(signedRoots, 'utf8').trim().split('\n').map(line => line.split(' ') as [string, string])),
    async end() {
      over = true
      keeper?.kill('SIGKILL')
      await body.end()
      rmSync(aside, { recursive: true, force: true })
    },
  }
}

// Tests of the command: its four exit statuses, what it says, and what it does with hostile folders and servers.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { nodeCrypto } from '../adapters/crypto/node.ts'
import { writeLogFolder } from '../adapters/record/folder.ts'
import { utf8 } from '../core/bytes.ts'
import { exportLog } from '../record/export.ts'
import { makeReceipt, receiptToBytes, receiptToTlogProof } from '../record/receipt.ts'
import { trustFileToBytes } from '../record/trust-file.ts'
import { demoKey, everyKind, passkey, personOf, Story } from '../../test/conformance/record-story.ts'
import { verify } from './verify.ts'

const story = everyKind(new Story('press.demo.invalid'), { bea: demoKey('Bea'), ravi: demoKey('Ravi'), mina: passkey('Mina', 'ES256') })
const real = everyKind(new Story('press.example'), { bea: passkey('Bea', 'ES256'), ravi: passkey('Ravi', 'EdDSA'), mina: passkey('Mina', 'ES256') })
const folder = await mkdtemp(join(tmpdir(), 'countersign-verify-'))
after(() => rm(folder, { recursive: true }))
const path = (...names: string[]) => join(folder, ...names)

await writeLogFolder(path('out', 'log'), exportLog(nodeCrypto, story.leaves, story.checkpoint()))
await writeFile(path('trust.json'), trustFileToBytes(story.trust()))
await writeFile(path('other-trust.json'), trustFileToBytes(real.trust()))
const receipt = makeReceipt(nodeCrypto, { index: 13, leaf: story.leaves[13]!, checkpoint: story.checkpoint(), node: story.tree.node })
await writeFile(path('receipt.json'), receiptToBytes(receipt))
await writeFile(path('receipt.tlog-proof'), receiptToTlogProof(receipt))

async function run(...args: string[]): Promise<{ readonly exit: number; readonly out: string; readonly error: string }> {
  let out = '', error = ''
  const exit = await verify(args, { out: text => { out += text }, error: text => { error += text } })
  return { exit, out, error }
}
const trusted = (what: string, ...more: string[]) => run(what, '--trust', path('trust.json'), ...more)

test('a record that holds is told in plain sentences, with exit 0', async () => {
  assert.deepEqual(await trusted(path('out', 'log')), {
    exit: 0, error: '',
    out: `✓ The record holds: 22 entries of press.demo.invalid, the last taken in at 2026-11-23T09:00:21.000Z, against trust.json.
  16 statements are signed by keys that the record enrols and vouches for: 1 confirm, 1 declare, 3 enrol, 1 lift, 2 policy, 2 reinstate, 1 release, 1 set-aside, 1 sign-off, 1 submit, 2 vouch.
  3 unsigned stops, 2 entries of the keeper’s own, 1 entry for what could not be read when handed in.
  This is a demonstration: nothing in it is real.
`,
  })
})

test('the same without a trust file is only consistent, with exit 3', async () => {
  const { exit, out } = await run(path('out', 'log'))
  assert.equal(exit, 3)
  assert.match(out, /^! The record is consistent in itself: 22 entries .*\n {2}No trust file was named, so nothing shows whose it is\. Name the one that the body gave you: --trust FILE\.\n/)
})

test('a real record is not called a demonstration', async () => {
  await writeLogFolder(path('real'), exportLog(nodeCrypto, real.leaves, real.checkpoint()))
  const { exit, out } = await run(path('real'), '--trust', path('other-trust.json'))
  assert.equal(exit, 0)
  assert.ok(!out.includes('demonstration'))
})

test('a receipt in both spellings, and a checkpoint, hold on their own', async () => {
  for (const name of ['receipt.json', 'receipt.tlog-proof']) {
    const { exit, out } = await trusted(path(name))
    assert.equal(exit, 0)
    assert.match(out, /^✓ The receipt holds: its statement \(sign-off\) is entry 13 of press\.demo\.invalid, .* against trust\.json\.\n {2}Its signature is by a key that another entry enrols\. Verify the whole record to check it\.\n {2}This is a demonstration/)
  }
  const { exit, out } = await trusted(path('out', 'log', 'checkpoint'))
  assert.equal(exit, 0)
  assert.match(out, /^✓ The checkpoint holds: 22 entries of press\.demo\.invalid, root [0-9a-f]{64}, against trust\.json\.\n/)
  assert.equal((await run(path('receipt.json'))).exit, 3)
})

test('signatures of others under a checkpoint are counted and not judged', async () => {
  const lines = ['one', 'two'].map(name => `— witness-${name}.example ${Buffer.alloc(76, name).toString('base64')}\n`)
  for (const [others, says] of [[lines.slice(1), /is 1 signature of others, not checked here/], [lines, /are 2 signatures of others, not checked here/]] as const) {
    await writeFile(path('cosigned'), story.checkpoint() + others.join(''))
    const { exit, out } = await trusted(path('cosigned'))
    assert.equal(exit, 0)
    assert.match(out, says)
  }
})

test('a receipt says how far its signature could be checked', async () => {
  for (const [index, says] of [[1, /signed by a first key, which the trust file pins/], [3, /signed by the key that comes with it/]] as const) {
    await writeFile(path('one.json'), receiptToBytes(makeReceipt(nodeCrypto, { index, leaf: story.leaves[index]!, checkpoint: story.checkpoint(), node: story.tree.node })))
    assert.match((await trusted(path('one.json'))).out, says)
  }
})

test('what fails says what and where, with exit 1, damaged inside too', async () => {
  await cp(path('out', 'log'), path('bent'), { recursive: true })
  const bundle = path('bent', 'tile', 'entries', '000.p', '22'), bytes = await readFile(bundle)
  bytes[bytes.indexOf('"via":"web"') + 7]! ^= 1
  await writeFile(bundle, bytes)
  const { exit, out } = await trusted(path('bent'))
  assert.equal(exit, 1)
  assert.match(out, /^! It fails, at entry 10, in tile\/entries\/000\.p\/22\.\n {2}Entry 10 is not the one that was signed: .* Compare it with another copy of the record\.\n {2}This is a demonstration/)
  assert.equal((await run(path('out', 'log'), '--trust', path('other-trust.json'))).exit, 1)
})

test('a receipt or checkpoint with any one byte changed fails; it is never taken for something else', async () => {
  for (const name of ['receipt.json', 'receipt.tlog-proof', join('out', 'log', 'checkpoint')]) {
    const whole = await readFile(path(name))
    for (let at = 0; at < whole.length; at += name.endsWith('checkpoint') ? 1 : 37) {
      const bytes = Buffer.from(whole)
      bytes[at]! ^= 1 << at % 8
      await writeFile(path('flipped'), bytes)
      assert.equal((await trusted(path('flipped'))).exit, 1, `byte ${at} of ${name}`)
    }
  }
})

test('what is not there, or none of these things, is exit 2 with the reason on the error stream', async () => {
  await writeFile(path('text'), 'it was approved\n')
  await writeFile(path('other.json'), '{"kind":"invoice"}')
  await mkdir(path('empty'))
  const trials = [
    [[path('nowhere')], /There is nothing at/], [[path('text')], /neither a checkpoint nor a receipt/], [[path('other.json')], /neither a checkpoint nor a receipt/],
    [[path('empty')], /is no record/], [[path('out')], /The record is in it: give .*log\./], [[path('trust.json')], /neither a checkpoint nor a receipt/],
    [[path('out', 'log'), '--trust', path('nowhere')], /no trust file at/], [[path('out', 'log'), '--trust', path('text')], /is no trust file: .* Use the one that the body gave you, unchanged/],
    [[], /^Use: countersign verify/], [['a', 'b'], /^Use:/], [['a', '--nonsense'], /^The option --nonsense is not known\..*\nUse:/], [['a', '--trust'], /--trust wants a value/], [['http://127.0.0.1:1'], /does not answer/],
  ] as const
  for (const [args, says] of trials) {
    const { exit, out, error } = await run(...args)
    assert.deepEqual([exit, out], [2, ''], args.join(' '))
    assert.match(error, says)
  }
  assert.equal((await run('--help')).exit, 0)
})

test('--json prints one value', async () => {
  const { out, exit } = await trusted(path('out', 'log'), '--json')
  const verdict = JSON.parse(out)
  assert.deepEqual([exit, verdict.what, verdict.answer, verdict.demo, verdict.size, verdict.statements.enrol], [0, 'log', 'holds', true, 22, 3])
  assert.match(JSON.parse((await trusted(path('nowhere'), '--json')).out).error, /There is nothing at/)
  const fails = JSON.parse((await run(path('out', 'log'), '--trust', path('other-trust.json'), '--json')).out)
  assert.deepEqual([fails.answer, fails.code, fails.file, fails.entry], ['fails', 'RECORD_OTHER_LOG', 'checkpoint', null])
})

test('a file more is found, a link and a name that would steer the terminal too', async () => {
  await cp(path('out', 'log'), path('more'), { recursive: true })
  await symlink('/etc/hostname', path('more', 'tile', '\u001b[2Jlink'))
  const { exit, out } = await trusted(path('more'))
  assert.equal(exit, 1)
  assert.match(out, /tile\/\ufffd\[2Jlink is no part of the record/)
})

test('a pipe where a file should be is not waited for', async () => {
  await cp(path('out', 'log'), path('piped'), { recursive: true })
  await rm(path('piped', 'tile', '0', '000.p', '22'))
  execFileSync('mkfifo', [path('piped', 'tile', '0', '000.p', '22')])
  const { exit, out } = await trusted(path('piped'))
  assert.equal(exit, 1)
  assert.match(out, /000\.p\/22 is missing/)
})

/** Serves what `listener` says for the time of one test. */
async function served(listener: RequestListener, use: (address: string) => Promise<void>): Promise<void> {
  const server = createServer(listener)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/log`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}
const fromFolder = (request: IncomingMessage, answer: ServerResponse): void => {
  readFile(path('out', request.url!)).then(bytes => answer.end(bytes), () => answer.writeHead(404).end())
}
/** Serves the record, but answers with a status alone where `where` says so. */
const butWith = (status: number, where: (url: string) => boolean): RequestListener => (request, answer) => {
  if (where(request.url!)) answer.writeHead(status).end()
  else fromFolder(request, answer)
}

test('a served record is verified like a folder, and a tile that is not served is missing', async () => {
  await served(fromFolder, async address => {
    for (const given of [address, address + '/']) assert.equal((await trusted(given)).exit, 0)
    assert.equal((await trusted(address.replace('/log', '/nowhere'))).exit, 2)
  })
  await served(butWith(404, url => url.includes('/tile/0/')), async address => {
    const { exit, out } = await trusted(address)
    assert.equal(exit, 1)
    assert.match(out, /tile\/0\/000\.p\/22 is missing/)
  })
})

test('a record that grows while it is read is verified as it was when the reading began', async () => {
  const grown = new Story('press.demo.invalid', story.signer)
  for (const leaf of story.leaves) grown.push(leaf)
  while (grown.tree.size < 256) grown.stop({ act: 'pause', person: personOf('Bea'), reason: null })
  const full = new Map(exportLog(nodeCrypto, grown.leaves, grown.checkpoint()).map(file => [`/log/${file.path}`, file.bytes]))
  full.set('/log/checkpoint', utf8(story.checkpoint()))
  await served((request, answer) => {
    const bytes = full.get(request.url!)
    if (bytes) answer.end(bytes)
    else answer.writeHead(404).end()
  }, async address => {
    const { exit, out } = await trusted(address)
    assert.equal(exit, 0, out)
    assert.match(out, /holds: 22 entries/)
  })
})

test('a server that breaks off, errs or never stops sending is answered, not waited for', async () => {
  await served(butWith(500, url => !url.endsWith('checkpoint')), async address => {
    const { exit, error } = await trusted(address)
    assert.equal(exit, 2)
    assert.match(error, /answered with status 500/)
  })
  await served((_request, answer) => {
    answer.on('error', () => {})
    const more = () => { while (!answer.destroyed && answer.write(Buffer.alloc(65_536, 'x'))); }
    answer.on('drain', more)
    more()
  }, async address => {
    assert.equal((await trusted(address)).exit, 1)
  })
  await served((_request, answer) => void answer.destroy(), async address => assert.equal((await trusted(address)).exit, 2))
})

// A verdict in plain sentences, as the command line prints it.
import type { HeadStands, LogStands } from '../record/verify/log.ts'
import type { ReceiptStands, SignatureReach } from '../record/verify/receipt.ts'
import { sentenceFor, type Fails, type Verdict } from '../record/verify/verdict.ts'
import type { RecordCode } from '../record/reasons.ts'

export type AnyVerdict = Verdict<LogStands | HeadStands | ReceiptStands>
type Stands = Exclude<AnyVerdict, Fails>

/** `trust` is the name of the trust file, if one was given. */
export function verdictToText(verdict: AnyVerdict, trust: string | null): string {
  const lines = verdict.answer === 'fails' ? failsToLines(verdict) : standsToLines(verdict, trust)
  return [...lines, ...(verdict.demo ? ['  This is a demonstration: nothing in it is real.'] : [])].map(line => shown(line) + '\n').join('')
}

/** Names of files and logs are others' words: nothing in them may steer a terminal. */
const shown = (line: string): string => line.replaceAll(/[\p{Cc}\p{Cf}]/gu, '\ufffd')

function failsToLines({ entry, file, sentence }: Fails): readonly string[] {
  const places = [entry === null ? '' : `at entry ${entry}`, file === null ? '' : `in ${file}`].filter(place => place !== '')
  return [`! It fails${places.map(place => `, ${place}`).join('')}.`, `  ${sentence}`]
}

function standsToLines(verdict: Stands, trust: string | null): readonly string[] {
  const first = trust === null ? `! The ${nameOf(verdict)} is consistent in itself: ${gistOf(verdict)}.` : `✓ The ${nameOf(verdict)} holds: ${gistOf(verdict)}, against ${trust}.`
  const unnamed = trust === null ? ['  No trust file was named, so nothing shows whose it is. Name the one that the body gave you: --trust FILE.'] : []
  return [first, ...unnamed, ...detailsOf(verdict).map(line => `  ${line}`)]
}

const nameOf = ({ what }: Stands): string => (what === 'log' ? 'record' : what)

function gistOf(verdict: Stands): string {
  switch (verdict.what) {
    case 'log': return `${counted(verdict.size, 'entry', 'entries')} of ${verdict.origin}${verdict.lastAt === null ? '' : `, the last taken in at ${verdict.lastAt}`}`
    case 'checkpoint': return `${counted(verdict.size, 'entry', 'entries')} of ${verdict.origin}, root ${verdict.root}`
    case 'receipt': return `its statement (${verdict.statement.kind}) is entry ${verdict.index} of ${verdict.origin}, taken in at ${verdict.at}`
  }
}

function detailsOf(verdict: Stands): readonly string[] {
  switch (verdict.what) {
    case 'log': return logDetails(verdict)
    case 'checkpoint': return cosignatures(verdict.cosignatures)
    case 'receipt': return [REACH[verdict.signature]]
  }
}

const REACH: { readonly [Reach in SignatureReach]: string } = {
  pinned: 'It is signed by a first key, which the trust file pins.',
  'own-key': 'It is signed by the key that comes with it. That the key is enrolled, only the whole record shows.',
  'not-checked': 'Its signature is by a key that another entry enrols. Verify the whole record to check it.',
}

function logDetails({ statements, notStanding, stops, keeper, unreadable, cosignatures: others }: LogStands): readonly string[] {
  const kinds = inOrder(statements), claims = inOrder(notStanding)
  return [
    ...(kinds.length > 0 ? [`${counted(sum(kinds), 'statement is', 'statements are')} signed by keys that the record enrols and vouches for: ${kinds.map(([kind, count]) => `${count} ${kind}`).join(', ')}.`] : []),
    ...(claims.length > 0 ? [`${counted(sum(claims), 'statement in it does', 'statements in it do')} not stand; the record keeps false claims too:`] : []),
    ...claims.map(([code, count]) => `  ${count} × ${sentenceFor(code as RecordCode)}`),
    `${counted(stops, 'unsigned stop', 'unsigned stops')}, ${counted(keeper, 'entry', 'entries')} of the keeper’s own, ${counted(unreadable, 'entry', 'entries')} for what could not be read when handed in.`,
    ...cosignatures(others),
  ]
}

type Counts = readonly (readonly [name: string, count: number])[]
const inOrder = (counts: { readonly [name: string]: number }): Counts => Object.entries(counts).toSorted(([a], [b]) => (a < b ? -1 : 1))
const sum = (counts: Counts): number => counts.reduce((total, [, count]) => total + count, 0)

const cosignatures = (count: number): readonly string[] => (count > 0 ? [`Under the checkpoint ${count === 1 ? 'is 1 signature' : `are ${count} signatures`} of others, not checked here.`] : [])

const counted = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`

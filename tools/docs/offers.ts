// Prints what each person may do to a post in each of its states, asked of `may` over bodies that were brought there.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { nodeCrypto } from '../../src/adapters/crypto/node.ts'
import { loadFacts } from '../../src/commands/facts.ts'
import { may } from '../../src/commands/may.ts'
import type * as offers from '../../test/offers.ts'

const CASES = 'test/offers.ts'

/** A table for each state: a tick where the person may, else the code that says why not. Nothing where the tree has no such cases. */
export async function offersTables(root: string): Promise<string> {
  if (!existsSync(join(root, CASES))) return ''
  const { CAST, ON_A_POST, postIn, STATES } = (await import(pathToFileURL(join(root, CASES)).href)) as typeof offers
  const tables: string[] = []
  for (const state of Object.keys(STATES)) {
    const { body, number } = await postIn(state)
    const rows = await Promise.all(Object.entries(CAST).map(async ([part, name]) => {
      const facts = await loadFacts(body.reader, { actor: body.known(name).id, post: number, now: body.now, crypto: nodeCrypto })
      return `| ${part} | ${ON_A_POST.map(action => may(action, facts)?.code ?? '✓').join(' | ')} |\n`
    }))
    tables.push(`### ${state[0]!.toUpperCase()}${state.slice(1)}\n\n| | ${ON_A_POST.map(name => `\`${name}\``).join(' | ')} |\n|---|${'---|'.repeat(ON_A_POST.length)}\n${rows.join('')}`)
  }
  return `\n## What each may do to a post, state by state\n\nThe author is a press officer who wrote the post; where it is signed, the press officer and the duty editor of these tables signed it. A code is the reason, in words in [reasons.md](reasons.md). \`test/offers.test.ts\` holds screen, door and keeper to the same answers.\n\n${tables.join('\n')}`
}

// Reads every reason of the stages, and writes docs/reasons.md from them.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { filesUnder } from '../fitness/tree.ts'

export interface WordedReason {
  readonly code: string
  /** The reasons.ts that it stands in. */
  readonly file: string
  /** Its sentence, with each fact as its name in square brackets; nothing when it has none. */
  readonly says: string | undefined
}

/** All of them, stage by stage. Each reasons.ts exports `reasons`: an object from code to `{ says }`. */
export async function readReasons(root: string): Promise<readonly WordedReason[]> {
  const files = filesUnder(root, 'src').filter(file => file.endsWith('/reasons.ts'))
  const stages = files.map(async file => {
    const { reasons = {} } = (await import(pathToFileURL(join(root, file)).href)) as { readonly reasons?: Readonly<Record<string, { readonly says?: unknown }>> }
    return Object.entries(reasons).map(([code, { says }]) => ({ code, file, says: sentence(says) }))
  })
  return (await Promise.all(stages)).flat()
}

const sentence = (says: unknown): string | undefined => (typeof says === 'function' ? String((says as (facts: unknown) => unknown)(everyFact)) : typeof says === 'string' ? says : undefined)

/** Has every fact that is asked for: its own name. */
const everyFact: unknown = new Proxy({}, { get: (_, name) => `[${String(name)}]` })

export function reasonsPage(reasons: readonly WordedReason[]): string {
  const stages = Map.groupBy(reasons, ({ file }) => file)
  const tables = [...stages].map(([file, stage]) => `## ${file.split('/').slice(1, -1).join('/')}\n\n| code | what it says |\n|---|---|\n${stage.map(row).join('')}`)
  return `# Reasons\n\nEvery expected refusal has a code and one sentence that says what to do. Facts stand in square brackets. Written by \`npm run docs\` from each stage's \`reasons.ts\`: change them there.\n\n${tables.join('\n')}`
}

const row = ({ code, says = '' }: WordedReason): string => `| \`${code}\` | ${says.replaceAll('|', '\\|').replaceAll('\n', ' ')} |\n`

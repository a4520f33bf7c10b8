// The list of the documents that are written from the code: each with what it should say now.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { configurationPage } from '../../src/adapters/configuration-page.ts'
import { apiPage } from './api.ts'
import { offersTables } from './offers.ts'
import { permissionsPage, readCommands } from './permissions.ts'
import { readReasons, reasonsPage } from './reasons.ts'
import { writeRulesPage } from './rules.ts'

export interface Page {
  readonly path: string
  /** Its whole text, or nothing while there is nothing to write it from. */
  readonly write: (root: string) => Promise<string | undefined>
}

export const reasonsDocument: Page = {
  path: 'docs/reasons.md',
  async write(root) {
    const reasons = await readReasons(root)
    return reasons.length > 0 ? reasonsPage(reasons) : undefined
  },
}

export const permissionsDocument: Page = {
  path: 'docs/permissions.md',
  async write(root) {
    const commands = await readCommands(root)
    return commands && permissionsPage(commands) + (await offersTables(root))
  },
}

export const rulesDocument: Page = { path: 'docs/rules.md', write: async root => writeRulesPage(root) }

export const configurationDocument: Page = { path: 'docs/configuration.md', write: () => Promise.resolve(configurationPage()) }

export const apiDocument: Page = { path: 'docs/api.md', write: () => Promise.resolve(apiPage()) }

export const pages: readonly Page[] = [reasonsDocument, permissionsDocument, rulesDocument, configurationDocument, apiDocument]

/** What is wrong with a page as it lies there: nothing, or one fault. */
export async function outdated(root: string, { path, write }: Page): Promise<readonly string[]> {
  const wanted = await write(root)
  if (wanted === undefined) return []
  const there = existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined
  return there === wanted ? [] : [`${path} ${there === undefined ? 'is missing' : 'does not say what the code says'}: run "npm run docs"`]
}

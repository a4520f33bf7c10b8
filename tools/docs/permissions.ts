// Reads the list of commands, and writes docs/permissions.md from it.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** What the documents and the checks read of a command; src/commands/command.ts has the whole of it. */
export interface Listed {
  readonly name: string
  readonly title: string
  readonly who: string
  readonly kind: 'plain' | 'signed'
  readonly entry: string | readonly string[]
}

const LIST = 'src/commands/index.ts'

/** The commands, or nothing while there is no list of them. */
export async function readCommands(root: string): Promise<readonly Listed[] | undefined> {
  if (!existsSync(join(root, LIST))) return undefined
  const { commands } = (await import(pathToFileURL(join(root, LIST)).href)) as { readonly commands?: readonly Listed[] }
  if (!commands) throw new Error(`${LIST} exports no "commands"`)
  return commands
}

export function permissionsPage(commands: readonly Listed[]): string {
  return `# Who may do what\n\nEvery command, who may give it and what it leaves in the record. A signed one counts only with a passkey, on the signing origin. \`may\` in \`src/commands/may.ts\` decides, for the button and at the door alike. Written by \`npm run docs\` from \`src/commands/\`: change it there.\n\n| command | on the screen | who may | how | entry |\n|---|---|---|---|---|\n${commands.map(row).join('')}`
}

const row = ({ name, title, who, kind, entry }: Listed): string => `| \`${name}\` | ${title} | ${who.replace(/; signed$/, '')} | ${kind === 'signed' ? 'signed' : 'at once'} | ${[entry].flat().map(kind => `\`${kind}\``).join(', ')} |\n`

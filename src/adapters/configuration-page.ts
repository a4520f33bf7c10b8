// docs/configuration.md, written from the table of variables.
import { VARIABLES } from './configuration.ts'

export function configurationPage(): string {
  const rows = Object.entries(VARIABLES).map(([name, { means, otherwise, example, ...rest }]) =>
    `| \`${name}\`${'secret' in rest ? ` or \`${name}_FILE\`` : ''} | ${means} | ${otherwise} | \`${example}\` |\n`)
  return `# Configuration

Everything is set by variables of the environment, read once when the service starts. A name that begins with \`COUNTERSIGN_\` and is not in this table is refused, and a value that cannot be right is refused with what to write. A secret may stand in a file of its own, named by the variable with \`_FILE\` after it. Written by \`npm run docs\` from \`src/adapters/configuration.ts\`: change it there.

| variable | what it is | if it is not set | example |
|---|---|---|---|
${rows.join('')}
A demo and a trial need none of them. The three sites must have different hosts and different ports. Parts that the supervisor starts get these variables from it, with \`DATABASE_URL\` cut down to where the database is; each reads its own password from its own folder.
`
}

// The stylesheet: GOV.UK and MoJ components compiled as two separate entry files with Arial, and our own look on top.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Two entries, because MoJ loads the GOV.UK settings itself and would bring its licensed typeface back. */
const ENTRIES = [
  '@use "node_modules/govuk-frontend/dist/govuk" with ($govuk-font-family: (Arial, "Liberation Sans", sans-serif), $govuk-page-width: 1140px, $govuk-include-default-font-face: false, $govuk-assets-path: "/assets/");',
  `@use "node_modules/@ministryofjustice/frontend/moj/base" with ($moj-font-family: (Arial, "Liberation Sans", sans-serif), $moj-page-width: 1140px);\n@use "node_modules/@ministryofjustice/frontend/moj/components/timeline/timeline";`,
]

/** `root` is the package's folder. Takes about a second: its result is kept by assets.ts. */
export async function compileStyles(root: string): Promise<string> {
  const { compileString, Logger } = await import('sass')
  const compiled = ENTRIES.map((source, i) => compileString(source, { loadPaths: [root], url: pathToFileURL(join(root, `entry-${i}.scss`)), style: 'compressed', quietDeps: true, logger: Logger.silent }).css)
  return [...compiled, ownStyles()].join('\n')
}

export const ownStyles = (): string => readFileSync(join(import.meta.dirname, 'styles/countersign.css'), 'utf8')

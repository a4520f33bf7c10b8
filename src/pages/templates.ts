// The pages' templates, all read into memory at the start: a part may lose sight of the package's folder afterwards.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import nunjucks, { type Environment } from 'nunjucks'
import { asOf, filters } from './filters.ts'

const OWN = import.meta.dirname

/** Renders a template by its name, which is its path below the folder that holds it. */
export type Render = (template: string, context: object) => string

/** Reads and compiles the shared templates and those below `folder`; throws on one that does not compile. `asset` gives the address of a file by its name. */
export function readTemplates(folder: string | undefined, asset: (name: string) => string): Render {
  const sources = new Map([...templatesIn(OWN), ...(folder === undefined ? [] : templatesIn(folder))])
  const environment = new nunjucks.Environment({ getSource: (name: string) => sourceOf(sources, name) } as never, { autoescape: true, trimBlocks: true, lstripBlocks: true })
  environment.addGlobal('asset', asset)
  environment.addGlobal('asOf', () => asOf(new Date().toISOString()))
  addFilters(environment)
  for (const name of sources.keys()) environment.getTemplate(name, true)
  return (template, context) => environment.render(template, context)
}

function templatesIn(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.njk'))
    .map(entry => join(entry.parentPath, entry.name))
    .map(path => [relative(folder, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')])
}

function sourceOf(sources: ReadonlyMap<string, string>, name: string): { src: string; path: string; noCache: boolean } {
  const src = sources.get(name)
  if (src === undefined) throw new TypeError(`there is no template ${name}`)
  return { src, path: name, noCache: false }
}

function addFilters(environment: Environment): void {
  for (const [name, filter] of Object.entries(filters)) environment.addFilter(name, filter as (...values: unknown[]) => unknown)
}

// What browsers load: the stylesheet, the modules and the icons, built in memory at the start and served under names that change with their content.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keptOr } from './kept.ts'
import { compileStyles, ownStyles } from './styles.ts'

/** The package's own folder. */
export const ROOT = join(import.meta.dirname, '../..')

export interface Asset { readonly type: string; readonly bytes: Buffer }
export interface Assets {
  /** The address of an asset by its plain name: `style.css`. Throws on a name that is not there. */
  readonly url: (name: string) => string
  /** What stands at an address below /assets/, to be served for a year: another content has another address. */
  readonly at: (path: string) => Asset | undefined
}

/** Every address of an asset begins with this. */
export const ASSETS_AT = '/assets/'
const TYPES: { readonly [ending: string]: string } = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml' }
const BROWSER = join(import.meta.dirname, 'browser'), PUBLIC = join(import.meta.dirname, 'public')
const SHARED = { 'first.js': join(BROWSER, 'first.ts'), 'page.js': join(BROWSER, 'page.ts') }

/**
 * Builds everything, or takes it from the folder where it was kept. `bundles` names further browser modules by their path; `home` is a folder of
 * the caller's own to keep the result in. Reads the package's folder and runs its esbuild: call it before the right to do so is given up.
 */
export async function buildAssets(bundles: { readonly [name: string]: string }, home: string | undefined): Promise<Assets> {
  const [style, scripts] = await Promise.all([buildStyle(home), buildScripts({ ...SHARED, ...bundles }, home)])
  const icons = readdirSync(PUBLIC).map(name => [name, readFileSync(join(PUBLIC, name), 'utf8')] as const)
  return hashed(new Map([['style.css', style], ...Object.entries(scripts), ...icons]))
}

async function buildStyle(home: string | undefined): Promise<string> {
  const key = keyOf([...versions('govuk-frontend', '@ministryofjustice/frontend', 'sass'), ownStyles(), readFileSync(join(import.meta.dirname, 'styles.ts'), 'utf8')])
  return (await keptOr<{ readonly css: string }>({ name: 'style', key, home, root: ROOT }, async () => ({ css: await compileStyles(ROOT) }))).css
}

async function buildScripts(entries: { readonly [name: string]: string }, home: string | undefined): Promise<{ readonly [name: string]: string }> {
  const key = keyOf([...versions('govuk-frontend', 'esbuild', '@noble/curves', '@noble/hashes'), ...Object.keys(entries), ...sources()])
  return keptOr({ name: `scripts-${Object.keys(entries).at(-1)!.replace('.js', '')}`, key, home, root: ROOT }, () => bundle(entries))
}

async function bundle(entries: { readonly [name: string]: string }): Promise<{ readonly [name: string]: string }> {
  const { build, stop } = await import('esbuild')
  try {
    const built = await Promise.all(Object.entries(entries).map(async ([name, entry]) => {
      const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, format: name === 'first.js' ? 'iife' : 'esm', target: 'es2022', minify: true, charset: 'utf8', logLevel: 'silent', absWorkingDir: ROOT })
      return [name, outputFiles[0]!.text] as const
    }))
    return Object.fromEntries(built)
  } finally {
    await stop()
  }
}

function hashed(texts: ReadonlyMap<string, string>): Assets {
  const addresses = new Map<string, string>(), assets = new Map<string, Asset>()
  for (const [name, text] of texts) {
    const bytes = Buffer.from(text), [stem, ending] = name.split('.') as [string, string]
    const address = `${ASSETS_AT}${stem}-${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}.${ending}`
    addresses.set(name, address)
    assets.set(address, { type: TYPES[ending]!, bytes })
  }
  return { at: path => assets.get(path), url: name => addresses.get(name) ?? missing(name) }
}

function missing(name: string): never {
  throw new TypeError(`there is no asset ${name}`)
}

const keyOf = (texts: readonly string[]): string => createHash('sha256').update(JSON.stringify(texts)).digest('hex')

const versions = (...packages: readonly string[]): readonly string[] =>
  packages.map(name => `${name}@${(JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version}`)

/** Everything that a bundle can reach of our own, so that a changed line makes a new bundle. */
function sources(): readonly string[] {
  const src = join(ROOT, 'src')
  return readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(path => path.endsWith('.ts') && !path.endsWith('.test.ts')).toSorted().map(path => readFileSync(join(src, path), 'utf8'))
}

// Unpacks the Chromium that @sparticuz/chromium carries, once for each user of the machine.
import { createReadStream, createWriteStream, existsSync, lstatSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'

/**
 * The folder with `chromium`, `lib/` and `fonts.conf`, or nothing where the package does not fit this machine.
 * Not by the package's own unpacking: it leaves one path for everybody, closed to the second user, and parallel tests race for it.
 */
export async function unpackedChromium() {
  const carried = process.platform === 'linux' && process.arch === 'x64' && carriedIn('@sparticuz/chromium')
  if (!carried) return undefined
  const home = join(tmpdir(), `countersign-chromium-${carried.version}-${process.getuid()}`)
  if (!existsSync(home)) await unpack(carried, home)
  // The path can be guessed, so another user of the machine could have put a program of theirs there.
  if (lstatSync(home).uid !== process.getuid()) throw new Error(`${home} belongs to somebody else. Remove it, or set TMPDIR.`)
  return home
}

function carriedIn(name) {
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    const folder = join(dirname(entry), '..')
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    return { bin: join(folder, 'bin'), version, tar: createRequire(entry)('tar-fs') }
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') return undefined
    throw error
  }
}

/** Into a folder of its own and then by one rename, so that nobody ever sees half of it. */
async function unpack({ bin, tar }, home) {
  const part = mkdtempSync(`${home}-`)
  const from = name => [createReadStream(join(bin, name)), createBrotliDecompress()]
  await pipeline(...from('al2023.tar.br'), tar.extract(part))
  await pipeline(...from('fonts.tar.br'), tar.extract(part))
  await pipeline(...from('chromium.br'), createWriteStream(join(part, 'chromium'), { mode: 0o700 }))
  writeFileSync(join(part, 'fonts.conf'), fontsConf(home))
  try {
    renameSync(part, home)
  } catch (error) {
    rmSync(part, { recursive: true, force: true })
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error // else another test unpacked it first
  }
}

const fontsConf = home => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${home}/fonts</dir>
  <cachedir>${home}/cache</cachedir>
</fontconfig>
`

// Writes the phrases as rules of Harper's own language, in the archive that it reads: stored, not compressed.
import { crc32 } from 'node:zlib'

/** The bytes of a pack with one rule a phrase, named Phrase0, Phrase1 and so on. */
export function weirpack(phrases) {
  const manifest = { author: 'bench', version: '1.0.0', description: 'Phrases', license: 'MIT' }
  return archive([['manifest.json', JSON.stringify(manifest)], ...phrases.map((phrase, i) => [`Phrase${i}.weir`, rule(phrase)])])
}

const rule = phrase => `expr main (${phrase.replace(/[’']/g, "'").replaceAll('-', ' - ')})\nlet message "On the list."\nlet description "On the list."\nlet kind "Miscellaneous"\nlet becomes "word"\nlet strategy "Exact"\n`

function archive(files) {
  const parts = [], directory = []
  let offset = 0
  for (const [name, text] of files) {
    const bytes = Buffer.from(text), head = header(0x04034b50, name, bytes, [])
    directory.push(header(0x02014b50, name, bytes, offset))
    parts.push(head, bytes)
    offset += head.length + bytes.length
  }
  const end = Buffer.alloc(22), size = directory.reduce((sum, each) => sum + each.length, 0)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, ...directory, end])
}

/** A local header, or with an offset the entry of the directory. */
function header(signature, name, bytes, offset) {
  const central = typeof offset === 'number', head = Buffer.alloc(central ? 46 : 30), at = central ? 6 : 4
  head.writeUInt32LE(signature, 0)
  if (central) head.writeUInt16LE(20, 4)
  head.writeUInt16LE(20, at)
  head.writeUInt32LE(crc32(bytes), at + 10)
  head.writeUInt32LE(bytes.length, at + 14)
  head.writeUInt32LE(bytes.length, at + 18)
  head.writeUInt16LE(Buffer.byteLength(name), at + 22)
  if (central) head.writeUInt32LE(offset, 42)
  return Buffer.concat([head, Buffer.from(name)])
}

// The words of a subtitle as a viewer sees them: tags taken away and written-out signs resolved; and how changed words are written into the file again.

export type SubtitleFormat = 'srt' | 'vtt'

/** Either the words, or what is wrong with them as the end of a sentence. */
export type CueWords = { readonly text: string } | { readonly wrong: string }

/** A tag, a written-out sign, or in an SRT file a style in braces. Each piece of a text is looked at once, so taking one away makes no other. */
const PIECE = /<[^<>\n]*>|<|&(?:#(?<code>\d{1,7})|#[xX](?<hex>[0-9a-fA-F]{1,6})|(?<name>[A-Za-z][A-Za-z0-9]{1,31}));|&(?=[a-z]{2}|[A-Z][a-z]{2})|\{\\[^{}\n]*\}|\{\/?[biuBIU]\}/g

const VTT_TAG = /^<(?:\/?(?:c|i|b|u|v|ruby|rt|lang)(?:\.[^\s.<>&]+)*(?:[ \t][^<>&\n]*)?|(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3})>$/
const SRT_TAG = /^<\/?(?:b|i|u|s|font|c|v|ruby|rt|lang)(?:[ \t.][^<>\n]*)?>$/i

const SIGNS: ReadonlyMap<string, string> = new Map([['amp', '&'], ['lt', '<'], ['gt', '>'], ['quot', '"'], ['apos', "'"], ['nbsp', '\u00a0'], ['lrm', '\u200e'], ['rlm', '\u200f'], ['shy', '\u00ad']])

/**
 * WebVTT is strict, since a browser would hide or change what is not understood here: it is refused. In SRT, where players differ, what is not
 * understood is words and stays.
 */
export function readCueWords(format: SubtitleFormat, raw: string): CueWords {
  let wrong: string | undefined
  const text = raw.replaceAll(PIECE, (piece, ...rest: unknown[]) => {
    const read = format === 'vtt' ? vttPiece(piece, rest.at(-1) as Groups) : srtPiece(piece, rest.at(-1) as Groups)
    if (read !== undefined) return read
    wrong ??= `has “${piece.slice(0, 40)}”, which says nothing that is known here: for the sign itself write ${piece.startsWith('&') ? '&amp;' : '&lt;'}`
    return piece
  })
  return wrong === undefined ? { text } : { wrong }
}

interface Groups { readonly code?: string; readonly hex?: string; readonly name?: string }

function vttPiece(piece: string, groups: Groups): string | undefined {
  if (piece.startsWith('{')) return piece
  return piece.startsWith('<') ? (VTT_TAG.test(piece) ? '' : undefined) : writtenOut(groups)
}

function srtPiece(piece: string, groups: Groups): string {
  if (piece.startsWith('{') || SRT_TAG.test(piece)) return ''
  return piece.startsWith('<') ? piece : writtenOut(groups) ?? piece
}

/** The sign that a name or a number stands for; nothing for control signs, half letters, and the range that old encodings read otherwise. */
function writtenOut({ code, hex, name }: Groups): string | undefined {
  if (name !== undefined) return SIGNS.get(name)
  const number = code === undefined ? Number.parseInt(hex ?? '', 16) : Number(code)
  const plain = number >= 0x20 && number <= 0x10ffff && !(number >= 0x7f && number <= 0x9f) && !(number >= 0xd800 && number <= 0xdfff)
  return plain ? String.fromCodePoint(number) : undefined
}

/** Writes words so that reading gives them back exactly. */
export function writeCueWords(format: SubtitleFormat, text: string): string {
  const reads = readCueWords(format, text), plain = 'text' in reads && reads.text === text && !text.includes('-->')
  if (plain && (format === 'srt' || !/[<>&]/.test(text))) return text
  const written = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return format === 'srt' ? written.replaceAll('{', '&#123;') : written
}

/** Whether words can be a subtitle's: whole letters, and no empty line, which would end it. */
export const isCueText = (text: string): boolean => text === '' || (text.isWellFormed() && !/[\r\0]/.test(text) && text.split('\n').every(line => line.trim() !== ''))

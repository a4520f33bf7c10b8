// Packs a table of classes into runs of small numbers, and those into base64.

/** Runs of classes that are equal or rise by one, class 42 (a pause) left out: it is what everything else is. */
export function packRuns(classes: Uint8Array): string {
  const bytes: number[] = []
  let last = 0
  for (let at = 0; at < classes.length; ) {
    const first = classes[at]!
    let end = at + 1
    const step = classes[end] === first + 1 && first !== 42 ? 1 : 0
    while (end < classes.length && classes[end] === first + (end - at) * step) end++
    if (first !== 42) {
      bytes.push(...small(at - last), ...small((end - at) * 2 + step), first)
      last = end
    }
    at = end
  }
  return Buffer.from(bytes).toString('base64')
}

/** Seven bits a byte, the lowest first. */
function small(number: number): readonly number[] {
  return number < 128 ? [number] : [(number & 127) | 128, ...small(number >> 7)]
}

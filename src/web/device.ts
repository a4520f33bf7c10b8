// In what somebody is signed in, in words, from what the browser says of itself: to recognise one's own, and for nothing else.

/** The first that fits: browsers name their forebears too. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [[/\bEdgA?\//, 'Edge'], [/\bOPR\//, 'Opera'], [/\bSamsungBrowser\//, 'Samsung Internet'], [/\b(?:Firefox|FxiOS)\//, 'Firefox'], [/\b(?:HeadlessChrome|Chrome|Chromium|CriOS)\//, 'Chrome'], [/\bSafari\//, 'Safari']]
const SYSTEMS: readonly (readonly [RegExp, string])[] = [[/\biPhone\b/, 'an iPhone'], [/\biPad\b/, 'an iPad'], [/\bAndroid\b/, 'Android'], [/\bWindows\b/, 'Windows'], [/\bCrOS\b/, 'ChromeOS'], [/\bMac OS X\b/, 'a Mac'], [/\bLinux\b/, 'Linux']]

const first = (all: readonly (readonly [RegExp, string])[], agent: string): string | undefined => all.find(([pattern]) => pattern.test(agent))?.[1]

/** "Firefox on Windows"; what cannot be recognised is left out. */
export function deviceOf(agent: string | undefined): string {
  const browser = first(BROWSERS, agent ?? ''), system = first(SYSTEMS, agent ?? '')
  return `${browser ?? 'A browser'}${system ? ` on ${system}` : ''}`
}

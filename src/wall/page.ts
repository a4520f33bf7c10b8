// The public page of the wall: what was posted, when, by which account, and a way to ask who approved it. It has the product's look and needs no script.
import type { Part, PartKind } from '../draft/part.ts'
import type { Strip } from '../pages/shell.ts'
import { dayOf, fullDayOf, timeOf } from '../queries/words.ts'
import type { WallPost } from './posts.ts'

export interface PageGiven {
  readonly posts: readonly WallPost[]
  /** The address of the pages, where "Who approved this?" is answered. */
  readonly web: string
  /** What the installation says about itself before anything else. */
  readonly strips: readonly Strip[]
  /** Where the next page of older posts is, if there is one. */
  readonly older: string | undefined
  /** Whether this is not the newest page. */
  readonly further: boolean
}

/** What stands before the words of a part, for readers who do not see the picture or the video. */
const SPOKEN: { readonly [Kind in PartKind]: string } = {
  text: '', alt: 'Description of the picture', caption: 'Caption in the video', cue: 'Subtitle', seen: 'Words in the picture', card: 'Link card', poll: 'Poll option', quote: 'Quoted post', profile: 'Profile',
}
/** Shown as on the video itself: light on dark. */
const ON_THE_VIDEO: ReadonlySet<PartKind> = new Set(['caption', 'cue', 'seen'])

const escaped = (text: string): string => text.replace(/[&<>"']/g, letter => `&#${letter.charCodeAt(0)};`)

/** The whole page. */
export function pageOf({ posts, web, strips, older, further }: PageGiven): string {
  return `<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>${further ? 'Older posts' : 'The wall'} - Countersign</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="theme-color" content="#13233a">
<link rel="icon" type="image/svg+xml" href="/icon.svg">
<link rel="stylesheet" href="/wall.css">
</head>
<body>
<a href="#main" class="wall-skip">Skip to main content</a>
${strips.map(({ lead, text }) => `<div class="cs-strip"><div class="wall-width"><p><b>${escaped(lead)}</b> ${escaped(text)}</p></div></div>\n`).join('')}<header class="cs-header"><div class="wall-width cs-header__in">
<a class="cs-header__brand" href="/"><img class="cs-mark" src="/mark.svg" alt="" width="30" height="26">The wall</a>
<span class="cs-header__body">Public posts</span>
</div></header>
<div class="wall-width">
<main class="cs-main" id="main" tabindex="-1">
<h1>${further ? 'Older posts' : 'What has been posted'}</h1>
${posts.length === 0 ? '<p>Nothing has been posted here yet.</p>' : posts.map(post => articleOf(post, web)).join('\n')}
${further ? '<p><a href="/">Newest posts</a></p>\n' : ''}${older === undefined ? '' : `<p><a href="${escaped(older)}">Older posts</a></p>\n`}</main>
</div>
<footer class="wall-width"><div class="cs-foot"><p>Each post passed the checks that the body promised to make. <a href="${escaped(web)}/how-we-check">How we check</a></p></div></footer>
</body>
</html>
`
}

function articleOf({ id, at, account, parts }: WallPost, web: string): string {
  const when = `${dayOf(at)} ${fullDayOf(at).slice(-4)} at ${timeOf(at)}`
  return `<article class="cs-post wall-post" id="post-${id}" aria-labelledby="by-${id}">
<div class="cs-post__who"><span class="cs-post__sign" aria-hidden="true">${escaped(initialsOf(account))}</span><div><h2 id="by-${id}">${escaped(account)}</h2><time class="cs-post__at" datetime="${at}">${when}</time></div></div>
${parts.map((part, i) => partOf(part, i > 0 && part.kind === 'text')).join('\n')}
<p class="wall-who"><a href="${escaped(web)}/posts/by-wall/${id}">Who approved this?<span class="wall-for-readers"> The post of ${when}</span></a></p>
</article>`
}

function partOf({ kind, text }: Part, follows: boolean): string {
  if (kind === 'text') return `<p class="cs-post__words${follows ? ' cs-post__thread' : ''}">${escaped(text)}</p>`
  return `<p class="${ON_THE_VIDEO.has(kind) ? 'cs-post__caption' : 'cs-post__card'}"><span class="cs-post__kind">${SPOKEN[kind]}: </span>${escaped(text)}</p>`
}

const initialsOf = (account: string): string => account.split(/[\s._-]+/).filter(word => /^\p{L}/u.test(word)).map(word => word[0]!.toUpperCase()).slice(0, 2).join('')

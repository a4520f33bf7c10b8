// The public page of the wall: what was posted, when, by which account, and a way to ask who approved it.
import type { Part, PartKind } from '../draft/part.ts'
import type { WallPost } from './posts.ts'

export interface PageGiven {
  readonly posts: readonly WallPost[]
  /** The address of the pages, where "Who approved this?" is answered. */
  readonly web: string
  readonly demo: boolean
  /** Of a body's trial: its own people, and nothing of it real. */
  readonly trial: boolean
  /** Where the next page of older posts is, if there is one. */
  readonly older: string | undefined
}

/** The time zone of the body, in which the public reads the time. */
const ZONE = 'Europe/London'
const when = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' })

const SPOKEN: { readonly [Kind in PartKind]: string } = {
  text: '', alt: 'Description of the picture', caption: 'Caption in the video', cue: 'Subtitle', seen: 'Words in the picture', card: 'Link', poll: 'Poll option', quote: 'Quoted post', profile: 'Profile',
}

export const escaped = (text: string): string => text.replace(/[&<>"']/g, letter => `&#${letter.charCodeAt(0)};`)

/** The whole page. */
export function pageOf({ posts, web, demo, trial, older }: PageGiven): string {
  const banner = demo ? 'Demonstration. Everyone here is invented.' : trial ? 'Trial. Nothing here is a public statement.' : ''
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The wall</title>
<link rel="stylesheet" href="/wall.css">
</head>
<body>
<a class="skip" href="#posts">Skip to the posts</a>
${banner === '' ? '' : `<p class="banner" role="note">${banner}</p>\n`}<header><h1>The wall</h1>
<p>Everything that was posted here, newest first.</p></header>
<main id="posts">
${posts.length === 0 ? '<p>Nothing has been posted here yet.</p>' : posts.map(post => articleOf(post, web)).join('\n')}
${older === undefined ? '' : `<p><a href="${escaped(older)}">Older posts</a></p>`}
</main>
</body>
</html>
`
}

function articleOf({ id, at, account, parts }: WallPost, web: string): string {
  return `<article id="post-${id}" aria-labelledby="by-${id}">
<h2 id="by-${id}">${escaped(account)}</h2>
<p class="when"><time datetime="${at}">${when.format(new Date(at))}</time></p>
${parts.map(partOf).join('\n')}
<p class="who"><a href="${escaped(web)}/posts/by-wall/${id}">Who approved this?<span class="for-readers"> ${escaped(account)}, ${when.format(new Date(at))}</span></a></p>
</article>`
}

function partOf({ kind, text }: Part): string {
  const spoken = SPOKEN[kind]
  return `<p class="${kind === 'text' ? 'words' : 'beside'}">${spoken === '' ? '' : `${spoken}: `}${escaped(text)}</p>`
}

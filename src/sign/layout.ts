// The frame of the signing origin's pages: it looks like every other page, and every link on it leads to the pages' one address.
import type { Link, Shell } from '../pages/shell.ts'
import type { Signing } from './signing.ts'

/** No counts and no session: this origin knows nobody but the person of the ticket. */
export const shellFor = ({ web, strips, bodyName }: Signing, page: { readonly title: string; readonly me?: string; readonly back?: Link; readonly signs: boolean }): Shell => ({
  title: page.title, body: bodyName, home: web + '/', strips, ...(page.back ? { back: page.back } : {}),
  nav: [{ href: `${web}/work`, text: 'My work' }, { href: `${web}/posts`, text: 'Posts' }, { href: `${web}/people`, text: 'People' }, { href: `${web}/record`, text: 'Record' }],
  ...(page.me ? { me: { name: page.me, href: `${web}/me` } } : {}),
  footer: [{ href: '/stop', text: 'Refuse a post, or suspend a key, from here' }], foot: 'This is the signing address. It keeps no session, and it shows only bytes that it has hashed.',
  ...(page.signs ? { scripts: ['sign.js'], skipToBar: true } : {}),
})

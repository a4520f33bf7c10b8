// What the frame of every page is given: strips, header, navigation, foot. Web, sign and wall fill it, each for its own pages.

export interface Link { readonly href: string; readonly text: string }
export interface NavigationLink extends Link { readonly current?: boolean; readonly count?: number }
export interface Strip { readonly lead: string; readonly text: string; readonly stop?: boolean }

export interface Shell {
  readonly title: string
  readonly lang?: string
  /** The body's name. */
  readonly body: string
  /** Where the product mark leads: an absolute address on the signing origin and the wall. */
  readonly home: string
  readonly nav: readonly NavigationLink[]
  readonly me?: { readonly name: string; readonly href: string; readonly current?: boolean }
  readonly back?: Link
  readonly strips: readonly Strip[]
  readonly footer: readonly Link[]
  /** One plain sentence at the foot. */
  readonly foot?: string
  /** Further bundles that this page loads, by name: `composer.js`. */
  readonly scripts?: readonly string[]
  /** Whether the page has a bar, which the second skip link then reaches. */
  readonly skipToBar?: boolean
}

/** What every page of an installation says about itself before anything else. */
export function stripsFor(kind: { readonly demo: boolean; readonly trial: boolean; readonly protected: boolean }): readonly Strip[] {
  const apart = kind.protected ? '' : ' Separated, not protected: the parts run under one user here.'
  if (kind.demo) return [{ lead: 'Demonstration.', text: `Everyone here is invented, and the service can sign as anybody.${apart}` }]
  if (kind.trial) return [{ lead: 'Trial.', text: `Nothing leaves this machine.${apart}` }]
  return kind.protected ? [] : [{ lead: 'Separated, not protected.', text: 'The parts of this service run under one user. Ask whoever runs it to start it as root, or with the systemd units.' }]
}

// The few names of the design system's scripts that our modules use; the package brings no types of its own.
declare module 'govuk-frontend' {
  type Component = new (root: Element) => unknown
  export const Button: Component
  export const ErrorSummary: Component
  export const ServiceNavigation: Component
  export const SkipLink: Component
  /** Starts the component on every element that asks for it by `data-module`. */
  export function createAll(component: Component): void
}

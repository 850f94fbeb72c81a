import { Component, type ReactNode } from 'react'

interface Props {
  /** Another value tries again: the address of the page. */
  readonly of: string
  readonly fallback: (error: unknown) => ReactNode
  readonly children: ReactNode
}

/** Shows a fallback where a part of the page broke, until another page is opened. */
export class ErrorBoundary extends Component<Props, { readonly error: unknown; readonly of: string }> {
  override state = { error: null, of: this.props.of }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  static getDerivedStateFromProps(props: Props, state: { of: string }) {
    return props.of === state.of ? null : { error: null, of: props.of }
  }

  override render(): ReactNode {
    return this.state.error === null ? this.props.children : this.props.fallback(this.state.error)
  }
}

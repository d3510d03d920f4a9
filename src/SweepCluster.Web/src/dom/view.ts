/** A part of the page that lives for a while. */
export interface View {
  readonly element: HTMLElement;
  /** Ends everything that it has under way. */
  dispose(): void;
}

/** One part of the report. */
export interface Section {
  readonly title: string;
  readonly markdown: string;
  /** The same, for machines. */
  readonly data: unknown;
}

/** A file that has been read: its name as the user knows it, and its text. */
export interface TextFile {
  readonly file: string;
  readonly text: string;
}

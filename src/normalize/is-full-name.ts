const fullName = /^(?!\.{1,2}\/)[\w.-]{1,100}\/(?!\.{1,2}$)[\w.-]{1,100}$/;

/** Is it a repository's `owner/name`, fit to stand in a path? */
export function isFullName(text: string): boolean {
  return fullName.test(text);
}

/**
 * The address when it is one of the web (http or https), null otherwise. CI systems and payloads give addresses of any scheme;
 * `javascript:` and its like must reach nobody who could follow them.
 */
export function webUrl(url: string | null): string | null {
  return url !== null && /^https?:\/\/[^/]/i.test(url) && URL.canParse(url) ? url : null;
}

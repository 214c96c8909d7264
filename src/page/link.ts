import { type Html, html } from './html.ts';

/** A link when the address is one of the web, the bare text otherwise: a payload can say anything. */
export function link(url: string | null, text: string): Html {
  return url !== null && /^https?:\/\//i.test(url)
    ? html`<a href="${url}" rel="noreferrer">${text}</a>`
    : html`${text}`;
}

import { escapeHtml } from './escape-html.ts';

/** A finished piece of HTML: made by `html` only, so that no other text reaches the page unescaped. */
export interface Html {
  readonly html: string;
}

/** Writes HTML: every value in the template is escaped, unless it is HTML already; a list is written one after the other. */
export function html(
  strings: TemplateStringsArray,
  ...values: readonly (string | number | Html | readonly Html[])[]
): Html {
  return { html: strings.reduce((text, part, index) => `${text}${textOf(values[index - 1] ?? '')}${part}`) };
}

function textOf(value: string | number | Html | readonly Html[]): string {
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return 'html' in value ? value.html : value.map((one) => one.html).join('');
}

import type { JSX } from 'hono/jsx/jsx-runtime';

/** A page as an answer. Never cached: the next delivery changes it. */
export async function htmlResponse(page: JSX.Element, status = 200): Promise<Response> {
  const text = `<!doctype html>\n${await page.toString()}\n`;
  return new Response(text, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-length': String(Buffer.byteLength(text)),
      'cache-control': 'no-store',
    },
  });
}

import { createTransport } from 'nodemailer';
import { Webhook } from 'standardwebhooks';
import type { Notice } from '../act/notice/notice.ts';
import type { NotificationTarget } from '../act/notice/notification-target.ts';
import { type NoticeRequest, renderEmail, renderNotice, type TargetSecrets } from '../act/notice/render-notice.ts';

/** What came of telling a target. `again`: it may work later; `retryAfterMs` is what the target asks for. */
export type ToldResult =
  | { readonly result: 'sent' }
  | { readonly result: 'again'; readonly error: string; readonly retryAfterMs: number | null }
  | { readonly result: 'never'; readonly error: string };

/** Reads a variable of the environment; undefined when it is not set. */
export type ReadSecret = (name: string) => string | undefined;

/** Tells a target of notices. Tests replace it; an issue is opened by whoever has the App. */
export type SendNotices = (
  target: NotificationTarget,
  notices: readonly Notice[],
  readSecret: ReadSecret,
) => Promise<ToldResult>;

/** Answers that can be others later; all others of 3xx and 4xx stay. https://www.rfc-editor.org/rfc/rfc9110#name-client-error-4xx */
const passing = [408, 425, 429];
const mostTold = 200;

export interface SenderOptions {
  /** How long a target may take to answer, ms. Default 10 s. */
  readonly patienceMs?: number;
  /** Opens, comments and closes issues; null: there is no App that could. */
  readonly tellIssue?: ((target: NotificationTarget, notices: readonly Notice[]) => Promise<ToldResult>) | null;
}

/** Makes what sends notices over HTTP, as an email, or to an issue. It never rejects, follows no redirect, and tells no secret in its errors. */
export function createSender({ patienceMs = 10_000, tellIssue = null }: SenderOptions = {}): SendNotices {
  return async (target, notices, readSecret) => {
    if (target.type === 'github-issue')
      return tellIssue === null
        ? { result: 'never', error: 'issues need the App: set APP_ID and PRIVATE_KEY' }
        : tellIssue(target, notices);
    const secrets = readSecrets(target, readSecret);
    if ('missing' in secrets)
      return { result: 'never', error: `${secrets.missing} is not set, and ${target.name} needs it` };
    if (target.type === 'email') return sendEmail(target, notices, secrets.url as string, patienceMs);
    const request = renderNotice(target, notices, secrets);
    if (!isWebAddress(request.url))
      return { result: 'never', error: `${target.urlFrom} holds no address of http or https` };
    const [first] = notices as readonly [Notice, ...Notice[]];
    return post(target.type === 'webhook' ? sign(request, first, secrets.key as string) : request, patienceMs);
  };
}

function readSecrets(
  { urlFrom, keyFrom }: NotificationTarget,
  readSecret: ReadSecret,
): TargetSecrets | { readonly missing: string } {
  const [url, key] = [urlFrom, keyFrom].map((name) => (name === null ? null : (readSecret(name) ?? '')));
  if (url === '') return { missing: urlFrom as string };
  if (key === '') return { missing: keyFrom as string };
  return { url: url as string | null, key: key as string | null };
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}

/** Signs as Standard Webhooks has it. A secret that is not written as `whsec_…` is taken as its bytes. */
function sign(request: NoticeRequest, { id }: Notice, key: string): NoticeRequest {
  const webhook = key.startsWith('whsec_') ? new Webhook(key) : new Webhook(key, { format: 'raw' });
  const now = new Date();
  const signature = webhook.sign(id, now, request.body);
  const own = { 'webhook-id': id, 'webhook-timestamp': String(Math.floor(now.getTime() / 1000)) };
  return { ...request, headers: { ...request.headers, ...own, 'webhook-signature': signature } };
}

async function post({ url, headers, body }: NoticeRequest, patienceMs: number): Promise<ToldResult> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'user-agent': 'cislo' },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    const { status } = response;
    const told = (await response.text().catch(() => '')).slice(0, mostTold).trim();
    if (status >= 200 && status < 300) return { result: 'sent' };
    const error = `it answered ${status}${told === '' ? '' : `: ${told}`}`;
    if (status >= 300 && status < 500 && !passing.includes(status))
      return { result: 'never', error: status < 400 ? `${error}; redirects are not followed` : error };
    return { result: 'again', error, retryAfterMs: retryAfter(response.headers.get('retry-after')) };
  } catch (error) {
    return { result: 'again', error: reasonOf(error, patienceMs), retryAfterMs: null };
  }
}

function retryAfter(header: string | null): number | null {
  return header !== null && /^\d{1,5}$/.test(header) ? Number(header) * 1000 : null;
}

async function sendEmail(
  { to, from }: NotificationTarget,
  notices: readonly Notice[],
  url: string,
  patienceMs: number,
): Promise<ToldResult> {
  if (!/^smtps?:\/\//.test(url)) return { result: 'never', error: 'the address must begin with smtp:// or smtps://' };
  const timeouts = { connectionTimeout: patienceMs, greetingTimeout: patienceMs, socketTimeout: patienceMs };
  const transport = createTransport({ url, ...timeouts });
  const [{ id }] = notices as readonly [Notice];
  try {
    await transport.sendMail({
      ...renderEmail(notices),
      to: to as string,
      from: from ?? 'cislo@localhost',
      messageId: `<${id}@cislo>`,
      headers: { 'auto-submitted': 'auto-generated' },
    });
    return { result: 'sent' };
  } catch (error) {
    const { responseCode } = error as { readonly responseCode?: number };
    const isFinal = responseCode !== undefined && responseCode >= 500;
    return isFinal
      ? { result: 'never', error: `the mail server answered ${responseCode}` }
      : { result: 'again', error: reasonOf(error, patienceMs), retryAfterMs: null };
  } finally {
    transport.close();
  }
}

/** Why nothing came back, without the address, which may be a secret. */
function reasonOf(error: unknown, patienceMs: number): string {
  const { name, code, cause } = error as { readonly name?: string; readonly code?: string; readonly cause?: unknown };
  if (name === 'TimeoutError') return `it did not answer within ${patienceMs / 1000} s`;
  const inner = (cause as { readonly code?: string } | undefined)?.code;
  return `it cannot be reached (${inner ?? code ?? name ?? 'unknown'})`;
}

import type { IncomingHttpHeaders } from 'node:http';

export interface DeliveryHeaders {
  readonly event: string;
  readonly guid: string;
  readonly enterpriseHost: string | undefined;
}

const maxEventLength = 100;
const maxGuidLength = 200;
const maxHostLength = 253;

/** What GitHub's headers say of a delivery, or a sentence naming every header that is missing or wrong. */
export function readDeliveryHeaders(headers: IncomingHttpHeaders): DeliveryHeaders | string {
  const event = one(headers['x-github-event']);
  const guid = one(headers['x-github-delivery']);
  const contentType = one(headers['content-type']);
  const problems: string[] = [];
  if (event === '') problems.push('the X-GitHub-Event header is missing');
  else if (event.length > maxEventLength)
    problems.push(`the X-GitHub-Event header is longer than ${maxEventLength} characters`);
  if (guid === '') problems.push('the X-GitHub-Delivery header is missing');
  else if (guid.length > maxGuidLength)
    problems.push(`the X-GitHub-Delivery header is longer than ${maxGuidLength} characters`);
  if (!/^application\/json\s*(;|$)/i.test(contentType)) problems.push(describeContentType(contentType));
  if (problems.length > 0) return problems.join('; ');
  const host = one(headers['x-github-enterprise-host']);
  return { event, guid, enterpriseHost: host === '' || host.length > maxHostLength ? undefined : host };
}

function one(value: string | string[] | undefined): string {
  return typeof value === 'string' ? value.trim() : '';
}

function describeContentType(contentType: string): string {
  if (contentType === '') return 'the Content-Type header is missing; send application/json';
  const hint = contentType.toLowerCase().startsWith('application/x-www-form-urlencoded')
    ? "; choose application/json in the webhook's settings"
    : '; send application/json';
  return `the Content-Type is ${contentType.slice(0, 100)}${hint}`;
}

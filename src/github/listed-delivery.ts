import { parseTimestamp } from '../time/parse-timestamp.ts';

/** One attempt of a delivery, as GitHub lists it. */
export interface ListedDelivery {
  /** As text: it can be above 2^53. */
  readonly id: string;
  readonly guid: string;
  /** GitHub's clock, ms. */
  readonly at: number;
  readonly redelivery: boolean;
  readonly seconds: number;
  /** 0 when GitHub got no answer. */
  readonly statusCode: number;
  readonly event: string;
  readonly action: string | null;
  readonly repositoryId: number | null;
}

const maxGuidLength = 200;
const maxWordLength = 100;

/** Reads an item of GitHub's list; null when it has no id, GUID, time or event. */
export function readListedDelivery(item: unknown): ListedDelivery | null {
  const fields = (item ?? {}) as Readonly<Record<string, unknown>>;
  const id = typeof fields['id'] === 'number' || typeof fields['id'] === 'bigint' ? String(fields['id']) : null;
  const guid = word(fields['guid'], maxGuidLength);
  const at = parseTimestamp(fields['delivered_at']);
  const event = word(fields['event'], maxWordLength);
  if (id === null || guid === null || at === null || event === null) return null;
  const repositoryId = Number(fields['repository_id'] ?? 0);
  return {
    id,
    guid,
    at,
    redelivery: fields['redelivery'] === true,
    seconds: amount(fields['duration']),
    statusCode: Math.trunc(amount(fields['status_code'])),
    event,
    action: word(fields['action'], maxWordLength),
    repositoryId: Number.isSafeInteger(repositoryId) && repositoryId > 0 ? repositoryId : null,
  };
}

/** Text that every database takes, not empty; else null. */
function word(value: unknown, maxLength: number): string | null {
  if (typeof value !== 'string' || value === '' || value.length > maxLength) return null;
  return value.replaceAll('\0', '\uFFFD').toWellFormed();
}

function amount(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}

import { isDeepStrictEqual } from 'node:util';
import { readStoredDocument } from '../slo/read-stored-document.ts';
import type { Db } from '../store/database.ts';
import { readStoredSlos } from '../store/stored-slo/read-stored-slos.ts';
import { saveStoredSlo } from '../store/stored-slo/save-stored-slo.ts';

/**
 * Reads the documents of the stored SLOs again, because another version of cislo may have read them last. One that this version cannot read
 * stays as it was read. The caller may change the generations.
 */
export async function renewStoredSlos(tx: Db, now: number): Promise<void> {
  for (const { name, document, objectives: before } of await readStoredSlos(tx)) {
    const { objectives, problems } = readStoredDocument(document);
    const isSame = isDeepStrictEqual(JSON.parse(JSON.stringify(objectives)), before);
    if (problems.length === 0 && !isSame)
      await saveStoredSlo(tx, { name, changedBy: 'this machine', content: { document, objectives } }, now);
  }
}

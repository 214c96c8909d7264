import type { TotalName } from '../read/view.ts';

/** What a scrape may show as an example of a bucket. */
export interface TotalExemplar {
  readonly url: string;
  /** Seconds. */
  readonly value: number;
  /** ms */
  readonly at: number;
}

/** One durable total of a generation: of a repository, or of all together (repository_id 0, host ''). */
export interface TotalSum {
  readonly repository_id: number;
  readonly host: string;
  readonly generation: number;
  readonly name: TotalName;
  readonly kind: string;
  readonly provider: string;
  readonly label: string;
  amount: number;
  exemplar: TotalExemplar | null;
}

type Sums = Map<string, TotalSum>;

/** Sums up what a batch adds to the durable totals, or (negative) takes out because a correction moved it elsewhere. */
export class TotalSums {
  readonly #ofAll: Sums = new Map();
  readonly #ofRepositories = new Map<string, Sums>();

  /** Adds to a generation's total of this repository and of all together. The latest exemplar wins, whatever the order. */
  add(
    { repository_id, host }: { readonly repository_id: number; readonly host: string },
    generation: number,
    [name, kind, provider, label, amount]: readonly [TotalName, string, string, string, number],
    exemplar: TotalExemplar | null = null,
  ): void {
    const place = `${repository_id} ${host}`;
    let ofRepository = this.#ofRepositories.get(place);
    if (ofRepository === undefined) {
      ofRepository = new Map();
      this.#ofRepositories.set(place, ofRepository);
    }
    const key = `${generation}\0${name}\0${kind}\0${provider}\0${label}`;
    for (const [sums, id, at] of [
      [ofRepository, repository_id, host],
      [this.#ofAll, 0, ''],
    ] as const) {
      const sum = sums.get(key);
      if (sum === undefined) {
        sums.set(key, { repository_id: id, host: at, generation, name, kind, provider, label, amount, exemplar });
      } else {
        sum.amount += amount;
        if (exemplar !== null && (sum.exemplar === null || isNewer(exemplar, sum.exemplar))) sum.exemplar = exemplar;
      }
    }
  }

  /** The sums that are not 0, in the order of their keys: writers that hold different lanes cannot deadlock. */
  changes(): readonly TotalSum[] {
    const places = [...this.#ofRepositories].sort(([a], [b]) => (a < b ? -1 : 1));
    return [this.#ofAll, ...places.map(([, sums]) => sums)].flatMap((sums) =>
      [...sums]
        .filter(([, { amount }]) => amount !== 0)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, sum]) => sum),
    );
  }
}

function isNewer(exemplar: TotalExemplar, than: TotalExemplar): boolean {
  if (exemplar.at !== than.at) return exemplar.at > than.at;
  if (exemplar.url !== than.url) return exemplar.url > than.url;
  return exemplar.value > than.value;
}

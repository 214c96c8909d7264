import type { Random } from './random.ts';

/** The CI systems of the demo, by the names that cislo gives them. */
export type DemoCi = 'packit-as-a-service' | 'github-actions' | 'jenkins';
/** Everyone who reports. */
export type DemoProvider = DemoCi | 'dco';

/** A repository of the made-up month. */
export interface DemoRepository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly installationId: number;
  readonly language: string;
  /** Empty: it has no CI. */
  readonly providers: readonly DemoCi[];
  /** Relative share of the pull requests. */
  readonly weight: number;
  /** One of its jobs asks for a runner label that hardly any runner has. */
  readonly badRunnerLabel: boolean;
  /** Merges through a merge queue. */
  readonly mergeQueue: boolean;
  /** A bot checks that its commits are signed off. */
  readonly dco: boolean;
}

const owners = ['fjordworks', 'tinker-lab', 'openmill', 'harbor-tools'] as const;
const firstWords = ['amber', 'brisk', 'cedar', 'delta', 'ember', 'fable', 'grove', 'heron', 'iris', 'jasper'] as const;
const secondWords = ['parser', 'agent', 'kit', 'store'] as const;
const languages = ['Python', 'Go', 'Rust', 'TypeScript', 'C'] as const;

/** Who builds what, in turn: of 40 repositories 14 have Packit, 14 Actions, 6 Jenkins alone, and 6 have two of them. */
const providerTurns: readonly (readonly DemoCi[])[] = [
  ['packit-as-a-service'],
  ['github-actions'],
  ['packit-as-a-service'],
  ['github-actions'],
  ['jenkins'],
  ['packit-as-a-service'],
  ['github-actions'],
  ['packit-as-a-service', 'github-actions'],
  ['packit-as-a-service'],
  ['github-actions'],
  ['jenkins'],
  ['packit-as-a-service'],
  ['github-actions'],
  ['packit-as-a-service', 'github-actions'],
  ['packit-as-a-service'],
  ['github-actions'],
  ['jenkins'],
  ['github-actions', 'jenkins'],
  ['packit-as-a-service'],
  ['github-actions'],
];

/** Makes `count` repositories; the same for the same stream. */
export function castRepositories(count: number, random: Random): readonly DemoRepository[] {
  return Array.from({ length: count }, (_, index) => {
    const owner = owners[index % owners.length] as string;
    const word = firstWords[index % firstWords.length];
    const round = Math.floor(index / (firstWords.length * secondWords.length));
    const second = secondWords[Math.floor(index / firstWords.length) % secondWords.length];
    return {
      id: 710_000_000 + index * 1_013 + random.between(0, 999),
      owner,
      name: round === 0 ? `${word}-${second}` : `${word}-${second}-${round + 1}`,
      installationId: 41_000_000 + (index % owners.length),
      language: random.pick(languages),
      providers: providerTurns[index % providerTurns.length] as readonly DemoCi[],
      weight: 0.6 + random.next() * 0.8,
      badRunnerLabel: index === 1,
      mergeQueue: index % 7 === 3,
      dco: index % 6 === 4,
    };
  });
}

/** `owner/name`. */
export function fullName(repository: DemoRepository): string {
  return `${repository.owner}/${repository.name}`;
}

import { castRepositories, type DemoRepository, fullName } from './demo-repository.ts';
import { planPullRequest } from './plan-pull-request.ts';
import type { PullRequestPlan } from './pull-request-plan.ts';
import { createRandom, type Random } from './random.ts';
import type { Scene } from './scene/scene.ts';
import { scenes } from './scene/scenes.ts';
import { drawTime } from './traffic.ts';

/** A piece of the month that is scripted by itself: an ordinary pull request, or a scene with its own ones. */
export interface MonthPart {
  /** Unlike that of any other part, whatever is left out of the month. */
  readonly name: string;
  /** null: an ordinary pull request. */
  readonly scene: Scene | null;
  readonly plans: readonly [PullRequestPlan, ...PullRequestPlan[]];
}

/** What a month is planned from. Times in ms. */
export interface MonthFrame {
  readonly seed: string;
  readonly from: number;
  readonly to: number;
  readonly deliveries: number;
  readonly repositories: number;
  /** The hours in which a release rush adds pull requests. */
  readonly rush: { readonly from: number; readonly to: number };
}

interface Opening {
  readonly at: number;
  readonly repository: DemoRepository;
  readonly scene: Scene | null;
}

const hourMs = 3_600_000;
/** Measured: what one pull request of the script brings, on average. */
const deliveriesPerPullRequest = 63;
/** The share of the pull requests that a release rush adds in the hours of the outage. */
const rushShare = 0.024;
/** The month for which the scenes say how often they happen. */
const fullMonth = 60_000;
/** A smaller month has no scenes: they would make up most of it. */
const smallestWithScenes = 3_000;
const hoursToPlay = 50;

/**
 * Plans everything that can happen in the month, in order of time; what is left out later keeps its place, its numbers and its random
 * draws.
 */
export function planMonth(frame: MonthFrame): readonly MonthPart[] {
  const random = createRandom(`${frame.seed}/month`);
  const repositories = castRepositories(frame.repositories, random.child('repositories'));
  const openings = [...planOrdinary(frame, random, repositories), ...planScenes(frame, random, repositories)];
  openings.sort((one, other) => one.at - other.at);

  const lastNumber = new Map<number, number>();
  return openings.map(({ at, repository, scene }, index) => {
    const nextNumber = (): number => {
      const number = (lastNumber.get(repository.id) ?? 100) + 1;
      lastNumber.set(repository.id, number);
      return number;
    };
    const name = `${fullName(repository)} ${index}`;
    const own = createRandom(`${frame.seed}/plan/${name}`);
    const plans =
      scene === null
        ? [planPullRequest(own, repository, nextNumber(), at)]
        : scene.plan(own, repository, at, nextNumber);
    return { name, scene, plans: plans as MonthPart['plans'] };
  });
}

function planOrdinary(
  { from, to, rush, deliveries }: MonthFrame,
  random: Random,
  repositories: readonly DemoRepository[],
): readonly Opening[] {
  const wanted = Math.max(1, Math.round(deliveries / deliveriesPerPullRequest));
  const rushed = Math.round(wanted * rushShare);
  const withPackit = repositories.filter(({ providers }) => providers.includes('packit-as-a-service'));
  return Array.from({ length: wanted }, (_, index) =>
    index < rushed && withPackit.length > 0
      ? { at: drawTime(random, rush.from, rush.to), repository: random.pick(withPackit), scene: null }
      : { at: drawTime(random, from, to), repository: pickWeighted(random, repositories), scene: null },
  );
}

function planScenes(
  { from, to, deliveries }: MonthFrame,
  random: Random,
  repositories: readonly DemoRepository[],
): readonly Opening[] {
  if (deliveries < smallestWithScenes) return [];
  return scenes.flatMap((scene, index) => {
    const own = random.child(`scene ${index}`);
    const { where, hoursBeforeEnd } = scene;
    const places = typeof where === 'function' ? repositories.filter(where) : [where];
    if (places.length === 0) return [];
    const [earliest, latest] = hoursBeforeEnd ?? [(to - from) / hourMs, hoursToPlay];
    return Array.from({ length: Math.max(1, Math.round((scene.times * deliveries) / fullMonth)) }, () => ({
      at: drawTime(own, to - earliest * hourMs, to - latest * hourMs),
      repository: own.pick(places),
      scene,
    }));
  });
}

function pickWeighted(random: Random, repositories: readonly DemoRepository[]): DemoRepository {
  for (;;) {
    const repository = random.pick(repositories);
    if (random.next() * 1.4 < repository.weight) return repository;
  }
}

import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Parts of paths of tests that take long. Vitest guesses by the size of a file, and a property is short to write. */
const long =
  /\/(?:order|property|recipes|faults|replicas|together|kill-backfill|run-backfill|same-history|two-forms|explain|database-commands)\b/;

/** Starts the tests that take long first, so that no processor waits at the end for one that was started last. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => long.test(moduleId);
    const inProject = (name: string) => sorted.filter(({ project }) => project.name === name);
    const projects = [...new Set(sorted.map(({ project }) => project.name))];
    return projects.flatMap((name) => {
      const own = inProject(name);
      return [...own.filter(isLong), ...own.filter((file) => !isLong(file))];
    });
  }
}

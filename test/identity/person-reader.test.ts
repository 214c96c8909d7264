import { describe, expect, it } from 'vitest';
import { createPersonReader, reachedForMs } from '../../src/identity/person-reader.ts';

function reader(answers: {
  repositories: readonly { readonly id: number; readonly fullName: string }[] | null | Error;
}) {
  let asked = 0;
  let now = 0;
  const people = createPersonReader({
    readerOf: () => ({
      readRepositories: async () => {
        asked += 1;
        if (answers.repositories instanceof Error) throw answers.repositories;
        return answers.repositories;
      },
    }),
    host: 'github.com',
    roleOf: () => 'viewer',
    onRead: async () => {},
    clock: () => now,
  });
  return {
    people,
    asked: () => asked,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

describe('what GitHub says about a person', () => {
  it('is asked once for requests at one time, and again after a minute', async () => {
    const answers = { repositories: [{ id: 1, fullName: 'Octo/Hers' }] };
    const { people, asked, pass } = reader(answers);

    const [first] = await Promise.all([people.read('s', 'alice', 't'), people.read('s', 'alice', 't')]);
    expect(first).toMatchObject({ login: 'alice', repositoryIds: [1], repositories: ['octo/hers'] });
    expect(asked()).toBe(1);
    pass(reachedForMs - 1);
    await people.read('s', 'alice', 't');
    expect(asked()).toBe(1);
    pass(1);
    answers.repositories = [];
    expect((await people.read('s', 'alice', 't'))?.repositoryIds).toEqual([]);
    people.forget('s');
    await people.read('s', 'alice', 't');
    expect(asked()).toBe(3);
  });

  it('is asked again at once after a failure, and null where the token holds no more', async () => {
    const answers: Parameters<typeof reader>[0] = { repositories: new Error('away') };
    const { people, asked } = reader(answers);

    await expect(people.read('s', 'alice', 't')).rejects.toThrow('away');
    answers.repositories = null;
    expect(await people.read('s', 'alice', 't')).toBeNull();
    expect(asked()).toBe(2);
  });

  it('is remembered of the last thousand sessions', async () => {
    const { people, asked } = reader({ repositories: [] });
    for (let index = 0; index <= 1_000; index += 1) await people.read(`s${index}`, 'alice', 't');

    await people.read('s1000', 'alice', 't');
    expect(asked()).toBe(1_001);
    await people.read('s0', 'alice', 't');
    expect(asked()).toBe(1_002);
  });
});

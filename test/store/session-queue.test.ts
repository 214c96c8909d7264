import { setImmediate as turn } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { SessionQueue } from '../../src/store/embedded/session-queue.ts';

describe('the one session', () => {
  let queue: SessionQueue;
  let done: string[];
  beforeEach(() => {
    queue = new SessionQueue();
    done = [];
  });
  function ask(connection: string, statement: string, urgent = false): void {
    queue.add(connection, urgent, async () => {
      await turn();
      done.push(`${connection} ${statement}`);
    });
  }
  async function quiet(): Promise<void> {
    for (let round = 0; round < 20; round += 1) await turn();
  }

  it('belongs to a connection until it lets go, whoever asks meanwhile', async () => {
    ask('a', 'begin');
    ask('b', 'select', true);
    await quiet();
    ask('a', 'commit');
    await quiet();
    expect(done).toEqual(['a begin', 'a commit']);

    queue.release('a');
    await quiet();

    expect(done).toEqual(['a begin', 'a commit', 'b select']);
  });

  it('goes to the urgent first, then to who has waited longest', async () => {
    ask('a', 'begin');
    for (const name of ['b', 'c']) {
      ask(name, '1');
      queue.release(name);
    }
    for (const name of ['d', 'e']) {
      ask(name, '1', true);
      queue.release(name);
    }
    queue.release('a');
    await quiet();

    expect(done).toEqual(['a begin', 'd 1', 'e 1', 'b 1', 'c 1']);
  });

  it('is not taken by one that lets go without ever having asked', async () => {
    queue.release('a');
    ask('b', '1');
    queue.release('b');
    queue.release('b');
    ask('c', '1');
    await quiet();

    expect(done).toEqual(['b 1', 'c 1']);
  });

  it('is cleared up and free when its holder is gone, and what that one still wanted is forgotten', async () => {
    ask('dead/1', 'begin');
    await quiet();
    ask('live/1', 'select');
    ask('dead/2', 'select');
    queue.abandon(
      (connection) => connection.startsWith('dead/'),
      async () => void done.push('rollback'),
    );
    await quiet();

    expect(done).toEqual(['dead/1 begin', 'rollback', 'live/1 select']);
  });

  it('stays with its holder when another one is gone', async () => {
    ask('live/1', 'begin');
    await quiet();
    ask('dead/1', 'select');
    queue.abandon(
      (connection) => connection.startsWith('dead/'),
      async () => void done.push('rollback'),
    );
    ask('live/1', 'commit');
    await quiet();

    expect(done).toEqual(['live/1 begin', 'live/1 commit']);
  });
});

/**
 * A long value as JSON that is sent while it is written: the lists at its first level go item by item, so that no text of the whole
 * stands in memory. What is in no list should be small.
 */
export function streamJson(status: number, value: object): Response {
  const parts = partsOf(value);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const { done, value: part } = parts.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(part));
    },
  });
  return new Response(body, {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}

function* partsOf(value: object): Generator<string, void> {
  let before = '{';
  for (const [name, part] of Object.entries(value)) {
    yield `${before}${JSON.stringify(name)}:`;
    if (Array.isArray(part)) yield* itemsOf(part);
    else yield JSON.stringify(part) ?? 'null';
    before = ',';
  }
  yield before === '{' ? '{}\n' : '}\n';
}

const itemsAPart = 100;

function* itemsOf(items: readonly unknown[]): Generator<string, void> {
  yield '[';
  for (let index = 0; index < items.length; index += itemsAPart) {
    const part = items.slice(index, index + itemsAPart).map((item) => JSON.stringify(item) ?? 'null');
    yield `${index === 0 ? '' : ','}${part.join(',')}`;
  }
  yield ']';
}

import type { StandingOut } from '../../compare/bubble-up.ts';
import { type BubbleUpReading, bubbleUpSentences } from '../../status/read-bubble-up.ts';
import { count, percent } from './figures.ts';
import { ScrollRegion } from './scroll-region.tsx';
import { type SloAddress, sloAddress } from './slo-address.ts';

interface BubbleUpTableProps {
  /** null: not asked for. */
  readonly reading: BubbleUpReading | null;
  readonly address: SloAddress;
}

const width = 96;

/** What bad events have in common and good ones have not, each with a link to its events. */
export function BubbleUpTable({ reading, address }: BubbleUpTableProps) {
  return (
    <section id="common">
      <h2>What bad events have in common</h2>
      {reading === null ? (
        <p>
          <a href={sloAddress({ ...address, cursor: undefined, compare: true }, '#common')}>
            Compare bad events with good ones
          </a>
        </p>
      ) : (
        <Found reading={reading} address={address} />
      )}
    </section>
  );
}

function Found({ reading, address }: { readonly reading: BubbleUpReading; readonly address: SloAddress }) {
  const { bad, good, items, sampledRatio, message } = reading;
  const sampled = sampledRatio < 1 ? ` (${percent(sampledRatio, 1)} of all)` : '';
  return (
    <>
      <p>
        {message === null
          ? `${count(bad)} bad events compared with ${count(good)} good ones${sampled}.`
          : bubbleUpSentences[message]}
      </p>
      {items.length === 0 ? null : (
        <ScrollRegion label="What bad events have in common">
          <table>
            <thead>
              <tr>
                <th scope="col">Value</th>
                <th scope="col" class="number">
                  Of bad
                </th>
                <th scope="col" class="number">
                  Of good
                </th>
                <th scope="col" class="number">
                  Lift
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <BubbleUpRow item={item} address={address} />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </>
  );
}

function BubbleUpRow({ item, address }: { readonly item: StandingOut; readonly address: SloAddress }) {
  const { dimension, value, badShare, goodShare, badCount, lift, also } = item;
  return (
    <tr data-key={`${dimension} ${value}`}>
      <th scope="row">
        <a href={sloAddress({ ...address, cursor: undefined, pair: { dimension, value } }, '#events')}>
          {`${dimension} = ${value}`}
        </a>
        <small>{`${count(badCount)} bad events${also.length === 0 ? '' : `; also ${also.map((pair) => `${pair.dimension} = ${pair.value}`).join(', ')}`}`}</small>
      </th>
      <td class="number">
        {percent(badShare, 1)}
        <Bar share={badShare} kind="bad" />
      </td>
      <td class="number">
        {percent(goodShare, 1)}
        <Bar share={goodShare} kind="good" />
      </td>
      <td class="number">{`${lift.toFixed(1)}×`}</td>
    </tr>
  );
}

/** Hidden from screen readers, because the number stands beside it. */
function Bar({ share, kind }: { readonly share: number; readonly kind: 'bad' | 'good' }) {
  return (
    <svg class="budget" viewBox={`0 0 ${width} 8`} aria-hidden="true">
      <rect class="track" x="0" y="3" width={width} height="2" />
      <rect class={`share ${kind}`} x="0" y="1" width={Math.round(share * width * 10) / 10} height="6" />
    </svg>
  );
}

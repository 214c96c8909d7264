import { createHash } from 'node:crypto';
import { Feed } from 'feed';
import type { StatusPageReading } from './read-status-page.ts';
import { incidentSentence, noGuarantee, statuspageIndicator, statuspageWord, worstSentence } from './status-words.ts';

/** The incidents and announcements as a feed, newest first. */
export function statusFeed({ readings, incidents, settings, now }: StatusPageReading, address: string): Feed {
  const { title, announcements } = settings;
  const newest = Math.max(0, ...incidents.map(({ start, end }) => end ?? start), ...announcements.map(({ at }) => at));
  const feed = new Feed({
    id: address,
    title,
    description: noGuarantee,
    link: address,
    copyright: '',
    updated: new Date(newest),
    feedLinks: { atom: address.replace(/\/status$/, '/status.atom') },
  });
  const items = [
    ...incidents.map((incident) => ({
      at: incident.start,
      id: `${address}#${incident.slo}-${incident.start}`,
      title: `${incident.slo}${incident.end === null ? '' : ' (over)'}`,
      text: incidentSentence(
        incident,
        readings.find(({ objective }) => objective.name === incident.slo),
        now,
      ),
    })),
    ...announcements.map(({ at, text }) => ({
      at,
      id: `${address}#announced-${idOf(text)}`,
      title: 'Announcement',
      text,
    })),
  ].sort((a, b) => b.at - a.at);
  for (const { at, id, title: heading, text } of items)
    feed.addItem({ title: heading, id, link: address, date: new Date(at), description: text });
  return feed;
}

/** The page in the shape of Statuspage's summary, which other tools read. https://www.atlassian.com/software/statuspage/api */
export function statuspageJson({ readings, incidents, settings, worst, now }: StatusPageReading, address: string) {
  const time = (ms: number): string => new Date(ms).toISOString();
  const nowText = time(now);
  return {
    page: { id: idOf(address), name: settings.title, url: address, updated_at: nowText },
    status: { indicator: statuspageIndicator(worst), description: worstSentence(worst) },
    components: readings.map(({ objective, status }, index) => ({
      id: idOf(objective.name),
      name: objective.displayName,
      status: statuspageWord(status.status),
      description: objective.description,
      position: index + 1,
      updated_at: nowText,
    })),
    incidents: incidents.map((incident) => ({
      id: idOf(`${incident.slo} ${incident.start}`),
      name: readings.find(({ objective }) => objective.name === incident.slo)?.objective.displayName ?? incident.slo,
      status: incident.end === null ? 'investigating' : 'resolved',
      impact: incident.end === null ? statuspageIndicator(worst) : 'minor',
      created_at: time(incident.start),
      resolved_at: incident.end === null ? null : time(incident.end),
    })),
    scheduled_maintenances: [],
  };
}

function idOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

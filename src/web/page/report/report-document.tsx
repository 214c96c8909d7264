import { periodBefore } from '../../../act/report/period.ts';
import type { PeriodReport } from '../../../act/report/report.ts';
import { readAssets } from '../assets.ts';
import { ReportPage } from './report-page.tsx';

/** The report as one file of HTML that needs no server: its style sheet stands in it. */
export function reportDocument(report: PeriodReport, assetsFolder: string): string {
  const assets = readAssets(assetsFolder);
  const page = String(
    <ReportPage
      report={report}
      query=""
      before={periodBefore(report.period).name}
      after={null}
      assets={assets}
      identity={null}
    />,
  );
  const link = `<link rel="stylesheet" href="${assets.style.path}"/>`;
  // Links within the site lead nowhere from a file.
  return `<!DOCTYPE html>${page.replace(link, `<style>${assets.style.text}</style>`).replaceAll(/<a href="\/[^"]*">(.*?)<\/a>/g, '$1')}\n`;
}

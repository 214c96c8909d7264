/** What the App asks for: reading only. `app.yml` says the same to people who register by hand; a test compares. */
export const appPermissions = {
  actions: 'read',
  checks: 'read',
  contents: 'read',
  deployments: 'read',
  merge_queues: 'read',
  metadata: 'read',
  pull_requests: 'read',
  statuses: 'read',
} as const;

/** The events the App subscribes to. Installation events and ping come without asking. */
export const appEvents = [
  'check_run',
  'check_suite',
  'delete',
  'deployment_protection_rule',
  'deployment_review',
  'merge_group',
  'pull_request',
  'push',
  'repository',
  'status',
  'workflow_job',
  'workflow_run',
] as const;

export interface ManifestInput {
  /** The address at which the browser reached this server, without a slash at the end. */
  readonly baseUrl: string;
  /** Where GitHub can send deliveries to; null when nothing public is known. */
  readonly webhookUrl: string | null;
}

/**
 * The manifest that GitHub registers an App from.
 * https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest
 */
export function appManifest({ baseUrl, webhookUrl }: ManifestInput): object {
  return {
    name: 'cislo',
    description: 'Measures the service levels of CI.',
    url: baseUrl,
    public: false,
    callback_urls: [`${baseUrl}/login/callback`],
    redirect_url: `${baseUrl}/probot/setup`,
    // GitHub refuses a private address, even for a webhook that is switched off.
    hook_attributes:
      webhookUrl === null ? { url: 'https://example.com/', active: false } : { url: webhookUrl, active: true },
    default_permissions: appPermissions,
    default_events: appEvents,
  };
}

/** What came of a request to GitHub. Nothing is thrown: each of these is an everyday event. */
export type GithubAnswer<T> =
  /** `restUntil`: our clock, ms; the rate limit is used up with this answer until then. null: there is some left. */
  | { readonly type: 'ok'; readonly value: T; readonly restUntil: number | null }
  /** Ask nothing more before `until` (our clock, ms). */
  | { readonly type: 'limited'; readonly until: number }
  /** GitHub understood and said no (4xx). */
  | { readonly type: 'refused'; readonly status: number }
  /** No answer, a server error, or one that cannot be read; worth another try. `reason`: one static word. */
  | { readonly type: 'failed'; readonly reason: 'network' | 'timeout' | 'server_error' | 'unreadable' };

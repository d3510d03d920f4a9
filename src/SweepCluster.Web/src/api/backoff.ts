const first = 1000;
const longest = 30_000;

/**
 * How long to wait before another attempt, in milliseconds: doubled each time, up to half a minute.
 * @param attempt Counted from 0.
 * @param chance From 0 to 1; spreads pages that lost the same node.
 */
export const pauseBefore = (attempt: number, chance: number): number => Math.min(longest, first * 2 ** attempt) * (0.75 + 0.5 * chance);

/** Resolves after a time, or at once when it is cancelled. */
export function pause(milliseconds: number, cancelled?: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (cancelled?.aborted) return resolve();
    const timer = setTimeout(done, milliseconds);
    cancelled?.addEventListener("abort", done, { once: true });
    function done() {
      clearTimeout(timer);
      cancelled?.removeEventListener("abort", done);
      resolve();
    }
  });
}

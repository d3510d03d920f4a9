const shortest = 700;
const longest = 15_000;

/**
 * Calls for a new picture when the old one is out of date: at most about once a second, and less often where making
 * one takes long, so that looking stays cheap.
 */
export class Refresher {
  #timer = 0;
  #isBusy = false;
  #isWanted = false;
  #lastTook = 0;
  #isStopped = false;

  constructor(private readonly work: () => Promise<void>) {}

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  /** Wants a new picture, at once where none was made lately. */
  want(): void {
    this.#isWanted = true;
    if (this.#timer !== 0 || this.#isBusy || this.#isStopped) return;
    void this.#run();
  }

  async #run(): Promise<void> {
    this.#isBusy = true;
    this.#isWanted = false;
    const began = performance.now();
    await this.work();
    this.#lastTook = performance.now() - began;
    this.#isBusy = false;
    if (this.#isStopped) return;
    this.#timer = window.setTimeout(() => {
      this.#timer = 0;
      if (this.#isWanted) void this.#run();
    }, Math.min(longest, Math.max(shortest, 3 * this.#lastTook)));
  }
}

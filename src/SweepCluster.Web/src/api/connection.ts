type Listener = () => void;

/** Whether the node answers, and if not, since when and when the next attempt is. */
export class Connection {
  #listeners = new Set<Listener>();
  #attempts = 0;
  #lostAt: Date | null = null;
  #nextAt: Date | null = null;

  get lostAt(): Date | null { return this.#lostAt; }
  get nextAt(): Date | null { return this.#nextAt; }
  get attempts(): number { return this.#attempts; }

  answered(): void {
    if (this.#lostAt === null) return;
    [this.#attempts, this.#lostAt, this.#nextAt] = [0, null, null];
    this.#tell();
  }

  failed(): void {
    if (this.#lostAt !== null) return;
    this.#lostAt = new Date();
    this.#tell();
  }

  /** Says when the next attempt is. */
  waits(milliseconds: number): void {
    this.#attempts++;
    this.#nextAt = new Date(Date.now() + milliseconds);
    this.#tell();
  }

  onChange(listener: Listener): void { this.#listeners.add(listener); }

  #tell(): void { this.#listeners.forEach(listener => listener()); }
}

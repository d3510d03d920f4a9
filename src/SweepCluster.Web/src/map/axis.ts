/** An axis as the API gives it. */
export interface AxisValues { name: string; scale: "linear" | "log" | "listed"; values: string[] }

/**
 * Where an axis' values lie, as shares of its length from 0 to 1, as in every export: on the axis' own scale, tiles
 * meeting half-way between neighbours; listed values stand in equal steps.
 */
export class AxisLayout {
  readonly name: string;
  readonly values: readonly string[];
  readonly scale: "linear" | "log" | "listed";
  /** The tiles' borders: one more than values. */
  readonly edges: Float64Array;
  readonly centres: Float64Array;
  readonly #low: number;
  readonly #high: number;

  /**
   * @param axis The axis; null gives a single place.
   * @param isScattered Whether cells lie anywhere, so that points need room at both ends.
   */
  constructor(axis: AxisValues | null, isScattered = false) {
    this.name = axis?.name ?? "";
    this.values = axis?.values ?? [""];
    this.scale = axis === null || axis.values.length < 2 ? "listed" : axis.scale;
    const places = this.values.map((text, index) => this.scale === "listed" ? index : this.#scaled(Number(text)));
    const edges = borders(places, isScattered && this.scale !== "listed");
    this.#low = edges[0]!;
    this.#high = edges[edges.length - 1]!;
    this.edges = Float64Array.from(edges, place => this.#share(place));
    this.centres = Float64Array.from(places, place => this.#share(place));
  }

  get count(): number { return this.values.length; }

  get isNumeric(): boolean { return this.scale !== "listed"; }

  /** The number that a share stands for; only where the axis is numeric. */
  valueAt(share: number): number {
    const place = this.#low + share * (this.#high - this.#low);
    return this.scale === "log" ? 10 ** place : place;
  }

  /** Where a number lies; only where the axis is numeric. */
  placeOf(value: number): number { return this.#share(this.#scaled(value)); }

  /** The place whose tile holds a share, the nearest at the ends. */
  indexAt(share: number): number {
    let low = 0, high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.edges[middle]! <= share) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Where a fractional number of a value lies: 2.5 is half-way from the third to the fourth. */
  along(index: number): number {
    const lower = Math.min(Math.max(Math.floor(index), 0), this.count - 1);
    const next = Math.min(lower + 1, this.count - 1);
    return this.centres[lower]! + (this.centres[next]! - this.centres[lower]!) * (index - lower);
  }

  #scaled(value: number): number { return this.scale === "log" ? Math.log10(value) : value; }

  #share(place: number): number { return (place - this.#low) / (this.#high - this.#low); }
}

function borders(places: number[], isScattered: boolean): number[] {
  const first = places[0]!, last = places[places.length - 1]!;
  if (places.length === 1 || first === last) return [first - 0.5, first + 0.5];
  const inner = places.slice(1).map((place, i) => (places[i]! + place) / 2);
  const room = 0.04 * (last - first);
  return isScattered
    ? [first - room, ...inner, last + room]
    : [2 * first - inner[0]!, ...inner, 2 * last - inner[inner.length - 1]!];
}

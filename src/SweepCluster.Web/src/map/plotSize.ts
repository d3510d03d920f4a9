const ofOneAxis = 170;
const smallest = 220;

/**
 * How high the plot is, in pixels: as high as wide maps in print, but never higher than the window shows at once.
 * @param width What the plot has.
 * @param hasTwoAxes A map of one axis is a band.
 */
export function heightFor(width: number, rows: number, hasTwoAxes: boolean, windowHeight: number): number {
  if (!hasTwoAxes) return ofOneAxis;
  const wanted = Math.min(width * 0.8, Math.max(rows * 26, width * 0.55));
  return Math.round(Math.max(smallest, Math.min(wanted, windowHeight - 250)));
}

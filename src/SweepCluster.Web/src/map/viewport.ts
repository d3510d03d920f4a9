/** The part of the map that is in sight, as shares of both axes; y upwards. Never leaves the map. */
export interface Viewport { readonly x0: number; readonly x1: number; readonly y0: number; readonly y1: number }

export const wholeMap: Viewport = { x0: 0, x1: 1, y0: 0, y1: 1 };

/** A rectangle of shares moved and shrunk so that it lies on the map. */
export function clamped(view: Viewport, smallest = 1e-6): Viewport {
  const [x0, x1] = part(view.x0, view.x1, smallest);
  const [y0, y1] = part(view.y0, view.y1, smallest);
  return { x0, x1, y0, y1 };
}

/**
 * Zooms so that the point under the pointer stays there.
 * @param factor Above 1 to look closer.
 * @param x Where to, as a share of what is in sight.
 */
export function zoomed(view: Viewport, factor: number, x: number, y: number, smallest: number): Viewport {
  const [px, py] = [view.x0 + x * (view.x1 - view.x0), view.y0 + y * (view.y1 - view.y0)];
  const scale = 1 / factor;
  return clamped({ x0: px + (view.x0 - px) * scale, x1: px + (view.x1 - px) * scale, y0: py + (view.y0 - py) * scale, y1: py + (view.y1 - py) * scale }, smallest);
}

/** Moves by shares of what is in sight. */
export function moved(view: Viewport, dx: number, dy: number): Viewport {
  const [width, height] = [view.x1 - view.x0, view.y1 - view.y0];
  return clamped({ x0: view.x0 + dx * width, x1: view.x1 + dx * width, y0: view.y0 + dy * height, y1: view.y1 + dy * height });
}

/** Moves just as far as is needed to have a point in sight, with some room around it. */
export function showing(view: Viewport, x: number, y: number): Viewport {
  const shift = (low: number, high: number, place: number) => {
    const room = 0.08 * (high - low);
    return place < low + room ? place - low - room : place > high - room ? place - high + room : 0;
  };
  const [dx, dy] = [shift(view.x0, view.x1, x), shift(view.y0, view.y1, y)];
  return clamped({ x0: view.x0 + dx, x1: view.x1 + dx, y0: view.y0 + dy, y1: view.y1 + dy });
}

export const isWhole = (view: Viewport): boolean => view.x1 - view.x0 > 0.999 && view.y1 - view.y0 > 0.999;

function part(from: number, to: number, smallest: number): [number, number] {
  const size = Math.min(1, Math.max(smallest, to - from));
  const middle = (from + to) / 2;
  const low = Math.min(Math.max(middle - size / 2, 0), 1 - size);
  return [low, low + size];
}

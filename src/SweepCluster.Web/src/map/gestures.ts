/** What pointers do on the plot, in pixels of it. */
export interface Gestures {
  hover(x: number, y: number): void;
  leave(): void;
  click(x: number, y: number): void;
  pan(dx: number, dy: number): void;
  zoom(factor: number, x: number, y: number): void;
  /** A rectangle from where the pointer went down; final when it is let go. */
  rectangle(x0: number, y0: number, x1: number, y1: number, isFinal: boolean): void;
  /** Whether a plain drag draws a rectangle instead of moving the map. */
  drawsRectangles(): boolean;
}

const clickWithin = 4;

/** Turns pointer events of an element into gestures: drag, pinch, wheel, click, and rectangles with Shift. */
export function listenForGestures(element: HTMLElement, gestures: Gestures): void {
  const pointers = new Map<number, { x: number; y: number }>();
  let start: { x: number; y: number; isRectangle: boolean; hasMoved: boolean } | null = null;

  const at = (event: PointerEvent | WheelEvent) => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  element.addEventListener("pointerdown", event => {
    if (event.button !== 0) return;
    const point = at(event);
    pointers.set(event.pointerId, point);
    element.setPointerCapture(event.pointerId);
    start = pointers.size === 1 ? { ...point, isRectangle: event.shiftKey || gestures.drawsRectangles(), hasMoved: false } : null;
  });

  element.addEventListener("pointermove", event => {
    const point = at(event), before = pointers.get(event.pointerId);
    if (!before) return gestures.hover(point.x, point.y);
    if (pointers.size === 2) pinch(event.pointerId, before, point);
    else if (start) drag(before, point);
    pointers.set(event.pointerId, point);
  });

  element.addEventListener("pointerup", event => {
    const point = at(event);
    pointers.delete(event.pointerId);
    if (start && !start.hasMoved) gestures.click(point.x, point.y);
    else if (start?.isRectangle) gestures.rectangle(start.x, start.y, point.x, point.y, true);
    start = null;
  });

  element.addEventListener("pointercancel", event => {
    pointers.delete(event.pointerId);
    start = null;
  });
  element.addEventListener("pointerleave", () => gestures.leave());
  element.addEventListener("wheel", event => {
    event.preventDefault();
    const point = at(event);
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    gestures.zoom(Math.exp(-event.deltaY * lines * 0.0016), point.x, point.y);
  }, { passive: false });

  function drag(before: { x: number; y: number }, point: { x: number; y: number }) {
    if (!start!.hasMoved && Math.hypot(point.x - start!.x, point.y - start!.y) < clickWithin) return;
    start!.hasMoved = true;
    if (start!.isRectangle) gestures.rectangle(start!.x, start!.y, point.x, point.y, false);
    else gestures.pan(point.x - before.x, point.y - before.y);
  }

  function pinch(id: number, before: { x: number; y: number }, point: { x: number; y: number }) {
    const other = [...pointers].find(([key]) => key !== id)![1];
    const [was, is] = [Math.hypot(before.x - other.x, before.y - other.y), Math.hypot(point.x - other.x, point.y - other.y)];
    if (was > 0 && is > 0) gestures.zoom(is / was, (point.x + other.x) / 2, (point.y + other.y) / 2);
    gestures.pan((point.x - before.x) / 2, (point.y - before.y) / 2);
  }
}

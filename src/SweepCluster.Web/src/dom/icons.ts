import { svg } from "./element.js";

// Pen lines on a field of 16 × 16.
const paths = {
  sun: "M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6ZM8 1.2v1.6M8 13.2v1.6M1.2 8h1.6M13.2 8h1.6M3.2 3.2l1.1 1.1M11.7 11.7l1.1 1.1M12.8 3.2l-1.1 1.1M4.3 11.7l-1.1 1.1",
  moon: "M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8Z",
  help: "M5.9 6.1a2.1 2.1 0 1 1 3.1 1.9c-.7.4-1 .8-1 1.5M8 11.6v.2M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8Z",
  key: "M9.6 9.4a3.2 3.2 0 1 0-2.6-2.6L2 11.8V14h2.2v-1.6h1.6v-1.6h1.6Z",
  pause: "M5.4 3.5v9M10.6 3.5v9",
  play: "M5 3.2v9.6l7.4-4.8Z",
  stop: "M4.2 4.2h7.6v7.6H4.2Z",
  download: "M8 2.4v7.4M4.9 6.9 8 10l3.1-3.1M2.8 13.2h10.4",
  file: "M4 1.8h5l3 3v9.4H4ZM9 1.8v3h3",
  plus: "M8 3v10M3 8h10",
  minus: "M3 8h10",
  fit: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
  hand: "M8 1.8v12.4M1.8 8h12.4M6.2 3.6 8 1.8l1.8 1.8M6.2 12.4 8 14.2l1.8-1.8M3.6 6.2 1.8 8l1.8 1.8M12.4 6.2 14.2 8l-1.8 1.8",
  select: "M2.5 5V2.5H5M7 2.5h2M11 2.5h2.5V5M13.5 7v2M13.5 11v2.5H11M9 13.5H7M5 13.5H2.5V11M2.5 9V7",
  copy: "M5.6 5.6h7.2v7.2H5.6ZM3.2 10.4V3.2h7.2",
  check: "M3.2 8.6 6.4 11.8 12.8 4.6",
  close: "M3.8 3.8l8.4 8.4M12.2 3.8l-8.4 8.4",
} as const;

export type IconName = keyof typeof paths;

/** A drawing beside or instead of a word; the word is given by whoever holds it. */
export const icon = (name: IconName): SVGElement =>
  svg("svg", { class: "icon", viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: paths[name] }));

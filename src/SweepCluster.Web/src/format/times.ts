import { number, type Known } from "./numbers.js";

/** A duration in seconds, in the unit that people would say. */
export function seconds(value: Known): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  if (value > 0 && value < 0.1) return `${number(value * 1000, 3)} ms`;
  if (value < 90) return `${number(value, 3)} s`;
  return value < 5400 ? `${number(value / 60, 3)} min` : `${number(value / 3600, 3)} h`;
}

/** How long ago, roughly. */
export function ago(then: Date, now: Date): string {
  const passed = Math.max(0, (now.getTime() - then.getTime()) / 1000);
  if (passed < 5) return "now";
  if (passed < 90) return `${Math.round(passed)} s ago`;
  if (passed < 5400) return `${Math.round(passed / 60)} min ago`;
  return passed < 48 * 3600 ? `${Math.round(passed / 3600)} h ago` : `${Math.round(passed / 86400)} days ago`;
}

/** The time of day, with seconds. */
export const clockTime = (time: Date): string => time.toLocaleTimeString("en-GB");

/** Date and time. */
export const dateTime = (time: Date): string =>
  `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${two(time.getHours())}:${two(time.getMinutes())}`;

const two = (value: number): string => String(value).padStart(2, "0");

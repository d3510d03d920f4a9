import type { Sweep, SweepState } from "../api/documents.js";
import { h } from "../dom/element.js";
import { counted, whole } from "../format/numbers.js";

/** A sweep's state as a word in its colour. */
export const stateChip = (state: SweepState): HTMLElement => h("span", { class: `chip ${state}` }, state);

/** Trials of the plan so far. */
export const plannedOf = ({ progress }: Sweep): number => progress.finished + progress.failed + progress.openTrials + progress.leasedTrials;

/** How far a sweep is, as a bar of finished trials and of those that are on devices. */
export function progressBar(sweep: Sweep): HTMLElement {
  const { progress } = sweep;
  const total = Math.max(1, plannedOf(sweep));
  const part = (name: string, count: number) => {
    const bar = h("span", { class: name });
    bar.style.width = `${100 * count / total}%`;
    return bar;
  };
  return h("div", {
    class: "progress", role: "progressbar", "aria-label": "Finished trials", "aria-valuemin": 0, "aria-valuemax": plannedOf(sweep), "aria-valuenow": progress.finished,
  }, part("done", progress.finished), part("busy", progress.leasedTrials), part("failed", progress.failed));
}

/** The same in words. */
export function progressText(sweep: Sweep): string {
  const { progress } = sweep;
  const parts = [`${whole(progress.finished)} of ${counted(plannedOf(sweep), "trial")}`];
  if (progress.leasedTrials > 0) parts.push(`${whole(progress.leasedTrials)} on devices`);
  if (progress.failed > 0) parts.push(`${whole(progress.failed)} failed by the machine`);
  return parts.join(" · ");
}

// Addresses of the API that are asked for in more than one place.

export const accessPath = "/api/v1/access";

export const sweepPath = (sweep: string): string => `/api/v1/sweeps/${encodeURIComponent(sweep)}`;

export const drawingPath = (sweep: string): string => `${sweepPath(sweep)}/drawing`;

/**
 * A tile of a layer.
 * @param level `coarsest` for the one that holds everything.
 */
export const tilePath = (sweep: string, slice: number, layer: string, level: number | "coarsest", column = 0, row = 0): string =>
  `${sweepPath(sweep)}/tiles/${layer}/${level}/${column}/${row}?slice=${slice}`;

/** All that the first picture of a sweep is made from. */
export const openingPaths = (sweep: string): string[] =>
  [accessPath, sweepPath(sweep), drawingPath(sweep), tilePath(sweep, 0, "label", "coarsest")];

// What a byte of a tile says of its place; any smaller code is the number of the label.

export const unknownCode = 13;
export const pendingCode = 14;
export const emptyCode = 15;

/** Added where the sweep has no cell of its own, so that the place shows the nearest one. */
export const borrowed = 64;

export const plainCode = (code: number): number => code & 15;

export const hasLabel = (code: number): boolean => plainCode(code) < unknownCode;

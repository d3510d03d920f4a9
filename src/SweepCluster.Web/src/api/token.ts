const key = "sweepcluster.token";

/** The user's token, kept for as long as the tab is open. */
export const token = {
  get: (): string | null => sessionStorage.getItem(key),
  set: (value: string): void => sessionStorage.setItem(key, value),
  forget: (): void => sessionStorage.removeItem(key),
};

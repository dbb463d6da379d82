const KEY = "plumbago.token";

/** The token of who administers, as it was given in this tab; empty for none. */
export function token() {
  try {
    return sessionStorage.getItem(KEY) ?? "";
  } catch {
    // A browser may refuse to keep anything.
    return "";
  }
}

/** Keeps a token until the tab is closed. @param {string} given */
export function keepToken(given) {
  try {
    sessionStorage.setItem(KEY, given);
  } catch {
    // Then it is asked for again.
  }
}

/** What a request of who administers has in its head. @returns {Record<string, string>} */
export function authorization() {
  return token() === "" ? {} : { Authorization: `Bearer ${token()}` };
}

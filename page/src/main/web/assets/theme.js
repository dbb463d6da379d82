const KEY = "plumbago.theme";
const THEMES = ["", "light", "dark"];

/** What the reader has chosen in this browser; empty for what the system says. */
function chosen() {
  try {
    const theme = localStorage.getItem(KEY) ?? "";
    return THEMES.includes(theme) ? theme : "";
  } catch {
    // A browser may refuse to keep anything.
    return "";
  }
}

export function applyTheme() {
  document.documentElement.dataset["theme"] = chosen();
}

/** Goes to the next theme: the system's, light, dark. */
export function nextTheme() {
  const next = THEMES[(THEMES.indexOf(chosen()) + 1) % THEMES.length] ?? "";
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Then it is for this page alone.
  }
  document.documentElement.dataset["theme"] = next;
}

export function themeName() {
  return document.documentElement.dataset["theme"] || "system";
}

export function isDark() {
  const theme = document.documentElement.dataset["theme"];
  return theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
}

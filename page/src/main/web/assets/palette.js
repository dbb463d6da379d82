/**
 * Colours that differ for colour-blind eyes too (Okabe and Ito 2008), in inks for light paper and for dark: lighter ones
 * would not stand out against white, nor darker ones against black.
 */
const LIGHT = ["#0072b2", "#b36b00", "#007a59", "#a8457f", "#2b86c5", "#c24f00", "#6b6300", "#5f6368"];
const DARK = ["#5cb2ec", "#e69f00", "#2fc79c", "#e59ac4", "#8fd0f5", "#ff8a4d", "#d4c94a", "#aab0b8"];

/** A second round of the palette is dashed, a third dotted: colour alone never tells two series apart. */
const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3]];

/** Graphite's names of colours, which are not those of CSS. */
const NAMES = new Map(Object.entries({
  black: "000000", white: "ffffff", blue: "6464ff", green: "00c800", red: "c80032", yellow: "ffff00", orange: "ffa500",
  purple: "c864ff", brown: "966432", cyan: "00ffff", aqua: "009696", gray: "afafaf", grey: "afafaf", magenta: "ff00ff",
  pink: "ff6464", gold: "c8c800", rose: "c896c8", darkblue: "0000ff", darkgreen: "00ff00", darkred: "ff0000",
  darkgray: "6f6f6f", darkgrey: "6f6f6f",
}));

/**
 * @param {number} place of a series
 * @param {boolean} dark whether the paper is
 */
export function color(place, dark) {
  const inks = dark ? DARK : LIGHT;
  return inks[place % inks.length] ?? "gray";
}

/** @param {number} place of a series */
export function dash(place) {
  return DASHES[Math.floor(place / LIGHT.length) % DASHES.length] ?? [];
}

/**
 * A colour as Graphite's color() takes it, for a canvas; undefined if it is none.
 *
 * @param {string | undefined} written
 */
export function graphiteColor(written) {
  const digits = NAMES.get(written ?? "") ?? (written ?? "").replace(/^#/, "");
  return /^([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(digits) ? `#${digits}` : undefined;
}

/** @import { Happening, Series } from "./api.js" */
import { columns } from "./columns.js";
import { color, dash, graphiteColor } from "./palette.js";
import { isDark } from "./theme.js";

const HEIGHT = 340;
const WIDTH_OF_LINES = 1.5;
/** A brush of less is a click. */
const SHORTEST_BRUSH = 4;

/**
 * @typedef {object} Line how a series is drawn
 * @property {Series} series
 * @property {number} place that its colour goes by: that of the series it is compared with, if it is of the past
 * @property {boolean} past whether it is drawn for comparison
 * @property {boolean} shown
 */

/** A piece of a line, as it is drawn. @param {Line} line */
export function swatch(line) {
  const shown = document.createElement("span");
  shown.className = line.past ? "swatch past" : "swatch";
  shown.style.borderTopColor = ink(line);
  if (!line.past && (line.series.style.dashed || dash(line.place).length > 0)) {
    shown.style.borderTopStyle = "dashed";
  }
  return shown;
}

/** @param {Line} line */
function ink(line) {
  return graphiteColor(line.series.style.color) ?? color(line.place, isDark());
}

/** A chart in an element; brushing it asks for that range. */
export class Chart {
  /** @type {uPlot | undefined} */
  #plot;
  #shape = "";
  /** @type {readonly Happening[]} */
  #happenings = [];
  #form;
  #resized;
  #range = { from: 0, until: 1 };
  #isDragged = false;
  /** Place of the point that was walked to last. @type {number | undefined} */
  #walked;
  #zoomed;
  #pointed;

  /**
   * @param {HTMLElement} place
   * @param {(from: number, until: number) => void} zoomed called with a range that was brushed, in seconds since the epoch
   * @param {(at: number | null) => void} pointed called with the time under the cursor, in seconds since the epoch; null for none
   * @param {{height: number, sync: string}} [shape] height in pixels, and what charts are called that share one cursor
   */
  constructor(place, zoomed, pointed, shape = { height: HEIGHT, sync: "" }) {
    /** The element that it is drawn in. */
    this.place = place;
    this.#zoomed = zoomed;
    this.#pointed = pointed;
    this.#form = shape;
    this.#resized = new ResizeObserver(() => this.#plot?.setSize({ width: place.clientWidth, height: shape.height }));
    this.#resized.observe(place);
  }

  /** Leaves its element. */
  destroy() {
    this.#resized.disconnect();
    this.#plot?.destroy();
  }

  /**
   * Moves the cursor by so many points, as a pointer would.
   *
   * @param {number} points below 0 for earlier
   */
  walk(points) {
    const plot = this.#plot;
    const times = plot?.data[0] ?? [];
    if (plot !== undefined && times.length > 0) {
      const at = this.#walked ?? plot.cursor.idx ?? (points < 0 ? times.length : -1);
      const to = Math.max(0, Math.min(times.length - 1, at + points));
      plot.setCursor({ left: plot.valToPos(times[to] ?? 0, "x"), top: plot.bbox.height / devicePixelRatio / 2 });
      // There may be more points than pixels, and the cursor stands on a pixel.
      this.#walked = to;
      this.#pointed(times[to] ?? null);
    }
  }

  /** Forgets what was drawn, so that the next lines are drawn from the beginning: colours of the paper have changed. */
  reset() {
    this.#shape = "";
  }

  /**
   * @param {readonly Line[]} lines
   * @param {string} tz zone of the times at the axis; empty for the browser's own
   * @param {readonly Happening[]} happenings that are marked
   * @param {{from: number, until: number}} range of the axis of time, in seconds since the epoch
   */
  show(lines, tz, happenings, range) {
    this.#happenings = happenings;
    const all = lines.map((line) => line.series);
    const { times, values } = columns(all);
    // What is consolidated may begin later than the range ends.
    this.#range = { from: range.from, until: Math.max(range.until, times.at(-1) ?? 0) };
    /** @type {uPlot.AlignedData} */
    const data = [times, ...values];
    const shape = JSON.stringify(
      [tz, lines.map((line) => [line.series.target, line.series.style, line.place, line.past, line.shown])]);
    if (this.#plot !== undefined && shape === this.#shape) {
      this.#plot.setData(data);
      return;
    }
    this.#plot?.destroy();
    this.#shape = shape;
    // A canvas knows nothing of the page's variables: what they come to is read off the element.
    const { color: text, outlineColor: line } = getComputedStyle(this.place);
    const axis = { stroke: text, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } };
    /** @type {uPlot.Axis[]} */
    const axes = [{ ...axis, space: 75 }, { ...axis, size: widthOf }];
    if (lines.some((line) => line.series.style.secondYAxis)) {
      axes.push({ ...axis, size: widthOf, scale: "right", side: 1, grid: { show: false } });
    }
    // uPlot is a script of its own, which comes before this module.
    this.#plot = new uPlot(
      {
        width: this.place.clientWidth,
        height: this.#form.height,
        legend: { show: false },
        cursor: {
          drag: { x: true, y: false, setScale: false },
          ...(this.#form.sync === "" ? {} : { sync: { key: this.#form.sync } }),
        },
        axes,
        scales: { x: { range: (_, min, max) => (this.#isDragged ? [min, max] : [this.#range.from, this.#range.until]) } },
        tzDate: (/** @type {number} */ at) => zoned(at, tz),
        series: [{}, ...lines.map(drawn)],
        hooks: {
          ready: [(/** @type {uPlot} */ plot) => this.#draggable(plot)],
          setSelect: [() => this.#brushed()],
          draw: [(/** @type {uPlot} */ plot) => this.#mark(plot)],
          setCursor: [(/** @type {uPlot} */ plot) => {
            this.#walked = undefined;
            this.#pointed(plot.data[0][plot.cursor.idx ?? -1] ?? null);
          }],
        },
      },
      data,
      this.place,
    );
  }

  /** Has the axis of time dragged along, and then asks for that range. @param {uPlot} plot */
  #draggable(plot) {
    const axis = /** @type {HTMLElement | null} */ (plot.root.querySelector(".u-axis"));
    if (axis === null) {
      return;
    }
    axis.onpointerdown = (down) => {
      const { min: from = 0, max: until = 0 } = /** @type {{min?: number, max?: number}} */ (plot.scales["x"]);
      const seconds = (/** @type {PointerEvent} */ at) => ((down.clientX - at.clientX) / plot.over.clientWidth) * (until - from);
      axis.setPointerCapture(down.pointerId);
      this.#isDragged = true;
      axis.onpointermove = (at) => plot.setScale("x", { min: from + seconds(at), max: until + seconds(at) });
      axis.onpointerup = (up) => {
        axis.onpointermove = axis.onpointerup = null;
        this.#isDragged = false;
        if (Math.abs(up.clientX - down.clientX) > SHORTEST_BRUSH) {
          this.#zoomed(Math.floor(from + seconds(up)), Math.ceil(until + seconds(up)));
        }
      };
    };
  }

  /** A line for each event, over all that is drawn. @param {uPlot} plot */
  #mark(plot) {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.strokeStyle = getComputedStyle(this.place).columnRuleColor;
    ctx.setLineDash([3, 3]);
    for (const { when } of this.#happenings) {
      const x = Math.round(plot.valToPos(when, "x", true)) + 0.5;
      if (x >= bbox.left && x <= bbox.left + bbox.width) {
        ctx.beginPath();
        ctx.moveTo(x, bbox.top);
        ctx.lineTo(x, bbox.top + bbox.height);
        ctx.stroke();
      }
    }
    ctx.restore();
  }

  #brushed() {
    const plot = this.#plot;
    if (plot !== undefined && plot.select.width > SHORTEST_BRUSH) {
      const { left, width } = plot.select;
      plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
      this.#zoomed(Math.floor(plot.posToVal(left, "x")), Math.ceil(plot.posToVal(left + width, "x")));
    }
  }
}

/** Pixels for the longest of the numbers at an axis. @param {uPlot} _ @param {string[] | null} values */
function widthOf(_, values) {
  return 24 + 8 * Math.max(4, ...(values ?? []).map((value) => value?.length ?? 0));
}

/**
 * Places of values that stand alone, which no line goes through; over what has no slot lines go on.
 *
 * @param {ArrayLike<number | null | undefined>} values
 */
function alone(values) {
  /** @type {number[]} */
  const places = [];
  /** The last slot and the one before: whether they have a value. */
  let [before, isFirst, last] = [false, false, -1];
  for (let i = 0; i <= values.length; i++) {
    const value = values[i];
    if (value === undefined && i < values.length) {
      continue;
    }
    const has = typeof value === "number";
    if (isFirst && !has) {
      places.push(last);
    }
    isFirst = has && !before;
    before = has;
    last = i;
  }
  return places;
}

/** The date that a zone's clock shows. @param {number} at seconds since the epoch @param {string} tz */
function zoned(at, tz) {
  const date = new Date(at * 1000);
  try {
    return tz === "" ? date : uPlot.tzDate(date, tz);
  } catch {
    // The server knows zones that this browser does not.
    return date;
  }
}

/** @param {Line} line @returns {uPlot.Series} */
function drawn(line) {
  const { style, target } = line.series;
  const opacity = Math.round(255 * (line.past ? 0.55 : style.alpha ?? 1)).toString(16).padStart(2, "0");
  const stroke = ink(line);
  const visible = stroke.length === 7 ? stroke + opacity : stroke;
  return {
    label: target,
    show: line.shown && !style.invisible,
    scale: style.secondYAxis ? "right" : "y",
    stroke: visible,
    ...(style.stacked ? { fill: `${stroke.slice(0, 7)}55` } : {}),
    width: style.lineWidth ?? WIDTH_OF_LINES,
    dash: line.past ? [3, 3] : style.dashed ? [style.dashed, style.dashed] : dash(line.place),
    spanGaps: false,
    points: { filter: (plot, i, show) => (show ? null : alone(plot.data[i] ?? [])) },
  };
}

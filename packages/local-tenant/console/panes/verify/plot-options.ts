import uPlot from "uplot";
import type { ConversionOverTime } from "../../lib/documents";
import { percent, timeOfDay } from "../../lib/format";

const dayMs = 24 * 3600 * 1000;
const minute = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric" });

/** Times in seconds at the middle of each bucket; sent, converted, and the share of all so far that converted, 0 to 1. */
export function plotData(buckets: ConversionOverTime["buckets"], bucketMs: number): uPlot.AlignedData {
  let [sentSoFar, convertedSoFar] = [0, 0];
  const shares = buckets.map(({ sent, converted }) => {
    sentSoFar += sent;
    convertedSoFar += converted;
    return convertedSoFar / sentSoFar;
  });
  return [
    buckets.map(({ at }) => (at + bucketMs / 2) / 1000),
    buckets.map(({ sent }) => sent),
    buckets.map(({ converted }) => converted),
    shares,
  ];
}

/** In the colours that the page has now. */
export function plotOptions(element: HTMLElement, bucketMs: number): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const columns = uPlot.paths.bars!({ size: [0.85, 36], radius: 0.15 });
  const time = (at: number) => (bucketMs >= dayMs ? day.format(at) : timeOfDay(at));
  const tick = (at: number, stepMs: number) =>
    stepMs >= dayMs ? day.format(at) : stepMs >= 60_000 ? minute.format(at) : timeOfDay(at);
  const axis = { stroke: colour("soft"), ticks: { show: false }, font: `12px ${style.fontFamily}` };
  return {
    width: element.clientWidth,
    height: 240,
    cursor: { points: { show: false }, y: false, drag: { x: false, y: false } },
    scales: {
      x: { range: ({ data: [times] }) => shownTimes(times, bucketMs / 1000) },
      y: { range: (_, __, most) => [0, Math.max(4, most * 1.15)] },
      share: { range: [0, 1.02] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        space: 90,
        values: (_, times, __, ___, step) => times.map((at) => tick(at * 1000, step * 1000)),
      },
      {
        ...axis,
        grid: { stroke: colour("faint"), width: 1 },
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000],
        size: 40,
      },
      {
        ...axis,
        scale: "share",
        side: 1,
        grid: { show: false },
        splits: [0, 0.5, 1],
        values: (_, shares) => shares.map((share) => percent(share, 1)),
        size: 52,
      },
    ],
    series: [
      { label: "From", value: (_, at) => (at === null ? "point at a column" : time(at * 1000 - bucketMs / 2)) },
      { label: "Sent", paths: columns, fill: colour("line"), points: { show: false }, value: (_, sent) => sent ?? "" },
      {
        label: "Converted",
        paths: columns,
        fill: colour("good"),
        points: { show: false },
        value: (_, sent) => sent ?? "",
      },
      {
        label: "Conversion so far",
        scale: "share",
        stroke: colour("accent"),
        width: 2,
        points: { show: ({ data: [times] }) => times.length === 1 },
        value: (_, share) => (share === null ? "" : percent(share, 1)),
      },
    ],
  };
}

/** A few columns look lost if they are as wide as the plot. */
const fewestColumns = 12;

/** From when to when the plot reaches, in seconds. */
function shownTimes(times: ArrayLike<number>, bucket: number): [number, number] {
  const end = (times[times.length - 1] ?? 0) + bucket;
  return [Math.min((times[0] ?? 0) - bucket, end - fewestColumns * bucket), end];
}

import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { ConversionOverTime } from "../../lib/documents";
import { plotData, plotOptions } from "./plot-options";

/** Codes sent and converted as columns, and the share that converted so far as a line. */
export function ConversionPlot({ buckets, bucketMs }: ConversionOverTime) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  useEffect(() => {
    const element = place.current!;
    const draw = () => {
      plot.current?.destroy();
      plot.current = new uPlot(plotOptions(element, bucketMs), plotData(buckets, bucketMs), element);
    };
    draw();
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    const resized = new ResizeObserver(() => plot.current?.setSize({ width: element.clientWidth, height: 240 }));
    scheme.addEventListener("change", draw);
    resized.observe(element);
    return () => {
      scheme.removeEventListener("change", draw);
      resized.disconnect();
      plot.current?.destroy();
      plot.current = undefined;
    };
  }, [bucketMs]);
  useEffect(() => plot.current?.setData(plotData(buckets, bucketMs)), [buckets, bucketMs]);
  return (
    <div
      ref={place}
      class="plot"
      role="img"
      aria-label="Codes sent and converted over time; the table below has the figures."
    />
  );
}

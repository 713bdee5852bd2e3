import type { SideResult } from "../../lib/documents";

interface ConversionProps {
  slots: SideResult["conversion"];
  /** The most codes that any slot of both tenants has. */
  most: number;
}

const height = 90;

/** Codes by when they were sent: a column for each ten minutes, filled as far as they were used. */
export function Conversion({ slots, most }: ConversionProps) {
  const last = slots.at(-1)?.minute ?? 0;
  const columns = last / 10 + 1;
  const busiest = slots.reduce((best, slot) => (slot.sent > best.sent ? slot : best), { minute: 0, sent: 0, used: 0 });
  const label =
    `Codes by ten minutes over ${Math.round(last / 60)} hours. The most in one are ${busiest.sent}, ` +
    `of which ${busiest.used} were used as far as Verify knows.`;
  return (
    <div class="conversion">
      <svg viewBox={`0 0 ${columns * 10} ${height}`} preserveAspectRatio="none" role="img" aria-label={label}>
        {slots.map(({ minute, sent, used }) => (
          <g key={minute}>
            <rect class="sent" x={minute + 1} width="8" {...column(sent, most)} />
            <rect class="used" x={minute + 1} width="8" {...column(used, most)} />
          </g>
        ))}
      </svg>
      <p class="soft small axis" aria-hidden="true">
        <span>0 h</span>
        <span>{Math.round(last / 120)} h</span>
        <span>{Math.round(last / 60)} h</span>
      </p>
      <p class="soft small">
        <span class="swatch sent" /> sent <span class="swatch used" /> used
      </p>
    </div>
  );
}

function column(codes: number, most: number): { y: number; height: number } {
  const tall = (codes / most) * height;
  return { y: height - tall, height: tall };
}

import type { LucideIcon } from 'lucide-react';

/** A line icon; decoration only, so the word or label beside it is what is spoken. Strokes thicken as icons shrink. */
export function Icon({
  of: Shape,
  size = 16,
  className,
}: {
  of: LucideIcon;
  size?: 12 | 14 | 16 | 18 | 20 | 24;
  className?: string;
}) {
  return <Shape size={size} strokeWidth={size <= 12 ? 2 : 1.6} aria-hidden className={className} />;
}

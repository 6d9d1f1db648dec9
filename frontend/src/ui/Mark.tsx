/** The product's mark: a frame with a ring cut out of it. Takes the colours of the main button. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden>
      <rect width="20" height="20" rx="5" fill="var(--pri)" />
      <circle cx="11" cy="11.5" r="4.4" fill="none" stroke="var(--on-pri)" strokeWidth="2.2" />
    </svg>
  );
}

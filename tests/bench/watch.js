// Runs in the page before its own scripts, and times from outside what the editor does: its code is as people have it.
(() => {
  const LAYERS = 3; // photo, masks, marks
  const watch = { drawn: [], frames: [], landed: [], came: [], blocked: [] };
  window.watch = watch;

  const schedule = window.requestAnimationFrame.bind(window);

  // For how long the page could not answer anybody.
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) watch.blocked.push(duration);
  }).observe({ type: 'longtask', buffered: true });

  // From the start of the handler of an event to the end of the next frame's drawing.
  let begun = null;
  let frame = null;
  const settle = () => {
    if (begun !== null && frame !== null) watch.drawn.push(frame.ended - begun);
    begun = frame = null;
  };
  for (const type of ['pointermove', 'wheel'])
    addEventListener(
      type,
      () => {
        settle();
        begun = performance.now();
      },
      { capture: true, passive: true },
    );
  watch.take = (name) => {
    settle();
    return watch[name].splice(0);
  };

  // Until a click shows in the pixels of the layer of masks at its place.
  let click = null;
  watch.expect = (filled) => {
    click = { filled, since: null, x: 0, y: 0 };
  };
  watch.waiting = () => click !== null;
  addEventListener(
    'pointerdown',
    (event) => {
      if (click) Object.assign(click, { since: event.timeStamp, x: event.clientX, y: event.clientY });
    },
    true,
  );
  const looked = () => {
    if (click?.since == null) return;
    const masks = document.querySelectorAll('[data-canvas=photo] canvas')[LAYERS - 2];
    const box = masks.getBoundingClientRect();
    const x = (click.x - box.left) * devicePixelRatio;
    const y = (click.y - box.top) * devicePixelRatio;
    const [, , , alpha] = masks.getContext('2d').getImageData(x, y, 1, 1).data;
    if (alpha > 0 !== click.filled) return;
    watch.landed.push(performance.now() - click.since);
    click = null;
  };

  // From a key to the image of this name, loaded, and the frame after.
  let next = null;
  watch.follow = (key) => {
    next = { key, since: null, there: false };
    schedule(tick);
  };
  addEventListener('keydown', (event) => next && (next.since ??= event.timeStamp), true);
  const arrived = (now) => {
    if (next?.since == null) return;
    if (next.there) {
      watch.came.push(performance.now() - next.since);
      next = null;
      return;
    }
    next.there =
      document.querySelector('header b[title]')?.textContent === next.key &&
      document.querySelector('[data-canvas=photo]')?.dataset.ready === 'true';
  };

  window.requestAnimationFrame = (callback) =>
    schedule((now) => {
      callback(now);
      looked();
      if (begun === null || (frame !== null && frame.now !== now)) return;
      frame = { now, ended: performance.now() };
    });

  // Every frame, while told to count; else the page draws none for us, and waits as it does for people.
  let last = null;
  let counting = false;
  watch.count = (on) => {
    counting = on;
    last = null;
    if (on) schedule(tick);
  };
  const tick = (now) => {
    if (counting && last !== null) watch.frames.push(now - last);
    last = now;
    arrived(now);
    if (counting || next) schedule(tick);
  };
})();

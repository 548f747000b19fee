// Pointing in a photo: a tap on a numbered place covers it or shows it again, a tap beside it or a drawn box adds one.
// Without this file the buttons below the photo do the same, and cells take the place of drawing.
(() => {
  "use strict";
  const WHOLE = 10000;
  const SMALL = 12; // pixels: less is a tap
  let drawing = null;

  const photoOf = (target) => (target instanceof Element ? target.closest(".vr-work[data-point]") : null);
  const ready = () => document.querySelectorAll(".vr-work[data-point]").forEach((each) => each.setAttribute("data-ready", ""));
  const within = (value, most) => Math.max(0, Math.min(most, value));

  const spot = (photo, event) => {
    const box = photo.getBoundingClientRect();
    return {
      x: within((event.clientX - box.left) / box.width, 1),
      y: within((event.clientY - box.top) / box.height, 1),
    };
  };

  const show = (photo, from, to) => {
    const layer = photo.querySelector(".vr-work__layer");
    const rect = photo.querySelector(".vr-spot__new");
    const { width, height } = layer.viewBox.baseVal;
    rect.setAttribute("x", Math.min(from.x, to.x) * width);
    rect.setAttribute("y", Math.min(from.y, to.y) * height);
    rect.setAttribute("width", Math.abs(from.x - to.x) * width);
    rect.setAttribute("height", Math.abs(from.y - to.y) * height);
  };

  const send = (photo, from, to) => {
    const form = document.getElementById(photo.dataset.point);
    const put = (name, value) => {
      form.elements.namedItem(name).value = String(Math.round(value * WHOLE));
    };
    put("x", Math.min(from.x, to.x));
    put("y", Math.min(from.y, to.y));
    put("w", Math.abs(from.x - to.x));
    put("h", Math.abs(from.y - to.y));
    form.requestSubmit();
  };

  document.addEventListener("pointerdown", (event) => {
    const photo = photoOf(event.target);
    if (!photo || event.button !== 0 || event.target.closest("form")) return;
    event.preventDefault();
    const face = event.target.closest("[data-face]");
    drawing = { photo, face: face && face.dataset.face, from: spot(photo, event), x: event.clientX, y: event.clientY };
  });

  document.addEventListener("pointermove", (event) => {
    if (drawing) show(drawing.photo, drawing.from, spot(drawing.photo, event));
  });

  document.addEventListener("pointercancel", () => {
    if (drawing) show(drawing.photo, drawing.from, drawing.from);
    drawing = null;
  });

  document.addEventListener("pointerup", (event) => {
    if (!drawing) return;
    const { photo, face, from, x, y } = drawing;
    drawing = null;
    const tapped = Math.hypot(event.clientX - x, event.clientY - y) < SMALL;
    const cover = face && document.getElementById(`dek-${face}`);
    if (tapped && cover) cover.requestSubmit();
    else send(photo, from, tapped ? from : spot(photo, event));
  });

  document.addEventListener("dragstart", (event) => {
    if (photoOf(event.target)) event.preventDefault();
  });
  document.addEventListener("htmx:afterSettle", ready);
  ready();
})();

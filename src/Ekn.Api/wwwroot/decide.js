// The time left to answer runs down. What happens then is the service's doing; this only shows it.
"use strict";

const began = new WeakMap();

const clock = (seconds) => {
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
};

const run = () => {
  for (const element of document.querySelectorAll("[data-left]")) {
    if (!began.has(element)) began.set(element, performance.now());
    const passed = ((performance.now() - began.get(element)) / 1000) * Number(element.dataset.speed || 1);
    element.textContent = clock(Math.max(0, Math.floor(Number(element.dataset.left) - passed)));
  }
};

run();
setInterval(run, 1000);

// The question was answered elsewhere: there is nothing to decide otherwise either. What was written stays in the field.
document.addEventListener("ekn:refreshed", () => {
  run();
  const otherwise = document.getElementById("otherwise");
  if (otherwise) otherwise.hidden = !document.querySelector("#question form");
});

// What a work finds, as it finds it; without script the page comes anew each second.
(() => {
  const bar = document.querySelector("#bar"), far = document.querySelector("#far"), found = document.querySelector("#found");
  let skip = found.rows.length;
  const source = new EventSource(location.pathname);
  source.addEventListener("line", (event) => {
    if (event.lastEventId > skip) found.insertAdjacentHTML("beforeend", event.data);
  });
  source.addEventListener("bar", (event) => {
    const { done, total, said } = JSON.parse(event.data);
    if (total) { bar.max = total; bar.value = done; }
    far.textContent = said;
  });
  source.addEventListener("over", (event) => {
    source.close();
    if (event.data) location.replace(event.data); else location.reload();
  });
  source.addEventListener("error", () => { if (source.readyState === EventSource.CLOSED) location.reload(); });
})();

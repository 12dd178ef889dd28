// One script tag in any page: <script src="https://…/static/widget.js" defer></script>. It remembers by a cookie of its own.
(() => {
  const script = document.currentScript;
  if (!script || document.querySelector("#mingce-widget")) return;
  const origin = new URL(script.src).origin;
  const label = script.dataset.label || "政策问答";
  const box = document.createElement("div");
  box.id = "mingce-widget";
  const root = box.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`:host{position:fixed;right:16px;bottom:16px;z-index:2147483000;font:16px/1.5 system-ui,sans-serif}
button{background:#0b5c4c;color:#fff;border:0;border-radius:2rem;padding:.7rem 1.2rem;font:inherit;cursor:pointer;box-shadow:0 2px 10px #0004}
button:focus-visible{outline:3px solid #7fd6bd}
iframe{display:none;width:min(26rem,calc(100vw - 32px));height:min(40rem,calc(100vh - 96px));border:1px solid #cfd8d4;border-radius:.8rem;background:#fff;margin-bottom:.6rem;box-shadow:0 4px 24px #0005}
iframe.open{display:block}`);
  root.adoptedStyleSheets = [sheet];
  const button = document.createElement("button");
  button.textContent = label;
  button.setAttribute("aria-expanded", "false");
  const frame = document.createElement("iframe");
  frame.title = label;
  root.append(frame, button);
  const kept = "mingce-widget-open";
  const show = (open) => {
    if (open && !frame.src) frame.src = origin + "/embed/";
    frame.classList.toggle("open", open);
    button.setAttribute("aria-expanded", String(open));
    try { sessionStorage.setItem(kept, open ? "1" : ""); } catch { /* the page forbids it */ }
  };
  button.addEventListener("click", () => show(!frame.classList.contains("open")));
  let open = false;
  try { open = sessionStorage.getItem(kept) === "1"; } catch { /* the page forbids it */ }
  show(open);
  document.body.append(box);
})();

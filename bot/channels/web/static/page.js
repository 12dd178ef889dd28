// What forms alone cannot do: Enter sends, the newest is in sight, a lost connection loses no turn.
(() => {
  const one = (query) => document.querySelector(query);
  const talk = one("#talk");
  if (!talk) return;
  const text = one("#text"), trouble = one("#trouble"), kept = "mingce:" + talk.action;
  const touch = matchMedia("(pointer: coarse)").matches;
  let last = null;

  if (!location.hash) one("#log").scrollTop = one("#log").scrollHeight;
  text.value = text.value || sessionStorage.getItem(kept) || "";
  text.addEventListener("input", () => sessionStorage.setItem(kept, text.value));
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || touch) return;
    event.preventDefault();
    if (text.value.trim()) talk.requestSubmit(one("#send"));
  });

  const ours = (event) => {
    const source = event.detail.ctx && event.detail.ctx.sourceElement;
    return source && (source === talk || source.matches(".group")) ? source : null;
  };
  document.addEventListener("htmx:before:request", (event) => {
    const form = ours(event);
    if (!form) return;
    last = { form, submitter: event.detail.ctx.sourceEvent && event.detail.ctx.sourceEvent.submitter };
    document.body.setAttribute("aria-busy", "true");
    trouble.hidden = true;
  });
  document.addEventListener("htmx:finally:request", () => document.body.removeAttribute("aria-busy"));
  document.addEventListener("htmx:after:swap", (event) => {
    if (!ours(event)) return;
    last = null;
    text.value = "";
    sessionStorage.removeItem(kept);
    for (const old of document.querySelectorAll("form.group")) {
      if (old !== [...document.querySelectorAll("form.group")].pop() || !one("#end").previousElementSibling.contains(old)) old.remove();
    }
    const said = [...document.querySelectorAll(".said")].pop();
    if (said) said.scrollIntoView({ block: "start" });
    if (!touch) text.focus({ preventScroll: true });
  });
  const failed = (event) => {
    if (!ours(event)) return;
    trouble.hidden = false;
  };
  document.addEventListener("htmx:error", failed);
  const again = () => {
    if (!last || trouble.hidden) return;
    // The same turn number goes along: what did arrive is not taken twice.
    last.form.requestSubmit(last.submitter && last.submitter.isConnected ? last.submitter : undefined);
  };
  one("#again").addEventListener("click", again);
  addEventListener("online", again);
})();

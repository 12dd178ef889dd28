// Telegram puts what it signs behind # in the address; it goes to the server in a form, never into a link.
(() => {
  const data = new URLSearchParams(location.hash.slice(1)).get("tgWebAppData") || "";
  const form = document.querySelector("#enter");
  history.replaceState(null, "", location.pathname);
  form.elements.data.value = data;
  form.submit();
})();

// Before the policy of this page there is one frame under a policy of its own, in which code of cells may run and from
// which nobody can be reached. It makes jails when the page asks, and ends them.
{
  const keep = () => {
    /** @type {Map<string, HTMLIFrameElement>} */
    const jails = new Map();
    addEventListener("message", ({ source, data: { id, page, script }, ports: [port] }) => {
      if (source !== parent || typeof id !== "string") return;
      jails.get(id)?.remove();
      jails.delete(id);
      if (typeof page !== "string" || typeof script !== "string" || !port) return;
      const frame = document.createElement("iframe");
      frame.setAttribute("sandbox", "allow-scripts");
      frame.srcdoc = page;
      const hand = () => frame.contentWindow.postMessage({ script }, "*", [port]);
      frame.addEventListener("load", hand, { once: true });
      jails.set(id, frame);
      document.body.append(frame);
    });
  };
  const policy =
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob:; worker-src blob:; connect-src 'none'; base-uri 'none'; form-action 'none'";
  const html = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><body><script>(${String(keep)})()<\/script>`;
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.setAttribute("aria-hidden", "true");
  frame.dataset.keeper = "";
  frame.hidden = true;
  frame.tabIndex = -1;
  frame.src = `data:text/html;base64,${btoa(html)}`;
  document.documentElement.append(frame);
}

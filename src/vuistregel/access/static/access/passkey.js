// Passkeys: asks the browser for one, puts its answer in the form and sends it. Without this file a password and a
// code still work; forms that need it are hidden until it has run.
(() => {
  "use strict";
  if (!window.PublicKeyCredential) return;

  const toBytes = (text) => {
    const base64 = text.replace(/-/g, "+").replace(/_/g, "/");
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  };
  const toText = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");
  const withBytes = (descriptors) => (descriptors || []).map((each) => ({ ...each, id: toBytes(each.id) }));

  const create = async (options) => {
    const made = await navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: toBytes(options.challenge),
        user: { ...options.user, id: toBytes(options.user.id) },
        excludeCredentials: withBytes(options.excludeCredentials),
      },
    });
    return {
      attestationObject: toText(made.response.attestationObject),
      clientDataJSON: toText(made.response.clientDataJSON),
      ...answered(made),
    };
  };

  const get = async (options) => {
    const found = await navigator.credentials.get({
      publicKey: {
        ...options,
        challenge: toBytes(options.challenge),
        allowCredentials: withBytes(options.allowCredentials),
      },
    });
    return {
      authenticatorData: toText(found.response.authenticatorData),
      clientDataJSON: toText(found.response.clientDataJSON),
      signature: toText(found.response.signature),
      userHandle: found.response.userHandle ? toText(found.response.userHandle) : null,
      ...answered(found),
    };
  };

  const answered = (credential) => ({
    about: {
      id: credential.id,
      rawId: toText(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment,
      clientExtensionResults: credential.getClientExtensionResults(),
    },
  });

  const optionsFor = async (form) => {
    const from = form.dataset.passkeyFrom;
    if (from) {
      const answer = await fetch(from, { headers: { "X-Requested-With": "XMLHttpRequest" } });
      return (await answer.json()).request_options.publicKey;
    }
    const kept = JSON.parse(document.getElementById("passkey-options").textContent);
    return (kept.creation_options || kept.request_options).publicKey;
  };

  const ask = async (form) => {
    const options = await optionsFor(form);
    const { about, ...response } = await (form.dataset.passkey === "create" ? create(options) : get(options));
    form.elements.credential.value = JSON.stringify({ ...about, response });
    form.submit();
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const failed = form.querySelector("[data-passkey-failed]");
      failed.hidden = true;
      // The person said no, or the device knows none: both are for them to read, not for us.
      ask(form).catch(() => {
        failed.hidden = false;
      });
    });
  }
})();

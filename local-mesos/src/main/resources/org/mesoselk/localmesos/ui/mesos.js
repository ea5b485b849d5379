"use strict";
// The pages work without this file; with it they stay fresh, and a file that grows is followed.
(() => {
  const RENEW_MILLIS = 5000;
  const FOLLOW_MILLIS = 1000;
  const MOST_BYTES = 65536;
  const MOST_SHOWN = 4000000;
  const lost = document.getElementById("lost");
  const say = sentence => { lost.textContent = sentence; };

  async function ask(address) {
    const answer = await fetch(address, {cache: "no-store"});
    if (!answer.ok) {
      throw new Error(answer.status + " " + (await answer.text()));
    }
    return answer;
  }

  // Not while somebody marks text or has the keyboard's focus in the page: both would be lost.
  async function renew() {
    const main = document.querySelector("main");
    if (document.hidden || !getSelection().isCollapsed || main.contains(document.activeElement)) {
      return;
    }
    const answer = await fetch(location.href, {cache: "no-store"});
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("main");
    if (fresh) {
      main.replaceWith(fresh);
      document.title = page.title;
    }
  }

  const printable = text =>
    text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f]/g, c => String.fromCharCode(0x2400 + c.charCodeAt(0)))
      .replace(/\x7f/g, "\u2421");

  function follower(log) {
    const label = document.getElementById("follow");
    const box = label.querySelector("input");
    label.hidden = false;
    let end = Number(log.dataset.end);
    let waits = 0;
    const size = async () => (await (await ask(log.dataset.follow)).json()).offset;
    const read = async length =>
      (await (await ask(`${log.dataset.follow}&offset=${end}&length=${length}`)).json()).data;

    // A read may end within a character: then it is tried with up to three bytes less.
    async function piece(left) {
      const most = Math.min(left, MOST_BYTES);
      const whole = await read(most);
      for (let length = most - 1; whole.endsWith("\ufffd") && length > 0 && length >= most - 3; length--) {
        const shorter = await read(length);
        if (!shorter.endsWith("\ufffd")) {
          return {length, data: shorter};
        }
      }
      return {length: most, data: whole};
    }

    function show(data) {
      const atEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 8;
      log.append(printable(data));
      if (log.textContent.length > MOST_SHOWN) {
        log.textContent = log.textContent.slice(-MOST_SHOWN / 2);
      }
      if (atEnd) {
        log.scrollTop = log.scrollHeight;
      }
    }

    log.scrollTop = log.scrollHeight;
    return async () => {
      if (!box.checked || document.hidden) {
        return;
      }
      const now = await size();
      document.getElementById("size").textContent = now;
      if (now < end) {
        log.textContent = "";
        end = 0;
        show("(The file became shorter; here it is from its beginning.)\n");
      }
      while (end < now) {
        const {length, data} = await piece(now - end);
        if (data.endsWith("\ufffd") && length < 4 && waits < 5) {
          waits++; // the rest of the character may still be on its way
          return;
        }
        waits = 0;
        end += length;
        show(data);
      }
    };
  }

  const log = document.getElementById("log");
  const follows = log !== null && log.dataset.follow !== undefined;
  const work = follows ? follower(log) : renew;
  const millis = follows ? FOLLOW_MILLIS : RENEW_MILLIS;
  async function turn() {
    try {
      await work();
      say("");
    } catch (fault) {
      say(`Not up to date: ${fault.message}. Trying again.`);
    }
    setTimeout(turn, millis);
  }
  if (follows || document.querySelector("main[data-renewed]")) {
    setTimeout(turn, millis);
  }
})();

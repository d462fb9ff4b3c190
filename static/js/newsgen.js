// What a page can do with script and does without: copy its address, and say how long ago.

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) {
    button.parentElement.remove();
  } else {
    button.parentElement.hidden = false;
    button.addEventListener("click", async () => {
      const canonical = document.querySelector('link[rel="canonical"]');
      await navigator.clipboard.writeText(decodeURI(canonical ? canonical.href : location.href));
      const words = button.textContent;
      button.textContent = button.dataset.copy;
      setTimeout(() => { button.textContent = words; }, 2000);
    });
  }
}

const { lang } = document.documentElement;
for (const time of document.querySelectorAll("time[data-ago]")) {
  const minutes = Math.round((Date.now() - Date.parse(time.dateTime)) / 60000);
  const hasClock = !time.dateTime.includes("T00:00:00");
  if (hasClock && minutes >= 0 && minutes < 24 * 60) {
    const digits = /[٠-٩]/.test(time.textContent) ? "arab" : "latn";
    const ago = new Intl.RelativeTimeFormat(`${lang}-u-nu-${digits}`, { numeric: "auto" });
    time.title = time.textContent;
    time.textContent = minutes < 60
      ? ago.format(-minutes, "minute")
      : ago.format(-Math.round(minutes / 60), "hour");
  }
}

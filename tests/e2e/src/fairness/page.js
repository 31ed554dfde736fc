// Runs before the app's page: sets the device's clock wrong, and records what the lot's page shows.
(() => {
    const skew = Number('SKEW');
    const RightDate = Date;
    function WrongDate(...parts) {
        if (!new.target) return new RightDate(RightDate.now() + skew).toString();
        return Reflect.construct(RightDate, parts.length ? parts : [RightDate.now() + skew], new.target);
    }
    WrongDate.prototype = RightDate.prototype;
    WrongDate.prototype.constructor = WrongDate;
    WrongDate.now = () => RightDate.now() + skew;
    WrongDate.parse = RightDate.parse;
    WrongDate.UTC = RightDate.UTC;
    window.Date = WrongDate;

    const text = (css) => document.querySelector(css)?.textContent ?? '';
    const rows = () => [...document.querySelectorAll('.bids__row')];
    const read = (row) => [row.children[0].textContent, row.children[1].textContent];
    let last = '';
    let isDue = false;
    window.__sights = [];
    window.__now = () => performance.timeOrigin + performance.now();
    window.__history = () => rows().map(read);
    window.__look = () => {
        if (!document.querySelector('.lot-panel__amount')) return null;
        return [
            text('.lot-panel__amount'),
            text('.lot-panel__label'),
            text('.lot-position'),
            text('.lot-panel__time [role=timer]'),
            rows().slice(0, Number('ROWS')).map(read),
            text('.lot-panel__badges').includes('paused'),
        ];
    };
    const note = () => {
        isDue = false;
        const sight = window.__look();
        const key = JSON.stringify(sight);
        if (!sight || key === last) return;
        last = key;
        window.__sights.push([window.__now(), ...sight]);
    };
    // Once everything that belongs to one change has changed, which is before anybody sees it.
    new MutationObserver(() => {
        if (isDue) return;
        isDue = true;
        setTimeout(note, 0);
    }).observe(document, { subtree: true, childList: true, characterData: true });
})();

"""The two pages of Examples/clients/web in a real browser; no LiveKit server is needed for these."""

from datetime import datetime, timedelta, timezone

import pytest

from browser import Browser, chromium

pytestmark = pytest.mark.skipif(not chromium(), reason="no Chromium; apt-get install chromium")

PURPOSES = ["live_transcription", "storage", "ai_analysis"]
NOTICE = {
    "notice": "guest/de", "version": 1, "locale": "de", "title": "Ein KI-Coach möchte zuhören",
    "paragraphs": ["Er schreibt mit. <img src=x onerror=alert(1)>", "Sie entscheiden frei."],
    "allow": "Erlauben", "refuse": "Ablehnen", "stop": "Coach anhalten",
    "digest": "d" * 64, "nonce": "n-1", "purposes": PURPOSES,
}


def tip(number="u-1", seconds=60):
    expires = datetime.now(timezone.utc) + timedelta(seconds=seconds)
    return {"id": number, "kind": "price-objection", "headline": "Ask what it is compared with",
            "body": "<b>The pilot</b> has no yearly fee.", "expires_at": expires.isoformat()}


async def test_the_notice_is_text_in_its_language_with_two_equal_buttons():
    async with Browser() as page:
        await page.open("guest.html", locale="en")
        assert await page.coach_calls("aside_notice", NOTICE) == {"shown": True}
        shown = await page.run("document.querySelector('.notice').innerText")
        assert all(text in shown for text in [NOTICE["title"], *NOTICE["paragraphs"]])
        assert await page.run("document.querySelectorAll('.notice img').length") == 0
        assert await page.run("document.querySelector('.notice').lang") == "de"
        assert await page.run("document.querySelector('.bar button').innerText") == "Coach anhalten"
        allow, refuse = await page.run(
            "[...document.querySelectorAll('.pair button')].slice(0, 2).map(b => {"
            "const s = getComputedStyle(b), r = b.getBoundingClientRect();"
            "return [r.width, r.height, s.color, s.backgroundColor, s.fontSize, s.fontWeight, s.border]})")
        assert allow == refuse
        assert await page.run("document.querySelectorAll('time, progress, [role=timer]').length") == 0


async def test_the_keyboard_reaches_everything_in_order_and_allows():
    async with Browser() as page:
        await page.open("guest.html")
        await page.coach_calls("aside_notice", NOTICE)
        assert await page.run("document.activeElement.textContent") == NOTICE["title"]
        reached = []
        for _ in range(4):
            await page.press("Tab")
            reached.append(await page.run("document.activeElement.textContent"))
        assert reached == ["Auswählen, was Sie erlauben", "Erlauben", "Ablehnen", "Microphone"]
        await page.run("document.querySelector('.pair button').focus()")
        await page.press("Enter")
        await page.until("room.calls.some(c => c.method === 'aside_consent')")
        assert await page.calls("aside_consent") == [
            {"act": "grant", "digest": NOTICE["digest"], "nonce": "n-1"}]


async def test_to_choose_is_to_tick_and_nothing_is_ticked_beforehand():
    async with Browser() as page:
        await page.open("guest.html")
        await page.coach_calls("aside_notice", NOTICE)
        await page.run("document.querySelector('summary').click()")
        await page.until("document.querySelector('summary').textContent === 'Sie erlauben 0 von 3'")
        assert await page.run("document.querySelectorAll('input:checked').length") == 0
        await page.run("document.querySelector('.pair button').click()")
        await page.until("document.querySelector('.notice .hint').textContent")
        assert await page.calls("aside_consent") == []
        await page.run("[...document.querySelectorAll('.choice input')].slice(1, 3).forEach(b => b.click())")
        await page.coach_calls("aside_notice", NOTICE)  # sent again, it keeps what was ticked
        await page.run("document.querySelector('.pair button').click()")
        await page.until("room.calls.some(c => c.method === 'aside_consent')")
        assert (await page.calls("aside_consent"))[0]["purposes"] == PURPOSES[:2]


async def test_a_shared_device_is_asked_for_how_many_it_allows():
    async with Browser() as page:
        await page.open("guest.html")
        await page.coach_calls("aside_notice", NOTICE | {"shared": True})
        assert await page.run("document.querySelector('.heads').lang") == "de"
        heads = "document.querySelector('.heads input')"
        for wrong in ["", "0", "1001"]:
            await page.run(f"{heads}.value = {wrong!r}; document.querySelector('.hint').textContent = ''")
            await page.run("document.querySelector('.pair button').click()")
            await page.until("document.querySelector('.notice .hint').textContent.includes('Personen')")
        assert await page.calls("aside_consent") == []
        await page.run(f"{heads}.value = '3'; document.querySelector('.pair button').click()")
        await page.until("room.calls.some(c => c.method === 'aside_consent')")
        assert (await page.calls("aside_consent"))[0]["head_count"] == 3


async def test_the_lamp_stays_and_stops_in_one_click():
    async with Browser() as page:
        await page.open("guest.html")
        await page.coach_calls("aside_notice", NOTICE)
        await page.run("standing = {gate: 'open', purposes: {storage: 'granted'}}; 1")
        await page.coach_calls("aside_receipt", {"act": "granted", "purposes": PURPOSES})
        await page.until("document.querySelector('.bar').dataset.state === 'on'")
        assert await page.run("document.querySelector('.notice')") is None
        assert "Coach an" in await page.run("document.querySelector('[role=status]').innerText")
        await page.run("document.querySelector('.bar button').click()")
        await page.until("room.calls.some(c => c.method === 'aside_consent')")
        assert await page.calls("aside_consent") == [{"act": "withdraw"}]


async def test_whoever_said_no_is_offered_the_notice_again_after_a_reload_too():
    async with Browser() as page:
        await page.open("guest.html")
        again = "document.querySelector('.bar .quietly')"
        assert await page.run(f"{again}.hidden")
        await page.run("standing = {gate: 'closed', purposes: {live_transcription: 'refused', storage: 'refused'}};"
                       "room.emit('reconnected'); 1")
        await page.until(f"!{again}.hidden")
        assert await page.run("document.querySelector('.bar button').hidden")
        await page.run(f"{again}.click()")
        await page.until("room.calls.some(c => c.method === 'aside_consent')")
        assert await page.calls("aside_consent") == [{"act": "grant", "digest": "", "nonce": ""}]
        assert await page.coach_calls("aside_notice", NOTICE) == {"shown": True}
        assert await page.run(f"{again}.hidden")


async def test_a_notice_that_nobody_saw_is_taken_down_and_can_be_asked_for():
    async with Browser() as page:
        await page.open("guest.html")
        await page.run("Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true}); 1")
        assert (await page.coach_calls("aside_notice", NOTICE))["code"] == 4080
        assert await page.run("document.querySelector('.notice')") is None
        await page.run("standing = {gate: 'closed', purposes: {live_transcription: 'timedOut', storage: 'timedOut'}};"
                       "room.emit('reconnected'); 1")
        await page.until("!document.querySelector('.bar .quietly').hidden")


async def test_the_rep_reads_a_nudge_once_and_says_what_they_did():
    async with Browser() as page:
        await page.open("rep.html")
        for _ in range(2):
            assert await page.coach_calls("coach_nudge", tip()) == {"shown": True}
        assert await page.run("document.querySelectorAll('.nudge').length") == 1
        assert await page.run("document.querySelectorAll('.nudge b').length") == 0
        await page.run("document.querySelector('.nudge button').click()")
        await page.until("!document.querySelector('.nudge')")
        assert await page.calls("aside_feedback") == [{"nudge": "u-1", "act": "used"}]
        await page.coach_calls("coach_nudge", tip("u-2", seconds=1))
        await page.until("!document.querySelector('.nudge')")
        await page.coach_calls("coach_question", {
            "id": "q-1", "summary": "Book the data check?", "expires_at": tip()["expires_at"]})
        await page.run("document.querySelectorAll('.question button')[1].click()")
        await page.until("!document.querySelector('.question')")
        assert await page.calls("aside_approve") == [{"question": "q-1", "approve": False}]


async def test_a_guest_cannot_be_sent_advice():
    async with Browser() as page:
        await page.open("guest.html")
        assert (await page.coach_calls("coach_nudge", tip()))["code"] == 1400


async def test_a_page_that_is_not_visible_attests_nothing():
    async with Browser() as page:
        await page.open("guest.html")
        await page.run("Object.defineProperty(document, 'visibilityState', {value: 'hidden'}); 1")
        assert (await page.coach_calls("aside_notice", NOTICE))["code"] == 4080


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width, zoom", [(1000, 1), (1000, 2), (360, 1), (360, 2)])
async def test_nothing_is_cut_off_and_every_word_has_contrast(scheme, width, zoom):
    async with Browser() as page:
        await page.open("guest.html", width=width, zoom=zoom, scheme=scheme)
        await page.coach_calls("aside_notice", NOTICE)
        await page.run("document.querySelector('summary').click()")
        root = "document.documentElement"
        assert await page.run(f"{root}.scrollWidth <= {root}.clientWidth")
        assert await page.run(LEAST_CONTRAST) >= 4.5


# The least contrast (WCAG 2) between the colour of a text and the nearest ground behind it.
LEAST_CONTRAST = """
(() => {
  const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (one) => {
    const colour = parse(getComputedStyle(one).backgroundColor);
    return colour[3] === 0 && one.parentElement ? ground(one.parentElement) : colour;
  };
  const worded = [...document.querySelectorAll("main *")].filter((one) =>
    one.checkVisibility() && [...one.childNodes].some((n) => n.nodeType === 3 && n.data.trim()));
  return Math.min(...worded.map((one) => {
    const [a, b] = [light(parse(getComputedStyle(one).color)), light(ground(one))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }));
})()
"""

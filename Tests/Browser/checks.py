"""What a duty officer must be able to rely on in the page, one function a check.

SPDX-License-Identifier: Apache-2.0
"""

import json
import os
import shutil
import time
import traceback
import urllib.request

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

import desk
import exercise
import proofs

FIRST_VISIT_BYTES = 1_600_000
PATIENCE_MS = 120_000
IDLE = "new Promise(r => { const d = () => trucelineMap.loaded() ? r() : setTimeout(d, 200); d() })"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
ALL = []


def check(function):
  ALL.append(function)
  return function


class Bench:
  """A browser and the address of the server; opens pages and remembers what they complained about."""

  def __init__(self, browser, base, moving, exercise):
    self.browser, self.base, self.moving, self.exercise = browser, base, moving, exercise
    self.page, self.complaints = None, []

  def open(self, query="?map=off", size=(1280, 800), theme="light", locale="en-GB", duty="Watch 2", ready="ready", base=None):
    self.close()
    context = self.browser.new_context(
      viewport={"width": size[0], "height": size[1]}, color_scheme=theme, locale=locale, reduced_motion="reduce")
    self.page = page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    self.complaints = []
    page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: self.complaints.append(str(e)))
    page.on("requestfailed", lambda r: None if "/changes" in r.url else self.complaints.append(f"{r.url} {r.failure}"))
    page.on("response", lambda r: self.complaints.append(f"{r.url} {r.status}") if r.status >= 400 else None)
    if duty:
      page.add_init_script(f"try {{ localStorage.setItem('truceline.duty', {json.dumps(duty)}) }} catch {{}}")
    page.goto((base or self.base) + query)
    page.wait_for_selector(f"html[data-{ready}]")
    return page

  def open_map(self, **options):
    page = self.open(query="", ready="map='idle'", **options)
    page.evaluate(IDLE)
    return page

  def close(self):
    if self.page:
      self.page.context.close()
    self.page = None

  def api(self, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(self.base + "api/v1/" + path, data=data, headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
      return json.load(answer)

  def new_alerts(self):
    return self.api("alerts?state=new&limit=1000")["alerts"]


def shown(page):
  """The number of alerts the list says it shows."""
  return int(page.locator("#states button[aria-pressed=true] strong").inner_text().replace(",", "").replace(".", ""))


def same(found, wanted, what):
  assert found == wanted, f"{what}: {found!r}, not {wanted!r}"


@check
def loads_under_its_policy_without_a_complaint(bench):
  page = bench.open_map()
  with urllib.request.urlopen(bench.base) as answer:
    policy = answer.headers["Content-Security-Policy"] or ""
  for part in ["default-src 'self'", "script-src 'self'", "object-src 'none'", "frame-ancestors 'none'"]:
    assert part in policy, f"{part} is missing from the policy: {policy}"
  assert "unsafe" not in policy, policy
  same(bench.complaints, [], "complaints")
  assert page.locator("#notice").is_visible() and page.locator(".disclaimer").is_visible()


@check
def first_visit_stays_small(bench):
  bench.close()
  context = bench.browser.new_context(viewport={"width": 1280, "height": 800})
  bench.page = page = context.new_page()
  page.set_default_timeout(PATIENCE_MS)
  sizes = {}
  urls = {}
  session = context.new_cdp_session(page)
  session.send("Network.enable")
  session.on("Network.requestWillBeSent", lambda e: urls.__setitem__(e["requestId"], e["request"]["url"]))
  session.on("Network.loadingFinished", lambda e: sizes.__setitem__(e["requestId"], e["encodedDataLength"]))
  page.goto(bench.base)
  page.wait_for_selector("html[data-map='idle']")
  page.evaluate(IDLE)
  total = sum(sizes.values())
  for request, size in sorted(sizes.items(), key=lambda item: -item[1])[:6]:
    print(f"    {size:>9,.0f}  {urls.get(request, '?')}")
  print(f"    {total:>9,.0f}  in all, {len(sizes)} requests of the page itself (the map's worker fetches the base map)")
  base_map = 0
  for name in ["land", "countries", "lakes", "rivers", "borders"]:
    request = urllib.request.Request(f"{bench.base}basemap/{name}.geojson", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as answer:
      base_map += len(answer.read())
  print(f"    {total + base_map:>9,.0f}  with the base map")
  assert total + base_map <= FIRST_VISIT_BYTES, f"{total + base_map:,.0f} bytes"


@check
def keyboard_alone_walks_opens_and_acknowledges(bench):
  page = bench.open()
  page.locator("[data-filter-state=new]").click()
  page.keyboard.press("j")
  first = page.locator(".row[aria-selected=true]").get_attribute("data-id")
  page.keyboard.press("j")
  second = page.locator(".row[aria-selected=true]").get_attribute("data-id")
  assert first and second and first != second, (first, second)
  page.keyboard.press("k")
  same(page.locator(".row[aria-selected=true]").get_attribute("data-id"), first, "after k")
  page.keyboard.press("Enter")
  page.wait_for_selector(".steps")
  same(page.locator(".detail-head .id").inner_text(), first, "opened")
  page.keyboard.press("a")
  page.wait_for_selector("#detail-state[data-state=acknowledged]")
  same(bench.api(f"alerts/{first}")["state"], "acknowledged", "on the server")
  page.reload()
  page.wait_for_selector("html[data-ready]")
  page.wait_for_selector("#detail-state[data-state=acknowledged]")
  same(page.locator(".detail-head .id").inner_text(), first, "after reload the address opens the same alert")
  history = bench.api(f"alerts/{first}")["history"]
  assert any(entry["actor"] == "Watch 2" for entry in history), history


@check
def asks_for_a_name_before_the_first_act(bench):
  page = bench.open(duty=None)
  page.locator("[data-filter-state=new]").click()
  page.keyboard.press("j")
  chosen = page.locator(".row[aria-selected=true]").get_attribute("data-id")
  page.keyboard.press("a")
  page.wait_for_selector("dialog[open] input[name=name]")
  page.keyboard.press("Escape")
  page.wait_for_selector("dialog", state="detached")
  same(bench.api(f"alerts/{chosen}")["state"], "new", "left without a name")
  page.keyboard.press("a")
  page.locator("dialog input[name=name]").fill("Watch 7")
  page.keyboard.press("Enter")
  until = time.monotonic() + 10
  while bench.api(f"alerts/{chosen}")["state"] == "new" and time.monotonic() < until:
    time.sleep(0.1)
  detail = bench.api(f"alerts/{chosen}")
  same((detail["state"], detail["history"][-1]["actor"]), ("acknowledged", "Watch 7"), "on the record")


@check
def dismissing_needs_a_reason_and_is_on_the_record(bench):
  page = bench.open()
  page.locator("[data-filter-state=new]").click()
  page.locator(".row").nth(1).click()
  page.wait_for_selector(".steps")
  chosen = page.locator(".detail-head .id").inner_text()
  page.keyboard.press("d")
  page.wait_for_selector("dialog[open]")
  page.locator("dialog button[type=submit]").click()
  assert page.locator("dialog[open]").count() == 1, "went away without a reason"
  page.locator("dialog textarea[name=reason]").fill("stubble burning, seen by patrol 4")
  page.locator("dialog button[type=submit]").click()
  page.wait_for_selector("#detail-state[data-state=false]")
  same(bench.api(f"alerts/{chosen}")["state"], "false", "on the server")


@check
def a_case_opens_from_an_alert_and_can_be_assigned(bench):
  page = bench.open()
  page.locator("[data-filter-state=new]").click()
  page.locator(".row").nth(2).click()
  page.wait_for_selector(".steps")
  chosen = page.locator(".detail-head .id").inner_text()
  page.keyboard.press("c")
  page.locator("dialog[open] input[name=title]").fill(f"Fire near the crossing, {chosen}")
  page.locator("dialog button[type=submit]").click()
  page.locator("dd .link-like", has_text="CS-").click()
  page.locator("#assignee").fill("Verification 1")
  page.locator(".assign button").click()
  page.wait_for_selector(".case-row >> text=Verification 1")
  found = [c for c in bench.api("cases")["cases"] if c["title"].endswith(chosen)]
  same(len(found), 1, "cases on the server")
  same(found[0]["assignee"], "Verification 1", "assignee")
  assert chosen in [a["id"] for a in bench.api(f"cases/{found[0]['id']}")["alerts"]]


@check
def filters_agree_with_the_server(bench):
  page = bench.open()
  everything = bench.api("alerts?limit=1000")
  same(shown(page), everything["total"], "all alerts")
  for field in ["sector", "grade", "verdict"]:
    value = everything["alerts"][0][field]
    wanted = bench.api(f"alerts?limit=1&{field}={value}")["total"]
    same(wanted, sum(a[field] == value for a in everything["alerts"]), f"the server's {field}={value}")
    page.select_option(f"#filter-{field}", value)
    page.wait_for_timeout(150)
    same(shown(page), wanted, f"{field}={value}")
    page.locator("#clear").click()
    page.wait_for_timeout(150)
  page.locator("#search").fill(everything["alerts"][0]["id"])
  page.wait_for_timeout(150)
  same(shown(page), 1, "search by number")


@check
def the_slider_shows_only_what_had_happened(bench):
  page = bench.open()
  alerts = bench.api("alerts?limit=1000")["alerts"]
  times = sorted(a["happenedFrom"] for a in alerts)
  page.evaluate("s => { const e = document.getElementById('slider'); e.value = s; e.dispatchEvent(new Event('input')) }",
                int((float(page.locator("#slider").get_attribute("min")) + float(page.locator("#slider").get_attribute("max"))) / 2))
  page.wait_for_timeout(200)
  at = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(int(page.locator("#slider").input_value()) / 1000))
  same(shown(page), sum(t[:19] <= at for t in times), f"alerts until {at}")
  page.locator("#to-end").click()
  page.wait_for_timeout(200)
  same(shown(page), len(alerts), "at the end")


@check
def speaks_german(bench):
  page = bench.open(locale="de-DE")
  same(page.locator("html").get_attribute("lang"), "de", "language of the page")
  assert page.locator("[data-filter-state=acknowledged]").inner_text().endswith("Quittiert")
  page.locator(".row").first.click()
  page.wait_for_selector("text=Warum die Regel ansprach")
  page.select_option("#language", "en")
  page.wait_for_selector("text=Why the rule fired")
  same(page.locator("html").get_attribute("lang"), "en", "after the change")


@check
def follows_the_dark_system_and_the_choice(bench):
  page = bench.open(theme="dark")
  dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
  same(page.locator("html").get_attribute("data-theme"), "dark", "theme")
  page.select_option("#theme", "light")
  light = page.evaluate("getComputedStyle(document.body).backgroundColor")
  assert dark != light, dark
  page.reload()
  page.wait_for_selector("html[data-ready][data-theme=light]")


@check
def works_without_the_map(bench):
  page = bench.open()
  page.wait_for_selector("html[data-map=sketch]")
  assert page.locator(".map-note").is_visible()
  marks = page.locator(".s-mark").count()
  same(marks, shown(page), "marks on the sketch")
  loaded = page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
  assert not any("maplibre" in name for name in loaded), "the map library was loaded"
  page.locator(".row").nth(3).click()
  page.wait_for_selector(".s-chosen", state="attached")
  same(bench.complaints, [], "complaints")


@check
def says_so_when_webgl_is_missing(bench):
  bench.close()
  context = bench.browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
  bench.page = page = context.new_page()
  page.add_init_script("const g = HTMLCanvasElement.prototype.getContext;"
                       "HTMLCanvasElement.prototype.getContext = function (k, ...r) { return k.startsWith('webgl') ? null : g.call(this, k, ...r) }")
  page.goto(bench.base)
  page.wait_for_selector("html[data-map=sketch]")
  assert "WebGL" in page.locator(".map-note").inner_text()
  assert page.locator(".row").count() > 3


@check
def the_map_draws_alerts_and_answers_clicks(bench):
  page = bench.open_map()
  drawn = page.evaluate("""() => {
    const of = (layer) => trucelineMap.queryRenderedFeatures({layers: [layer]});
    const clusters = new Map(of('clusters').map((f) => [f.properties.cluster_id, f.properties.point_count]));
    const single = new Set(of('alerts').map((f) => f.properties.id));
    return {line: of('line').length, towns: of('towns').length, sectors: of('sector-names').length, alerts: single.size + [...clusters.values()].reduce((a, b) => a + b, 0)};
  }""")
  assert drawn["line"] > 0 and drawn["towns"] > 5 and drawn["sectors"] > 2, drawn
  same(drawn["alerts"], shown(page), "alerts on the map, alone and in clusters")
  target = bench.api("alerts?limit=1000")["alerts"][5]
  spot = page.evaluate("""async ([lon, lat]) => {
    trucelineMap.jumpTo({center: [lon, lat], zoom: 12.5});
    await new Promise((r) => trucelineMap.once('idle', r));
    const p = trucelineMap.project([lon, lat]);
    const box = trucelineMap.getCanvas().getBoundingClientRect();
    return [p.x + box.x, p.y + box.y];
  }""", [target["place"]["longitudeDeg"], target["place"]["latitudeDeg"]])
  page.mouse.click(*spot)
  page.wait_for_selector(".steps")
  opened = page.locator(".detail-head .id").inner_text()
  place = bench.api(f"alerts/{opened}")["place"]
  assert abs(place["longitudeDeg"] - target["place"]["longitudeDeg"]) < 0.01, (opened, target["id"])
  row = page.locator(f".row[data-id='{opened}']")
  same(row.get_attribute("aria-selected"), "true", "the row of the clicked alert")
  page.locator("#in-view").check()
  page.wait_for_timeout(300)
  assert 0 < shown(page) < drawn["alerts"], shown(page)


@check
def simferopol_and_sevastopol_lie_in_ukraine(bench):
  page = bench.open_map()
  for name, at in {"Simferopol": [34.0987, 44.9492], "Sevastopol": [33.55, 44.6], "Donetsk": [37.828, 48.0019]}.items():
    found = page.evaluate("""async ([lon, lat]) => {
      trucelineMap.jumpTo({center: [lon, lat], zoom: 7});
      await new Promise((r) => trucelineMap.once('idle', r));
      return trucelineMap.queryRenderedFeatures(trucelineMap.project([lon, lat]), {layers: ['country-area']}).map((f) => f.properties.en);
    }""", at)
    same(set(found), {"Ukraine"}, name)
  towns = page.evaluate("""async () => {
    trucelineMap.jumpTo({center: [34, 45], zoom: 7});
    await new Promise((r) => trucelineMap.once('idle', r));
    return trucelineMap.queryRenderedFeatures({layers: ['towns']}).map((f) => [f.properties.en, f.properties.country]);
  }""")
  assert ["Simferopol", "UA"] in towns, towns


@check
def a_change_elsewhere_arrives_by_itself(bench):
  page = bench.open()
  page.wait_for_selector("#link[data-state=live]")
  page.locator("[data-filter-state=new]").click()
  page.wait_for_timeout(150)
  before = shown(page)
  visible = page.locator(".row").first.get_attribute("data-id")
  bench.api(f"alerts/{visible}/acknowledge", {"actor": "Watch 3"})
  page.wait_for_selector(f".row[data-id='{visible}']", state="detached", timeout=5_000)
  same(shown(page), before - 1, "new alerts after somebody else acknowledged one")


@check
def what_is_being_typed_survives_a_change_elsewhere(bench):
  page = bench.open()
  page.wait_for_selector("#link[data-state=live]")
  other = bench.new_alerts()[-1]["id"]
  page.keyboard.press("/")
  page.keyboard.type("AL-")
  bench.api(f"alerts/{other}/acknowledge", {"actor": "Watch 3"})
  wanted = str(len(bench.new_alerts()))
  page.wait_for_selector(f"[data-filter-state=new] strong:text-is('{wanted}')", timeout=5_000)
  page.keyboard.type("26")
  same(page.locator("#search").input_value(), "AL-26", "the search field")


@check
def a_refused_act_is_told(bench):
  page = bench.open()
  alert = bench.new_alerts()[-1]["id"]
  page.goto(f"{bench.base}?map=off#{alert}")
  page.reload()
  page.wait_for_selector("html[data-ready]")
  page.wait_for_selector(".steps")
  page.route("**/acknowledge", lambda route: route.fulfill(
    status=409, content_type="application/json", body='{"error":{"message":"The alert is already acknowledged.","next":"Reload it."}}'))
  page.locator("#do-acknowledge").click()
  page.wait_for_selector("#trouble:not([hidden])")
  assert "already acknowledged" in page.locator("#trouble").inner_text()


@check
def the_feeds_are_listed_with_their_health(bench):
  page = bench.open()
  page.wait_for_function("document.querySelector('#feeds').textContent.trim().length > 0")
  page.locator("#feeds").click()
  page.wait_for_selector("dialog .feed")
  feeds = bench.api("feeds")["feeds"]
  same(page.locator("dialog .feed").count(), len(feeds), "feeds in the list")
  first = page.locator("dialog .feed").first.inner_text()
  assert feeds[0]["name"] in first and f"{feeds[0]['observations']:,}" in first, first
  violations(page, "feeds")
  page.keyboard.press("Escape")
  same(page.locator("dialog").count(), 0, "open dialogs")
  assert page.evaluate("document.activeElement.id") == "feeds", "the focus is back on the button"
  same(bench.complaints, [], "complaints")


@check
def the_record_log_has_a_light_with_reasons_and_a_proof_of_each_record(bench):
  page = bench.open()
  page.wait_for_selector("#log .light")
  log = bench.api("log")
  same(page.locator("#log .light").get_attribute("data-light"), log["light"], "light")
  page.locator("#log").click()
  page.wait_for_selector("dialog .reasons li")
  said = page.locator("dialog .log-state").inner_text()
  for words in [log["origin"], log["key"][:20], log["root"][:20]] + log["reasons"][:1]:
    assert words in said, f"{words!r} is not in {said!r}"
  assert "no witnesses are named" in said, "a log that nobody cosigns says so"
  violations(page, "record log")
  page.keyboard.press("Escape")
  assert page.evaluate("document.activeElement.id") == "log", "the focus is back on the button"
  page.locator("#list [role=option], #list li").first.click()
  link = page.locator(".history a.proof").first
  link.wait_for()
  proof = urllib.request.urlopen(bench.base.rstrip("/") + link.get_attribute("href")).read().decode()
  assert proof.startswith("c2sp.org/tlog-proof@v1\n"), proof[:80]
  same(bench.complaints, [], "complaints")


@check
def is_accessible_in_light_and_dark(bench):
  for theme in ["light", "dark"]:
    page = bench.open_map(theme=theme)
    violations(page, f"{theme}, queue and map")
    page.locator(".row").first.click()
    page.wait_for_selector(".steps")
    page.locator(".evidence summary").first.click()
    page.locator(".box-layers summary").click()
    page.locator(".box-signs summary").click()
    violations(page, f"{theme}, details")
    page.locator("#help").click()
    violations(page, f"{theme}, help")
    page.keyboard.press("Escape")
    page.locator("#view-cases").click()
    violations(page, f"{theme}, cases")
    page = bench.open(theme=theme, size=(390, 844))
    violations(page, f"{theme}, telephone")


def violations(page, where):
  found = Axe().run(page, options=RULES).response["violations"]
  told = [f"{v['id']}: {v['nodes'][0]['html'][:160]} {v['nodes'][0].get('failureSummary', '')[:200]}" for v in found]
  print(f"    axe, {where}: {len(found)} violations")
  assert not found, "\n".join(told)


@check
def a_report_goes_from_draft_to_issue_with_its_figures_locked(bench):
  page = bench.open(query="reports.html?language=en", duty="Reporter")
  report = page.locator("[data-report]").last.get_attribute("data-report")
  page.locator(f'[data-report="{report}"]').click()
  page.locator('[data-step="draft"]').click()
  page.wait_for_selector("#state:has-text('draft')")
  paragraph = page.locator('[data-paragraph="method.counting"]')
  paragraph.locator("[data-edit]").click()
  page.locator("#words").fill("There were 9 of them.")
  page.locator("#save").click()
  page.wait_for_selector("#trouble:not([hidden])")
  assert "locked" in page.locator("#trouble").inner_text()
  bench.complaints.clear()
  page.locator("#words").fill("In all {t1/all/violations} were counted.")
  page.keyboard.press("Tab")
  page.locator("#save").click()
  page.wait_for_selector('[data-paragraph="method.counting"][data-edited]')
  assert "In all 0 were counted." in paragraph.inner_text()
  number = page.locator("[data-figure]").first
  wanted = number.inner_text().replace(",", "")
  number.click()
  page.wait_for_selector("dialog .rows")
  assert str(page.locator("dialog [data-row]").count()) == wanted, wanted
  page.keyboard.press("Escape")
  for theme in ["light", "dark"]:
    page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
    violations(page, f"{theme}, report desk")
  page.locator("#actor").fill("Head")
  page.locator("#actor").press("Tab")
  page.locator('[data-step="clear"]').click()
  page.wait_for_selector("#state:has-text('cleared')")
  page.locator('[data-step="issue"]').click()
  page.wait_for_selector("#trouble:not([hidden])")
  bench.complaints.clear()
  page.locator("#actor").fill("Reporter")
  page.locator("#actor").press("Tab")
  page.locator('[data-step="issue"]').click()
  page.wait_for_selector("#state:has-text('issued')")
  page.locator("#language").select_option("uk")
  page.wait_for_selector("#state:has-text('оприлюднено')")
  page.goto(bench.base + f"api/v1/reports/{report}/document?language=de")
  for scheme in ["light", "dark"]:
    page.emulate_media(color_scheme=scheme)
    violations(page, f"{scheme}, report as a page")
  assert not bench.complaints, bench.complaints


@check
def fits_a_telephone(bench):
  for language in ["de", "en"]:
    page = bench.open(query=f"?language={language}", size=(390, 844))
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390, f"{language}: {wide} pixels wide"
  page.locator("#tabs button").nth(1).click()
  assert page.locator("#field").is_visible() and not page.locator("#queue").is_visible()
  page.locator("#tabs button").nth(0).click()
  page.locator(".row").first.click()
  page.wait_for_selector(".steps")
  assert page.locator("#detail").is_visible() and not page.locator("#queue").is_visible()


@check
def what_moves_is_listed_drawn_and_explained(bench):
  if not bench.moving:
    print("    skipped: needs --server-binary, for a mission in which things move")
    return
  for theme in ["light", "dark"]:
    page = bench.open_map(base=bench.moving, theme=theme)
    page.locator("#view-tracks").click()
    page.wait_for_selector(".track-row")
    same(page.locator(".track-row").count(), 15, "ships in the list")
    page.evaluate("trucelineMap.jumpTo({ center: [30.85, 46.35], zoom: 9 })")
    page.wait_for_function("trucelineMap.querySourceFeatures('trails').length >= 10 && trucelineMap.queryRenderedFeatures({ layers: ['tracks'] }).length >= 10")
    page.locator("#track-search").fill("truce demo 01")
    page.wait_for_function("document.querySelectorAll('.track-row').length === 1")
    page.locator(".track-row").click()
    page.wait_for_function("document.querySelector('#detail-title').textContent.includes('TRUCE DEMO 01')")
    page.wait_for_selector("#detail .facts")
    words = page.locator("#detail").inner_text()
    for needed in ["AIS receiver Odesa", "Error (95 %)", "m/s on course", "by its own name", "OB-"]:
      assert needed in words, f"{needed!r} is missing in {words}"
    violations(page, f"{theme}, tracks")
    page.locator("#track-search").fill("")
    page.wait_for_function("document.querySelectorAll('.track-row').length === 15")
    at = page.evaluate("trucelineMap.project(trucelineMap.querySourceFeatures('tracks').find(f => f.properties.name === 'TRUCE DEMO 05').geometry.coordinates)")
    box = page.locator("#map canvas").bounding_box()
    page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
    page.wait_for_function("document.querySelector('#detail-title').textContent.includes('TRUCE DEMO 05')")
    same(bench.complaints, [], "complaints")
  page = bench.open(base=bench.moving, size=(390, 844))
  page.locator("#view-tracks").click()
  page.locator(".track-row").first.click()
  page.wait_for_function("document.querySelector('#detail-title').textContent.includes('TRUCE DEMO')")
  wide = page.evaluate("document.documentElement.scrollWidth")
  assert wide <= 390, f"{wide} pixels wide"


@check
def a_proof_holds_or_fails_in_its_own_step(bench):
  proofs.proofs_hold_or_fail_in_their_own_step(bench)


@check
def shared_proofs_are_judged_as_their_list_says(bench):
  proofs.shared_proofs_are_judged_as_their_list_says(bench)


@check
def a_proof_says_what_is_not_proven_in_both_languages(bench):
  proofs.says_what_is_not_proven_in_both_languages(bench)


@check
def a_proof_fits_and_is_accessible_in_both_themes(bench):
  proofs.fits_and_is_accessible_in_both_themes(bench, violations)


@check
def a_proof_is_checked_under_the_policy_of_the_server_without_asking_it(bench):
  proofs.runs_from_the_server_and_asks_nobody(bench)


@check
def proofs_of_the_server_hold_on_the_disk(bench):
  proofs.proofs_of_the_server_hold(bench)


@check
def the_desk_goes_from_a_case_to_an_issued_finding(bench):
  desk.from_a_case_to_an_issued_finding(bench)


@check
def the_desk_takes_a_party_s_answer(bench):
  desk.a_party_answers_and_its_answer_stands_beside_the_finding(bench)


@check
def the_desk_loses_no_text_of_two_who_write_at_once(bench):
  desk.of_two_who_write_at_once_the_second_loses_nothing(bench)


@check
def the_desk_is_reached_by_keyboard(bench):
  desk.the_keyboard_reaches_every_part(bench)


@check
def the_desk_fits_and_is_accessible(bench):
  desk.fits_and_is_accessible(bench, violations)


@check
def a_story_of_the_exercise_goes_step_by_step(bench):
  if bench.exercise:
    exercise.a_story_goes_step_by_step(bench)


@check
def the_ground_of_the_exercise_is_on_the_map(bench):
  if bench.exercise:
    exercise.the_ground_of_the_exercise_is_on_the_map(bench, IDLE)


@check
def the_bar_of_the_exercise_fits_and_is_accessible(bench):
  if bench.exercise:
    exercise.the_bar_fits_and_is_accessible(bench, violations)


def run_all(base, moving, exercise, only, pictures):
  passed = failed = 0
  with sync_playwright() as p:
    browser = p.chromium.launch(executable_path=shutil.which("chromium"), headless=True, args=["--no-sandbox"])
    bench = Bench(browser, base, moving, exercise)
    for function in ALL:
      name = function.__name__.replace("_", " ")
      if only not in name:
        continue
      start = time.monotonic()
      try:
        function(bench)
        passed += 1
        print(f"ok      {name} ({time.monotonic() - start:.1f} s)", flush=True)
      except Exception as problem:
        failed += 1
        print(f"FAILED  {name}: {problem}", flush=True)
        if not isinstance(problem, AssertionError):
          traceback.print_exc()
        for complaint in bench.complaints[:5]:
          print(f"    the page said: {complaint}")
      if pictures and bench.page:
        os.makedirs(pictures, exist_ok=True)
        bench.page.screenshot(path=os.path.join(pictures, f"{function.__name__}.png"))
    bench.close()
    browser.close()
  return passed, failed

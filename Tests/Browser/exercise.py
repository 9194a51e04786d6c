"""A story of the exercise on the page: its bar, its steps, and people who act in between. One function a check.

SPDX-License-Identifier: Apache-2.0
"""

PAGES = ["?map=off", "desk.html?x=", "reports.html?x="]


def same(found, wanted, what):
  assert found == wanted, f"{what}: {found!r}, not {wanted!r}"


def next_step(page, number):
  """Presses the button, and waits until the bar tells of that step."""
  page.locator("#exercise-next").click()
  page.wait_for_selector(f".exercise-now strong:has-text('Step {number} of')")
  page.wait_for_function("() => !document.querySelector('#exercise-next')?.disabled")


def a_story_goes_step_by_step(bench):
  """The trainer presses; reports arrive; who trains is faster than the script, at the script's time; another page follows."""
  page = bench.open(query="?map=off&language=en", base=bench.exercise, duty="Trainee")
  assert "One explosion, three reports" in page.locator("#exercise-title").inner_text()
  same(page.locator(".row").count(), 0, "alerts in an empty room")
  next_step(page, 1)
  page.wait_for_selector(".row")
  for number in (2, 3):
    next_step(page, number)
  assert "As it must be: 4 checked" in page.locator(".exercise-now").inner_text()
  assert "07:40" in page.locator("#clock").inner_text() or "06:40" in page.locator("#clock").inner_text()
  other = page.context.new_page()
  other.goto(bench.exercise + "desk.html?language=en")
  other.wait_for_selector(".exercise-now strong:has-text('Step 3 of')")
  row = page.locator(".row", has_text="New").filter(has_text="Cl. 1 ·").first
  row.click()
  page.wait_for_selector(".steps")
  page.keyboard.press("a")
  page.wait_for_selector("#detail-state[data-state=acknowledged]")
  next_step(page, 4)
  page.locator(".exercise-more summary").click()
  assert "somebody was faster" in page.locator(".exercise-more").inner_text()
  assert page.locator(".exercise-wrong").count() == 0
  # The trainer's other page goes on by itself.
  other.wait_for_selector(".exercise-now strong:has-text('Step 4 of')")
  other.close()
  same(bench.complaints, [], "complaints")


def the_bar_fits_and_is_accessible(bench, violations):
  """On every page, in both themes and languages, at the desk and on a telephone."""
  for theme, language, size in [("light", "en", (1440, 900)), ("dark", "de", (1440, 900)), ("light", "de", (390, 844)), ("dark", "en", (390, 844))]:
    for query in PAGES:
      page = bench.open(query=f"{query}&language={language}", base=bench.exercise, theme=theme, size=size)
      page.wait_for_selector("#exercise")
      page.locator(".exercise-more summary").click()
      what = f"exercise, {query.split('?')[0] or 'room'}, {theme} {language} {size[0]}"
      violations(page, what)
      wide = page.evaluate("document.documentElement.scrollWidth")
      assert wide <= size[0], f"{what}: {wide} pixels wide"
      words = page.locator("#exercise").inner_text()
      assert ("Exercise" if language == "en" else "Übung").lower() in words.lower(), words
      same(bench.complaints, [], what)


def the_ground_of_the_exercise_is_on_the_map(bench, idle):
  """The map goes to the island, which no base map has, with the names of both parties."""
  page = bench.open(query="?language=en", ready="map='idle'", base=bench.exercise)
  page.evaluate(idle)
  west, south, east, north = page.evaluate("(() => { const b = trucelineMap.getBounds(); return [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()] })()")
  assert west < -20 < east and south < -30 < north, (west, south, east, north)
  page.locator(".box-layers summary").click()
  page.locator("#both-names").check()
  page.wait_for_function("() => trucelineMap.queryRenderedFeatures({ layers: ['towns'] }).some((f) => f.properties.names === 'Harrenholt\\nCharenholt')")
  land = page.evaluate("trucelineMap.queryRenderedFeatures({ layers: ['country-area'] }).length")
  assert land > 0, "no land is drawn"
  same(bench.complaints, [], "complaints")

"""The referee's desk: journeys of the officers and of the parties through the page, one function a check.

SPDX-License-Identifier: Apache-2.0
"""

PLACES = ["board", "cases", "case/{case}", "finding/{finding}", "party/A", "party/B/{case}", "docket"]


def same(found, wanted, what):
  assert found == wanted, f"{what}: {found!r}, not {wanted!r}"


class Desk:
  """One page of the desk; acts in the name that is on duty."""

  def __init__(self, bench, name="Duty 1", language="en", **options):
    self.bench, self.language = bench, language
    self.page = bench.open(query=f"desk.html?language={language}", duty=name, **options)

  def go(self, place):
    """Shows a part, and waits until it is drawn."""
    page = self.page
    page.evaluate("() => { delete document.documentElement.dataset.ready }")
    page.evaluate("to => { if (location.hash === to) dispatchEvent(new HashChangeEvent('hashchange')); else location.hash = to }", f"#{place}")
    page.wait_for_selector("html[data-ready]")
    return page

  def duty(self, name):
    self.page.locator("#duty").click()
    self.page.locator("dialog input[name=name]").fill(name)
    self.page.keyboard.press("Enter")
    self.page.wait_for_selector("dialog", state="detached")

  def press(self, label, **fields):
    """Presses a button, fills the dialog that comes, and waits for the record."""
    page = self.page
    page.evaluate("() => { document.getElementById('toast').textContent = '' }")
    page.get_by_role("button", name=label, exact=True).first.click()
    for name, value in fields.items():
      field = page.locator(f"dialog [name={name}]")
      if field.evaluate("e => e.tagName") == "SELECT":
        field.select_option(value)
      else:
        field.fill(value)
    if fields:
      page.locator("dialog button[type=submit]").click()
    page.wait_for_selector("#toast:not(:empty)")

  def refused(self, label):
    """Presses a button and answers with the words of the refusal."""
    self.page.get_by_role("button", name=label, exact=True).first.click()
    self.page.wait_for_selector("#trouble:not([hidden])")
    return self.page.locator("#trouble").inner_text()


def open_case(bench):
  """A case of a new alert, as the first page opens it; its id."""
  alert = bench.new_alerts()[-1]["id"]
  return bench.api("cases", {"actor": "Duty 1", "title": "Fire beside the crossing", "alerts": [alert]})["id"]


def from_a_case_to_an_issued_finding(bench):
  """The officers' journey: nobody skips a step or does alone what takes two or three."""
  case = open_case(bench)
  desk = Desk(bench)
  page = desk.go(f"case/{case}")
  assert "second officer" in desk.refused("Accept the case")
  desk.duty("Duty 2")
  desk.press("Accept the case")
  desk.press("Propose a task", to="Patrol 22", asked="Measure the craters.")
  desk.duty("Duty 1")
  desk.press("Approve")
  desk.press("Begin")
  desk.press("Report", text="Two craters of 0.8 m.")
  page.wait_for_selector(".grade >> text=E3")
  desk.press("Propose: verified", reason="Measured.")
  desk.duty("Duty 2")
  desk.press("Approve")
  for party in "AB":
    desk.press(f"Give notice to Party {party}", asked="Which unit was there?")
  desk.duty("Drafter")
  page.get_by_role("button", name="Draft a finding", exact=True).click()
  page.wait_for_url("**/desk.html*#finding/*")
  finding = page.url.split("/")[-1]
  page.get_by_role("button", name="Edit", exact=True).click()
  for name, value in {
    "summary": "Two mortar bombs exploded.", "occurrence_reasons": "Craters.", "clause_reasons": "One is enough.", "responsibility_reasons": "Craters give no direction.",
  }.items():
    page.locator(f"#editor [name={name}]").fill(value)
  for name, value in {"occurrence": "established", "clause_judgement": "breach", "responsibility": "not_attributable", "intent": "not_assessed"}.items():
    page.locator(f"#editor [name={name}]").select_option(value)
  page.locator("#editor [name=evidence]").first.check()
  desk.press("Save")
  assert "does not review" in desk.refused("Review")
  for name, label in [("Reviewer", "Review"), ("Issuer", "Make interim")]:
    desk.duty(name)
    desk.press(label)
  for audience in "AB":
    page.locator("#release [name=to]").select_option(audience)
    page.get_by_role("button", name="Preview", exact=True).click()
    page.wait_for_selector("#preview")
    digest = page.locator("#preview .code.also").inner_text().split()[-1]
    desk.press("Release exactly this")
    same(bench.api(f"findings/{finding}/release?audience={audience}")["digest"], digest, f"what {audience} has is what the preview showed")
  desk.duty("Duty 1")
  desk.go(f"case/{case}")
  desk.press("Propose: with parties", reason="Both have it.")
  desk.duty("Duty 2")
  desk.press("Approve")
  desk.duty("Issuer")
  desk.go(f"finding/{finding}")
  desk.press("Issue")
  same(bench.api(f"findings/{finding}")["state"], "issued", "on the server")
  same(bench.api(f"cases/{case}")["state"], "with_parties", "the case on the server")
  return case, finding


def a_party_answers_and_its_answer_stands_beside_the_finding(bench):
  """The parties' journey; what A does first B does after it, with the same labels."""
  case, finding = from_a_case_to_an_issued_finding(bench)
  seen = {}
  for party, kind in [("A", "accept_with_explanation"), ("B", "dispute_occurrence")]:
    desk = Desk(bench, name=f"Delegate {party}")
    page = desk.go(f"party/{party}/{case}")
    # Whatever stands on the page is the same for both, but for the letter.
    seen[party] = [label.replace(f"Party {party}", "Party") for label in page.locator("main button, main h2").all_inner_texts()]
    desk.press("Acknowledge")
    assert page.get_by_role("link", name="Save the proof").get_attribute("href").startswith("data:text/plain"), "no proof to take away"
    desk.press("Answer", kind=kind, points="The wind carried the sound.\nNobody was there.")
    page.wait_for_selector("main >> text=Receipt: record")
  same(seen["A"], seen["B"], "what B sees")
  page = desk.go(f"finding/{finding}")
  assert "Contested by Party B" in page.locator(".beside").inner_text(), page.locator(".beside").inner_text()
  desk.duty("Duty 1")
  desk.press("Consider", reason="A patrol saw it.")
  same(bench.api(f"findings/{finding}")["state"], "contested", "on the server")


def of_two_who_write_at_once_the_second_loses_nothing(bench):
  case = open_case(bench)
  for actor, path, body in [
    ("Duty 2", f"cases/{case}/accept", {}), ("Duty 1", f"cases/{case}/tasks", {"kind": "patrol", "to": "P", "asked": "Look."}),
  ]:
    made = bench.api(path, {"actor": actor, **body})
  bench.api(f"tasks/{made['task']}/approve", {"actor": "Duty 2"})
  finding = bench.api(f"cases/{case}/findings", {"actor": "Drafter", "content": {"summary": "One bomb."}})["finding"]
  desk = Desk(bench, name="Second")
  page = desk.go(f"finding/{finding}")
  page.get_by_role("button", name="Edit", exact=True).click()
  page.locator("#editor [name=limits]").fill("The firing position was not found.")
  bench.api(f"findings/{finding}/revise", {"actor": "First", "on_revision": 1, "content": {"summary": "Two bombs."}})
  page.get_by_role("button", name="Save", exact=True).click()
  page.wait_for_selector(".warn .diff")
  assert "Two bombs." in page.locator(".warn .diff").inner_text()
  same(page.locator("#editor [name=limits]").input_value(), "The firing position was not found.", "the second text")
  kept = bench.api(f"findings/{finding}")["text"][0]["keptDrafts"]
  same([k["kept"]["by"] for k in kept], ["Second"], "kept for")
  page.locator("#editor [name=summary]").fill("Two bombs.")
  desk.press("Save")
  same(bench.api(f"findings/{finding}")["text"][0]["content"], {"summary": "Two bombs.", "limits": "The firing position was not found."}, "joined")


def the_keyboard_reaches_every_part(bench):
  desk = Desk(bench)
  page = desk.page
  for key, heading in [("c", "Cases"), ("k", "Docket of the commission"), ("1", "Portal of Party A"), ("2", "Portal of Party B"), ("b", "Shift board")]:
    page.keyboard.press(key)
    page.wait_for_selector(f"h1 >> text={heading}")


def fits_and_is_accessible(bench, violations):
  """Both themes, both languages, desk and phone: nothing is wider than the window, and axe finds nothing."""
  told = bench.api("parties/B")["cases"]
  case = told[0]["case"] if told else from_a_case_to_an_issued_finding(bench)[0]
  finding = bench.api(f"cases/{case}")["findings"][0]["id"]
  for theme, language, size in [("light", "en", (1440, 900)), ("dark", "de", (1440, 900)), ("light", "de", (390, 844)), ("dark", "en", (390, 844))]:
    desk = Desk(bench, language=language, theme=theme, size=size)
    for place in PLACES:
      page = desk.go(place.format(case=case, finding=finding))
      what = f"{place} {theme} {language} {size[0]}"
      violations(page, what)
      wide = page.evaluate("document.documentElement.scrollWidth")
      assert wide <= size[0], f"{what}: {wide} pixels wide"
      same(bench.complaints, [], what)

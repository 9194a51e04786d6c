// Which fields can a format's messages have? The table that the reference page is made from.
//
// SPDX-License-Identifier: Apache-2.0

/// A format's page in the reference, as Markdown, made from its field tables.
public struct FormatPage: Sendable {
  public struct Field: Sendable {
    /// The item as the specification names it.
    public let item: String
    /// The name in the JSON lines, its unit last.
    public let name: String
    /// Meaning, range, and what stands where the value is unknown.
    public let meaning: String

    public init(_ item: String, _ name: String, _ meaning: String) {
      self.item = item
      self.name = name
      self.meaning = meaning
    }
  }

  public struct Section: Sendable {
    public let title: String
    public let text: String
    public let fields: [Field]

    public init(_ title: String, text: String = "", fields: [Field] = []) {
      self.title = title
      self.text = text
      self.fields = fields
    }
  }

  public let title: String
  /// What the format is, its specification with edition, what is read and what is refused.
  public let text: String
  public let sections: [Section]

  public init(title: String, text: String, sections: [Section]) {
    self.title = title
    self.text = text
    self.sections = sections
  }

  public var markdown: String {
    var page = "# \(title)\n\n\(text)\n"
    for section in sections {
      page += "\n## \(section.title)\n"
      if !section.text.isEmpty { page += "\n\(section.text)\n" }
      guard !section.fields.isEmpty else { continue }
      page += "\n| item | field | meaning |\n|---|---|---|\n"
      for field in section.fields {
        let cells = [field.item, "`\(field.name)`", field.meaning]
        page +=
          "| "
          + cells.map { $0.split(separator: "|").joined(separator: "\\|") }
          .joined(separator: " | ") + " |\n"
      }
    }
    return page
  }
}

// How does a report look? Print on A4 with running heads, and both themes on a screen.
//
// SPDX-License-Identifier: Apache-2.0

enum ReportStyle {
  /// - Parameters:
  ///   - running: the words at the head of each page.
  ///   - page: what stands before the page's number and before the number of pages.
  static func css(running: String, page: (before: String, between: String)) -> String {
    let head = quoted(running)
    let foot = "\(quoted(page.before)) counter(page) \(quoted(page.between)) counter(pages)"
    return """
      @page{size:A4;margin:20mm 17mm 18mm;@top-left{content:\(head);font:8pt \(fonts);color:#4d585e}\
      @bottom-right{content:\(foot);font:8pt \(fonts);color:#4d585e}}\
      @page wide{size:A4 landscape;margin:18mm 12mm 15mm}\
      @page:first{@top-left{content:none}}\(base)\(tables)\(map)\(screen)
      """
  }

  private static func quoted(_ text: String) -> String {
    let clean = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: " ").replacing("<", with: "\\3c ")
    return "\"\(clean.replacing("&amp;", with: "&").replacing("&quot;", with: "\\\""))\""
  }

  private static let fonts = "\"Noto Sans\",\"DejaVu Sans\",sans-serif"

  private static let base = """
    *{box-sizing:border-box}\
    body{margin:0;background:#fff;color:#1a2023;font:10pt/1.45 \(fonts)}\
    h1{font-size:21pt;line-height:1.2;margin:0 0 4pt}\
    h2{font-size:13pt;line-height:1.25;margin:15pt 0 5pt;break-after:avoid}\
    h3{font-size:10.5pt;margin:12pt 0 4pt;break-after:avoid}\
    p{margin:0 0 5pt;orphans:2;widows:2}ul{margin:0 0 6pt;padding-left:14pt}li{margin:0 0 4pt}\
    .title{border-bottom:1.5pt solid #1a2023;padding-bottom:7pt;margin-bottom:10pt}\
    .title p{margin:0 0 2pt}.mission{font-weight:700}.state{font-weight:700}\
    .soft,.note,figcaption{color:#4d585e;font-size:8.5pt}\
    .title .notice{background:#fbf0d3;padding:4pt 6pt;margin-top:6pt;color:#573d00}\
    a{color:inherit;text-decoration:none}a.n{text-decoration:underline dotted;\
    text-underline-offset:2px}.gone{color:#84123f}
    """

  private static let tables = """
    .annex{page:wide;break-before:page}.annex>h2{margin-top:0}\
    table{border-collapse:collapse;width:100%;table-layout:fixed;font-size:7.2pt;line-height:1.3}\
    thead{display:table-header-group}tr{break-inside:avoid}\
    th,td{padding:2pt 2pt 2pt 5pt;text-align:left;vertical-align:top;\
    border-bottom:.5pt solid #c3cac8;overflow-wrap:anywhere;hyphens:manual}\
    th:first-child,td:first-child{padding-left:0}\
    th{font-weight:700;border-bottom:1pt solid #1a2023;vertical-align:bottom;line-height:1.2}\
    .r{text-align:right}.sum td{font-weight:700;border-top:1pt solid #1a2023}\
    .t1 th{font-size:6.2pt;overflow-wrap:normal}.t1 td{font-size:7.6pt}\
    .proof{font-size:8.5pt;margin:4pt 0 6pt;break-inside:avoid}.proof th{width:24%;vertical-align:top;\
    border-bottom:.5pt solid #c3cac8}.proof td{overflow-wrap:anywhere}\
    .table .note{margin-top:3pt}
    """

  private static let map = """
    figure{margin:8pt 0 4pt;break-inside:avoid}svg.map{width:100%;height:auto;display:block}\
    .legend{list-style:none;padding:0;margin:4pt 0 2pt;font-size:8pt}\
    .legend li{display:inline-block;margin:0 9pt 2pt 0;white-space:nowrap}\
    .legend svg{vertical-align:-3.5px;margin-right:3pt}
    """

  /// Dark colours are for screens alone: paper is white, and so is the map.
  private static let screen = """
    @media screen{body{max-width:1060px;margin:0 auto;padding:24px 20px 60px;font-size:15px}\
    h1{font-size:30px}h2{font-size:20px}h3{font-size:16px}\
    .soft,.note,figcaption,.legend{font-size:13px}table{font-size:13px}.t1 th,.t1 td{font-size:12px}\
    .wide{overflow-x:auto}.wide table{min-width:960px}.t1 th{overflow-wrap:anywhere}\
    a{color:#0b5a5c;text-decoration:underline}.behind dd{margin:0 0 12px;font-size:13px;overflow-wrap:anywhere}\
    .behind dt{font-weight:700}:target{outline:2px solid #0b5a5c;outline-offset:2px}\
    .legend svg{background:#f7f6f1}}\
    @media screen and (prefers-color-scheme:dark){body{background:#0d1113;color:#e5eae9}\
    a{color:#6cc4bd}.soft,.note,figcaption{color:#a3b0b3}th,td,.proof th{border-bottom-color:#2c3539}\
    th,.title{border-bottom-color:#8b979c}.sum td{border-top-color:#8b979c}}\
    @media print{.behind{display:none}}
    """
}

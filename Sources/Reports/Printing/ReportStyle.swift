// How does a report look? Print on A4 with running heads, and both themes on a screen.
//
// SPDX-License-Identifier: Apache-2.0

enum ReportStyle {
  /// - Parameters:
  ///   - running: the words at the head of each page.
  ///   - page: what stands before the page's number and before the number of pages.
  static func css(running: String, page: (before: String, between: String)) -> String {
    let head = quoted(running)
    let foot = "\(quoted(page.before)) counter(page) \(quoted(" " + page.between)) counter(pages)"
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
    :root{--page:#fff;--ink:#1a2023;--soft:#4d585e;--rule:#c3cac8;--wash:#f1f3f1;--link:#0b5a5c;\
    --sea:#dde7e9;--land:#f7f6f1;--water:#cfdfe3;--notice:#fbf0d3}\
    *{box-sizing:border-box}\
    body{margin:0;background:var(--page);color:var(--ink);font:10pt/1.45 \(fonts)}\
    h1{font-size:21pt;line-height:1.2;margin:0 0 4pt}\
    h2{font-size:13pt;line-height:1.25;margin:15pt 0 5pt;break-after:avoid}\
    h3{font-size:10.5pt;margin:12pt 0 4pt;break-after:avoid}\
    p{margin:0 0 5pt;orphans:2;widows:2}ul{margin:0 0 6pt;padding-left:14pt}li{margin:0 0 4pt}\
    .title{border-bottom:1.5pt solid var(--ink);padding-bottom:7pt;margin-bottom:10pt}\
    .title p{margin:0 0 2pt}.mission{font-weight:700}.state{font-weight:700}\
    .soft,.note,figcaption{color:var(--soft);font-size:8.5pt}\
    .notice{background:var(--notice);padding:4pt 6pt;margin-top:5pt;color:#573d00}\
    a{color:inherit;text-decoration:none}a.n{text-decoration:underline dotted 1px;\
    text-underline-offset:2px}.gone{color:#84123f}
    """

  private static let tables = """
    .annex,.wide-page{page:wide;break-before:page}\
    .annex>h2{margin-top:0}.table{break-inside:auto}\
    table{border-collapse:collapse;width:100%;table-layout:fixed;font-size:7.2pt;line-height:1.3}\
    thead{display:table-header-group}tr{break-inside:avoid}\
    th,td{padding:2pt 3pt;text-align:left;vertical-align:top;border-bottom:.5pt solid var(--rule);\
    overflow-wrap:anywhere;hyphens:manual}\
    th{font-weight:700;border-bottom:1pt solid var(--ink);vertical-align:bottom;line-height:1.2}\
    .r{text-align:right}.sum td{font-weight:700;border-top:1pt solid var(--ink)}\
    .t1 th{font-size:6.4pt;overflow-wrap:normal;padding:2pt 2pt}.t1 td{font-size:7.6pt}\
    .proof{font-size:8.5pt;margin:4pt 0 6pt}.proof th{width:24%;vertical-align:top;\
    border-bottom:.5pt solid var(--rule)}.proof td{overflow-wrap:anywhere}
    """

  private static let map = """
    figure{margin:8pt 0 4pt;break-inside:avoid}svg.map{width:100%;height:auto;display:block}\
    .m-sea{fill:var(--sea)}.m-land{fill:var(--land);stroke:#8b9799;stroke-width:.5}\
    .m-lake{fill:var(--water)}.m-river{fill:none;stroke:var(--water);stroke-width:.8}\
    .m-border{fill:none;stroke:#6d757a;stroke-width:1}.m-dashed{stroke-dasharray:4 3}\
    .m-sector{fill:none;stroke:#8b9799;stroke-width:.6;stroke-dasharray:1 3}\
    .m-zone{fill:#7a6a35;fill-opacity:.08;stroke:#7a6a35;stroke-width:.6}\
    .m-casing{fill:none;stroke:#fff;stroke-width:3.5}\
    .m-line{fill:none;stroke:#14191c;stroke-width:1.6}\
    .m-mark{stroke:#14191c;stroke-width:.9}.m-e0{fill:#fff}.m-e1{fill:#b9bdbb}\
    .m-e2,.m-e3{fill:#14191c;stroke:#fff;stroke-width:.6}\
    .m-apart{stroke-dasharray:1.5 1;fill:none;stroke:#14191c}\
    .m-other{fill:none;stroke:#6a5510;stroke-width:.6}.m-town{fill:#3b4347}\
    .m-text{font:9px \(fonts.replacing("\"", with: "'"));fill:#24292c;stroke:#fff;\
    stroke-width:2.2;stroke-linejoin:round;paint-order:stroke}\
    .m-second{font-size:7.5px;fill:#4d585e}.m-scale{fill:none;stroke:#14191c;stroke-width:1.2}\
    .m-frame{fill:none;stroke:#8b9799;stroke-width:1}\
    .legend{list-style:none;padding:0;margin:4pt 0 2pt;font-size:8pt}\
    .legend li{display:inline-block;margin:0 9pt 2pt 0;white-space:nowrap}\
    .legend svg{vertical-align:-3.5px;margin-right:3pt}
    """

  private static let screen = """
    @media screen{body{max-width:1060px;margin:0 auto;padding:24px 20px 60px;font-size:15px}\
    h1{font-size:30px}h2{font-size:20px}h3{font-size:16px}\
    .soft,.note,figcaption{font-size:13px}table{font-size:13px}.t1 th,.t1 td{font-size:12px}\
    .wide{overflow-x:auto}.wide table{min-width:900px}.t1 th{overflow-wrap:anywhere}\
    a{color:var(--link)}.behind dd{margin:0 0 12px;font-size:13px;overflow-wrap:anywhere}\
    .behind dt{font-weight:700}:target{outline:2px solid var(--link);outline-offset:2px}\
    .legend{font-size:13px}svg.map{background:#f7f6f1}}\
    @media screen and (prefers-color-scheme:dark){:root{--page:#0d1113;--ink:#e5eae9;\
    --soft:#a3b0b3;--rule:#2c3539;--wash:#161b1e;--link:#6cc4bd;--notice:#fbf0d3}}\
    @media print{.behind{display:none}}
    """
}

// Which fields do Mode S and BaseStation messages have? The tables for the reference.
//
// SPDX-License-Identifier: Apache-2.0

enum ModeSPages {
  static let frames = FormatPage(title: "Mode S", text: "", sections: [])
  static let lines = FormatPage(title: "SBS", text: "", sections: [])
}

// Which version of the program is this?
//
// SPDX-License-Identifier: Apache-2.0

/// The program, as records and requests name it.
public enum Software {
  public static let version = "0.1.0"
}

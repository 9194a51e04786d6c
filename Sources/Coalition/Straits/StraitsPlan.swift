// Which vessels does a plan send into the Black Sea, and under which regime?
//
// SPDX-License-Identifier: Apache-2.0

public struct StraitsPlan: Hashable, Sendable {
  public var convention: StraitsConvention
  public var regimes: [StraitsRegime]
  public var passages: [StraitsPassage]

  public init(
    convention: StraitsConvention = StraitsConvention(), regimes: [StraitsRegime] = [],
    passages: [StraitsPassage] = []
  ) {
    self.convention = convention
    self.regimes = regimes
    self.passages = passages
  }

  public var check: StraitsCheck { StraitsCheck(convention: convention, regimes: regimes) }
}

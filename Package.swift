// swift-tools-version: 6.2
// The targets, in the order of the pipeline. What may import what is held by Tests/HouseRules.
//
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

func target(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")

let package = Package(
  name: "truceline",
  products: [.executable(name: "truceline", targets: ["truceline"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    target("Geo"),
    target("Ledger", [crypto]),
    .executableTarget(
      name: "truceline",
      dependencies: ["Geo", "Ledger", arguments, hummingbird, grdb, yams, logging, nio],
      swiftSettings: settings),
    tests("GeoTests", ["Geo"]),
    tests("LedgerTests", ["Ledger"]),
  ]
)

// Figures beside other libraries: `make bench`. They need libgeos-dev and libproj-dev.
if Context.environment["TRUCELINE_BENCH"] == "1" {
  func benchmark(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
      name: name, dependencies: dependencies, path: "Benchmarks/\(name)", swiftSettings: settings)
  }
  package.targets += [
    .systemLibrary(name: "CGeos", path: "Benchmarks/CGeos"),
    .systemLibrary(name: "CProj", path: "Benchmarks/CProj"),
    .target(name: "Measuring", path: "Benchmarks/Measuring", swiftSettings: settings),
    benchmark("ContactLine", ["Geo", "Measuring", "CGeos", "CProj"]),
    benchmark("Zones", ["Geo", "Measuring", "CGeos"]),
  ]
}

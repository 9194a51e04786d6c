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
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let http = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let lifecycle = Target.Dependency.product(
  name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")

let package = Package(
  name: "truceline",
  products: [.executable(name: "truceline", targets: ["truceline"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    target("Notation"),
    target("Geo"),
    target("Observations", ["Geo", crypto]),
    target("Coverage", ["Observations", "Geo"]),
    target("Feeds", ["Observations", "Geo", "Notation"]),
    target("Tracks", ["Observations", "Geo", heap]),
    target("Agreements", ["Observations", "Geo"]),
    target("Coalition", ["Agreements", "Observations", "Geo", "Notation"]),
    target("Rules", ["Agreements", "Tracks", "Observations", "Geo"]),
    target(
      "Cases",
      ["Rules", "Agreements", "Tracks", "Coverage", "Observations", "Geo", "Notation"]),
    target("Pipeline", ["Cases", "Rules", "Agreements", "Tracks", "Observations"]),
    target(
      "Reports",
      ["Cases", "Rules", "Agreements", "Tracks", "Coverage", "Observations", "Geo", "Notation"]),
    target(
      "Missions",
      [
        "Agreements", "Coalition", "Rules", "Tracks", "Feeds", "Observations", "Geo", "Notation",
        "Ledger", yams,
      ]),
    .target(name: "CCRC32C"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    target("Ledger", ["CCRC32C", crypto]),
    target("Redaction", ["Notation", crypto]),
    target("Evidence", ["Redaction", "Notation", crypto, cryptoExtras]),
    target("Witness", ["Ledger", hummingbird, hummingbirdCore, http, logging, nio, nioPosix]),
    target("Intake", ["CZlib", "CZstd", nio, nioPosix]),
    target("Store", [grdb]),
    target(
      "Server",
      [
        "Pipeline", "Reports", "Cases", "Rules", "Agreements", "Tracks", "Feeds", "Observations",
        "Geo", "Notation", "Missions", "Ledger", "Redaction", "Evidence", "Witness", "Store",
        "Intake",
        hummingbird, http, lifecycle, logging, nio, crypto, cryptoExtras,
      ]),
    .executableTarget(
      name: "truceline",
      dependencies: [
        "Server", "Store", "Missions", "Coalition", "Reports", "Cases", "Rules", "Agreements",
        "Tracks", "Feeds",
        "Observations", "Geo", "Notation", "Ledger", "Redaction", "Evidence", "Witness", "Intake",
        arguments, logging,
      ],
      swiftSettings: settings),
    tests("NotationTests", ["Notation"]),
    tests("GeoTests", ["Geo"]),
    tests("ObservationsTests", ["Observations", "Geo"]),
    tests("CoverageTests", ["Coverage", "Observations", "Geo"]),
    tests("FeedsTests", ["Feeds", "Observations", "Geo"]),
    .target(
      name: "Making", dependencies: ["Tracks", "Observations", "Geo"], path: "Tests/Making",
      swiftSettings: settings),
    tests("TracksTests", ["Tracks", "Observations", "Geo", "Making"]),
    tests("RulesTests", ["Rules", "Agreements", "Tracks", "Observations", "Geo", "Making"]),
    tests("CoalitionTests", ["Coalition", "Agreements", "Observations", "Geo", "Notation"]),
    tests(
      "CasesTests",
      ["Cases", "Rules", "Agreements", "Tracks", "Observations", "Geo", "Notation", "Making"]),
    tests(
      "ReportsTests",
      [
        "Reports", "Cases", "Rules", "Agreements", "Tracks", "Coverage", "Observations", "Geo",
        "Notation", "Making",
      ]),
    tests(
      "MissionsTests",
      [
        "Missions", "Coalition", "Rules", "Agreements", "Tracks", "Observations", "Geo", "Notation",
        "Making",
      ]),
    tests(
      "ServerTests",
      [
        "Server", "Store", "Missions", "Cases", "Rules", "Feeds", "Observations", "Ledger",
        "Redaction", "Evidence", "Notation", "Making", "truceline",
      ]),
    tests(
      "Scenarios",
      [
        "Server", "Ledger", "Store", "Reports", "Missions", "Pipeline", "Cases", "Rules",
        "Agreements", "Tracks", "Feeds", "Observations",
        "Geo", "Notation", "Making",
      ]),
    tests("IntakeTests", ["Intake"]),
    tests("CommandTests", ["Notation", "truceline", "ledger-exchange"]),
    tests("HouseRules", ["Server"]),
    tests("RedactionTests", ["Redaction", "Notation"]),
    tests("EvidenceTests", ["Evidence", "Notation"]),
    .executableTarget(
      name: "record-exchange", dependencies: ["Redaction", "Notation"],
      path: "Tests/Agreement/RecordExchange", swiftSettings: settings),
    .executableTarget(
      name: "evidence-exchange", dependencies: ["Evidence"],
      path: "Tests/Agreement/EvidenceExchange", swiftSettings: settings),
    .target(
      name: "SimulatedDisk", dependencies: ["Ledger"], path: "Tests/SimulatedDisk",
      swiftSettings: settings),
    .executableTarget(
      name: "Faults", dependencies: ["SimulatedDisk"], path: "Tests/Faults",
      exclude: [
        "run", "failing_calls.c", "moved_clock.c", "served.py", "journal.py", "kills.py",
        "disks.py", "clocks.py",
      ], swiftSettings: settings),
    tests("LedgerTests", ["Ledger", "CCRC32C", "SimulatedDisk"]),
    tests("WitnessTests", ["Ledger", "Witness", logging]),
    .executableTarget(
      name: "ledger-exchange", dependencies: ["Ledger", "Witness"],
      path: "Tests/Agreement/LedgerExchange", swiftSettings: settings),
  ]
)

// Random input for every decoder: `Scripts/fuzz`. The whole build has the fuzzer's instructions in it.
if Context.environment["TRUCELINE_FUZZ"] == "1" {
  package.targets.append(
    .executableTarget(
      name: "FuzzTrust", dependencies: ["Evidence", "Redaction", "Notation"], path: "Fuzz/Trust",
      exclude: ["corpus"], swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])],
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address"])]))
  package.targets.append(
    .executableTarget(
      name: "FuzzFormats", dependencies: ["Feeds", "Notation", "Ledger"], path: "Fuzz",
      exclude: ["README.md", "corpus", "Trust"],
      swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])],
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address"])]))
}

// Figures beside other libraries: `make bench`. They need libgeos-dev and libproj-dev.
if Context.environment["TRUCELINE_BENCH"] == "1" {
  func benchmark(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
      name: name, dependencies: dependencies, path: "Benchmarks/\(name)", swiftSettings: settings)
  }
  let wire: [Target.Dependency] = ["Feeds", "Observations", "Geo", "Notation", "Measuring"]
  package.targets += [
    .systemLibrary(name: "CGeos", path: "Benchmarks/CGeos"),
    .systemLibrary(name: "CProj", path: "Benchmarks/CProj"),
    .target(name: "Measuring", path: "Benchmarks/Measuring", swiftSettings: settings),
    .executableTarget(
      name: "JournalBenchmark", dependencies: ["Ledger", grdb], path: "Benchmarks/Journal",
      swiftSettings: settings),
    benchmark("ContactLine", ["Geo", "Measuring", "CGeos", "CProj"]),
    benchmark("AISBenchmark", wire), benchmark("ASTERIXBenchmark", wire),
    benchmark("CoTBenchmark", wire), benchmark("FIRMSBenchmark", wire),
    benchmark("KLVBenchmark", wire), benchmark("ModeSBenchmark", wire),
    benchmark("SAPIENTBenchmark", wire),
    benchmark("SoundBenchmark", ["Tracks", "Geo", "Making"]),
    benchmark("PictureBenchmark", ["Tracks", "Observations", "Geo", "Measuring"]),
    benchmark("SpoofingBenchmark", ["Tracks", "Feeds", "Observations", "Geo"]),
    benchmark("AlertList", ["Server", "Store", "Missions", "Measuring", logging]),
    benchmark(
      "CasePage", ["Server", "Cases", "Missions", "Observations", "Measuring", logging]),
    benchmark("CoverageBenchmark", ["Coverage", "Observations", "Geo", "Measuring"]),
    benchmark("Posts", ["Measuring", hummingbird, logging, nio]),
    benchmark(
      "ReportsBenchmark",
      [
        "Reports", "Server", "Rules", "Agreements", "Tracks", "Observations", "Geo", "Measuring",
      ]),
    benchmark("RecordsBenchmark", ["Redaction", "Notation", "Measuring"]),
    benchmark("AuditBenchmark", ["Ledger", "Measuring"]),
    benchmark("Zones", ["Geo", "Measuring", "CGeos"]),
    benchmark(
      "RulesAndEvents",
      [
        "Pipeline", "Cases", "Rules", "Agreements", "Tracks", "Observations", "Geo", "Missions",
        "Measuring",
      ]),
  ]
}

// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")
let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let nio: [Target.Dependency] = ["NIOCore", "NIOPosix", "NIOHTTP1"].map { .product(name: $0, package: "swift-nio") }

let package = Package(
  name: "expunge",
  products: [
    .executable(name: "expunge", targets: ["expunge"]),
    .executable(name: "expunge-bench", targets: ["expunge-bench"]),
    .library(name: "Ledger", targets: ["Ledger"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
    .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    // Floor 1: pure.
    .target(name: "Ledger", dependencies: [crypto], swiftSettings: strict),
    .target(name: "Workflow", swiftSettings: strict),

    // Floor 2: one craft each.
    .target(
      name: "Catalogue", dependencies: ["Workflow", yams, mustache, crypto, cryptoExtras], swiftSettings: strict),
    .target(name: "Vault", dependencies: [crypto], swiftSettings: strict),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .target(name: "Curl", dependencies: ["CCurl"], swiftSettings: strict),
    .systemLibrary(name: "CGMime", pkgConfig: "gmime-3.0", providers: [.apt(["libgmime-3.0-dev"])]),
    .systemLibrary(name: "CResolv"),
    .target(
      name: "Mail", dependencies: ["CGMime", "CResolv", crypto, cryptoExtras], swiftSettings: strict),
    .target(name: "TimeStamps", dependencies: [crypto, cryptoExtras, x509, asn1], swiftSettings: strict),
    .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
    .target(name: "QRCode", dependencies: ["CQREncode"], swiftSettings: strict),

    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

    // Floor 3: memory and reach.
    .target(name: "Resolve", dependencies: ["Workflow", "Catalogue", "CZlib", crypto], swiftSettings: strict),
    .target(name: "Store", dependencies: ["Workflow", grdb, sqlite], swiftSettings: strict),
    .target(
      name: "Channels",
      dependencies: ["Workflow", "Catalogue", "Curl", "Mail", "Vault", crypto, cryptoExtras, x509, asn1],
      swiftSettings: strict),

    // Floor 4: the work itself.
    .target(
      name: "Engine",
      dependencies: [
        "Workflow", "Catalogue", "Vault", "Curl", "Mail", "Store", "Channels", "Ledger", "TimeStamps", crypto,
      ],
      swiftSettings: strict),
    .target(
      name: "Audit", dependencies: ["Ledger", crypto],
      resources: [
        .embedInCode("Scripts/verify-ledger.py"), .embedInCode("Scripts/verify-receipt.sh"),
        .embedInCode("Scripts/verify-subject.sh"),
      ], swiftSettings: strict),
    .target(
      name: "Witness", dependencies: ["Ledger", crypto] + nio, swiftSettings: strict),
    .target(
      name: "Reports", dependencies: ["Workflow", "Store", "Ledger", "QRCode", mustache], swiftSettings: strict),
    .target(name: "Drill", dependencies: nio + [crypto, cryptoExtras, x509, asn1], swiftSettings: strict),

    // Floor 5: the commands.
    .executableTarget(
      name: "expunge",
      dependencies: [
        "Workflow", "Catalogue", "Vault", "Curl", "Mail", "Store", "Channels", "Ledger", "Engine", "Reports", "Drill",
        "Witness", "Audit", "Resolve", arguments,
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "expunge-bench",
      dependencies: [
        "Workflow", "Catalogue", "Vault", "Curl", "CCurl", "Store", "Channels", "Ledger", "Engine", "Drill", crypto,
        arguments,
      ],
      swiftSettings: strict),

    .testTarget(name: "LedgerTests", dependencies: ["Ledger", crypto], swiftSettings: strict),
    .testTarget(
      name: "ForeignTests", dependencies: ["Ledger"], exclude: ["Programs"], swiftSettings: strict),
    .testTarget(name: "WorkflowTests", dependencies: ["Workflow"], swiftSettings: strict),
    .testTarget(
      name: "CatalogueTests", dependencies: ["Catalogue", "Workflow", crypto, cryptoExtras], exclude: ["Exchanges"],
      swiftSettings: strict),
    .testTarget(
      name: "ResolveTests", dependencies: ["Resolve", "Catalogue", "Workflow", "CZlib", crypto], swiftSettings: strict),
    .testTarget(name: "VaultTests", dependencies: ["Vault", crypto], swiftSettings: strict),
    // Mail servers of Debian, started on loopback by the tests that need them.
    .target(name: "MailRigs", path: "Tests/MailRigs", swiftSettings: strict),
    .testTarget(name: "CurlTests", dependencies: ["Curl", "MailRigs"], swiftSettings: strict),
    .testTarget(
      name: "TimeStampsTests", dependencies: ["TimeStamps", "Drill", crypto, cryptoExtras, x509, asn1] + nio,
      swiftSettings: strict),
    .testTarget(name: "QRCodeTests", dependencies: ["QRCode"], swiftSettings: strict),
    .testTarget(name: "AuditTests", dependencies: ["Audit", "Ledger", crypto], swiftSettings: strict),
    .testTarget(name: "WitnessTests", dependencies: ["Witness", "Ledger", crypto] + nio, swiftSettings: strict),
    .testTarget(name: "MailTests", dependencies: ["Mail", crypto, cryptoExtras], swiftSettings: strict),
    .testTarget(name: "StoreTests", dependencies: ["Store", "Workflow"], swiftSettings: strict),
    .testTarget(name: "DrillTests", dependencies: ["Drill", crypto, x509] + nio, swiftSettings: strict),
    .testTarget(
      name: "ChannelsTests",
      dependencies: ["Channels", "Catalogue", "Drill", "Workflow", "Curl", "Mail", "MailRigs", crypto],
      swiftSettings: strict),
    .testTarget(
      name: "EngineTests",
      dependencies: [
        "Engine", "Store", "Channels", "Catalogue", "Workflow", "Ledger", "Vault", "TimeStamps", "Audit", "Witness",
        "Drill", "Curl", "Mail", "MailRigs",
      ] + nio, swiftSettings: strict),
    .testTarget(
      name: "HouseTests", dependencies: ["Reports", "Store", "Ledger", "Workflow", "QRCode"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)

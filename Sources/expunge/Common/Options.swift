import ArgumentParser
import Engine
import Foundation
import Store

/// Where the home is.
struct HomeOption: ParsableArguments {
  @Option(name: .customLong("home"), help: "The home folder (default: $EXPUNGE_HOME, else ./.expunge).")
  var path: String?

  var home: Home {
    Home(path ?? ProcessInfo.processInfo.environment["EXPUNGE_HOME"] ?? "./.expunge")
  }

  /// For commands that only look.
  func reading() throws -> Installation { try Installation(home, access: .readOnly) }

  /// For commands that change something: waits for another expunge to end, because a person is waiting.
  func writing<Value>(_ work: (Installation) throws -> Value) throws -> Value {
    guard home.exists else { throw HomeError.absent(home.path) }
    let lock: EngineLock
    do { lock = try EngineLock(home) } catch HomeError.busy {
      Failure.say("waiting for another expunge to end in \(home.path) (Ctrl-C gives up) ...")
      lock = try EngineLock(home, waiting: true)
    }
    return try withExtendedLifetime(lock) {
      let installation = try Installation(home, access: .readWrite)
      defer { try? installation.store.close() }
      try finishShredding(in: installation)
      return try work(installation)
    }
  }
}

/// Before anything else is written: a shredding that was cut short is neither undone nor left half done.
func finishShredding(in installation: Installation) throws {
  guard let done = try Shredding(installation).finish() else { return }
  Failure.say("finished the shredding of \(done.target.wave) that was cut short")
}

struct JSONOption: ParsableArguments {
  @Flag(name: .long, help: "Print JSON instead of text.")
  var json = false
}

struct PartnersOption: ParsableArguments {
  @Option(name: .customLong("partners"), help: "The partner file.")
  var path = "partners.yaml"
}

/// Prints a value as JSON with sorted keys.
func printJSON(_ value: some Encodable) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
  print(String(decoding: try encoder.encode(value), as: UTF8.self))
}

/// Reads a file that a person named.
func readText(_ path: String, _ what: String) throws -> String {
  guard let bytes = FileManager.default.contents(atPath: path) else {
    throw ValidationError("\(what) \(path) cannot be read; check the path.")
  }
  guard let text = String(bytes: bytes, encoding: .utf8) else {
    throw ValidationError("\(what) \(path) is not UTF-8 text; save it as UTF-8.")
  }
  return text
}

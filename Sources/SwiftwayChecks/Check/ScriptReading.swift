import SwiftwayCore
import SwiftwayEngine
import SwiftwayText

/// Reads single scripts; what is wrong with one is a finding.
struct ScriptReading {
    private let source: ScriptSource
    private let resolver: Resolver

    init(_ settings: Settings) {
        source = ScriptSource(settings: settings)
        resolver = Resolver(settings, from: source)
    }

    struct Unreadable: Error, Sendable {
        var finding: Finding
    }

    func configuration(of file: ScannedFile) throws(Unreadable) -> ScriptConfiguration {
        do {
            return try source.configuration(of: file)
        } catch {
            throw unreadable(file, .scriptConfiguration, error)
        }
    }

    /// In UTF-8.
    func text(of file: ScannedFile, _ configuration: ScriptConfiguration) throws(Unreadable) -> [UInt8] {
        do {
            return try resolver.text(of: file, configuration)
        } catch {
            throw unreadable(file, .encoding, error)
        }
    }

    private func unreadable(_ file: ScannedFile, _ rule: Rule, _ error: MigrationError) -> Unreadable {
        Unreadable(
            finding: Finding(
                rule, in: file, message: error.message.replacing(text: "\n", with: " "), remedy: error.advice))
    }
}

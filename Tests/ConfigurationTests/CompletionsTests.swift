import Foundation
import SwiftwayConfiguration
import Testing

struct CompletionsTests {
    @Test(arguments: Shell.allCases)
    func everyWordIsThere(_ shell: Shell) {
        let script = Completions.script(for: shell)
        for verb in Verb.allCases { #expect(script.contains(verb.rawValue)) }
        for parameter in ParameterTable.all where parameter.isOfUse && parameter.places.contains(.commandLine) {
            #expect(script.contains("-\(parameter.name)"), "\(parameter.name)")
        }
        #expect(!script.contains("-licenseKey"))
        #expect(script.hasSuffix("\n"))
    }

    struct Line: Sendable {
        var typed: String
        var expected: [String]
    }

    /// What bash is given in `COMPREPLY`: it keeps what stands in front of "=" itself.
    static let lines: [Line] = [
        Line(typed: "swiftway mig", expected: ["migrate"]),
        Line(typed: "swiftway -q re", expected: ["repair"]),
        Line(typed: "swiftway info -infoS", expected: ["-infoSinceDate=", "-infoSinceVersion="]),
        Line(typed: "swiftway migrate -placeholders", expected: ["-placeholders."]),
        Line(typed: "swiftway migrate -outOfOrder=", expected: ["true", "false"]),
        Line(typed: "swiftway migrate -color=a", expected: ["auto", "always"]),
        Line(typed: "swiftway migrate -databaseType=s", expected: ["sqlite"]),
        Line(typed: "swiftway migrate -table=", expected: []),
        Line(typed: "swiftway help baselineV", expected: ["baselineVersion"]),
        Line(typed: "swiftway help completions ", expected: ["bash", "zsh", "fish"]),
        Line(typed: "swiftway bogus", expected: []),
    ]

    @Test(arguments: lines.indices)
    func bashCompletes(_ index: Int) throws {
        let line = Self.lines[index]
        let program = """
            \(Completions.script(for: .bash))
            COMP_LINE='\(line.typed)' COMP_POINT=${#COMP_LINE}
            COMP_POINT=${#COMP_LINE}
            _swiftway
            for word in "${COMPREPLY[@]}"; do printf '%s\\n' "$word"; done
            """
        #expect(
            try output(of: "bash", ["--norc", "-c", program]).split(separator: "\n").map(String.init) == line.expected)
    }

    @Test func bashCompletesPaths() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data().write(to: folder.appendingPathComponent("flyway.conf"))
        let program = """
            \(Completions.script(for: .bash))
            COMP_WORDBREAKS=' '
            COMP_LINE='swiftway info -configFiles=\(folder.path)/fly'
            COMP_POINT=${#COMP_LINE}
            _swiftway
            printf '%s' "${COMPREPLY[@]}"
            """
        #expect(try output(of: "bash", ["--norc", "-c", program]) == "-configFiles=\(folder.path)/flyway.conf")
    }

    /// Quotes and brackets in help texts must not break the other shells' scripts.
    @Test func quotesAreBalanced() {
        for shell in [Shell.zsh, .fish] {
            for line in Completions.script(for: shell).split(separator: "\n") where !line.hasPrefix("#") {
                let unescaped = line.replacingOccurrences(of: "\\'", with: "")
                #expect(unescaped.filter { $0 == "'" }.count.isMultiple(of: 2), "\(line)")
            }
        }
    }

    private func output(of program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self)
    }
}

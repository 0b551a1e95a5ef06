import Swiftway
import SwiftwayConfiguration
import SwiftwayCore
import SwiftwayText

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Everything that is printed, to the console and to `-outputFile`: nothing else in the program writes there.
final class Console {
    private let options: OutputOptions
    /// What is shown nowhere.
    let secrets: KnownSecrets
    private let usesColor: Bool
    private let file: TextStream?
    private let output = StandardStream.output
    private let errors = StandardStream.errors
    private var view: LiveView

    /// - Throws: the sentence to print where the output file cannot be written.
    init(_ options: OutputOptions, secrets: KnownSecrets) throws(MigrationError) {
        self.options = options
        self.secrets = secrets
        usesColor =
            switch options.color {
            case .always: true
            case .never: false
            case .automatic: isatty(STDOUT_FILENO) == 1
            }
        view = LiveView(options.isQuiet || options.format == .json ? .nowhere : Self.place)
        file = options.file.flatMap { TextStream(path: $0) }
        if let path = options.file, file == nil {
            throw MigrationError(code: .error, message: "Could not write to output file \(path)")
        }
    }

    /// Tells what could not be written, on the stream that is left: what was done is done all the same.
    /// - Returns: The exit status of the program that would end with `status`.
    func finish(_ status: Int32) -> Int32 {
        giveWay()
        file?.close()
        var isComplete = true
        for (stream, name, other) in [
            (output, "to standard output", errors), (errors, "to standard error", output),
            (file, "to output file \(options.file ?? "")", errors),
        ] {
            guard let failure = stream?.failure else { continue }
            isComplete = false
            other.write(
                "ERROR: Could not write all of the output \(name): \(failure)\n"
                    + "What was to be done does not depend on it: `swiftway info` tells what is applied.\n")
        }
        return isComplete ? status : max(status, 1)
    }

    /// Whether the answer is one JSON document.
    var printsJSON: Bool { options.format == .json }

    private static var place: LiveView.Place {
        guard isatty(STDOUT_FILENO) == 1 else { return .log }
        var size = winsize()
        let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return .terminal(columns: isKnown ? Int(size.ws_col) : 80)
    }

    func log(_ event: Event) {
        if case .running(let running) = event {
            switch view.show(running) {
            case .moving(let text):
                output.write("\r\(shown(text).inOneLine)\u{1B}[K")
            case .line(let text): log(LogLine(.info, text))
            case .nothing: break
            }
            return
        }
        for line in event.lines { log(line) }
    }

    func log(_ line: LogLine) {
        if line.level == .debug, !options.isDebugging || options.isQuiet { return }
        if printsJSON {
            if options.logsInJSON {
                let object = JSONValue.object([
                    ("level", .string(line.level.rawValue)), ("message", .string(line.text)),
                ]).masked(by: secrets.mask)
                put(object.text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " "), errors)
            }
            return
        }
        if options.isQuiet, line.level == .info { return }
        let (text, color, stream): (String, String?, TextStream) =
            switch line.level {
            case .debug: ("DEBUG: \(line.text)", "\u{1B}[90m", output)
            case .info: (line.text, line.text.hasPrefix("Successfully") ? "\u{1B}[32m" : nil, output)
            case .warning: ("WARNING: \(line.text)", "\u{1B}[33m", output)
            case .error: ("ERROR: \(line.text)", "\u{1B}[31m", errors)
            }
        put(shown(text), stream, color: color)
    }

    /// The answer of a command that was asked for words: never left out.
    func answer(_ text: String, terminator: String = "\n") {
        put(shown(text), output, terminator: terminator)
    }

    func answer(_ document: JSONValue) {
        document.masked(by: secrets.mask).write { put($0, output, terminator: "") }
        put("", output)
    }

    func fail(_ error: MigrationError) {
        if printsJSON {
            answer(JSONReport.error(error))
        } else {
            log(LogLine(.error, error.consoleText))
        }
    }

    /// A line for the runner of GitHub Actions, which reads both streams: beside a JSON document it is no part of it.
    func annotate(_ text: String) {
        let line = text.showingControls
        if printsJSON { errors.write(line + "\n") } else { put(line, output) }
    }

    /// An error beside an answer that was given.
    func complain(_ error: MigrationError) {
        if printsJSON {
            errors.write("ERROR: \(shown(error.consoleText))\n")
        } else {
            log(LogLine(.error, error.consoleText))
        }
    }

    /// Without secrets, and without what a terminal or the runner of a build would obey: the one way from texts of files and
    /// databases to the console.
    private func shown(_ text: String) -> String { secrets.mask(text).shownInLog }

    private func put(_ text: String, _ stream: TextStream, color: String? = nil, terminator: String = "\n") {
        file?.write(text + terminator)
        giveWay()
        if usesColor, let color {
            stream.write("\(color)\(text)\u{1B}[0m\(terminator)")
        } else {
            stream.write(text + terminator)
        }
    }

    private func giveWay() {
        if view.giveWay() { output.write("\r\u{1B}[K") }
    }
}

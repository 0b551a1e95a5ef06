import SwiftwayConfiguration
import SwiftwayCore

// `stdout` and `stderr` are global variables of the C library that nobody assigns to.
#if canImport(Glibc)
    @preconcurrency import Glibc
#elseif canImport(Musl)
    @preconcurrency import Musl
#else
    @preconcurrency import Darwin
#endif

/// Everything that is printed, to the console and to `-outputFile`: nothing else in the program writes there.
final class Console {
    private let options: OutputOptions
    private let usesColor: Bool
    private let file: UnsafeMutablePointer<FILE>?
    private var view: LiveView

    /// - Throws: the sentence to print where the output file cannot be written.
    init(_ options: OutputOptions) throws(MigrationError) {
        self.options = options
        usesColor =
            switch options.color {
            case .always: true
            case .never: false
            case .automatic: isatty(STDOUT_FILENO) == 1
            }
        view = LiveView(options.isQuiet || options.format == .json ? .nowhere : Self.place)
        // Line by line, so that a log that is a pipe shows what happens while it happens.
        setvbuf(stdout, nil, _IOLBF, 0)
        file = options.file.flatMap { fopen($0, "w") }
        if let path = options.file, file == nil {
            throw MigrationError(code: .error, message: "Could not write to output file \(path)")
        }
    }

    deinit {
        if view.giveWay() { fputs("\r\u{1B}[K", stdout) }
        if let file { fclose(file) }
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
                fputs("\r\(text)\u{1B}[K", stdout)
                fflush(stdout)
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
                ])
                put(object.text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " "), stderr)
            }
            return
        }
        if options.isQuiet, line.level == .info { return }
        let (text, color, stream): (String, String?, UnsafeMutablePointer<FILE>?) =
            switch line.level {
            case .debug: ("DEBUG: \(line.text)", "\u{1B}[90m", stdout)
            case .info: (line.text, line.text.hasPrefix("Successfully") ? "\u{1B}[32m" : nil, stdout)
            case .warning: ("WARNING: \(line.text)", "\u{1B}[33m", stdout)
            case .error: ("ERROR: \(line.text)", "\u{1B}[31m", stderr)
            }
        put(text, stream, color: color)
    }

    /// The answer of a command that was asked for words: never left out.
    func answer(_ text: String, terminator: String = "\n") {
        put(text, stdout, terminator: terminator)
    }

    func answer(_ document: JSONValue) {
        put(document.text, stdout)
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
        if printsJSON { fputs(text + "\n", stderr) } else { put(text, stdout) }
    }

    /// An error beside an answer that was given.
    func complain(_ error: MigrationError) {
        if printsJSON {
            fputs("ERROR: \(error.consoleText)\n", stderr)
        } else {
            log(LogLine(.error, error.consoleText))
        }
    }

    private func put(
        _ text: String, _ stream: UnsafeMutablePointer<FILE>?, color: String? = nil, terminator: String = "\n"
    ) {
        if let file { fputs(text + terminator, file) }
        if view.giveWay() { fputs("\r\u{1B}[K", stdout) }
        guard let stream else { return }
        if usesColor, let color {
            fputs("\(color)\(text)\u{1B}[0m\(terminator)", stream)
        } else {
            fputs(text + terminator, stream)
        }
    }
}

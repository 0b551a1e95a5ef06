import Benchmark
import SwiftwayScript

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One run cuts one script of about a million bytes, so the throughput, runs per second, reads as MB/s; the longer
/// scripts show whether twice the input takes twice the time.
let benchmarks: @Sendable () -> Void = {
    let settings = Benchmark.Configuration(
        metrics: [.wallClock, .throughput, .peakMemoryResident], warmupIterations: 2, maxDuration: .seconds(2))
    let postgreSQL = ScriptOptions(dialect: .postgreSQL)
    let sqlite = ScriptOptions(dialect: .sqlite)
    let megabyte = 1_000_000

    func split(_ title: String, _ script: [UInt8], _ options: ScriptOptions) {
        Benchmark(title, configuration: settings) { _ in blackHole(try splitScript(script, options: options)) }
    }

    /// The least that any reader does: look at every byte once, with the C library's fastest search.
    func floor(_ title: String, _ script: [UInt8]) {
        Benchmark(title, configuration: settings) { _ in blackHole(countLines(script)) }
    }

    for size in [1, 2, 4] {
        split("DDL, \(size) MB", Corpus.definitions(bytes: size * megabyte), postgreSQL)
        split("DDL of SQLite, \(size) MB", Corpus.definitionsWithTriggers(bytes: size * megabyte), sqlite)
        split("COPY data, \(size) MB", Corpus.copyData(bytes: size * megabyte), postgreSQL)
        split("one huge statement, \(size) MB", Corpus.hugeStatement(bytes: size * megabyte), postgreSQL)
    }

    let rows = Corpus.copyData(bytes: megabyte)
    let pieces = stride(from: 0, to: rows.count, by: 65_536).map { Array(rows[$0..<min($0 + 65_536, rows.count)]) }
    Benchmark("COPY data, 1 MB in pieces of 64 KiB", configuration: settings) { _ in
        var scanner = ScriptScanner(options: postgreSQL)
        for piece in pieces {
            scanner.feed(piece)
            while let event = try scanner.nextEvent() { blackHole(event) }
        }
        scanner.finish()
        while let event = try scanner.nextEvent() { blackHole(event) }
    }

    floor("floor: lines of DDL, 1 MB", Corpus.definitions(bytes: megabyte))
    floor("floor: lines of COPY data, 1 MB", rows)
    floor("floor: lines of one huge statement, 1 MB", Corpus.hugeStatement(bytes: megabyte))
}

private func countLines(_ script: [UInt8]) -> Int {
    script.withUnsafeBytes { bytes in
        guard var position = bytes.baseAddress else { return 0 }
        let end = position + bytes.count
        var lines = 0
        while let found = memchr(position, 0x0A, end - position) {
            lines += 1
            position = UnsafeRawPointer(found) + 1
        }
        return lines
    }
}

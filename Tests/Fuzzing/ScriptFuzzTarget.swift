// What libFuzzer calls with every text it makes up; `scripts/fuzz` compiles it together with the sources of
// SwiftwayScript and keeps its findings. Not part of the package: SwiftPM cannot link a fuzzer.

/// The first byte says which dialect, the second in pieces of which size the rest is fed. A text that comes out
/// otherwise in pieces than whole, or whose statements do not stand where they say, stops the run.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzScript(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let data, count >= 2 else { return 0 }
    let script = Array(UnsafeBufferPointer(start: data + 2, count: count - 2))
    let options = ScriptOptions(dialect: data[0] & 1 == 0 ? .postgreSQL : .sqlite)
    let whole = read(script, options, piece: max(script.count, 1))
    precondition(whole == read(script, options, piece: Int(data[1] % 32) + 1), "pieces change the statements")

    var end = 0
    for statement in whole.statements {
        let range = statement.byteRange
        precondition(range.lowerBound >= end && range.upperBound <= script.count && !range.isEmpty, "a wrong range")
        precondition(statement.sql == String(decoding: script[range], as: UTF8.self), "a wrong text")
        end = statement.copyData?.endIndex ?? range.upperBound
    }
    return 0
}

private struct Reading: Equatable {
    var statements: [ScriptStatement] = []
    var error: ScriptError?
}

private func read(_ script: [UInt8], _ options: ScriptOptions, piece: Int) -> Reading {
    var scanner = ScriptScanner(options: options)
    var reading = Reading()
    do throws(ScriptError) {
        for start in stride(from: 0, to: script.count, by: piece) {
            scanner.feed(Array(script[start..<min(start + piece, script.count)]))
            while let statement = try scanner.nextStatement() { reading.statements.append(statement) }
        }
        scanner.finish()
        while let statement = try scanner.nextStatement() { reading.statements.append(statement) }
    } catch {
        reading.error = error
    }
    return reading
}

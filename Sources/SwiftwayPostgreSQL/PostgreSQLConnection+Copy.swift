internal import CLibPQ
internal import SwiftwayDatabase

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The data of `COPY`, both ways: <https://www.postgresql.org/docs/current/libpq-copy.html>.
extension PostgreSQLConnection {
    /// - Returns: what the source of the data threw. Anything else that goes wrong is told by the next result.
    func send(_ input: CopyData?) -> DatabaseError? {
        guard let input else {
            PQputCopyEnd(handle.pointer, "there is no data for COPY FROM STDIN")
            return nil
        }
        let start = ContinuousClock.now
        var lastCall = start
        do {
            while let piece = try input() {
                let now = ContinuousClock.now
                if lastCall.duration(to: now) >= .milliseconds(Int(Self.tick)) {
                    lastCall = now
                    onWait?(start.duration(to: now))
                }
                guard send(piece) else {
                    PQputCopyEnd(handle.pointer, "the data could not be sent")
                    return nil
                }
            }
            PQputCopyEnd(handle.pointer, nil)
            return nil
        } catch {
            PQputCopyEnd(handle.pointer, "the data could not be read")
            return error
        }
    }

    private func send(_ piece: ArraySlice<UInt8>) -> Bool {
        piece.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let chunk = UnsafeRawBufferPointer(rebasing: rest.prefix(Self.copyChunk))
                rest = rest.dropFirst(chunk.count)
                let start = chunk.baseAddress?.assumingMemoryBound(to: CChar.self)
                guard PQputCopyData(handle.pointer, start, Int32(chunk.count)) == 1 else { return false }
            }
            return true
        }
    }

    /// Bytes of one message to the server.
    private static let copyChunk = 65_536

    /// What the column is called that holds the lines of a `COPY … TO STDOUT`.
    static let copyColumn = "copy"

    /// The data of a `COPY … TO STDOUT`: a row for each line, as it came.
    func copyOutput() -> [Row] {
        var rows: [Row] = []
        var buffer: UnsafeMutablePointer<CChar>?
        let start = ContinuousClock.now
        while true {
            // 0: nothing has arrived yet.
            let count = PQgetCopyData(handle.pointer, &buffer, 1)
            guard count >= 0 else { return rows }
            guard count > 0, let bytes = buffer else {
                let ready = Self.poll(PQsocket(handle.pointer), for: Int16(POLLIN), milliseconds: Self.tick)
                if ready == 0 { onWait?(start.duration(to: .now)) }
                if ready != 0, PQconsumeInput(handle.pointer) == 0 { return rows }
                continue
            }
            if keepsRows {
                let line = UnsafeRawBufferPointer(start: bytes, count: Int(count))
                let text = line.last == UInt8(ascii: "\n") ? line.dropLast() : line[...]
                rows.append([String(decoding: text, as: UTF8.self)])
            }
            PQfreemem(buffer)
            buffer = nil
        }
    }
}

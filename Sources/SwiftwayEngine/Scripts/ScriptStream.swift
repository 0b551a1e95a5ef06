import SwiftwayCore
import SwiftwayDatabase
import SwiftwayScript

/// A script read and cut while it is used: of a file of any length no more is held than one statement, or one piece
/// of `COPY` data.
final class ScriptStream {
    /// What it takes to read the script, as often as needed.
    struct Origin {
        var file: ScannedFile
        var options: ScriptOptions
        /// `nil` where placeholders are not replaced.
        var placeholders: PlaceholderTable?
        /// Of the text as written, where it is known: the file must still have it at its end.
        var checksum: Int32?
    }

    private let origin: Origin
    private let pieces: FilePieces
    private var scanner: ScriptScanner
    private var checksum = TextChecksum()
    /// Whether the last piece of the current `COPY` was given out.
    private var dataHasEnded = false

    init(_ origin: Origin) throws(MigrationError) {
        self.origin = origin
        do {
            pieces = try FilePieces(origin.file.absolutePath)
        } catch {
            throw ScriptSource.unreadable(origin.file, error)
        }
        scanner = ScriptScanner(options: origin.options, placeholders: origin.placeholders)
    }

    /// The next statement or piece of data; `nil` at the end.
    /// - Throws: ``MigrationError`` where the script cannot be read or cut, or is another one than was planned.
    func next() throws(MigrationError) -> ScriptEvent? {
        while true {
            let event: ScriptEvent?
            do {
                event = try scanner.nextEvent()
            } catch {
                throw MigrationError.parse(error, origin.file)
            }
            if let event {
                if case .statement = event { dataHasEnded = false }
                return event
            }
            if scanner.isFinished { return nil }
            try feed()
        }
    }

    /// The next piece of the data of the `COPY` that came last; `nil` behind the last one.
    func nextData() throws(DatabaseError) -> ArraySlice<UInt8>? {
        if dataHasEnded { return nil }
        do {
            guard case .copyData(let data, let isLast)? = try next() else { return nil }
            dataHasEnded = isLast
            return data
        } catch {
            throw DatabaseError(message: error.message)
        }
    }

    private func feed() throws(MigrationError) {
        let piece: [UInt8]
        do {
            piece = try pieces.next()
        } catch {
            throw ScriptSource.unreadable(origin.file, error)
        }
        guard piece.isEmpty else {
            piece.withUnsafeBufferPointer { checksum.update(with: $0) }
            scanner.feed(piece)
            return
        }
        if let expected = origin.checksum, checksum.value != expected { throw Self.changed(origin.file) }
        scanner.finish()
    }

    /// The file is not what its checksum was computed from.
    static func changed(_ file: ScannedFile) -> MigrationError {
        MigrationError(
            code: .error, message: "\(file.displayPath) was changed while swiftway was running.",
            advice: "Run the command again.")
    }
}

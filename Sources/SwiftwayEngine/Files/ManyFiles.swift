import Dispatch

/// Work on many files on all cores.
package enum ManyFiles {
    /// What one thread takes at a time.
    private static let share = 32

    /// What `makeWork` makes of each file, in the order of `files`.
    /// - Parameter makeWork: Called on each thread, so that the work need not be shared between them.
    package static func map<File: Sendable, Value: Sendable>(
        _ files: [File], _ makeWork: @Sendable () -> (File) -> Value
    ) -> [Value] {
        guard files.count > share else { return files.map(makeWork()) }
        var values = [Value?](repeating: nil, count: files.count)
        values.withUnsafeMutableBufferPointer { values in
            // Every share has places of its own, and concurrentPerform returns when all of them are written.
            nonisolated(unsafe) let values = values
            DispatchQueue.concurrentPerform(iterations: (files.count + share - 1) / share) { number in
                let work = makeWork()
                for index in number * share..<min((number + 1) * share, files.count) {
                    values[index] = work(files[index])
                }
            }
        }
        return values.compactMap { $0 }
    }
}

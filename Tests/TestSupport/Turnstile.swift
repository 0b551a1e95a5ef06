/// Lets a few in at once; the others wait for somebody to leave.
///
/// Swift Testing starts every test at the same moment. Those that run databases and processes need a limit: a server
/// takes so many sessions and no more, and what takes turns on few cores only gets slower when it is crowded.
package actor Turnstile {
    /// One for all tests of this process.
    package static let shared = Turnstile(places: 8)

    private var places: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    package init(places: Int) { self.places = places }

    /// Runs `work` as soon as there is a place.
    package nonisolated func pass<Value>(_ work: () async throws -> Value) async rethrows -> Value {
        await enter()
        do {
            let value = try await work()
            await leave()
            return value
        } catch {
            await leave()
            throw error
        }
    }

    private func enter() async {
        guard places == 0 else {
            places -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func leave() {
        guard waiting.isEmpty else {
            // The place goes straight to whoever waits longest.
            waiting.removeFirst().resume()
            return
        }
        places += 1
    }
}

import Foundation
import Synchronization

/// Stands between clients and a server on this machine, passes everything on, and loses a connection at the moment that
/// a test has chosen. Gone when the last reference to it goes.
package final class CuttingProxy: Sendable {
    /// How a connection ends, as both sides see it.
    package enum Way: Sendable {
        /// As when a machine has lost its memory of it: "connection reset by peer".
        case reset
        /// In order, as when a process ends.
        case close
        /// Not at all: from now on nothing arrives any more, in either direction, and nobody is told.
        case silence
    }

    package enum Moment: Sendable {
        /// When the client wants to send more than so many bytes; the server gets that many.
        case bytes(Int)
        /// When the client sends this text, which does not reach the server.
        case text(String)
        /// When the server has answered this text of the client, before the answer reaches the client.
        case answer(to: String)
    }

    package struct Cut: Sendable {
        package var moment: Moment
        package var way: Way

        package init(_ moment: Moment, _ way: Way) {
            self.moment = moment
            self.way = way
        }
    }

    package let port: Int
    private let state = ProxyState()

    /// - Parameter target: The port of the server.
    package init(to target: Int) throws {
        let (listener, port) = try Loopback.listener()
        self.port = port
        let wake = try WakePipe()
        state.wake = { wake.signal() }
        let loop = ProxyLoop(listener: listener, target: target, wake: wake, state: state)
        Thread.detachNewThread { loop.run() }
    }

    deinit { state.send(.stop) }

    package func url(database: String) -> String { "jdbc:postgresql://127.0.0.1:\(port)/\(database)" }

    /// Loses the first connection for which the moment comes, once.
    package func arm(_ moment: Moment, _ way: Way) { state.arm(Cut(moment, way)) }

    /// Loses those connections now whose clients have ever sent `text`; all of them with an empty text.
    package func cut(clientsThatSent text: String = "", _ way: Way) { state.send(.cut(text, way)) }

    /// How many connections were lost.
    package var cutCount: Int { state.cutCount }

    /// How many clients have come so far.
    package var clientCount: Int { state.clientCount }
}

/// What tests and the thread of the proxy tell each other.
final class ProxyState: Sendable {
    enum Command: Sendable {
        case cut(String, CuttingProxy.Way)
        case stop
    }

    private struct Content {
        var armed: CuttingProxy.Cut?
        var commands: [Command] = []
        var cutCount = 0
        var clientCount = 0
        var wake: @Sendable () -> Void = {}
    }

    private let content = Mutex(Content())

    var wake: @Sendable () -> Void {
        get { content.withLock { $0.wake } }
        set { content.withLock { $0.wake = newValue } }
    }

    func arm(_ cut: CuttingProxy.Cut) { content.withLock { $0.armed = cut } }

    func send(_ command: Command) {
        content.withLock { $0.commands.append(command) }
        wake()
    }

    func takeCommands() -> [Command] {
        content.withLock { content in
            defer { content.commands = [] }
            return content.commands
        }
    }

    /// What is armed, disarmed by that, if its moment has come.
    func takeArmed(if hasCome: (CuttingProxy.Moment) -> Bool) -> CuttingProxy.Cut? {
        content.withLock { content in
            guard let armed = content.armed, hasCome(armed.moment) else { return nil }
            content.armed = nil
            return armed
        }
    }

    var cutCount: Int { content.withLock { $0.cutCount } }
    var clientCount: Int { content.withLock { $0.clientCount } }
    func countCut() { content.withLock { $0.cutCount += 1 } }
    func countClient() { content.withLock { $0.clientCount += 1 } }
}

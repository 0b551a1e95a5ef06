import Foundation

/// Listens, takes connections (the kernel does) and never says a word.
package final class SilentServer: Sendable {
    package let port: Int
    private let listener: Int32

    package init() throws { (listener, port) = try Loopback.listener() }

    deinit { close(listener) }
}

import Foundation

/// One connection through a ``CuttingProxy``. Belongs to the proxy's thread.
final class ProxiedConnection {
    private let client: Int32
    private let server: Int32
    private let state: ProxyState

    /// All that the client has sent. Tests send little.
    private var sent: [UInt8] = []
    private var towardsServer = ArraySlice<UInt8>()
    private var towardsClient = ArraySlice<UInt8>()
    private var clientHasFinished = false
    private var serverHasFinished = false
    /// What happens as soon as the server answers.
    private var waitingForAnswer: CuttingProxy.Way?
    private var isSilent = false
    private(set) var hasEnded = false

    init(client: Int32, server: Int32, state: ProxyState) {
        self.client = client
        self.server = server
        self.state = state
        #if canImport(Darwin)
            for socket in [client, server] {
                var on: Int32 = 1
                setsockopt(socket, SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
            }
        #endif
    }

    deinit { if !hasEnded { end(.close) } }

    func hasSent(_ text: String) -> Bool { text.isEmpty || Self.position(of: text, in: sent[...]) != nil }

    /// What to wait for, of the client and of the server.
    var requests: [pollfd] {
        [
            request(client, reads: !clientHasFinished && towardsServer.isEmpty, writes: !towardsClient.isEmpty),
            request(server, reads: !serverHasFinished && towardsClient.isEmpty, writes: !towardsServer.isEmpty),
        ]
    }

    private func request(_ socket: Int32, reads: Bool, writes: Bool) -> pollfd {
        let events = (reads ? Int16(POLLIN) : 0) | (writes ? Int16(POLLOUT) : 0)
        // One that is not listened to would report its end again and again.
        return pollfd(fd: isSilent || events == 0 ? -1 : socket, events: events, revents: 0)
    }

    func work(client clientEvents: Int16, server serverEvents: Int16) {
        guard !hasEnded, !isSilent else { return }
        if serverEvents & ~Int16(POLLOUT) != 0, !serverHasFinished, towardsClient.isEmpty { takeFromServer() }
        if !hasEnded, !isSilent, clientEvents & ~Int16(POLLOUT) != 0, !clientHasFinished, towardsServer.isEmpty {
            takeFromClient()
        }
        if !hasEnded, !isSilent { pass() }
    }

    private func takeFromServer() {
        guard let bytes = Self.receive(from: server) else {
            serverHasFinished = true
            return
        }
        if let way = waitingForAnswer, !bytes.isEmpty {
            lose(way)
        } else {
            towardsClient = bytes[...]
        }
    }

    private func takeFromClient() {
        guard let bytes = Self.receive(from: client) else {
            clientHasFinished = true
            return
        }
        let before = sent.count
        sent += bytes
        let cut = state.takeArmed { moment in
            switch moment {
            case .bytes(let count): sent.count > count
            // A text may have come in two pieces.
            case .text(let text), .answer(to: let text):
                Self.position(of: text, in: sent[max(0, before - text.utf8.count + 1)...]) != nil
            }
        }
        switch cut?.moment {
        case nil: towardsServer = bytes[...]
        case .answer:
            waitingForAnswer = cut?.way
            towardsServer = bytes[...]
        case .text: lose(cut?.way ?? .close)
        case .bytes(let count):
            towardsServer = bytes.prefix(max(0, count - before))
            pass()
            lose(cut?.way ?? .close)
        }
    }

    /// Passes on what there is, as far as it is taken.
    private func pass() {
        let serverTakes = Self.send(&towardsServer, to: server)
        let clientTakes = Self.send(&towardsClient, to: client)
        let isOver = clientHasFinished && towardsServer.isEmpty || serverHasFinished && towardsClient.isEmpty
        if isOver || !serverTakes || !clientTakes { end(.close) }
    }

    private func lose(_ way: CuttingProxy.Way) {
        state.countCut()
        end(way)
    }

    func end(_ way: CuttingProxy.Way) {
        guard !hasEnded else { return }
        guard way != .silence else {
            isSilent = true
            return
        }
        hasEnded = true
        for socket in [client, server] {
            if way == .reset {
                var linger = linger(l_onoff: 1, l_linger: 0)
                setsockopt(socket, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Foundation.linger>.size))
            }
            close(socket)
        }
    }

    // MARK: Bytes

    /// `nil` at the end, or when the connection is broken; empty when there is nothing yet.
    private static func receive(from socket: Int32) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(socket, &buffer, buffer.count, 0)
        if count < 0, errno == EAGAIN || errno == EINTR { return [] }
        return count > 0 ? Array(buffer.prefix(count)) : nil
    }

    /// - Returns: `false` when nobody is there any more.
    private static func send(_ bytes: inout ArraySlice<UInt8>, to socket: Int32) -> Bool {
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.send(socket, $0.baseAddress, $0.count, noSignal) }
            if count < 0 { return errno == EAGAIN || errno == EINTR }
            bytes = bytes.dropFirst(count)
        }
        return true
    }

    #if canImport(Darwin)
        private static let noSignal: Int32 = 0
    #else
        private static let noSignal = Int32(MSG_NOSIGNAL)
    #endif

    private static func position(of text: String, in bytes: ArraySlice<UInt8>) -> Int? {
        let wanted = Array(text.utf8)
        return bytes.indices.dropLast(wanted.count - 1).first { bytes[$0...].starts(with: wanted) }
    }
}

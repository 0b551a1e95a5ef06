import Foundation

/// The thread of a ``CuttingProxy``: all its connections in one loop over `poll`, so that nothing needs a lock.
struct ProxyLoop: Sendable {
    let listener: Int32
    let target: Int
    let wake: WakePipe
    let state: ProxyState

    func run() {
        var connections: [ProxiedConnection] = []
        defer { close(listener) }
        while true {
            var requests = [
                pollfd(fd: listener, events: Int16(POLLIN), revents: 0),
                pollfd(fd: wake.readEnd, events: Int16(POLLIN), revents: 0),
            ]
            for connection in connections { requests += connection.requests }
            guard poll(&requests, nfds_t(requests.count), -1) >= 0 || errno == EINTR else { return }
            if requests[1].revents != 0 { wake.drain() }
            for command in state.takeCommands() {
                switch command {
                case .stop:
                    for connection in connections { connection.end(.close) }
                    return
                case .cut(let text, let way):
                    for connection in connections where connection.hasSent(text) {
                        connection.end(way)
                        state.countCut()
                    }
                }
            }
            for (index, connection) in connections.enumerated() {
                connection.work(client: requests[2 + 2 * index].revents, server: requests[3 + 2 * index].revents)
            }
            connections.removeAll { $0.hasEnded }
            if requests[0].revents != 0, let connection = accepted() { connections.append(connection) }
        }
    }

    private func accepted() -> ProxiedConnection? {
        let client = accept(listener, nil, nil)
        guard client >= 0 else { return nil }
        _ = fcntl(client, F_SETFD, FD_CLOEXEC)
        guard let server = try? Loopback.connection(to: target) else {
            close(client)
            return nil
        }
        for socket in [client, server] { _ = fcntl(socket, F_SETFL, O_NONBLOCK) }
        state.countClient()
        return ProxiedConnection(client: client, server: server, state: state)
    }
}

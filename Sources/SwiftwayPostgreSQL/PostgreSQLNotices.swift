internal import CLibPQ
internal import SwiftwayDatabase

/// Where libpq's notice receiver puts what the server says. Until somebody listens, notices are kept.
final class PostgreSQLNotices {
    private var kept: [Notice] = []
    /// Set while the driver's own statements run, whose notices ("drop cascades to …") concern nobody.
    var isSilent = false

    var handler: ((Notice) -> Void)? {
        didSet {
            guard let handler else { return }
            let waiting = kept
            kept = []
            for notice in waiting { handler(notice) }
        }
    }

    /// libpq would print notices to standard error. The receiver holds no reference: the connection that owns
    /// `self` must be closed before `self` goes.
    func receive(from connection: OpaquePointer) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        PQsetNoticeReceiver(
            connection,
            { context, result in
                guard let context, let result else { return }
                Unmanaged<PostgreSQLNotices>.fromOpaque(context).takeUnretainedValue().receive(Notice(result: result))
            }, context)
    }

    private func receive(_ notice: Notice) {
        guard !isSilent else { return }
        if let handler { handler(notice) } else { kept.append(notice) }
    }
}

extension Notice {
    /// libpq's own warnings have neither severity nor SQLSTATE.
    init(result: OpaquePointer) {
        func field(_ code: Int32) -> String? {
            PQresultErrorField(result, code).map { String(cString: $0) }
        }
        self.init(
            severity: field(SWIFTWAY_SEVERITY) ?? "WARNING",
            message: field(SWIFTWAY_MESSAGE) ?? trimmingLineEnds(PQresultErrorMessage(result)),
            sqlState: field(SWIFTWAY_SQLSTATE) ?? "01000")
    }
}

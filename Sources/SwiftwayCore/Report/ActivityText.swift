import SwiftwayDatabase

extension LockRetry {
    /// What waited for whom, and what comes now.
    var text: String {
        var parts = ["\(script) waited \(waited.rounded)"]
        if let wait = activity?.wait { parts[0] += " for \(wait)" }
        let blockers = activity?.blockers ?? []
        if !blockers.isEmpty { parts.append("blocked by " + blockers.map(\.description).joined(separator: "; ")) }
        if activity?.wait == nil { parts.append(message) }
        return parts.joined(separator: ", ")
            + ". Rolled back; attempt \(attempt) in \(pause.rounded) (\(budget.rounded) of lockRetryBudget left)"
    }
}

extension SessionActivity {
    /// `43 % building index: scanning table`, or what it waits for and who is in the way.
    package var text: String {
        var parts: [String] = []
        if let phase { parts.append((fraction.map { "\(Int(min($0, 1) * 100)) % " } ?? "") + phase) }
        if let wait {
            parts.append("waits for \(wait)")
            if let last = blockers.last { parts.append("held by \(last.subject)") }
        }
        return parts.joined(separator: ", ")
    }
}

extension RunningStatement {
    /// `[3/200] V3__x.sql, statement 2 of 5, 12s: 43 % building index`.
    package var text: String {
        var text = "[\(migration)/\(migrations)] \(script)"
        if statement > 0 { text += ", statement \(statement)" + (statements.map { " of \($0)" } ?? "") }
        if elapsed >= .seconds(1) { text += ", \(elapsed.rounded)" }
        if let told = activity?.text, !told.isEmpty { text += ": \(told)" }
        return text
    }
}

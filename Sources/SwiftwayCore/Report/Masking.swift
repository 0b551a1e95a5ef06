package import SwiftwayDatabase
package import SwiftwayText

extension DatabaseError {
    package func masked(by mask: SecretMask) -> DatabaseError {
        var error = self
        error.message = mask(message)
        error.detail = detail.map { mask($0) }
        error.hint = hint.map { mask($0) }
        error.context = context.map { mask($0) }
        return error
    }
}

extension MigrationError {
    /// The same without secrets. Paths and names of files stay what they are: programs open them.
    package func masked(by mask: SecretMask) -> MigrationError {
        guard !mask.isEmpty else { return self }
        var error = self
        error.message = mask(message)
        let statement = mask(failure?.statement ?? "")
        error.failure?.statement = statement
        error.databaseError = databaseError?.masked(by: mask)
        error.advice = advice.map { mask($0) }
        return error
    }
}

extension Event {
    /// The same without secrets, in whatever quotes files, databases and programs. What becomes part of the history stays
    /// what it is.
    package func masked(by mask: SecretMask) -> Event {
        guard !mask.isEmpty else { return self }
        switch self {
        case .executing(let sql): return .executing(sql: mask(sql))
        case .notice(var notice):
            notice.message = mask(notice.message)
            return .notice(notice)
        case .resultSet(var result):
            result.rows = result.rows.map { $0.map { $0.map { mask($0) } } }
            return .resultSet(result)
        case .programOutput(let text): return .programOutput(mask(text))
        case .executingProgram(let command, let path):
            return .executingProgram(command: command.map { mask($0) }, path: path)
        case .connectionRetry(let message, let seconds):
            return .connectionRetry(message: mask(message), seconds: seconds)
        case .callbackIgnoredError(let event, let message): return .callbackIgnoredError(event, message: mask(message))
        case .skippedBehindCopy(let script, let text): return .skippedBehindCopy(script: script, text: mask(text))
        case .leftoverStays(let index, let reason): return .leftoverStays(index: index, reason: mask(reason))
        case .noteRefused(let reason): return .noteRefused(reason: mask(reason))
        case .waitingForLock(var holder, let seconds):
            let query = mask(holder?.query ?? "")
            holder?.query = query
            return .waitingForLock(holder: holder, seconds: seconds)
        case .ended(var run):
            run.error = run.error?.masked(by: mask)
            return .ended(run)
        default: return self
        }
    }
}

extension CommandRun {
    /// For reports, which are kept and passed on.
    package func masked(by mask: SecretMask) -> CommandRun {
        guard !mask.isEmpty else { return self }
        var run = self
        run.failure = failure?.masked(by: mask)
        run.findings = findings.map { finding in
            var finding = finding
            finding.message = mask(finding.message)
            finding.remedy = finding.remedy.map { mask($0) }
            return finding
        }
        return run
    }
}

extension JSONValue {
    /// Keys and numbers stay what they are, so that it stays the document that was promised.
    package func masked(by mask: SecretMask) -> JSONValue {
        guard !mask.isEmpty else { return self }
        switch self {
        case .null, .bool, .integer: return self
        case .string(let text): return .string(mask(text))
        case .array(let values): return .array(values.map { $0.masked(by: mask) })
        case .sequence(let values): return .sequence { next in values { next($0.masked(by: mask)) } }
        case .object(let members): return .object(members.map { ($0.key, $0.value.masked(by: mask)) })
        }
    }
}

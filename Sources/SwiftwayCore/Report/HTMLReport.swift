/// A page for a browser that tells of a run: what ran, how long, what failed, and the state of every migration. It needs
/// nothing from elsewhere, so that it can be kept as an artifact and sent around.
package struct HTMLReport: Sendable {
    private let root: ReportRoot
    private let version: String

    /// - Parameter version: That of swiftway.
    package init(root: ReportRoot, version: String) {
        self.root = root
        self.version = version
    }

    /// - Parameter states: Every migration as it is after the run; empty where no database tells.
    package func page(_ runs: [CommandRun], states: [MigrationOutcome]) -> String {
        let failed = runs.contains(where: \.hasFailed)
        let commands = runs.map(\.command).joined(separator: " ")
        let time = runs.reduce(0) { $0 + $1.milliseconds }
        let started = runs.first.map { $0.started.description } ?? ""
        // What info lists is the state of every migration: once is enough.
        let listed = runs.last { $0.command == "info" && $0.failure == nil }?.migrations
        let sections = runs.map { section($0) }.joined() + stateSection(states.isEmpty ? listed ?? [] : states)
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <title>\(failed ? "Failed" : "Succeeded"): swiftway \(escapedXML(commands))</title>
            <style>
            \(HTMLStyle.sheet)
            </style>
            </head>
            <body>
            <header>
            <p class="verdict \(failed ? "bad" : "good")">\(failed ? "Failed" : "Succeeded")</p>
            <h1>swiftway \(escapedXML(commands))</h1>
            <p class="facts">\(escapedXML(started)) <span>\(Self.duration(time))</span> <span>\(summary(runs))</span></p>
            </header>
            <main>
            \(sections)</main>
            <footer>swiftway \(escapedXML(version))</footer>
            </body>
            </html>

            """
    }

    private func summary(_ runs: [CommandRun]) -> String {
        let migrations = runs.flatMap(\.migrations)
        let applied = migrations.count { if case .applied = $0.result { true } else { false } }
        let findings = runs.flatMap(\.findings)
        var parts: [String] = []
        if runs.contains(where: { $0.command == "migrate" }) {
            parts.append("\(applied) migration\(applied == 1 ? "" : "s") applied")
        }
        if runs.contains(where: { !$0.files.isEmpty || !$0.findings.isEmpty }) {
            let errors = findings.count { $0.severity == .error }
            parts.append("\(errors) error\(errors == 1 ? "" : "s") in files")
        }
        return parts.joined(separator: ", ")
    }

    // MARK: Sections

    private func section(_ run: CommandRun) -> String {
        var parts: [String] = []
        if let failure = run.failure {
            parts.append("<pre class=\"failure\">\(escapedXML(failure.reportText))</pre>")
        }
        if !run.findings.isEmpty {
            parts.append("<ul class=\"findings\">\n\(run.findings.map(item).joined())</ul>")
        }
        if run.command != "info", !run.migrations.isEmpty { parts.append(table(ofRun: run.migrations)) }
        if parts.isEmpty { parts.append("<p>\(run.command == "info" ? "Listed below." : emptyText(run))</p>") }
        return """
            <section>
            <h2>\(escapedXML(run.command)) <span>\(Self.duration(run.milliseconds))</span></h2>
            \(parts.joined(separator: "\n"))
            </section>

            """
    }

    private func emptyText(_ run: CommandRun) -> String {
        switch run.command {
        case "migrate": "Nothing to migrate: the schema is up to date."
        case "validate", "lint": "\(run.files.count) file\(run.files.count == 1 ? "" : "s"), nothing to complain about."
        default: "Done."
        }
    }

    private func item(_ finding: Finding) -> String {
        let place = finding.place(finding.absolutePath.isEmpty ? "" : root.relative(finding.absolutePath))
        let remedy = finding.remedy.map { "<p class=\"remedy\">\(escapedXML($0))</p>" } ?? ""
        return """
            <li class="\(finding.severity.rawValue)"><p><b>\(finding.severity.rawValue)</b> <code>\(escapedXML(place))</code> \
            \(escapedXML(finding.message)) <small>\(escapedXML(finding.rule.id))</small></p>\(remedy)</li>

            """
    }

    /// With a bar for each, so that the slow ones are seen.
    private func table(ofRun migrations: [MigrationOutcome]) -> String {
        let longest = migrations.map(\.milliseconds).max() ?? 0
        let rows = migrations.map { migration in
            let (state, style) = migration.shown
            let share = longest == 0 ? 0 : migration.milliseconds * 100 / longest
            let isTimed = if case .applied = migration.result { true } else { false }
            let time =
                isTimed
                ? "<span class=\"bar\" style=\"width:\(share)%\"></span><span>\(Self.duration(migration.milliseconds))</span>"
                : ""
            return row(migration, [("time", time), ("", "<span class=\"state \(style)\">\(state)</span>")])
        }
        return table(["Version", "Description", "Time", "State"], rows)
    }

    private func stateSection(_ migrations: [MigrationOutcome]) -> String {
        guard !migrations.isEmpty else { return "" }
        let rows = migrations.map { migration in
            let (state, style) = migration.shown
            return row(
                migration,
                [
                    ("", escapedXML(migration.type.rawValue)),
                    ("", escapedXML(migration.installedOn?.description ?? "")),
                    ("", "<span class=\"state \(style)\">\(escapedXML(state))</span>"),
                ])
        }
        return """
            <section>
            <h2>State of every migration</h2>
            \(table(["Version", "Description", "Type", "Installed on", "State"], rows))
            </section>

            """
    }

    private func row(_ migration: MigrationOutcome, _ cells: [(style: String, content: String)]) -> String {
        let path = migration.absolutePath.isEmpty ? migration.script : root.relative(migration.absolutePath)
        let rest = cells.map { cell in "<td\(cell.style.isEmpty ? "" : " class=\"\(cell.style)\"")>\(cell.content)</td>"
        }
        return """
            <tr><td class="version">\(escapedXML(migration.version ?? ""))</td>\
            <td>\(escapedXML(migration.description))<br/><small>\(escapedXML(path))</small></td>\(rest.joined())</tr>

            """
    }

    private func table(_ titles: [String], _ rows: [String]) -> String {
        """
        <div class="table"><table>
        <thead><tr>\(titles.map { "<th scope=\"col\">\($0)</th>" }.joined())</tr></thead>
        <tbody>
        \(rows.joined())</tbody>
        </table></div>
        """
    }

    /// `12 ms`, `3.4 s`, `2 min 5 s`.
    private static func duration(_ milliseconds: Int) -> String {
        switch milliseconds {
        case ..<1_000: "\(milliseconds) ms"
        case ..<60_000: "\(milliseconds / 1_000).\(milliseconds % 1_000 / 100) s"
        default: "\(milliseconds / 60_000) min \(milliseconds % 60_000 / 1_000) s"
        }
    }
}

extension CommandRun {
    fileprivate var hasFailed: Bool {
        failure != nil || findings.contains { $0.severity == .error }
    }
}

extension MigrationOutcome {
    fileprivate var milliseconds: Int { if case .applied(let milliseconds) = result { milliseconds } else { 0 } }

    /// In words, and the style class of that.
    fileprivate var shown: (text: String, style: String) {
        switch result {
        case .applied: ("Applied", "good")
        case .failed: ("Failed", "bad")
        case .notReached: ("Not reached", "open")
        case .listed(let state):
            switch state {
            case .success, .outOfOrder, .baseline: (state.displayName, "good")
            case .failed, .missingFailed, .futureFailed: (state.displayName, "bad")
            case .pending, .aboveTarget, .available: (state.displayName, "open")
            case .belowBaseline, .baselineIgnored, .ignored, .missingSuccess, .undone, .futureSuccess, .outdated,
                .superseded, .deleted:
                (state.displayName, "other")
            }
        }
    }
}

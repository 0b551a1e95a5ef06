import Benchmark
import SwiftwayCore
import SwiftwayDatabase

/// The stages between files and statements, each alone and without reading anything. Ten times the migrations should
/// take ten times the time.
let benchmarks: @Sendable () -> Void = {
    let settings = Benchmark.Configuration(
        metrics: [.wallClock, .throughput, .peakMemoryResident], warmupIterations: 2, maxDuration: .seconds(2))

    func measure(_ title: String, _ project: Project, _ stage: @escaping (Project) throws -> Void) {
        Benchmark("\(title), \(project.files.count) migrations", configuration: settings) { _ in try stage(project) }
    }

    for count in [100, 1_000, 10_000] {
        let project: Project
        do {
            project = try Project(migrations: count)
        } catch {
            fatalError("the project of \(count) migrations cannot be made: \(error)")
        }
        measure("checksums of 1 KB", project) { project in
            for _ in project.files { blackHole(Checksum(ofText: Project.text).value) }
        }
        measure("names", project) { blackHole($0.resolver.names(of: $0.files)) }
        measure("resolving, names read", project) { blackHole(try $0.resolver.migrations($0.names)) }
        measure("history rows", project) { project in
            let table = HistoryTable(QualifiedName(schema: "main", name: "flyway_schema_history"))
            for row in project.rows { blackHole(try table.row(row)) }
        }
        measure("statuses, all applied", project) { project in
            blackHole(
                try StatusList(
                    resolved: project.migrations, history: project.history, target: .latest, outOfOrder: false))
        }
        measure("statuses, all pending", project) { project in
            blackHole(
                try StatusList(resolved: project.migrations, history: [], target: .latest, outOfOrder: false).pending)
        }
        measure("plan, all pending", project) { project in
            let list = try StatusList(resolved: project.migrations, history: [], target: .latest, outOfOrder: false)
            let planned = list.pending.compactMap(\.resolved).map { PlannedMigration($0, .script(project.script)) }
            blackHole(Planner(sharing: .pipeline).plan(planned))
        }
        measure("validation", project) { project in
            blackHole(Validation(patterns: [], appliedBaseline: nil).findings(in: project.statuses))
        }
    }
}

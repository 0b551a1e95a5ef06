import Foundation
import TestSupport
import Testing

/// Commits in a real repository, with the hooks that this one offers.
@Suite("Hooks", .fewAtOnce) struct HookTests {
    /// Where `.pre-commit-hooks.yaml` and `Examples` are.
    private static let source = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static let first = "CREATE TABLE a (x INT);"
    private static let wrong = "SELECT 1;\nSELECT 'never closed;"

    /// A repository with one migration that is not committed yet.
    private static func repository() throws -> Program {
        var program = try Program([
            "app/flyway.conf": "flyway.url=jdbc:postgresql://nowhere.invalid/app\n",
            "app/sql/V1__a.sql": first,
        ])
        let folder = URL(fileURLWithPath: try Program.path()).deletingLastPathComponent().path
        program.environment["PATH"] = "\(folder):\(ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")"
        program.environment["PRE_COMMIT_HOME"] = program.folder.path(of: "cache")
        for name in ["AUTHOR", "COMMITTER"] {
            program.environment["GIT_\(name)_NAME"] = "Ada"
            program.environment["GIT_\(name)_EMAIL"] = "ada@example.org"
        }
        return program
    }

    /// Runs lines of a shell in a working tree and ends at the first that fails.
    private static func shell(_ program: Program, in tree: String, _ lines: String) async throws -> Program.Output {
        try await program.run("/bin/sh", ["-ec", "exec 2>&1\ncd \(tree)\n" + lines])
    }

    /// - Throws: where one of the lines fails.
    @discardableResult
    private static func prepare(_ program: Program, in tree: String = "app", _ lines: String) async throws -> String {
        let output = try await shell(program, in: tree, lines)
        try #require(output.status == 0, "\(output.text)")
        return output.text
    }

    private static func expectRefusal(_ program: Program, in tree: String = "app", _ lines: String) async throws {
        let before = try await prepare(program, in: tree, "git rev-parse HEAD")
        let output = try await shell(program, in: tree, lines)
        #expect(output.status != 0)
        #expect(output.text.contains("sql/V2__b.sql:2:8: error: "), "\(output.text)")
        let after = try await prepare(program, in: tree, "git rev-parse HEAD")
        #expect(before == after)
    }

    // MARK: The framework

    @Test func thePreCommitFrameworkRefusesBrokenMigrations() async throws {
        let program = try Self.repository()
        let manifest = try Data(contentsOf: Self.source.appendingPathComponent(".pre-commit-hooks.yaml"))
        try program.folder.write(manifest, to: "hooks/.pre-commit-hooks.yaml")
        try await Self.prepare(
            program,
            """
            pre-commit validate-manifest ../hooks/.pre-commit-hooks.yaml
            git init -q ../hooks && git -C ../hooks add . && git -C ../hooks commit -qm hooks
            cat >.pre-commit-config.yaml <<END
            repos:
              - repo: $(cd ../hooks && pwd)
                rev: $(git -C ../hooks rev-parse HEAD)
                hooks:
                  - id: swiftway-validate
                    args: [-databaseType=postgresql]
            END
            git init -q . && pre-commit install
            """)
        let clean = try await Self.prepare(program, "git add . && git commit -m first; git status --porcelain")
        #expect(clean.contains("swiftway validate"))
        #expect(clean.contains("Passed"))
        #expect(clean.hasSuffix("create mode 100644 sql/V1__a.sql\n"), "the hook has written something: \(clean)")

        try program.folder.write(Self.wrong, to: "app/sql/V2__b.sql")
        try await Self.expectRefusal(program, "git add . && git commit -m second")

        // What is no migration does not wait for the check, and neither does it hide what is wrong.
        let other = try await Self.prepare(
            program, "git reset -q && echo text >README && git add README && git commit -m third")
        #expect(other.contains("Skipped"))
    }

    // MARK: Plain git

    @Test func thePlainHookRefusesBrokenMigrations() async throws {
        let program = try Self.repository()
        let hook = Self.source.appendingPathComponent("Examples/hooks/pre-commit").path
        try await Self.prepare(
            program,
            """
            echo swiftway.databaseType=postgresql >>flyway.conf
            git init -q .
            cp '\(hook)' "$(git rev-parse --git-path hooks)/pre-commit"
            git add . && git commit -qm first
            echo '-- more' >>sql/V1__a.sql
            git commit -qam second
            """)
        #expect(try await Self.prepare(program, "git status --porcelain; git log --format=%s") == "second\nfirst\n")

        try program.folder.write(Self.wrong, to: "app/sql/V2__b.sql")
        try await Self.expectRefusal(program, "git add . && git commit -qm third")
        try await Self.prepare(program, "git reset -q && echo text >README && git add README && git commit -qm fourth")
        // A file that git knows, and with -a.
        try await Self.prepare(program, "echo 'SELECT 1;' >sql/V2__b.sql && git add sql && git commit -qm fifth")
        try program.folder.write(Self.wrong, to: "app/sql/V2__b.sql")
        try await Self.expectRefusal(program, "git commit -qam sixth")
    }

    @Test func thePlainHookWorksInAFurtherWorkingTree() async throws {
        let program = try Self.repository()
        let hook = Self.source.appendingPathComponent("Examples/hooks/pre-commit").path
        try await Self.prepare(
            program,
            """
            echo swiftway.databaseType=postgresql >>flyway.conf
            git init -q .
            cp '\(hook)' "$(git rev-parse --git-path hooks)/pre-commit"
            git add . && git commit -qm first
            git worktree add -q ../other -b other
            """)
        try program.folder.write(Self.wrong, to: "other/sql/V2__b.sql")
        try await Self.expectRefusal(program, in: "other", "git add . && git commit -qm second")
        try await Self.prepare(
            program, in: "other", "echo 'SELECT 1;' >sql/V2__b.sql && git add . && git commit -qm second")
    }

    @Test func thePlainHookSaysWhereItSeesMoreThanIsCommitted() async throws {
        let program = try Self.repository()
        let hook = Self.source.appendingPathComponent("Examples/hooks/pre-commit").path
        let output = try await Self.prepare(
            program,
            """
            echo swiftway.databaseType=postgresql >>flyway.conf
            git init -q .
            cp '\(hook)' "$(git rev-parse --git-path hooks)/pre-commit"
            git add .
            echo '-- later' >>sql/V1__a.sql
            git commit -qm first
            """)
        #expect(output.contains("changes that are not staged"))
    }
}

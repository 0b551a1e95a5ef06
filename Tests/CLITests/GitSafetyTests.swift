import Foundation
import TestSupport
import Testing

/// `validate -against` looks at what strangers have sent: nothing that their repository names is executed.
@Suite("Programs of a repository", .fewAtOnce) struct GitSafetyTests {
    private static let script = "CREATE TABLE a (x INT);"

    /// Programs wherever git would run one. Each leaves a mark under its name.
    private static let settings: [(key: String, name: String)] = [
        ("core.fsmonitor", "fsmonitor"), ("core.pager", "pager"), ("pager.diff-index", "pager2"),
        ("core.sshCommand", "ssh"), ("core.askPass", "askpass"), ("core.editor", "editor"),
        ("core.alternateRefsCommand", "alternates"), ("diff.external", "external"),
        ("diff.evil.command", "command"), ("diff.evil.textconv", "textconv"), ("filter.evil.clean", "clean"),
        ("filter.evil.smudge", "smudge"), ("filter.e.v.il.process", "process"), ("merge.evil.driver", "driver"),
        ("credential.helper", "credential"), ("gpg.program", "gpg"), ("interactive.diffFilter", "interactive"),
    ]

    private func mark(_ copy: WorkingCopy, _ name: String) throws -> String {
        let program = copy.folder.path(of: "programs/\(name)")
        try copy.write("#!/bin/sh\ntouch '\(copy.folder.path(of: "marks"))/\(name)'\ncat\n", to: "programs/\(name)")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
        return program
    }

    private func arm(_ copy: WorkingCopy) async throws {
        try FileManager.default.createDirectory(
            atPath: copy.folder.path(of: "marks"), withIntermediateDirectories: true)
        try copy.write("programs\nmarks\n", to: ".git/info/exclude")
        for (key, name) in Self.settings { try await copy.git("config", key, try mark(copy, name)) }
        try await copy.git("config", "filter.evil.required", "true")
        for hook in ["post-index-change", "reference-transaction", "post-checkout", "pre-commit", "fsmonitor-watchman"]
        {
            _ = try mark(copy, hook)
        }
        try await copy.git("config", "core.hooksPath", copy.folder.path(of: "programs"))
    }

    private func marks(_ copy: WorkingCopy) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: copy.folder.path(of: "marks")).sorted()
    }

    private func forget(_ copy: WorkingCopy) throws {
        for name in try marks(copy) { try copy.remove("marks/\(name)") }
    }

    /// So that git has to look into the file: it is younger than the index.
    private func touch(_ copy: WorkingCopy, _ name: String) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: 100_000)], ofItemAtPath: copy.folder.path(of: name))
    }

    @Test func nothingIsExecuted() async throws {
        let copy = try await WorkingCopy([
            "sql/V1__a.sql": Self.script, "sql/V2__b.sql": "-- b", "sql/V3__c.sql": "-- c",
            ".gitattributes": "*.sql diff=evil merge=evil filter=evil\nsql/V2__b.sql filter=e.v.il\n",
        ])
        try await arm(copy)
        try copy.write("-- changed", to: "sql/V2__b.sql")
        try copy.write("-- new", to: "sql/V4__d.sql")
        try touch(copy, "sql/V1__a.sql")
        try await copy.git("add", "sql/V1__a.sql")
        try touch(copy, "sql/V3__c.sql")
        // The programs are where they have to be: git by itself runs them.
        try forget(copy)
        _ = try? await copy.git("diff-index", "-p", "--ext-diff", "main")
        _ = try? await copy.git("cat-file", "--filters", "HEAD:sql/V1__a.sql")
        let run = try marks(copy)
        for name in ["clean", "command", "fsmonitor", "smudge"] { #expect(run.contains(name), "\(run)") }

        try forget(copy)
        let validation = try await copy.validate("-against=main")
        #expect(try marks(copy) == [])
        #expect(validation.findings.contains("V2__b.sql changed-migration"))
        #expect(!validation.findings.contains { $0.hasPrefix("V1__a.sql") })
    }

    /// The user's own filters, such as Git LFS, go on working.
    @Test func filtersOfTheUserAreRun() async throws {
        var copy = try await WorkingCopy(["sql/V1__a.sql": Self.script, ".gitattributes": "*.sql filter=shout\n"])
        try copy.write("[filter \"shout\"]\n\tsmudge = tr a-z A-Z\n\tclean = tr A-Z a-z\n", to: "home.gitconfig")
        copy.program.environment["GIT_CONFIG_GLOBAL"] = copy.folder.path(of: "home.gitconfig")
        try await copy.git("add", "--renormalize", ".")
        try await copy.git("commit", "-q", "-m", "stored in small letters")
        try await copy.git("branch", "-f", "main")
        try copy.write(Self.script.uppercased(), to: "sql/V1__a.sql")
        #expect(try await copy.validate("-against=main").findings == [])
    }

    /// What a partial clone lacks is not fetched: that would run whatever its remote says.
    @Test func nothingIsFetched() async throws {
        let copy = try await WorkingCopy(["sql/V1__a.sql": Self.script])
        try await copy.onMain(["sql/V1__a.sql": "-- other"])
        let object = try await copy.git("rev-parse", "main:sql/V1__a.sql").trimmingCharacters(in: .newlines)
        try FileManager.default.createDirectory(
            atPath: copy.folder.path(of: "marks"), withIntermediateDirectories: true)
        let program = try mark(copy, "remote")
        // One that answered nothing and went on listening would keep git waiting.
        try copy.write("#!/bin/sh\ntouch '\(copy.folder.path(of: "marks"))/remote'\n", to: "programs/remote")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
        for (key, value) in [
            ("core.repositoryformatversion", "1"), ("extensions.partialClone", "origin"),
            ("remote.origin.url", "ext::\(program)"), ("remote.origin.promisor", "true"),
            ("remote.origin.partialclonefilter", "blob:none"), ("protocol.ext.allow", "always"),
        ] { try await copy.git("config", key, value) }
        try copy.remove(".git/objects/\(object.prefix(2))/\(object.dropFirst(2))")
        _ = try? await copy.git("cat-file", "-p", object)
        #expect(try marks(copy) == ["remote"])
        try forget(copy)
        // What cannot be read counts as changed.
        try copy.write("-- mine", to: "sql/V1__a.sql")
        let validation = try await copy.validate("-against=main")
        #expect(validation.status == 1)
        #expect(validation.findings == ["V1__a.sql changed-migration"])
        #expect(try marks(copy) == [])
    }
}

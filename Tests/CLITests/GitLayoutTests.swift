import Foundation
import TestSupport
import Testing

/// `validate -against` in the many ways in which a repository may lie about.
@Suite("Layouts of git", .fewAtOnce) struct GitLayoutTests {
    private static let two = ["sql/V1__a.sql": "SELECT 1;\n", "sql/V2__b.sql": "SELECT 2;\n"]
    private static let changed = ["V1__a.sql changed-migration"]

    private static func changedCopy() async throws -> WorkingCopy {
        let copy = try await WorkingCopy(two)
        try copy.write("SELECT 11;", to: "sql/V1__a.sql")
        return copy
    }

    // MARK: Clones

    @Test func inAShallowCloneBothPossibilitiesAreTold() async throws {
        let copy = try await WorkingCopy(Self.two)
        try await copy.onMain(["sql/V1__a.sql": "SELECT 11;"])
        try await copy.commit()
        let source = "file://\(copy.folder.path)"
        try await copy.git("clone", "-q", "--depth=1", "--branch=work", source, "clone")
        let missing = try await copy.validate("-against=origin/main", in: "clone")
        #expect(missing.status == 1)
        #expect(missing.findings == ["sql not-compared"])
        #expect(missing.messages.contains("git fetch origin +refs/heads/main:refs/remotes/origin/main"))
        #expect(missing.messages.contains("shallow"))
        #expect(missing.messages.contains("fetch-depth: 0"))

        try await copy.git(
            "-C", "clone", "fetch", "-q", "--depth=1", "origin", "+refs/heads/main:refs/remotes/origin/main")
        let shallow = try await copy.validate("-against=origin/main", in: "clone")
        #expect(shallow.findings == Self.changed)
        #expect(shallow.messages.contains("merge it instead"))
        #expect(shallow.messages.contains("git fetch --unshallow"))

        try await copy.git("-C", "clone", "fetch", "-q", "--unshallow", "origin")
        #expect(
            try await copy.validate("-against=origin/main", in: "clone").findings == [
                "V1__a.sql changed-meanwhile warning"
            ])
    }

    @Test func inAWorktree() async throws {
        let copy = try await WorkingCopy(Self.two)
        try await copy.git("worktree", "add", "-q", "--detach", "other")
        try copy.write("SELECT 11;", to: "other/sql/V1__a.sql")
        #expect(try await copy.validate("-against=main", in: "other").findings == Self.changed)
        #expect(try await copy.validate("-against=main").findings == [])
    }

    @Test func withItsDataElsewhere() async throws {
        var copy = try await Self.changedCopy()
        try FileManager.default.moveItem(atPath: copy.folder.path(of: ".git"), toPath: copy.folder.path(of: "data.git"))
        #expect(try await copy.validate("-against=main").findings == ["sql not-compared"])
        // As git has it, relative to where it runs.
        copy.program.environment["GIT_DIR"] = "data.git"
        #expect(try await copy.validate("-against=main").findings == Self.changed)
        copy.program.environment["GIT_DIR"] = copy.folder.path(of: "data.git")
        copy.program.environment["GIT_WORK_TREE"] = copy.folder.path
        #expect(try await copy.validate("-against=main").findings == Self.changed)
        #expect(try await copy.validate("-against=main", "-workingDirectory=..", in: "sql").findings == Self.changed)
    }

    @Test func inASubmodule() async throws {
        let inner = try await WorkingCopy(Self.two)
        let outer = try await WorkingCopy(["README": ""])
        try await outer.git(
            "-c", "protocol.file.allow=always", "submodule", "add", "-q", inner.folder.path, "module")
        try outer.write("SELECT 11;", to: "module/sql/V1__a.sql")
        #expect(
            try await outer.validate("-against=origin/main", "-locations=module/sql").findings == Self.changed)
    }

    // MARK: Folders

    @Test func fromASubfolder() async throws {
        let copy = try WorkingCopy(plain: [
            "app/db/sql/V1__a.sql": "SELECT 1;", "app/db/sql/V2__b.sql": "SELECT 2;", "sql/V9__other.sql": "SELECT 9;",
        ])
        try await copy.git("init", "-q", "-b", "main")
        try await copy.commit()
        try copy.write("SELECT 11;", to: "app/db/sql/V1__a.sql")
        try copy.write("SELECT 3;", to: "app/db/sql/V3__c.sql")
        #expect(try await copy.validate("-against=main", in: "app/db").findings == Self.changed)
    }

    @Test func locationsWithWildcards() async throws {
        let copy = try await WorkingCopy([
            "a/sql/V1__a.sql": "SELECT 1;", "b/sql/V2__b.sql": "SELECT 2;", "b/other/V9__c.sql": "SELECT 9;",
            "b/sql/.hidden/V8__d.sql": "SELECT 8;",
        ])
        try copy.write("SELECT 11;", to: "a/sql/V1__a.sql")
        try copy.write("SELECT 3;", to: "b/sql/V3__d.sql")
        #expect(try await copy.validate("-against=main", "-locations=*/sql").findings == Self.changed)
    }

    @Test func aLocationOutsideOfTheRepositoryIsNamed() async throws {
        let copy = try await WorkingCopy(Self.two)
        let outside = try TemporaryFolder()
        try outside.write("SELECT 3;", to: "V3__c.sql")
        let validation = try await copy.validate("-against=main", "-locations=sql,\(outside.path)")
        #expect(validation.findings == ["\(outside.url.lastPathComponent) not-compared"])
        #expect(validation.messages.contains("\(outside.path) is in no git repository"))
    }

    @Test func throughLinks() async throws {
        let copy = try WorkingCopy(plain: [
            "real/V1__a.sql": "SELECT 1;\n", "shared/V2__b.sql": "SELECT 2;", "files/three.sql": "SELECT 3;",
        ])
        try copy.link("sql", to: "real")
        try copy.link("real/more", to: "../shared")
        try copy.link("real/V3__c.sql", to: "../files/three.sql")
        try await copy.git("init", "-q", "-b", "main")
        try await copy.commit()
        #expect(try await copy.validate("-against=main").findings == [])
        try copy.write("SELECT 11;", to: "real/V1__a.sql")
        try copy.write("SELECT 22;", to: "shared/V2__b.sql")
        try copy.write("SELECT 1;", to: "shared/V1.5__late.sql")
        #expect(
            try await copy.validate("-against=main").findings == [
                "V1.5__late.sql version-not-higher", "V1__a.sql changed-migration", "V2__b.sql changed-migration",
            ])
    }

    @Test func namesAreTakenAsTheyAre() async throws {
        let names = [
            "V1__with blanks.sql", "V2__\"quotes'.sql", "V3__line\nend.sql", "V4__ümläut.sql", "V5__[*]?.sql",
            "V6__tab\t.sql",
        ]
        let copy = try await WorkingCopy(
            Dictionary(uniqueKeysWithValues: names.map { (":(top)s ql/\($0)", "SELECT 1;") }))
        #expect(try await copy.validate("-against=main", "-locations=filesystem::(top)s ql").findings == [])
        for name in names { try copy.write("SELECT 2;", to: ":(top)s ql/\(name)") }
        #expect(
            try await copy.validate("-against=main", "-locations=filesystem::(top)s ql").findings
                == names.map { "\($0) changed-migration" }.sorted())
    }

    @Test func whatIsLeftOutOfASparseCheckoutIsNotDeleted() async throws {
        let copy = try await WorkingCopy(Self.two)
        try await copy.git("update-index", "--skip-worktree", "sql/V2__b.sql")
        try copy.remove("sql/V2__b.sql")
        #expect(try await copy.validate("-against=main").findings == [])
    }

    @Test func aCommitWithoutFilesHasNothingToCompare() async throws {
        let copy = try WorkingCopy(plain: [:])
        try await copy.git("init", "-q", "-b", "main")
        try await copy.commit()
        try copy.write("SELECT 1;", to: "sql/V1__a.sql")
        let validation = try await copy.validate("-against=main")
        #expect(validation.status == 0)
        #expect(validation.findings == ["sql nothing-to-compare information"])
        // A branch that has no commit yet.
        try await copy.git("checkout", "-q", "--orphan", "new")
        #expect(try await copy.validate("-against=main").status == 0)
    }

    // MARK: Hooks

    @Test(arguments: [".", "other"]) func inAHook(_ folder: String) async throws {
        let copy = try await WorkingCopy(Self.two)
        if folder == "other" { try await copy.git("worktree", "add", "-q", "-b", "other", "other") }
        let hook = try copy.folder.write(
            """
            #!/bin/sh
            exec '\(try Program.path())' validate -against=main >'\(copy.folder.path(of: "hook.txt"))' 2>&1
            """, to: ".git/hooks/pre-commit")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: hook)
        try copy.write("SELECT 3;", to: "\(folder)/sql/V3__c.sql")
        try await copy.git("-C", "\(folder)/sql", "add", "V3__c.sql")
        try await copy.git("-C", "\(folder)/sql", "commit", "-q", "-m", "good")
        try copy.write("SELECT 11;", to: "\(folder)/sql/V1__a.sql")
        for words in [["-a"], ["V1__a.sql"]] {
            let output = try await copy.program.run(
                "/usr/bin/env", ["git", "-C", "\(folder)/sql", "commit", "-m", "bad"] + words)
            #expect(output.status == 1)
            let told = String(decoding: try copy.folder.data("hook.txt"), as: UTF8.self)
            #expect(told.contains("1 error"), "\(told)")
            #expect(told.contains("changed-migration"), "\(told)")
        }
    }

    @Test func anotherRepositoryThanTheHooks() async throws {
        var copy = try await Self.changedCopy()
        let other = try await WorkingCopy(["sql/V9__z.sql": "SELECT 9;"])
        copy.program.environment["GIT_DIR"] = other.folder.path(of: ".git")
        copy.program.environment["GIT_WORK_TREE"] = other.folder.path
        copy.program.environment["GIT_INDEX_FILE"] = other.folder.path(of: ".git/index")
        #expect(try await copy.validate("-against=main").findings == Self.changed)
    }

    // MARK: Nothing to compare with

    @Test func withoutGit() async throws {
        var copy = try await WorkingCopy(Self.two)
        copy.program.environment["PATH"] = copy.folder.path
        let validation = try await copy.validate("-against=main")
        #expect(validation.status == 1)
        #expect(validation.findings == ["sql not-compared"])
        #expect(validation.messages.contains("Install git"))
    }

    @Test func withoutARepository() async throws {
        let copy = try WorkingCopy(plain: Self.two.merging(["sql/V2.0__again.sql": "SELECT 1;"]) { $1 })
        let validation = try await copy.validate("-against=main")
        // Everything else is told, too.
        #expect(
            validation.findings == [
                "V2.0__again.sql duplicate-version", "V2__b.sql duplicate-version", "sql not-compared",
            ])
    }

    @Test func commitsThatAreNotThere() async throws {
        let copy = try await WorkingCopy(Self.two)
        try await copy.git("update-ref", "refs/remotes/upstream/main", "main")
        let cases = [
            "mian": "Did you mean main?", "origin/main": "Did you mean main or upstream/main?",
            "--upload-pack=touch x": "does not begin with a hyphen", "main:sql": "git rev-parse main:sql",
            "0123456789": "git knows no commit",
        ]
        for (name, expected) in cases {
            let validation = try await copy.validate("-against=\(name)")
            #expect(validation.status == 1)
            #expect(validation.findings == ["sql not-compared"])
            #expect(validation.messages.contains(expected), "\(validation.messages)")
        }
        #expect(!copy.folder.has("x"))
    }

    @Test func aRepositoryThatGitRefuses() async throws {
        let copy = try await WorkingCopy(Self.two)
        try copy.write("[core\n", to: ".git/config")
        let validation = try await copy.validate("-against=main")
        #expect(validation.findings == ["sql not-compared"])
        #expect(validation.messages.contains("bad config"))
    }

    @Test func nothingIsWritten() async throws {
        let copy = try await WorkingCopy(Self.two)
        for name in ["sql/V1__a.sql", "sql/V2__b.sql"] {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: copy.folder.path(of: name))
        }
        func state() throws -> [String: Date] {
            var state: [String: Date] = [:]
            let files = FileManager.default.enumerator(atPath: copy.folder.path)
            while let name = files?.nextObject() as? String {
                state[name] =
                    try FileManager.default.attributesOfItem(atPath: copy.folder.path(of: name))[
                        .modificationDate] as? Date
            }
            return state
        }
        let before = try state()
        #expect(try await copy.validate("-against=main").findings == [])
        #expect(try state() == before)
    }
}

/// A script, here or in a commit.
package struct RevisionFile: Sendable, Equatable {
    /// `nil` for callbacks.
    package var identity: MigrationIdentity?
    /// As scanning finds it, or would.
    package var file: ScannedFile
    /// Where it is, links resolved: the same in the commit and here.
    package var path: String

    package init(_ name: ScriptName, _ file: ScannedFile, path: String) {
        identity = MigrationIdentity(name)
        self.file = file
        self.path = path
    }

    package var fileName: String { file.fileName }
    package var displayPath: String { file.displayPath }
    package var absolutePath: String { file.absolutePath }
}

/// A script in a commit.
package struct CommittedFile: Sendable, Equatable {
    package var file: RevisionFile
    package var since: Since

    /// What the commit's side did to it since both sides went their own ways.
    package enum Since: Sendable, Equatable {
        case unchanged, changed, added
        /// The point where they parted is not known: the clone is shallow, or there is none.
        case unknown
    }

    package init(_ file: RevisionFile, since: Since) {
        self.file = file
        self.since = since
    }
}

/// The content of a file at one of the three places that are compared.
package struct FileAtRevision: Sendable, Hashable {
    package enum Place: Sendable, Hashable {
        /// In the folder.
        case here
        /// In the commit.
        case there
        /// Where both sides parted.
        case branchPoint
    }

    package var place: Place
    package var path: String

    package init(_ place: Place, _ path: String) {
        self.place = place
        self.path = path
    }
}

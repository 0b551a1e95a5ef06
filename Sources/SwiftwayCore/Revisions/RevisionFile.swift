/// A script, here or in a commit.
package struct RevisionFile: Sendable, Equatable {
    /// `nil` for callbacks.
    package var identity: MigrationIdentity?
    package var description: String
    package var fileName: String
    /// Where it is, links resolved: the same in the commit and here.
    package var path: String
    package var displayPath: String
    package var absolutePath: String

    package init(_ name: ScriptName, _ file: ScannedFile, path: String) {
        identity = MigrationIdentity(name)
        description =
            switch name {
            case .versioned(_, let description), .baseline(_, let description), .repeatable(let description),
                .callback(_, let description):
                description
            case .invalid, .other: ""
            }
        fileName = file.fileName
        self.path = path
        displayPath = file.displayPath
        absolutePath = file.absolutePath
    }
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

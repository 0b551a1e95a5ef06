import SwiftwayCore
import SwiftwayEngine

/// Finds the repositories that folders belong to, as git does: from a folder upwards, unless the environment names one,
/// as it does in hooks.
struct GitRepositories {
    private let interruption: Interruption
    /// The folder of this process, links resolved.
    private let currentFolder: String
    /// The top folder of the repository that the environment names.
    private let namedTop: String?
    private var tops: [String: String?] = [:]

    /// Where a repository is looked for.
    enum Place: Hashable {
        /// As the environment says.
        case environment(top: String)
        /// In the folder that has a `.git`.
        case folder(String)
    }

    init(currentDirectory: String, interruption: Interruption) throws(Git.Problem) {
        self.interruption = interruption
        currentFolder = FileSystem.realPath(currentDirectory) ?? currentDirectory
        guard ProcessEnvironment.variables["GIT_DIR"] != nil else {
            namedTop = nil
            return
        }
        // It fails outside of its files; then the environment is about something else.
        let result = try Git(interruption: interruption).run("rev-parse", "--show-toplevel")
        namedTop = result.status == 0 ? result.line : nil
    }

    /// - Parameter folder: absolute, links resolved.
    mutating func place(of folder: String) -> Place? {
        let top = self.top(above: folder)
        if let namedTop, folder.isInside(namedTop), !(top ?? "").isBelow(namedTop) {
            return .environment(top: namedTop)
        }
        return top.map { .folder($0) }
    }

    mutating func git(at place: Place) -> Git {
        switch place {
        // Relative paths in the environment are meant from where this process runs.
        case .environment: return Git(interruption: interruption)
        case .folder(let folder):
            let isOfEnvironment = namedTop == nil && folder == top(above: currentFolder)
            return Git(
                interruption: interruption, options: ["-C", folder],
                withoutVariables: isOfEnvironment ? [] : Git.repositoryVariables)
        }
    }

    /// As ``FileSystem/repositoryRoot(of:)``; what lies above a folder is looked for once.
    private mutating func top(above folder: String) -> String? {
        if let known = tops[folder] { return known }
        let top: String?
        if FileSystem.isRepositoryRoot(folder) {
            top = folder
        } else {
            top = folder == "/" ? nil : self.top(above: folder.parentPath)
        }
        tops[folder] = .some(top)
        return top
    }
}

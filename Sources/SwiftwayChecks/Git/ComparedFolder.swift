import SwiftwayCore
import SwiftwayEngine

/// A folder of scripts, and what paths below it are called.
struct ComparedFolder {
    /// Links resolved.
    var realPath: String
    /// As configured, with a slash behind it; empty for the working directory.
    var shown: String
    /// With a slash behind it.
    var absolute: String
    var wildcards: WildcardPath?

    init(_ location: Location, in workingDirectory: String) {
        let path = FileSystem.absolute(location.root, in: workingDirectory)
        realPath = FileSystem.realPath(asFarAsItIs: path)
        shown = location.root == "." ? "" : "\(location.root)/"
        absolute = path == "/" ? path : "\(path)/"
        wildcards = location.wildcards
    }

    /// A folder that a link below a location leads to.
    init(of file: ScannedFile, realPath: String) {
        self.realPath = realPath
        shown = String(file.displayPath.dropLast(file.fileName.count))
        absolute = String(file.absolutePath.dropLast(file.fileName.count))
    }

    /// As configured: `sql`.
    var displayPath: String { shown.isEmpty ? "." : String(shown.dropLast()) }

    /// What scanning would call the file; `nil` where it would not find it.
    /// - Parameter path: absolute, links resolved.
    func file(at path: String) -> ScannedFile? {
        guard path.isBelow(realPath) else { return nil }
        let rest = String(path.dropFirst(realPath == "/" ? 1 : realPath.count + 1))
        let isHidden = rest.split(separator: "/").dropLast().contains { $0.hasPrefix(".") }
        guard !isHidden, let script = wildcards.map({ $0.script(ofFileBelowRoot: rest) }) ?? rest else { return nil }
        return ScannedFile(script: script, displayPath: shown + rest, absolutePath: absolute + rest)
    }
}

/// The real paths of files: folders are asked for once.
struct RealPaths {
    private var folders: [String: String] = [:]
    private var lastFolder = ""
    private var lastPath = ""

    /// - Returns: whether a file of that folder is asked for first, too.
    mutating func path(of file: ScannedFile) -> (path: String, isInNewFolder: Bool) {
        let folder = file.absolutePath.parentPath
        var isNew = false
        if folder != lastFolder {
            isNew = folders[folder] == nil
            lastFolder = folder
            lastPath = self.path(ofFolder: folder)
        }
        let path = lastPath == folder ? file.absolutePath : (lastPath == "/" ? "/" : lastPath + "/") + file.fileName
        return (path, isNew)
    }

    private mutating func path(ofFolder folder: String) -> String {
        if let known = folders[folder] { return known }
        let path = FileSystem.realPath(folder) ?? folder
        folders[folder] = path
        return path
    }
}

import SwiftwayCore
import SwiftwayText

/// What a location holds.
struct LocationContents {
    /// Sorted by path.
    var files: [ScannedFile]
    /// By absolute path.
    var folders: [ExactText: VisitedFolder]
    /// Why folders are left out.
    var skipped: [String]

    /// The files of several locations, without what an earlier one has: two of them may lead to one folder. What is
    /// reached without a link comes before what is reached by one, and keeps its path.
    static func joined(_ all: [LocationContents]) -> (files: [ScannedFile], skipped: [String]) {
        var skipped = all.flatMap(\.skipped)
        guard all.count > 1 else { return (all.flatMap(\.files), skipped) }
        /// Which folder, by its path, has the files of a folder.
        var owners: [FolderIdentity: [ExactText: String]] = [:]
        var repeated: Set<ExactText> = []
        var kept = all.map { [Bool](repeating: false, count: $0.files.count) }
        for isLinked in [false, true] {
            for (place, contents) in all.enumerated() {
                for (index, file) in contents.files.enumerated() {
                    let path = ExactText(file.absolutePath.parentPath)
                    guard let folder = contents.folders[path] else {
                        kept[place][index] = true
                        continue
                    }
                    guard folder.isLinked == isLinked else { continue }
                    let name = ExactText(file.fileName)
                    if let owner = owners[folder.identity]?[name] {
                        guard !owner.isExactly(path.text), repeated.insert(path).inserted else { continue }
                        skipped.append(
                            "Skipping files of folder '\(folder.shown)' as it is '\(owner)', which is scanned already")
                    } else {
                        owners[folder.identity, default: [:]][name] = path.text
                        kept[place][index] = true
                    }
                }
            }
        }
        let files = zip(all, kept).flatMap { contents, kept in
            zip(contents.files, kept).filter(\.1).map(\.0)
        }
        return (files, skipped)
    }
}

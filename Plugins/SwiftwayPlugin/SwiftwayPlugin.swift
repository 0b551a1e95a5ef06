import Foundation
import PackagePlugin

/// Makes a folder of scripts part of the executable: `sql` or `Migrations` of the target becomes
/// `EmbeddedFolder.sql` or `EmbeddedFolder.migrations`.
///
/// The work is `SwiftwayEmbedder`'s; here it is said which files it depends on, so that SwiftPM does it again when one of
/// them changes.
@main struct SwiftwayPlugin: BuildToolPlugin {
    private static let names = ["sql", "Migrations"]

    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let package = context.package.directoryURL
        var folders = Self.folders(in: target.directoryURL)
        if folders.isEmpty { folders = Self.folders(in: package) }
        guard !folders.isEmpty else {
            Diagnostics.error(
                "SwiftwayPlugin: there is no folder sql or Migrations in \(target.directoryURL.path), and none in \(package.path)."
            )
            return []
        }
        let embedder = try context.tool(named: "SwiftwayEmbedder").url
        return folders.map { folder in
            let output = context.pluginWorkDirectoryURL.appending(
                path: "EmbeddedFolder+\(folder.lastPathComponent).swift")
            // The names of files may be set there.
            let configuration = [target.directoryURL, package].map { $0.appending(path: "flyway.conf") }
                .first { FileManager.default.fileExists(atPath: $0.path) }
            return .buildCommand(
                displayName: "Embedding \(folder.lastPathComponent)", executable: embedder,
                arguments: [folder.path, output.path] + (configuration.map { [$0.path] } ?? []),
                inputFiles: Self.files(in: folder) + (configuration.map { [$0] } ?? []), outputFiles: [output])
        }
    }

    private static func folders(in directory: URL) -> [URL] {
        names.map { directory.appending(path: $0) }.filter { folder in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder) && isFolder.boolValue
        }
    }

    /// Folders among them: a file that comes or goes changes its folder.
    private static func files(in folder: URL) -> [URL] {
        let below = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects ?? []
        return [folder] + below.compactMap { $0 as? URL }.sorted { $0.path < $1.path }
    }
}

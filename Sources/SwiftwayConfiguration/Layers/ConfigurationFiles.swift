import SwiftwayCore

/// Which files are read, and of which kind they are.
struct ConfigurationFiles {
    struct Source {
        /// Absolute; `-` is standard input.
        var path: String
        var contents: [UInt8]
        var isStandardInput: Bool { path == "-" }
    }

    var mode: ConfigurationMode
    /// Lowest priority first.
    var sources: [Source] = []
    var warnings: [String] = []

    /// - Throws: ``ConfigurationError`` where both kinds are asked for, and where a file that is asked for cannot be
    ///   read.
    init(
        options: [CommandLineOption], workingDirectory: String?, from world: ConfigurationSources
    ) throws(ConfigurationError) {
        let base = workingDirectory.map { world.absolute($0) } ?? world.currentDirectory
        let named = Self.paths(options.first { $0.name == "configFiles" }?.value, below: base)
        let fromVariable = Self.paths(world.environment["FLYWAY_CONFIG_FILES"], below: base)
        var seen: [String: ConfigurationSources.File] = [:]
        func file(_ path: String) -> ConfigurationSources.File {
            if let file = seen[path] { return file }
            let file = path == "-" ? .contents(world.readStandardInput() ?? []) : world.readFile(path)
            seen[path] = file
            return file
        }
        func exists(_ path: String) -> Bool { file(path) != .missing }

        let missing = named.filter { !exists($0) }
        if !missing.isEmpty {
            warnings.append(
                "One or more specified configuration files could not be found: \(missing.joined(separator: ", "))\n")
        }
        let defaults = Self.defaultFolders(workingDirectory: workingDirectory, from: world)
        let defaultTOML = defaults.flatMap { ["\($0)/flyway.toml", "\($0)/flyway.user.toml"] }
        let defaultConf = defaults.map { "\($0)/flyway.conf" }
        if let chosen = try Self.mode(of: named.filter(exists)) {
            mode = chosen
        } else if let chosen = try Self.mode(of: fromVariable.filter(exists)) {
            mode = chosen
        } else {
            mode = !defaultTOML.contains(where: exists) && defaultConf.contains(where: exists) ? .conf : .toml
        }

        let isOfMode = { [mode] (path: String) in path.isTOML == (mode == .toml) }
        let candidates = mode == .toml ? defaultTOML : defaultConf
        for path in candidates {
            switch file(path) {
            case .missing: break
            case .contents(let bytes): sources.append(Source(path: path, contents: bytes))
            case .unreadable(let reason):
                // Nobody asked for it: a file in a home directory must not stop a build.
                warnings.append("Unable to load config file: \(path) (\(reason))")
            }
        }
        for path in (fromVariable + named).filter(isOfMode) {
            switch file(path) {
            case .missing: break
            case .contents(let bytes): sources.append(Source(path: path, contents: bytes))
            case .unreadable(let reason):
                throw ConfigurationError(
                    code: ConfigurationError.Code.error, message: "Unable to load config file: \(path)", hint: reason)
            }
        }
    }

    /// `nil` where there are no files to tell by.
    private static func mode(of paths: [String]) throws(ConfigurationError) -> ConfigurationMode? {
        let toml = paths.filter(\.isTOML)
        let conf = paths.filter { !$0.isTOML }
        if !toml.isEmpty, !conf.isEmpty {
            throw ConfigurationError(
                code: ConfigurationError.Code.error,
                message: "Using both TOML configuration and CONF configuration is not supported. "
                    + "Please remove the CONF configuration files.\n"
                    + "TOML files: \(toml.joined(separator: ", "))\nCONF files: \(conf.joined(separator: ", "))\n")
        }
        return toml.isEmpty ? (conf.isEmpty ? nil : .conf) : .toml
    }

    private static func paths(_ list: String?, below base: String) -> [String] {
        ConfigurationValue.text(list ?? "").elements.map { $0 == "-" ? $0 : $0.absolutePath(below: base) }
    }

    /// Lowest priority first.
    private static func defaultFolders(workingDirectory: String?, from world: ConfigurationSources) -> [String] {
        var folders: [String] = []
        if let install = world.installDirectory { folders.append("\(install)/conf") }
        if let home = world.homeDirectory { folders.append(home) }
        folders.append(world.currentDirectory)
        if let workingDirectory { folders.append(world.absolute(workingDirectory)) }
        return folders
    }
}

extension ConfigurationSources {
    fileprivate func absolute(_ path: String) -> String { path.absolutePath(below: currentDirectory) }
}

extension String {
    fileprivate var isTOML: Bool { hasSuffix(".toml") }

    fileprivate func absolutePath(below base: String) -> String { hasPrefix("/") ? self : "\(base)/\(self)" }
}

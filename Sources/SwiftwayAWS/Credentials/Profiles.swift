/// The two files of profiles, and which profile counts.
struct Profiles {
    let name: String
    /// Of the profile in `~/.aws/credentials`; `nil` where it is not there.
    let credentials: [String: String]?
    /// The same in `~/.aws/config`.
    let configuration: [String: String]?
    /// Where the files were looked for.
    let paths: String

    /// - Throws: where a profile was asked for that neither file has.
    init(_ environment: AWSEnvironment, named wanted: String?) throws(AWSError) {
        let wanted = wanted ?? environment.variable("AWS_PROFILE") ?? environment.variable("AWS_DEFAULT_PROFILE")
        name = wanted ?? "default"
        let credentialsPath = Self.path(environment, "AWS_SHARED_CREDENTIALS_FILE", "credentials")
        let configurationPath = Self.path(environment, "AWS_CONFIG_FILE", "config")
        credentials = try Self.profiles(environment, credentialsPath, .credentials)[name]
        configuration = try Self.profiles(environment, configurationPath, .configuration)[name]
        paths = [credentialsPath, configurationPath].compactMap { $0 }.joined(separator: " and ")
        if let wanted, credentials == nil, configuration == nil {
            throw AWSError("There is no profile '\(wanted)' in \(paths.isEmpty ? "~/.aws: HOME is not set" : paths)")
        }
    }

    /// Of both files; that of the credentials wins.
    var settings: [String: String] { (configuration ?? [:]).merging(credentials ?? [:]) { $1 } }

    private static func path(_ environment: AWSEnvironment, _ variable: String, _ file: String) -> String? {
        let home = environment.variable("HOME")
        guard let path = environment.variable(variable) else { return home.map { "\($0)/.aws/\(file)" } }
        guard path.hasPrefix("~/"), let home else { return path }
        return home + path.dropFirst()
    }

    private static func profiles(
        _ environment: AWSEnvironment, _ path: String?, _ kind: SharedFile.Kind
    ) throws(AWSError) -> [String: [String: String]] {
        guard let path, let text = try environment.read(path) else { return [:] }
        return SharedFile(text, kind: kind).profiles
    }
}
